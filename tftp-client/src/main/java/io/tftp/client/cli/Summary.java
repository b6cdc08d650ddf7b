package io.tftp.client.cli;

import io.tftp.client.ForeignText;
import io.tftp.client.TransferResult;
import io.tftp.core.options.TransferParameters;
import java.time.Duration;
import java.util.Locale;

/** The line that says how a transfer went. */
final class Summary {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double THOUSAND = 1e3;

    private Summary() {}

    /** Such as {@code got pxelinux.0: 42,392 bytes in 0.011 s, 3.9 MB/s, blksize 1428, windowsize 64, no resends}. */
    static String of(String verb, TransferResult result) {
        TransferParameters parameters = result.parameters();
        return String.format(
                Locale.ROOT,
                "%s %s: %s in %s, %s, blksize %d, windowsize %d, %s",
                verb.equals("get") ? "got" : verb,
                ForeignText.clean(result.remote().name()),
                count(result.bytes(), "byte"),
                seconds(result.elapsed()),
                rate(result.bytesPerSecond()),
                parameters.blockSizeBytes(),
                parameters.windowSize(),
                result.resends() == 0 ? "no resends" : count(result.resends(), "resend"));
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    static String seconds(Duration elapsed) {
        double seconds = elapsed.toNanos() / NANOS_PER_SECOND;
        return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : "%.1f s", seconds);
    }

    static String rate(double bytesPerSecond) {
        String[] units = {"B/s", "kB/s", "MB/s", "GB/s"};
        double number = bytesPerSecond;
        int unit = 0;
        while (number >= THOUSAND && unit < units.length - 1) {
            number /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, units[unit]);
    }
}
