package io.tftp.server.files;

import io.tftp.core.content.BlockSource;
import io.tftp.core.file.FileErrors;
import io.tftp.core.file.FileSource;
import io.tftp.core.file.PathDirectory;
import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A tree reached by paths, where the system has no open directories to start from, as on Windows.
 *
 * <p>Weaker than {@link SecureTree}: the real path of a file is checked and then opened, so that whoever may rename
 * directories in the tree could lead an opening outside in between. Peers can't do that.
 */
final class PathTree implements Tree {

    private final Path root;

    PathTree(Path directory) throws IOException {
        this.root = directory.toRealPath();
    }

    @Override
    public BlockSource read(RequestPath path) throws IOException {
        Path file = within(asked(path).toRealPath(), path);
        requireFile(file, path);
        return FileSource.open(file, Clock.system().instant());
    }

    @Override
    public Place place(RequestPath path) throws IOException {
        Path file = asked(path);
        if (Files.exists(file)) {
            file = within(file.toRealPath(), path);
            requireFile(file, path);
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw FileErrors.denied(path.label(), "not a regular file");
        }
        Path parent = file.getParent();
        Path name = file.getFileName();
        if (parent == null || name == null) {
            throw FileErrors.denied(path.label(), "is a directory");
        }
        parent = within(parent.toRealPath(), path);
        if (!Files.isDirectory(parent)) {
            throw FileErrors.notFound(path.label());
        }
        return new Place(new PathDirectory(parent), name);
    }

    private Path asked(RequestPath path) {
        Path file = root;
        for (String component : path.components()) {
            Path name = root.getFileSystem().getPath(component);
            if (name.getRoot() != null
                    || name.getNameCount() != 1
                    || !name.toString().equals(component)) {
                throw new InvalidPathException(component, "not a single name"); // such as a drive's
            }
            file = file.resolve(name);
        }
        return file;
    }

    private Path within(Path real, RequestPath path) throws IOException {
        if (!real.startsWith(root)) {
            throw FileErrors.denied(path.label(), "outside the served directory");
        }
        return real;
    }

    private static void requireFile(Path file, RequestPath path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw FileErrors.denied(path.label(), attributes.isDirectory() ? "is a directory" : "not a regular file");
        }
    }

    /** Does nothing: every call looks the path up again. */
    @Override
    public void refresh() {
        // The root's real path is fixed, and what lies there now is served.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
