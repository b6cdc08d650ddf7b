package io.tftp.server.files;

import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells which files lie on this host, and not behind a network. To ask for a file's type of file system means to read the
 * system's list of mounts, so the answer is remembered for each device, for a few seconds: a device's number goes to another
 * file system once it is unmounted. Thread-safe.
 */
public final class LocalFileSystems {

    /** File systems that this host keeps by itself: to look at a file that was just open waits for nobody. */
    private static final Set<String> LOCAL = Set.of(
            "apfs",
            "bcachefs",
            "btrfs",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "hfs",
            "iso9660",
            "jfs",
            "overlay",
            "ramfs",
            "reiserfs",
            "squashfs",
            "tmpfs",
            "ufs",
            "vfat",
            "xfs",
            "zfs");

    private static final int MOST_DEVICES = 64;
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<Object, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(boolean local, long sinceNanos) {}

    /**
     * Whether a file lies on this host. May wait for the system.
     *
     * @param path the file's path; symbolic links are followed
     * @return true if its file system is known to be local
     */
    public boolean hold(Path path) {
        try {
            Object device = Files.getAttribute(path, "unix:dev");
            long now = Clock.system().nanoTime();
            Answer before = answers.get(device);
            if (before != null && now - before.sinceNanos < VALID_NANOS) {
                return before.local;
            }
            boolean local = LOCAL.contains(Files.getFileStore(path).type());
            if (answers.size() >= MOST_DEVICES) {
                answers.clear();
            }
            answers.put(device, new Answer(local, now));
            return local;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException | SecurityException e) {
            // The file is gone, or may not be seen, or its file system has no number or no type: not known to be local.
            return false;
        }
    }
}
