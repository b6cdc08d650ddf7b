package io.tftp.client.cli;

import io.tftp.client.chaos.ChaosObserver;
import io.tftp.client.chaos.Direction;
import io.tftp.core.impairment.Fate;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.PacketCodec;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Prints a line for each packet: the seconds since the start, the number of the client's port, {@code >} to the server or
 * {@code <} to the client, what it is, its number and what happens to it.
 */
final class ChaosTrace implements ChaosObserver {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;
    private final long startNanos;

    ChaosTrace(PrintStream out, long startNanos) {
        this.out = out;
        this.startNanos = startNanos;
    }

    @Override
    public void passes(Passage passage) {
        out.println(line(passage));
    }

    private String line(Passage passage) {
        return String.format(
                Locale.ROOT,
                "%.6f #%d %c %d %s: %s",
                (passage.nowNanos() - startNanos) / NANOS_PER_SECOND,
                passage.flow(),
                passage.direction() == Direction.TO_SERVER ? '>' : '<',
                passage.fate().number(),
                packet(passage.datagram()),
                fate(passage));
    }

    private static String packet(ByteBuffer datagram) {
        int length = datagram.remaining();
        try {
            return PacketTrace.describe(PacketCodec.decode(datagram));
        } catch (MalformedPacketException e) {
            return "not TFTP, " + length + " bytes";
        }
    }

    private static String fate(Passage passage) {
        Fate fate = passage.fate();
        if (fate.lost()) {
            return "dropped";
        }
        if (fate.overflowed()) {
            return "dropped, queue full";
        }
        if (!passage.room()) {
            return "dropped, no memory";
        }
        StringBuilder text = new StringBuilder();
        add(text, fate.garbled(), "corrupted");
        String after =
                String.format(Locale.ROOT, " by %.1f ms", (fate.arrivalNanos() - passage.nowNanos()) / NANOS_PER_MILLI);
        add(text, fate.late(), "reordered" + after);
        add(text, !fate.late() && fate.arrivalNanos() - passage.nowNanos() > 0, "delayed" + after);
        add(text, fate.doubled(), "duplicated");
        return text.length() == 0 ? "passed" : text.toString();
    }

    private static void add(StringBuilder text, boolean isSo, String what) {
        if (isSo) {
            text.append(text.length() == 0 ? "" : ", ").append(what);
        }
    }
}
