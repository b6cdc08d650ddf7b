package io.tftp.comparison;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** {@code scripts/tftpd}, as users run it. Static. */
public final class Launcher {

    private static final Path CHECKOUT =
            Path.of(System.getProperty("tftp.checkout", "..")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private Launcher() {}

    /**
     * Where the checkout is.
     *
     * @return its directory
     */
    public static Path checkout() {
        return CHECKOUT;
    }

    /**
     * The daemon.
     *
     * @return the script
     */
    public static Path tftpd() {
        return CHECKOUT.resolve("scripts").resolve("tftpd");
    }

    /** Waits for the archive of classes that the first run makes beside it, which must not be measured. */
    public static void awaitArchive() {
        await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(Launcher::idle);
    }

    private static boolean idle() {
        try (Stream<Path> files = Files.list(CHECKOUT.resolve("target").resolve("launch"))) {
            return files.noneMatch(file -> file.toString().contains(".making"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
