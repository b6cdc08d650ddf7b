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

/** The destination of a get. It is opened once, on a helper thread, before the request is sent. */
@FunctionalInterface
public interface TransferTarget {

    /**
     * Opens the destination for writing; may block.
     *
     * @return a sink, which the transfer closes
     * @throws IOException if it can't be written
     */
    BlockSink open() throws IOException;

    /**
     * Whether the content is local: opening, writing and closing it waits only for this host's disks. Slow content elsewhere never delays
     * local content. Called once, before {@link #open}, on a helper thread.
     *
     * @return false if it may wait for something else, such as a network, a pipe or a program
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * A file, which appears under its name only when it is complete: an existing file stays unchanged until then, and a failed get
     * leaves nothing behind. Symbolic links are followed; pipes and devices are written to directly.
     *
     * @param file the path of a file, not of a directory
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
     * A stream, written on a helper thread and flushed at the end. It is not closed. A failed get may have written part of the content.
     *
     * @param stream the stream
     * @return the target, for one get
     */
    static TransferTarget stream(OutputStream stream) {
        Objects.requireNonNull(stream, "stream");
        return () -> new StreamSink(stream);
    }

    /**
     * A channel, written on a helper thread. It is not closed. A failed get may have written part of the content.
     *
     * @param channel a channel in blocking mode
     * @return the target, for one get
     */
    static TransferTarget channel(WritableByteChannel channel) {
        Objects.requireNonNull(channel, "channel");
        return () -> new ChannelSink(channel);
    }
}
