package io.tftp.core.file;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being received: hidden and temporary beside its target, until {@link #commit} makes it appear, whole and at
 * once; {@link #close} without a commit leaves nothing.
 *
 * <p>Bytes are collected and written in large pieces. The temporary file is locked as long as it is one, so that a
 * {@link LeftoverSweeper} of another process knows that it is alive.
 */
public final class FileSink implements BlockSink {

    /** How much is collected for one write: a system call costs as much as copying some tens of KiB. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private final SinkDirectory directory;
    private final Path name;
    private final String label;
    private final Publication publication;
    private final Durability durability;
    private final TemporaryFile temporary;

    /** What was collected, from 0 to its position; null while there is nothing, and again after the end. */
    private @Nullable ByteBuffer buffer;

    private boolean temporaryExists = true;

    private FileSink(
            SinkDirectory directory,
            Path name,
            String label,
            Publication publication,
            Durability durability,
            TemporaryFile temporary) {
        this.directory = directory;
        this.name = name;
        this.label = label;
        this.publication = publication;
        this.durability = durability;
        this.temporary = temporary;
    }

    /**
     * Begins to receive a file.
     *
     * @param directory where it is to appear; closed by the sink, and also when this call fails
     * @param name its name there, a single component
     * @param label what messages call it, fit for whoever reads them
     * @param publication what may happen to a file of that name
     * @param durability how safe the file is once it is committed
     * @return the sink, to be closed
     * @throws FileAlreadyExistsException if something has that name and {@code publication} is {@link Publication#NEW}
     * @throws java.nio.file.AccessDeniedException if that name is not a regular file's, or nobody may write to that file, or
     *     nothing may be created there
     * @throws StorageFullException if the disk is full
     * @throws IOException if the temporary file can't be created
     */
    public static FileSink open(
            SinkDirectory directory, Path name, String label, Publication publication, Durability durability)
            throws IOException {
        try {
            Set<PosixFilePermission> permissions = NewFilePermissions.decide(directory, name, label, publication);
            TemporaryFile temporary = TemporaryFile.create(directory, permissions);
            return new FileSink(directory, name, label, publication, durability, temporary);
        } catch (IOException e) {
            IOException explained = explain(e, directory, label);
            directory.close();
            throw explained;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        ByteBuffer collected = buffer;
        if (collected == null) {
            collected = ByteBuffer.allocate(BUFFER_BYTES);
            buffer = collected;
        }
        if (block.remaining() > collected.remaining()) {
            drain(collected);
        }
        if (block.remaining() > collected.capacity()) {
            writeFully(block);
        } else {
            collected.put(block);
        }
    }

    private void drain(ByteBuffer collected) throws IOException {
        collected.flip();
        writeFully(collected);
        collected.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                temporary.channel().write(bytes);
            }
        } catch (IOException e) {
            throw explain(e, directory, label);
        }
    }

    /**
     * Writes the rest, makes the content durable if that was asked, and gives the file its name.
     *
     * @throws FileAlreadyExistsException if something got that name meanwhile and may not be replaced
     * @throws StorageFullException if the disk is full
     */
    @Override
    public void commit() throws IOException {
        if (buffer != null) {
            drain(buffer);
            buffer = null;
        }
        try {
            if (durability == Durability.FLUSHED) {
                temporary.force();
            }
            if (publication == Publication.NEW) {
                directory.publish(temporary.name(), name);
            } else {
                directory.replace(temporary.name(), name);
            }
            temporaryExists = false;
        } catch (IOException e) {
            throw explain(e, directory, label);
        }
        if (durability == Durability.FLUSHED) {
            syncDirectory();
        }
    }

    /** Makes the name durable where a directory can be flushed; elsewhere the file system's own order has to do. */
    private void syncDirectory() {
        try {
            directory.sync();
        } catch (IOException | UnsupportedOperationException e) {
            // The file is there and whole. Failing the transfer now would say that it isn't.
        }
    }

    private static IOException explain(IOException error, SinkDirectory directory, String label) {
        if (error instanceof StorageFullException) {
            return error;
        }
        if (DiskSpace.isFull(error, directory.path())) {
            return new StorageFullException("the disk is full", error);
        }
        if (DiskSpace.isReadOnly(error, directory.path())) {
            return FileErrors.denied(label, "the file system is read-only");
        }
        return FileErrors.explain(error, label);
    }

    @Override
    public void close() throws IOException {
        buffer = null;
        try (directory;
                temporary) {
            if (temporaryExists) {
                temporaryExists = false;
                directory.delete(temporary.name());
            }
        }
    }
}
