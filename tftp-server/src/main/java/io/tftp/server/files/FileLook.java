package io.tftp.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the file looks that a name leads to: as long as that stays the same, the name leads to the same file with the same content.
 * The time of the last change of any kind can't be set by anyone, so that neither a file replaced by one that got its number, nor
 * one whose time of writing was reset, passes for unchanged; within {@link io.tftp.core.content.ContentVersion#SETTLING_TIME}
 * of a change the clock may be too slow to tell.
 *
 * @param key which file it is
 * @param sizeBytes its length
 * @param modified when its content was written
 * @param changed when anything about it was changed
 */
public record FileLook(Object key, long sizeBytes, FileTime modified, FileTime changed) {
    /**
     * Checks that nothing is missing.
     *
     * @param key which file it is
     * @param sizeBytes its length
     * @param modified when its content was written
     * @param changed when anything about it was changed
     */
    public FileLook {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(changed, "changed");
    }

    private static final String ATTRIBUTES = "unix:fileKey,size,lastModifiedTime,ctime";

    /**
     * Looks at a file; symbolic links are followed. One system call.
     *
     * @param path the file's path
     * @return empty if there is none, or the system has no such times
     */
    public static Optional<FileLook> at(Path path) {
        try {
            Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES);
            return Optional.of(new FileLook(
                    get(found, "fileKey", Object.class),
                    get(found, "size", Long.class),
                    get(found, "lastModifiedTime", FileTime.class),
                    get(found, "ctime", FileTime.class)));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static <T> T get(Map<String, Object> found, String name, Class<T> type) {
        T value = type.cast(found.get(name));
        if (value == null) {
            throw new UnsupportedOperationException("no " + name);
        }
        return value;
    }

    /**
     * Whether a later change would show.
     *
     * @param latest a time before which all changes can be told apart
     * @return true if nothing was changed since
     */
    public boolean isBefore(Instant latest) {
        return modified.toInstant().isBefore(latest) && changed.toInstant().isBefore(latest);
    }
}
