package io.tftp.server.cli;

import io.tftp.core.link.AddressText;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.TransferSnapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the daemon is at, in lines of the log: one for the whole, and one for each transfer under way, the oldest first. Static. */
final class StateReport {

    /** So many transfers have a line; of the others there is the number. */
    static final int MOST_LINES = 500;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PERCENT = 100;

    private StateReport() {}

    /**
     * Composes the report.
     *
     * @param up since the start
     * @param addresses where it listens
     * @param live how many transfers are under way
     * @param some of them, {@link #MOST_LINES} at most
     * @param totals what was done since the start
     * @return the lines
     */
    static List<String> lines(
            Duration up, List<InetSocketAddress> addresses, int live, List<TransferSnapshot> some, Totals totals) {
        List<String> lines = new ArrayList<>();
        lines.add("state: up " + seconds(up) + ", on "
                + LogText.list(addresses.stream().map(AddressText::of).toList()) + ", "
                + LogText.count(live, "transfer") + " under way; " + totals);
        lines.addAll(some.stream().limit(MOST_LINES).map(StateReport::line).collect(Collectors.toList()));
        int rest = live - lines.size() + 1;
        if (rest > 0) {
            lines.add("state: and " + LogText.count(rest, "more transfer"));
        }
        return lines;
    }

    private static String line(TransferSnapshot transfer) {
        boolean upload = transfer.request() instanceof WriteRequest;
        return "state: " + (upload ? "receives " : "sends ")
                + LogText.name(transfer.request().filename())
                + (upload ? " from " : " to ") + AddressText.of(transfer.client())
                + ": " + progress(transfer)
                + ", for " + seconds(transfer.age())
                + transfer.sinceHeard()
                        .map(since -> ", last heard " + seconds(since) + " ago")
                        .orElse(", never heard from");
    }

    private static String progress(TransferSnapshot transfer) {
        if (transfer.stage() == TransferSnapshot.Stage.OPENING) {
            return "being opened";
        }
        TransferParameters parameters = transfer.parameters();
        String total = transfer.totalBytes().isPresent()
                ? " of " + LogText.bytes(transfer.totalBytes().getAsLong())
                        + percent(transfer.bytes(), transfer.totalBytes().getAsLong())
                : transfer.bytes() == 1 ? " byte" : " bytes";
        return LogText.number(transfer.bytes()) + total
                + ", blksize " + parameters.blockSizeBytes()
                + ", windowsize " + parameters.windowSize()
                + ", " + LogText.count(transfer.resends(), "resend");
    }

    private static String percent(long bytes, long total) {
        return total == 0 ? "" : " (" + Math.min(PERCENT, bytes * PERCENT / total) + " %)";
    }

    private static String seconds(Duration time) {
        return LogText.decimal(time.toNanos() / NANOS_PER_SECOND, 1) + " s";
    }
}
