package io.tftp.client;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.ChannelSource;
import io.tftp.core.content.StreamSource;
import io.tftp.core.file.LocalFiles;
import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/** The content of a put. It is opened once, on a helper thread, before the request is sent. */
@FunctionalInterface
public interface TransferSource {

    /**
     * Opens the content for reading; may block.
     *
     * @return a source, which the transfer closes
     * @throws IOException if it can't be read
     */
    BlockSource open() throws IOException;

    /**
     * Whether the content is local: opening, reading and closing it waits only for this host's disks. Slow content elsewhere never delays
     * local content. Called once, before {@link #open}, on a helper thread.
     *
     * @return false if it may wait for something else, such as a network, a pipe or a program
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * A file, sent as it is when it is opened: if it changes while it is sent, the put fails. Pipes and devices are read to the end.
     *
     * @param file the path of a file, not of a directory
     * @return the source
     */
    static TransferSource file(Path file) {
        Objects.requireNonNull(file, "file");
        return new TransferSource() {
            @Override
            public BlockSource open() throws IOException {
                return LocalFiles.read(file, Clock.system().instant());
            }

            @Override
            public boolean isLocal() {
                return Files.isRegularFile(file) || !Files.exists(file);
            }
        };
    }

    /**
     * A stream, read on a helper thread. It is not closed.
     *
     * @param stream the stream
     * @param size the number of bytes to send, 0 or more, which the server is told; empty to send all, if their number isn't known
     * @return the source, for one put
     */
    static TransferSource stream(InputStream stream, OptionalLong size) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(size, "size");
        return () -> new StreamSource(stream, size);
    }

    /**
     * A channel, read on a helper thread. It is not closed.
     *
     * @param channel a channel in blocking mode
     * @param size the number of bytes to send, 0 or more, which the server is told; empty to send all, if their number isn't known
     * @return the source, for one put
     */
    static TransferSource channel(ReadableByteChannel channel, OptionalLong size) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(size, "size");
        return () -> new ChannelSource(channel, size);
    }

    /**
     * Bytes in memory.
     *
     * @param bytes the content, which must not change before the end of the put
     * @return the source
     */
    static TransferSource bytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return new TransferSource() {
            @Override
            public BlockSource open() {
                return new BufferSource(ByteBuffer.wrap(bytes));
            }

            @Override
            public boolean isLocal() {
                return true;
            }
        };
    }
}
