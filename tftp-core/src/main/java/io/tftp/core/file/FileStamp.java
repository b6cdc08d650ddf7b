package io.tftp.core.file;

import io.tftp.core.content.ContentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like: as long as that stays the same, so does its content.
 *
 * <p>That rests on the time of the last change of any kind (ctime), which nobody can set: neither a file that was written to and got its old
 * time back, nor another that got its number, passes for unchanged. Clocks of file systems tick slowly, and a second change within one
 * tick leaves no trace: so a stamp proves something only if it was {@linkplain #isSettled settled}. (A program that writes through a
 * memory mapping leaves its trace when the system writes the page back, which may be later.)
 *
 * @param key the file's identity, null where the file system has none
 * @param sizeBytes its length
 * @param modified when its content was last written, as far as its owner says
 * @param changed when anything about it was last changed, null where the system doesn't tell
 */
public record FileStamp(
        @Nullable Object key,
        long sizeBytes,
        FileTime modified,
        @Nullable FileTime changed) implements ContentVersion {

    /** What was changed more recently may be changed once more without a trace: the clocks of some file systems tick every two seconds. */
    public static final Duration SETTLING_TIME = Duration.ofSeconds(2);

    private static final String UNIX = "unix";
    private static final String UNIX_ATTRIBUTES = "unix:fileKey,size,lastModifiedTime,ctime";

    /**
     * Looks at a file; symbolic links are followed. One system call.
     *
     * @param path the file's path
     * @return what it looks like
     * @throws IOException if there is none, or it can't be looked at
     */
    public static FileStamp at(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
            return of(Files.readAttributes(path, BasicFileAttributes.class));
        }
        Map<String, Object> found = Files.readAttributes(path, UNIX_ATTRIBUTES);
        return new FileStamp(
                get(found, "fileKey", Object.class),
                get(found, "size", Long.class),
                get(found, "lastModifiedTime", FileTime.class),
                get(found, "ctime", FileTime.class));
    }

    private static <T> T get(Map<String, Object> found, String name, Class<T> type) throws IOException {
        T value = type.cast(found.get(name));
        if (value == null) {
            throw new IOException("the file system doesn't tell a file's " + name);
        }
        return value;
    }

    /**
     * What attributes tell that were read otherwise: all but the time of the last change.
     *
     * @param attributes of the file
     * @return the stamp
     */
    public static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), null);
    }

    /**
     * Whether any later change of the file would show in its stamp.
     *
     * @param before a time just before this look at the file, by the clock of its file system
     * @return true if the last change was long enough ago
     */
    public boolean isSettled(Instant before) {
        return changed != null && changed.toInstant().plus(SETTLING_TIME).isBefore(before);
    }

    /**
     * Whether both are looks at one file.
     *
     * @param other another look
     * @return true if both have the same identity, or none
     */
    public boolean isSameFile(FileStamp other) {
        return Objects.equals(key, other.key);
    }

    /** Whether the file was surely written to between this look and a later one at the same file. */
    boolean isWrittenSince(FileStamp later) {
        return sizeBytes != later.sizeBytes || !modified.equals(later.modified);
    }
}
