package io.tftp.links;

import io.tftp.links.Link.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The links that there are. Static. */
final class Links {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int KBIT = 1_000;
    private static final int MBIT = 1_000 * KBIT;

    private static final Wanted DEEP = Wanted.of(1.15, 1.05);
    private static final Wanted SHALLOW = Wanted.of(1.35, 1.25);
    private static final Wanted FAST = Wanted.of(1.8, 1.25);
    private static final Wanted REORDERED = Wanted.of(1.5, 1.3);

    /** No window is sent again where nothing was lost. */
    private static final Wanted FAR = new Wanted(OptionalDouble.empty(), 1.02, OptionalDouble.empty());

    /** No link at all: for a process's first transfer, which loads its classes. */
    static final Link WARM_UP = deep("none", 0, 0, 64 * KIB);

    private Links() {}

    /** All, in the order of the table. */
    static List<Link> all() {
        return List.of(
                deep("256 kbit/s, deep queue (512 KiB)", 256 * KBIT, 512 * KIB, 512 * KIB),
                deep("512 kbit/s, deep queue (512 KiB)", 512 * KBIT, 512 * KIB, 512 * KIB),
                compared(deep("1 Mbit/s, deep queue (1 MiB)", MBIT, MIB, MIB)),
                deep("10 Mbit/s, deep queue (4 MiB)", 10 * MBIT, 4 * MIB, 4 * MIB),
                queued("shallow", MBIT, 8, 0, MIB, SHALLOW),
                queued("shallow", 4 * MBIT, 12, 0, 1536 * KIB, SHALLOW),
                compared(queued("shallow", 10 * MBIT, 10, 0, 4 * MIB, SHALLOW)),
                queued("shallow", 10 * MBIT, 16, 0, 4 * MIB, SHALLOW),
                queued("fast", 50 * MBIT, 10, 1, 8 * MIB, FAST),
                compared(queued("fast", 60 * MBIT, 12, 1, 8 * MIB, FAST)),
                queued("fast", 100 * MBIT, 10, 1, 16 * MIB, FAST),
                queued("fast", 100 * MBIT, 40, 1, 16 * MIB, FAST),
                reordered(1),
                compared(reordered(5)),
                lossy(1, 1.7 / 2, 1.3),
                compared(lossy(5, 2.2 / 2, 1.8)),
                lossy(20, 32.7 / 2, 4),
                far(20, 80, 4 * MIB),
                far(10, 250, 2 * MIB),
                far(2, 500, 512 * KIB),
                shared(),
                ownLine(10, 10, 0, 4 * MIB, SHALLOW),
                ownLine(100, 40, 1, 16 * MIB, FAST));
    }

    /** Those of some scenarios, or all. */
    static List<Link> named(List<String> names, boolean quick) {
        Set<String> groups = new LinkedHashSet<>(all().stream().map(Link::group).toList());
        List<String> unknown =
                names.stream().filter(name -> !groups.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no such scenario: " + String.join(", ", unknown) + "; there are " + String.join(", ", groups));
        }
        Stream<Link> links = all().stream().filter(link -> names.isEmpty() || names.contains(link.group()));
        return (quick ? links.filter(Link::quick) : links).toList();
    }

    private static Link deep(String title, long rate, long queueBytes, int fileBytes) {
        return new Link("deep", title, rate, queueBytes, List.of(), Duration.ZERO, fileBytes, 1, false, false, DEEP);
    }

    private static Link queued(String group, long rate, int packets, int millis, int fileBytes, Wanted wanted) {
        String title =
                rate / MBIT + " Mbit/s, queue of " + packets + " packets" + (millis == 0 ? "" : ", " + millis + " ms");
        return new Link(
                group,
                title,
                rate,
                (long) packets * Link.PACKET_BYTES,
                delay(millis),
                Duration.ofMillis(millis),
                fileBytes,
                1,
                false,
                false,
                wanted);
    }

    /** Half of it in each direction. */
    private static List<String> delay(int millis) {
        return millis == 0 ? List.of() : List.of("--delay", Double.toString(millis / 2.0));
    }

    private static Link reordered(int percent) {
        return new Link(
                "reorder",
                "10 Mbit/s, " + percent + " % reordered by 3 packets",
                10 * MBIT,
                MIB,
                List.of("--reorder", Integer.toString(percent), "--by", "3"),
                Duration.ZERO,
                4 * MIB,
                1,
                false,
                false,
                REORDERED);
    }

    private static Link lossy(int percent, double seconds, double sent) {
        List<String> chaos = new ArrayList<>(List.of("--loss", Integer.toString(percent)));
        chaos.addAll(delay(10));
        return new Link(
                "loss",
                percent + " % lost, round trip 10 ms",
                0,
                0,
                chaos,
                Duration.ofMillis(10),
                MIB,
                1,
                false,
                false,
                Wanted.of(seconds, sent));
    }

    private static Link far(int megabits, int millis, int fileBytes) {
        return new Link(
                "far",
                megabits + " Mbit/s, round trip " + millis + " ms",
                (long) megabits * MBIT,
                4 * MIB,
                delay(millis),
                Duration.ofMillis(millis),
                fileBytes,
                1,
                false,
                millis == 80,
                FAR);
    }

    private static Link shared() {
        return new Link(
                "shared",
                "10 Mbit/s, queue of 32 packets, five at once",
                10 * MBIT,
                32L * Link.PACKET_BYTES,
                List.of(),
                Duration.ZERO,
                MIB,
                5,
                false,
                true,
                new Wanted(OptionalDouble.of(1.3), 1.3, OptionalDouble.of(1.5)));
    }

    /** The same as one of the kernel's, by {@code tftp chaos}: that it makes the same of transfers shows that both are right. */
    private static Link ownLine(int megabits, int packets, int millis, int fileBytes, Wanted wanted) {
        Link kernels = queued("chaos", (long) megabits * MBIT, packets, millis, fileBytes, wanted);
        List<String> chaos = new ArrayList<>(
                List.of("--rate", Integer.toString(megabits * MBIT / 8), "--queue", Integer.toString(packets)));
        chaos.addAll(delay(millis));
        return new Link(
                kernels.group(),
                kernels.title() + ", by tftp chaos",
                kernels.bitsPerSecond(),
                0,
                chaos,
                kernels.roundTrip(),
                fileBytes,
                1,
                false,
                false,
                wanted);
    }

    private static Link compared(Link link) {
        return new Link(
                link.group(),
                link.title(),
                link.bitsPerSecond(),
                link.queueBytes(),
                link.chaos(),
                link.roundTrip(),
                link.fileBytes(),
                link.transfers(),
                true,
                true,
                link.wanted());
    }
}
