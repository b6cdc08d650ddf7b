package io.tftp.core.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who may read and write a received file: rw-r--r-- or what the file in its place allowed, and never more than is sane. */
final class NewFilePermissions {

    private static final Set<PosixFilePermission> NEW = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> MOST = PosixFilePermissions.fromString("rw-rw-r--");
    private static final Set<PosixFilePermission> WRITERS = PosixFilePermissions.fromString("-w--w--w-");

    private NewFilePermissions() {}

    /**
     * Decides whether a file may be received under a name, and with which permissions. A file that is replaced keeps its own,
     * but becomes neither executable nor writable for all, and its owner can read and write it. A file that nobody may write
     * to is protected, though a rename would get over that.
     */
    static Set<PosixFilePermission> decide(SinkDirectory directory, Path name, String label, Publication publication)
            throws IOException {
        Optional<BasicFileAttributes> existing = directory.attributes(name);
        if (existing.isEmpty()) {
            return NEW;
        }
        if (publication == Publication.NEW) {
            throw FileErrors.exists(label);
        }
        if (!existing.get().isRegularFile()) {
            throw FileErrors.denied(label, "not a regular file");
        }
        if (!(existing.get() instanceof PosixFileAttributes posix)) {
            return NEW;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(posix.permissions());
        permissions.retainAll(WRITERS);
        if (permissions.isEmpty()) {
            throw FileErrors.denied(label, "write-protected");
        }
        permissions.addAll(posix.permissions());
        permissions.retainAll(MOST);
        permissions.add(PosixFilePermission.OWNER_READ);
        permissions.add(PosixFilePermission.OWNER_WRITE);
        return permissions;
    }
}
