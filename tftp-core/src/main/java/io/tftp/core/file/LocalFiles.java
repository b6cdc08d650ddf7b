package io.tftp.core.file;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Files as a user names them: whatever a path leads to is read or written in the way that suits it.
 *
 * <p>Symbolic links are followed. It protects from nothing: a server has its own door. Calls may wait for the disk, and on a
 * FIFO for its other end. Any thread may call it.
 */
public final class LocalFiles {

    private static final int MAX_LINKS = 40;

    private LocalFiles() {}

    /**
     * Opens a file to send: a regular one as a {@link FileSource}, a pipe or a device as a stream of unknown length.
     *
     * @param file the path
     * @param now the time, by the clock of the file's system
     * @return a source, to be closed
     * @throws NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws IOException if it is a directory or can't be read
     */
    public static BlockSource read(Path file, Instant now) throws IOException {
        Objects.requireNonNull(now, "now");
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw isDirectory(file);
        }
        return attributes.isRegularFile() ? FileSource.open(file, now) : DeviceSource.open(file);
    }

    /**
     * Opens a file to receive. A regular or a new one appears whole, under its name, at the commit; of a symbolic link the
     * file it leads to, even if that doesn't exist yet. A pipe or a device is written to directly, and what it got stays.
     *
     * @param file the path
     * @param publication what may happen to a regular file of that name
     * @param durability how safe the file is once it is committed
     * @return a sink, to be closed
     * @throws NoSuchFileException if the directory doesn't exist
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file that may not be replaced
     * @throws java.nio.file.AccessDeniedException if it may not be written
     * @throws io.tftp.core.content.StorageFullException if the disk is full
     * @throws IOException if it is a directory or can't be created
     */
    public static BlockSink write(Path file, Publication publication, Durability durability) throws IOException {
        Objects.requireNonNull(publication, "publication");
        Objects.requireNonNull(durability, "durability");
        Optional<Path> target = target(file);
        if (target.isEmpty()) {
            return DeviceSink.open(file);
        }
        Path name = target.get().getFileName();
        Path parent = target.get().getParent();
        if (name == null || parent == null) {
            throw isDirectory(file);
        }
        return FileSink.open(new PathDirectory(parent), name, file.toString(), publication, durability);
    }

    /**
     * Removes what earlier processes left in the directory that {@link #write} receives a file into, when they were killed.
     * {@link LeftoverSweeper#sweepDirectory} says which files go.
     *
     * @param file the path, as for {@link #write}
     * @param now the time, by the clock of the directory's file system
     * @param enough asked now and then: whether there is no more time for it
     */
    public static void sweepBeside(Path file, Instant now, BooleanSupplier enough) {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(enough, "enough");
        try {
            Path parent = target(file).map(Path::getParent).orElse(null);
            if (parent != null) {
                LeftoverSweeper.sweepDirectory(parent, now, enough);
            }
        } catch (IOException | SecurityException e) {
            // Then nothing is received there.
        }
    }

    /** Where a regular file is, or will be, that is received under a name; empty for a pipe or a device. */
    private static Optional<Path> target(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw isDirectory(file);
            }
            return attributes.isRegularFile() ? Optional.of(file.toRealPath()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(endOfLinks(file.toAbsolutePath()));
        }
    }

    /** Where a file that doesn't exist is to be created: at the end of the links, if it is a link that leads nowhere. */
    private static Path endOfLinks(Path file) throws IOException {
        Path end = file;
        for (int links = 0; Files.isSymbolicLink(end); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many symbolic links");
            }
            end = end.resolveSibling(Files.readSymbolicLink(end));
        }
        return end;
    }

    private static FileSystemException isDirectory(Path file) {
        return new FileSystemException(file.toString(), null, "is a directory");
    }
}
