package io.tftp.server.files;

import io.tftp.core.content.BlockSource;
import io.tftp.core.file.FileErrors;
import io.tftp.core.file.FileSource;
import io.tftp.core.file.FileStamp;
import io.tftp.core.file.NameReservation;
import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A tree reached through open directories, as {@link Walk} does it: no rename, however timed, leads out of it.
 *
 * <p>What is not a regular file is never opened, as long as nobody with rights in the tree puts a FIFO or a device in a
 * file's place in the microseconds between the look and the opening. A FIFO would then hold the calling thread until somebody
 * writes to it, because the JDK can't open without waiting; a device would be closed unread.
 */
final class SecureTree implements Tree {

    /** How often a walk starts again when the tree changes under it. */
    private static final int ATTEMPTS = 8;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private volatile Root root;
    private volatile boolean closed;

    SecureTree(Root root) {
        this.root = root;
    }

    /** What is done at the end of a walk; empty if the tree changed meanwhile. */
    private interface Arrival<T> {
        Optional<T> at(Walk walk, Walk.End end) throws IOException;
    }

    private <T> T walk(RequestPath path, Arrival<T> arrival) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (Walk walk = Walk.from(root, path)) {
                Optional<T> result = arrival.at(walk, walk.toEnd());
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (NotDirectoryException | NotLinkException e) {
                // Renamed between the look and the opening: walk again.
            } catch (ClosedDirectoryStreamException e) {
                // The root was refreshed meanwhile: walk from the new one.
                if (closed) {
                    throw new IOException("the served directory is closed", e);
                }
            }
        }
        throw FileErrors.denied(path.label(), "keeps changing");
    }

    @Override
    public BlockSource read(RequestPath path) throws IOException {
        return walk(path, (walk, end) -> {
            BasicFileAttributes attributes = end.attributes()
                    .filter(found -> !NameReservation.isReservation(found))
                    .orElseThrow(() -> FileErrors.notFound(path.label()));
            if (!attributes.isRegularFile()) {
                throw FileErrors.denied(path.label(), "not a regular file");
            }
            SeekableByteChannel channel;
            try {
                channel = walk.directory().newByteChannel(end.name(), READ);
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                return Optional.empty(); // a symbolic link by now: the JDK has no kind of its own for that
            }
            return source(channel, walk, end, attributes);
        });
    }

    private static Optional<BlockSource> source(
            SeekableByteChannel channel, Walk walk, Walk.End end, BasicFileAttributes attributes) throws IOException {
        boolean same = false;
        try {
            same = isSame(channel, walk, end, attributes);
        } finally {
            if (!same) {
                channel.close();
            }
        }
        if (!same) {
            return Optional.empty();
        }
        Path path = walk.path(end.name());
        Instant before = Clock.system().instant();
        return Optional.of(new FileSource(channel, path, stamp(path, attributes), before));
    }

    /**
     * How the opened file looks. Only a look by path shows the time of the last change; where the path leads elsewhere by now, as when
     * the root was renamed, the look through the handle has to do.
     */
    private static FileStamp stamp(Path path, BasicFileAttributes attributes) {
        FileStamp seen = FileStamp.of(attributes);
        try {
            FileStamp now = FileStamp.at(path);
            return now.isSameFile(seen) && now.sizeBytes() == seen.sizeBytes() ? now : seen;
        } catch (IOException | SecurityException e) {
            return seen;
        }
    }

    /**
     * Whether what was opened is what was looked at, or as good. The same length, not 0, is proof enough that it is no device
     * and that the length is right; a device looks like an empty file, so of one the name must still be that file's.
     */
    private static boolean isSame(SeekableByteChannel channel, Walk walk, Walk.End end, BasicFileAttributes attributes)
            throws IOException {
        long sizeBytes = channel.size();
        if (sizeBytes != attributes.size() || sizeBytes > 0) {
            return sizeBytes == attributes.size();
        }
        Optional<BasicFileAttributes> now = walk.attributes(end.name());
        return now.isPresent()
                && now.get().isRegularFile()
                && Objects.equals(now.get().fileKey(), attributes.fileKey());
    }

    @Override
    public Place place(RequestPath path) throws IOException {
        return walk(path, (walk, end) -> {
            HandleDirectory directory = new HandleDirectory(walk.reopenDirectory(), walk.directoryPath());
            return Optional.of(new Place(directory, end.name()));
        });
    }

    @Override
    public synchronized void refresh() throws IOException {
        Root old = root;
        if (closed
                || Objects.equals(
                        Files.readAttributes(old.configured(), BasicFileAttributes.class)
                                .fileKey(),
                        old.key())) {
            return;
        }
        Optional<Root> now = Root.open(old.configured());
        if (now.isPresent()) {
            root = now.get();
            old.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        root.close();
    }
}
