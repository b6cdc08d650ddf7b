package io.tftp.server.files;

import io.tftp.core.file.TemporaryName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Adds up the regular files of a tree, without those that are being received. */
final class TreeSize extends SimpleFileVisitor<Path> {

    private final BooleanSupplier stopped;
    private long bytes;

    private TreeSize(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /**
     * Walks through the whole tree, which may take minutes. What can't be seen isn't counted; links are not followed.
     *
     * @param root of the tree
     * @param stopped asked for each file: whether nobody wants to know any more
     * @return the bytes of all files together; empty if it was stopped
     */
    static OptionalLong measure(Path root, BooleanSupplier stopped) {
        TreeSize size = new TreeSize(stopped);
        try {
            Files.walkFileTree(root, size);
        } catch (IOException | SecurityException e) {
            // What can't be seen can't be counted.
        }
        return stopped.getAsBoolean() ? OptionalLong.empty() : OptionalLong.of(size.bytes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !TemporaryName.matches(String.valueOf(file.getFileName()))) {
            bytes += attributes.size();
        }
        return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) {
        return next();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) {
        return next();
    }

    private FileVisitResult next() {
        return stopped.getAsBoolean() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
}
