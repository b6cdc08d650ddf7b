package io.tftp.core.file;

import io.tftp.core.content.ContentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file looked like when it was opened, to tell at the end whether it was changed meanwhile.
 *
 * <p>A file replaced by another of the same name is not a change: the opened one is still whole. The look at the end goes by
 * name, because the JDK doesn't show an open file's time. It costs one system call and only compares, so that it doesn't
 * matter where the name leads by then.
 *
 * @param path where the file was found
 * @param key the file's identity, null where the file system has none
 * @param modified when its content was last changed
 * @param sizeBytes its length
 */
public record FileStamp(Path path, @Nullable Object key, FileTime modified, long sizeBytes) implements ContentVersion {

    /**
     * The stamp of a file whose attributes were just read.
     *
     * @param path where the file was found
     * @param attributes read before the file was opened
     * @return the stamp
     */
    public static FileStamp of(Path path, BasicFileAttributes attributes) {
        return new FileStamp(path, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
    }

    /**
     * Whether the same file is still there and has been written to since. Writes within one tick of the file system's clock
     * (some milliseconds) of the last write before the opening are not seen.
     *
     * @return true if it was surely changed in place; false if it wasn't, or another file has its name, or nothing can be seen
     */
    public boolean changedInPlace() {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException | SecurityException e) {
            return false;
        }
        return Objects.equals(key, now.fileKey())
                && (now.size() != sizeBytes || !modified.equals(now.lastModifiedTime()));
    }

    @Override
    public Instant lastModified() {
        return modified.toInstant();
    }
}
