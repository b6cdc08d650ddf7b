package io.tftp.client.cli;

import io.tftp.core.loop.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The width of the process's terminal, looked up at most once a second so that it follows a resize. Java has no call for it: {@code
 * stty} has.
 */
final class TerminalWidth implements IntSupplier {

    private static final int USUAL = 80;
    private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PATIENCE_MILLIS = 500;

    private final Clock clock;
    private boolean known;
    private long lookedUpNanos;
    private int columns = USUAL;
    private boolean hopeless;

    TerminalWidth(Clock clock) {
        this.clock = clock;
    }

    /** The columns, 1 or more; 80 where nobody knows. */
    @Override
    public int getAsInt() {
        long now = clock.nanoTime();
        if (!hopeless && (!known || now - lookedUpNanos >= REFRESH_NANOS)) {
            lookedUpNanos = now;
            known = true;
            lookUp();
        }
        return columns;
    }

    private void lookUp() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                hopeless = true;
                return;
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            int told = Integer.parseInt(size.substring(size.indexOf(' ') + 1)); // "ROWS COLUMNS"
            columns = told > 0 ? told : USUAL; // a terminal that doesn't know says 0
        } catch (IOException | NumberFormatException e) {
            hopeless = true; // no terminal, or no stty
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
