package io.tftp.server.files;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.LimitedSink;
import io.tftp.core.file.DiskSpace;
import io.tftp.core.file.Durability;
import io.tftp.core.file.FileErrors;
import io.tftp.core.file.FileSink;
import io.tftp.core.file.LeftoverSweeper;
import io.tftp.core.file.Publication;
import io.tftp.core.loop.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A directory that peers read from and, if it lets them, upload to. No name they can send reaches anything outside of it.
 *
 * <p>Symbolic links that stay inside work, relative ones and absolute ones that begin with the directory's own path. Only
 * regular files are read and replaced. An upload under a link's name is one of the file that the link leads to. Of two
 * uploads of one name at the same time none waits for the other: each is whole, and with {@link UploadPolicy#REPLACE} the
 * last to be complete stays, with {@link UploadPolicy#NEW} the first. A replaced file keeps its permissions, but is neither
 * executable nor writable for all; a file that nobody may write to is not replaced.
 *
 * <p>The directory is held open from the start: if it is renamed, it is served on, until {@link #refresh} turns to what its
 * path leads to then. Any thread may call any method. All may wait for the disk, so none belongs on an event loop.
 *
 * <p>The exceptions of {@link #openRead} and {@link #openWrite}, and of what they return, have messages fit for the peer:
 * they name nothing but the file as it was asked for. Their causes are for the log.
 */
public final class ServedDirectory implements Closeable {

    private final Tree tree;
    private final Path directory;
    private final UploadPolicy uploads;
    private final OptionalLong maxUploadBytes;
    private final Optional<UploadQuota> quota;

    private ServedDirectory(Tree tree, Path directory, UploadPolicy uploads, UploadLimits limits) {
        this.tree = tree;
        this.directory = directory;
        this.uploads = uploads;
        this.maxUploadBytes = limits.maxUploadBytes();
        this.quota = limits.quotaBytes().isPresent()
                ? Optional.of(new UploadQuota(directory, limits.quotaBytes().getAsLong()))
                : Optional.empty();
    }

    /**
     * Opens a directory to serve, with no limit to an upload but the disk's.
     *
     * @param directory an existing directory, which this process can read
     * @param uploads which uploads it takes
     * @return the directory, to be closed
     * @throws IOException if there is no such directory or it can't be opened
     */
    public static ServedDirectory open(Path directory, UploadPolicy uploads) throws IOException {
        return open(directory, uploads, UploadLimits.NONE);
    }

    /**
     * Opens a directory to serve.
     *
     * @param directory an existing directory, which this process can read
     * @param uploads which uploads it takes
     * @param maxUploadBytes the most bytes of one upload, 0 or more; empty for no limit but the disk's
     * @return the directory, to be closed
     * @throws IOException if there is no such directory or it can't be opened
     */
    public static ServedDirectory open(Path directory, UploadPolicy uploads, OptionalLong maxUploadBytes)
            throws IOException {
        return open(directory, uploads, new UploadLimits(maxUploadBytes, OptionalLong.empty()));
    }

    /**
     * Opens a directory to serve.
     *
     * @param directory an existing directory, which this process can read
     * @param uploads which uploads it takes
     * @param limits how much it takes
     * @return the directory, to be closed
     * @throws IOException if there is no such directory or it can't be opened
     */
    public static ServedDirectory open(Path directory, UploadPolicy uploads, UploadLimits limits) throws IOException {
        Objects.requireNonNull(uploads, "uploads");
        Objects.requireNonNull(limits, "limits");
        Optional<Root> root = Root.open(directory);
        Tree tree = root.isPresent() ? new SecureTree(root.get()) : new PathTree(directory);
        return new ServedDirectory(tree, directory.toAbsolutePath(), uploads, limits);
    }

    /**
     * Opens a file to send.
     *
     * @param filename as it stands in the request
     * @return the file's bytes, to be closed
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read, isn't a regular file, or lies outside
     * @throws IOException if it can't be read for another reason
     */
    public BlockSource openRead(String filename) throws IOException {
        RequestPath path = RequestPath.parse(filename);
        try {
            return tree.read(path);
        } catch (IOException e) {
            throw FileErrors.explain(e, path.label());
        } catch (InvalidPathException e) {
            throw notFound(path, e);
        }
    }

    /**
     * Where a file would be by its name alone, for those who want to look at it from outside: opened, it is elsewhere than that
     * if a symbolic link has another meaning here, or leads out.
     *
     * @param filename as it stands in the request
     * @return a path below the directory; empty if there can't be one
     */
    public Optional<Path> pathOf(String filename) {
        try {
            Path path = directory;
            for (String component : RequestPath.parse(filename).components()) {
                path = path.resolve(component);
            }
            return Optional.of(path);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a file to receive. It appears under its name when the sink is committed, on the disk and whole.
     *
     * @param filename as it stands in the request
     * @param declaredBytes the size that the peer announced, if it did
     * @return where the file's bytes go to, to be closed
     * @throws java.nio.file.NoSuchFileException if its directory doesn't exist
     * @throws java.nio.file.AccessDeniedException if uploads are off, nothing may be created there, the name is that of
     *     something else than a regular file, or it lies outside
     * @throws java.nio.file.FileAlreadyExistsException if the name exists and may not be replaced
     * @throws io.tftp.core.content.StorageFullException if the declared size is over the limit, the quota or the room on the
     *     disk, or one of them is used up; the sink throws it too
     * @throws io.tftp.core.session.RefusedException if there is a quota, and the directory so large that it isn't measured yet
     * @throws IOException if it can't be written for another reason
     */
    public BlockSink openWrite(String filename, OptionalLong declaredBytes) throws IOException {
        RequestPath path = RequestPath.parse(filename);
        if (uploads == UploadPolicy.NONE) {
            throw FileErrors.denied(path.label(), "uploads are not allowed");
        }
        if (declaredBytes.isPresent()
                && maxUploadBytes.isPresent()
                && declaredBytes.getAsLong() > maxUploadBytes.getAsLong()) {
            throw LimitedSink.exceeded(maxUploadBytes.getAsLong());
        }
        if (quota.isPresent()) {
            quota.get().ensureRoom(declaredBytes.orElse(0));
        }
        try {
            BlockSink sink = receive(tree.place(path), path, declaredBytes);
            if (quota.isPresent()) {
                sink = new QuotaSink(sink, quota.get());
            }
            return maxUploadBytes.isPresent() ? new LimitedSink(sink, maxUploadBytes.getAsLong()) : sink;
        } catch (IOException e) {
            throw FileErrors.explain(e, path.label());
        } catch (InvalidPathException e) {
            throw notFound(path, e);
        }
    }

    private FileSink receive(Tree.Place place, RequestPath path, OptionalLong declaredBytes) throws IOException {
        if (declaredBytes.isPresent()) {
            try {
                DiskSpace.ensureRoom(place.directory().path(), declaredBytes.getAsLong());
            } catch (IOException e) {
                place.directory().close();
                throw e;
            }
        }
        Publication publication = uploads == UploadPolicy.NEW ? Publication.NEW : Publication.REPLACE;
        return FileSink.open(place.directory(), place.name(), path.label(), publication, Durability.FLUSHED);
    }

    private static IOException notFound(RequestPath path, InvalidPathException cause) {
        IOException error = FileErrors.notFound(path.label());
        error.initCause(cause);
        return error;
    }

    /**
     * Removes what uploads of killed processes left behind, in the whole tree: temporary files at once, and a name that a file
     * was about to get (an empty file that nobody may open) when it is {@link LeftoverSweeper#RESERVED_FOR_LONG} old.
     *
     * @return how many files were removed
     */
    public int sweepLeftovers() {
        return LeftoverSweeper.sweep(directory, Clock.system().instant());
    }

    /**
     * Turns to the directory that the path leads to now, if it is another than the one held open: after the directory was
     * replaced, or a symbolic link to it was changed. Running transfers go on with what they opened. One system call when
     * nothing changed.
     *
     * @throws IOException if there is no directory now; the one held open is then kept
     */
    public void refresh() throws IOException {
        tree.refresh();
    }

    /**
     * Lets go of the directory. Sources and sinks that were opened go on; opening more fails.
     *
     * @throws IOException if the system reports an error
     */
    @Override
    public void close() throws IOException {
        quota.ifPresent(UploadQuota::close);
        tree.close();
    }
}
