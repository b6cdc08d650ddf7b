package io.tftp.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.opentest4j.TestAbortedException;

/** What a test needs of the machine: it fails without, where everything is required, and else is left out, loudly. */
final class Requirement {

    private static final String REQUIRED = "interop.required";

    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private Requirement() {}

    /**
     * Ends the test that calls it.
     *
     * @return never; there for the caller to write {@code throw}
     */
    static RuntimeException missing(String what) {
        if (Boolean.getBoolean(REQUIRED)) {
            throw new AssertionError(what + ", and -D" + REQUIRED + "=true doesn't let its tests be left out");
        }
        String message = "NOT TESTED: " + what;
        System.err.println(message);
        throw new TestAbortedException(message);
    }

    /** Goes on only as the superuser. */
    static void superuser(String who) {
        if (!isSuperuser()) {
            throw missing(who + " needs root, and this is an ordinary user");
        }
    }

    private static boolean isSuperuser() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(THIS_PROCESS, "unix:uid"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no Unix
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who runs this, as {@code user.group}. */
    static String userAndGroup() {
        try {
            PosixFileAttributes attributes = Files.readAttributes(THIS_PROCESS, PosixFileAttributes.class);
            return attributes.owner().getName() + "." + attributes.group().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
