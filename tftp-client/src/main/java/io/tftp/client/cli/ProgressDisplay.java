package io.tftp.client.cli;

import io.tftp.client.TransferObserver;
import io.tftp.client.TransferResult;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of a terminal that shows how a transfer goes, if it takes long enough to wonder. Told by the client's thread, shown by the
 * one that waits.
 */
final class ProgressDisplay implements TransferObserver {

    private static final int PATIENCE_MILLIS = 400;
    private static final int REFRESH_MILLIS = 200;

    /** To the line's beginning; and what is too long is not to go on in the next line, whatever the terminal's width is by now. */
    private static final String BEGIN = "\r\u001b[?7l";

    /** Wipes what is left of the line before, and lines go on in the next one again. */
    private static final String END = "\u001b[K\u001b[?7h";

    private static final String UP = "\u001b[A";
    private static final String WIPE_BELOW = "\r\u001b[J";

    private final String title;
    private final PrintStream terminal;
    private final IntSupplier width;
    private final Clock clock;

    // Guarded by this.
    private @Nullable InetSocketAddress waitingFor;
    private Optional<String> before = Optional.empty();
    private int asked;
    private boolean begun;
    private long beginNanos;
    private long answerNanos;
    private long bytes;
    private OptionalLong totalBytes = OptionalLong.empty();

    private int shownColumns;

    /**
     * A display that shows nothing yet.
     *
     * @param title what is transferred, fit for a terminal
     * @param terminal where to
     * @param width the terminal's columns, asked before each line
     * @param clock what times and rates are told by
     */
    ProgressDisplay(String title, PrintStream terminal, IntSupplier width, Clock clock) {
        this.title = title;
        this.terminal = terminal;
        this.width = width;
        this.clock = clock;
        this.beginNanos = clock.nanoTime();
        this.answerNanos = beginNanos;
    }

    @Override
    public synchronized void asking(InetSocketAddress server, Optional<String> beforeIt) {
        before = beforeIt;
    }

    @Override
    public synchronized void waiting(InetSocketAddress server, int times) {
        waitingFor = server;
        asked = times;
    }

    @Override
    public synchronized void agreed(InetSocketAddress server, TransferParameters parameters) {
        begun = true;
        beginNanos = clock.nanoTime();
        answered();
    }

    @Override
    public synchronized void progressed(long newBytes, OptionalLong newTotal) {
        bytes = newBytes;
        totalBytes = newTotal;
        answered();
    }

    private void answered() {
        waitingFor = null;
        answerNanos = clock.nanoTime();
    }

    private synchronized ProgressState state() {
        long now = clock.nanoTime();
        return new ProgressState(
                title,
                Optional.ofNullable(waitingFor),
                before,
                asked,
                begun,
                Duration.ofNanos(now - answerNanos),
                bytes,
                totalBytes,
                Duration.ofNanos(now - beginNanos));
    }

    /** Shows how the transfer goes, until it has ended or the thread is interrupted, which is left for others to notice. */
    void show(CompletableFuture<TransferResult> result) {
        try {
            if (!ended(result, PATIENCE_MILLIS)) {
                do {
                    print();
                } while (!ended(result, REFRESH_MILLIS));
                wipe();
            }
        } catch (InterruptedException e) {
            wipe();
            Thread.currentThread().interrupt();
        }
    }

    private void print() {
        int columns = width.getAsInt();
        String line = ProgressLine.of(
                state(), Math.max(1, columns - 1)); // some terminals begin a new line after the last column
        terminal.print(above(columns) + BEGIN + line + END);
        terminal.flush();
        shownColumns = TextWidth.of(line);
    }

    /** A terminal that has become narrower shows the old line in several: back to the first, and all of them are wiped. */
    private String above(int columns) {
        int lines = shownColumns == 0 ? 0 : (shownColumns - 1) / columns;
        return lines == 0 ? "" : UP.repeat(lines) + WIPE_BELOW;
    }

    private void wipe() {
        terminal.print(above(width.getAsInt()) + BEGIN + END);
        terminal.flush();
        shownColumns = 0;
    }

    private static boolean ended(CompletableFuture<TransferResult> result, int millis) throws InterruptedException {
        try {
            result.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // whoever waits for the transfer is told
        }
        return true;
    }
}
