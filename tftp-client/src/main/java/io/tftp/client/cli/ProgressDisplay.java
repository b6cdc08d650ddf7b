package io.tftp.client.cli;

import io.tftp.client.TftpTransfer;
import io.tftp.client.TransferResult;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal, for transfers that take long enough to wonder: the library is loaded only then. */
final class ProgressDisplay {

    private static final int PATIENCE_MILLIS = 400;
    private static final int REFRESH_MILLIS = 200;
    private static final int WIDTH = 79;
    private static final long MEGABYTE = 1_000_000;
    private static final int UNKNOWN = -1;

    private ProgressDisplay() {}

    /** Shows how a transfer goes, until it has ended or the thread is interrupted, which is left for others to notice. */
    static void show(TftpTransfer transfer, String title, PrintStream terminal) {
        CompletableFuture<TransferResult> result = transfer.result();
        try {
            if (!ended(result, PATIENCE_MILLIS)) {
                watch(transfer, result, title, terminal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void watch(
            TftpTransfer transfer, CompletableFuture<TransferResult> result, String title, PrintStream terminal)
            throws InterruptedException {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(transfer.totalBytes().orElse(UNKNOWN))
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" MB", MEGABYTE)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .clearDisplayOnFinish()
                .showSpeed()
                .setConsumer(new Line(terminal));
        try (ProgressBar bar = builder.build()) {
            do {
                bar.maxHint(transfer.totalBytes().orElse(UNKNOWN));
                bar.stepTo(transfer.bytes());
            } while (!ended(result, REFRESH_MILLIS));
        }
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

    /** The bar's line, which is wiped in the end: what comes next is written in its place. */
    private static final class Line extends ConsoleProgressBarConsumer {

        Line(PrintStream terminal) {
            super(terminal, WIDTH);
        }

        @Override
        public void close() {
            // The library would begin a new line here.
        }
    }
}
