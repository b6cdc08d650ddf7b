package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * Content written to a channel, on a helper thread because a channel may wait.
 *
 * <p>A channel can't be taken back: what was written before a transfer failed has been written. The channel stays the
 * caller's: {@link #close} doesn't close it.
 */
public final class ChannelSink implements BlockSink {

    private final WritableByteChannel channel;

    /**
     * Creates a sink into {@code channel}.
     *
     * @param channel in blocking mode; not closed by this sink
     */
    public ChannelSink(WritableByteChannel channel) {
        this.channel = Objects.requireNonNull(channel, "channel");
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            if (channel.write(block) == 0) {
                throw new IOException("the channel doesn't wait until it has room: it is in non-blocking mode");
            }
        }
    }

    /** Does nothing: a channel has no buffer of its own. */
    @Override
    public void commit() {
        // Every byte is already with the channel.
    }

    /** Leaves the channel open: it is the caller's. */
    @Override
    public void close() {
        // Nothing of ours is held, and nothing can be taken back.
    }

    @Override
    public boolean mayBlock() {
        return true;
    }
}
