package io.tftp.client;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.ChannelSink;
import io.tftp.core.content.StreamSink;
import io.tftp.core.file.Durability;
import io.tftp.core.file.LocalFiles;
import io.tftp.core.file.Publication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where a get writes to. Opened once, on a helper thread, before the server is asked. */
@FunctionalInterface
public interface TransferTarget {

    /**
     * Opens the content to write; it may wait.
     *
     * @return a sink, which the transfer closes
     * @throws IOException if it can't be written
     */
    BlockSink open() throws IOException;

    /**
     * Whether the content is local: to open it, write it and close it waits for this host's disks at most, and for nobody else. Such
     * content is never kept waiting by other that is slow. Asked once, before {@link #open}, on a helper thread.
     *
     * @return false if it may wait for something else, such as a network, a pipe or a program
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * A file, which appears under its name only when it is complete; one that was there stays untouched until then, and a
     * failed get leaves nothing behind. Symbolic links are followed, pipes and devices written to directly.
     *
     * @param file the path, not of a directory
     * @return the target
     */
    static TransferTarget file(Path file) {
        Objects.requireNonNull(file, "file");
        return new TransferTarget() {
            @Override
            public BlockSink open() throws IOException {
                return LocalFiles.write(file, Publication.REPLACE, Durability.CACHED);
            }

            @Override
            public boolean isLocal() {
                return Files.isRegularFile(file) || !Files.exists(file);
            }
        };
    }

    /**
     * A stream, written on a helper thread and flushed at the end. It stays open, and what a failed get wrote stays written.
     *
     * @param stream the stream
     * @return the target, for one get
     */
    static TransferTarget stream(OutputStream stream) {
        Objects.requireNonNull(stream, "stream");
        return () -> new StreamSink(stream);
    }

    /**
     * A channel, written on a helper thread. It stays open, and what a failed get wrote stays written.
     *
     * @param channel in blocking mode
     * @return the target, for one get
     */
    static TransferTarget channel(WritableByteChannel channel) {
        Objects.requireNonNull(channel, "channel");
        return () -> new ChannelSink(channel);
    }
}
