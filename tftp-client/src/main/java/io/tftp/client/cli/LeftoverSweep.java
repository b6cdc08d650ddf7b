package io.tftp.client.cli;

import io.tftp.core.file.LocalFiles;
import io.tftp.core.loop.Clock;
import java.nio.file.Path;

/**
 * Removes, while a file is got, what gets that were killed left in its directory. It takes no time of the get's: a large directory is looked
 * through only as long as that lasts.
 */
final class LeftoverSweep {

    /** A directory of a few thousand files takes less; one behind a network may take for ever. */
    private static final long PATIENCE_MILLIS = 100;

    private final Thread thread;
    private volatile boolean enough;

    private LeftoverSweep(Path file) {
        thread = new Thread(() -> LocalFiles.sweepBeside(file, Clock.system().instant(), () -> enough), "tftp-sweep");
        thread.setDaemon(true);
    }

    /** Begins, beside the file that is got. */
    static LeftoverSweep beside(Path file) {
        LeftoverSweep sweep = new LeftoverSweep(file);
        sweep.thread.start();
        return sweep;
    }

    /** The get is over: comes to an end. */
    void finish() {
        enough = true;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
