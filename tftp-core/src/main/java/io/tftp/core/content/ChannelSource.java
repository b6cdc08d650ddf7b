package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Content read from a channel, on a helper thread because a channel may wait.
 *
 * <p>The channel stays the caller's: {@link #close} doesn't close it.
 */
public final class ChannelSource extends SizedSource {

    private final ReadableByteChannel channel;

    /**
     * Creates a source of all bytes of {@code channel} from where it stands, whose number isn't known.
     *
     * @param channel in blocking mode; not closed by this source
     */
    public ChannelSource(ReadableByteChannel channel) {
        this(channel, OptionalLong.empty());
    }

    /**
     * Creates a source of {@code size} bytes of {@code channel}, or of all if it is empty.
     *
     * @param channel in blocking mode; not closed by this source
     * @param size the number of bytes, 0 or more; a channel that ends before fails the transfer, bytes behind are not read
     */
    public ChannelSource(ReadableByteChannel channel, OptionalLong size) {
        super(size);
        this.channel = Objects.requireNonNull(channel, "channel");
    }

    @Override
    void fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int length = channel.read(target);
            if (length < 0) {
                return;
            }
            if (length == 0) {
                throw new IOException("the channel doesn't wait for its content: it is in non-blocking mode");
            }
        }
    }

    /** Leaves the channel open: it is the caller's. */
    @Override
    public void close() {
        // Nothing of ours is held.
    }
}
