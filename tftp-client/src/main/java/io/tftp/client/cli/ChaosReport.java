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
                "ports        %,d of clients, %,d packets of others turned away",
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
                        "%-13s%,d packets: %,d passed, %,d dropped, %,d doubled, %,d reordered, %,d delayed, %,d corrupted,"
                                + " %,d at a full queue, %,d without room",
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
