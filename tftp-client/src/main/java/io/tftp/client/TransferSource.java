package io.tftp.client;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.ChannelSource;
import io.tftp.core.content.StreamSource;
import io.tftp.core.file.LocalFiles;
import io.tftp.core.net.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/** Where a put reads from. Opened once, on a helper thread, before the server is asked. */
@FunctionalInterface
public interface TransferSource {

    /**
     * Opens the content to read; it may wait.
     *
     * @return a source, which the transfer closes
     * @throws IOException if it can't be read
     */
    BlockSource open() throws IOException;

    /**
     * Whether the content is local: to open it, read it and close it waits for this host's disks at most, and for nobody else. Such
     * content is never kept waiting by other that is slow. Asked once, before {@link #open}, on a helper thread.
     *
     * @return false if it may wait for something else, such as a network, a pipe or a program
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * A file, sent as it is when it is opened: one that changes meanwhile fails the put. Pipes and devices are read to their
     * end.
     *
     * @param file the path, not of a directory
     * @return the source
     */
    static TransferSource file(Path file) {
        Objects.requireNonNull(file, "file");
        return new TransferSource() {
            @Override
            public BlockSource open() throws IOException {
                return LocalFiles.read(file, EventLoop.instant());
            }

            @Override
            public boolean isLocal() {
                return Files.isRegularFile(file) || !Files.exists(file);
            }
        };
    }

    /**
     * A stream, read on a helper thread. It stays open.
     *
     * @param stream the stream
     * @param size how many of its bytes to send, 0 or more, told to the server; empty for all, whose number isn't known
     * @return the source, for one put
     */
    static TransferSource stream(InputStream stream, OptionalLong size) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(size, "size");
        return () -> new StreamSource(stream, size);
    }

    /**
     * A channel, read on a helper thread. It stays open.
     *
     * @param channel in blocking mode
     * @param size how many of its bytes to send, 0 or more, told to the server; empty for all, whose number isn't known
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
     * @param bytes not to be changed before the end of the put
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
