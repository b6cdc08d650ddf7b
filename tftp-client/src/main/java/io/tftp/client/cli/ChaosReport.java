package io.tftp.client.cli;

import io.tftp.client.chaos.ChaosTotals;
import io.tftp.client.chaos.ChaosTotals.Counts;
import java.util.Locale;

/** What chaos did, for people. Static. */
final class ChaosReport {

    private ChaosReport() {}

    static String text(ChaosTotals totals) {
        String ports = String.format(
                Locale.ROOT,
                "client ports %,d; %,d packets from further ports dropped",
                totals.flows(),
                totals.turnedAway());
        return ports
                + System.lineSeparator()
                + line("to server", totals.toServer())
                + line("to client", totals.toClient());
    }

    private static String line(String direction, Counts counts) {
        return String.format(
                        Locale.ROOT,
                        "%-13s%,d packets: %,d passed, %,d dropped, %,d duplicated, %,d reordered, %,d delayed,"
                                + " %,d corrupted, %,d dropped at a full queue, %,d dropped for lack of memory",
                        direction,
                        counts.received(),
                        counts.passed(),
                        counts.dropped(),
                        counts.doubled(),
                        counts.reordered(),
                        counts.delayed(),
                        counts.corrupted(),
                        counts.queueFull(),
                        counts.overflowed())
                + System.lineSeparator();
    }
}
