package io.tftp.server.files;

import io.tftp.core.file.FileErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One walk from the root to a file, a component at a time, each looked up in the open directory before it.
 *
 * <p>The kernel never follows a symbolic link for us: a link is read, and its text walked like a part of the request. So
 * nothing that is renamed meanwhile can lead out of the root; the worst is that the walk ends in the wrong place within
 * it, or has to start again. Of all directories on the way only the current one is open. For one thread.
 */
final class Walk implements Closeable {

    /** As many as Linux follows in one path. */
    private static final int MAX_LINKS = 40;

    private final Root root;
    private final String label;

    /** What is still to be walked. */
    private final Deque<Path> pending = new ArrayDeque<>();

    /** The directories walked through, none of them a link, from the root to the current one. */
    private final List<Path> walked = new ArrayList<>();

    /** The current directory; the root's own handle as long as {@link #walked} is empty. */
    private SecureDirectoryStream<Path> current;

    private int links;

    private Walk(Root root, RequestPath path) {
        this.root = root;
        this.label = path.label();
        this.current = root.handle();
        for (String component : path.components()) {
            pending.add(root.path().getFileSystem().getPath(component));
        }
    }

    /** Where a walk ended: a name in the current directory and what it is, empty if there is nothing of that name. */
    record End(Path name, Optional<BasicFileAttributes> attributes) {}

    /**
     * Begins a walk.
     *
     * @throws java.nio.file.InvalidPathException if the file system can't have such a name
     */
    static Walk from(Root root, RequestPath path) {
        return new Walk(root, path);
    }

    /**
     * Walks to the end.
     *
     * @return the end, which is neither a directory nor a link
     * @throws NoSuchFileException if a directory on the way is missing
     * @throws java.nio.file.AccessDeniedException if the way leads out of the root, or ends at a directory
     * @throws NotDirectoryException if something was renamed meanwhile: walk again
     * @throws java.nio.file.NotLinkException if something was renamed meanwhile: walk again
     */
    End toEnd() throws IOException {
        while (!pending.isEmpty()) {
            Path name = pending.remove();
            String text = name.toString();
            if (text.isEmpty() || text.equals(".")) {
                continue;
            }
            if (text.equals("..")) {
                climb();
                continue;
            }
            Optional<BasicFileAttributes> attributes = attributes(name);
            if (attributes.isPresent() && attributes.get().isSymbolicLink()) {
                follow(name);
            } else if (attributes.isPresent() && attributes.get().isDirectory()) {
                if (pending.isEmpty()) {
                    break;
                }
                descend(name, attributes.get());
            } else if (pending.isEmpty()) {
                return new End(name, attributes);
            } else {
                throw FileErrors.notFound(label);
            }
        }
        throw FileErrors.denied(label, "is a directory");
    }

    /** Looks at a name in the current directory; a symbolic link is not followed. */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        return HandleDirectory.attributes(current, name);
    }

    /** Only a link's text has parents in it. The directories walked are no links, so one less of them is the parent. */
    private void climb() throws IOException {
        if (walked.isEmpty()) {
            throw FileErrors.denied(label, "outside the served directory");
        }
        List<Path> parent = List.copyOf(walked.subList(0, walked.size() - 1));
        restart();
        prepend(parent);
    }

    private void follow(Path name) throws IOException {
        if (++links > MAX_LINKS) {
            throw FileErrors.denied(label, "too many symbolic links");
        }
        // By path, because the JDK can't read a link through a handle. A wrong text does no harm: it is walked within
        // the root.
        Path target = Files.readSymbolicLink(path(name));
        if (target.isAbsolute()) {
            target = root.relativize(target).orElse(null);
            if (target == null) {
                throw FileErrors.denied(label, "outside the served directory");
            }
            restart();
        }
        List<Path> components = new ArrayList<>();
        target.forEach(components::add);
        prepend(components);
    }

    private void prepend(List<Path> components) {
        for (int i = components.size() - 1; i >= 0; i--) {
            pending.addFirst(components.get(i));
        }
    }

    /**
     * Opens a directory below the current one, as "name/." so that nothing but a directory can be opened: a FIFO would wait
     * for ever. That follows a link that took the name meanwhile, so what was opened must be what was looked at.
     */
    private void descend(Path name, BasicFileAttributes seen) throws IOException {
        SecureDirectoryStream<Path> below = current.newDirectoryStream(name.resolve("."));
        boolean same = false;
        try {
            same = Root.isSame(below, seen.fileKey());
        } finally {
            if (!same) {
                below.close();
            }
        }
        if (!same) {
            throw new NotDirectoryException(label);
        }
        close();
        current = below;
        walked.add(name);
    }

    private void restart() throws IOException {
        close();
        current = root.handle();
        walked.clear();
    }

    /** The current directory, open until the walk is closed. */
    SecureDirectoryStream<Path> directory() {
        return current;
    }

    /** Opens the current directory once more, for someone who keeps it longer than the walk. */
    SecureDirectoryStream<Path> reopenDirectory() throws IOException {
        return current.newDirectoryStream(root.path().getFileSystem().getPath("."));
    }

    /** Where a name in the current directory was found, to compare and to tell, not to open. */
    Path path(Path name) {
        return directoryPath().resolve(name);
    }

    /** Where the current directory was found. */
    Path directoryPath() {
        Path path = root.path();
        for (Path directory : walked) {
            path = path.resolve(directory);
        }
        return path;
    }

    /** Closes what the walk opened; never the root. */
    @Override
    public void close() throws IOException {
        if (current != root.handle()) {
            current.close();
        }
    }
}
