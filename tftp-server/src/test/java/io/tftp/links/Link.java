package io.tftp.links;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A link, what goes over it, and what is wanted of that.
 *
 * @param group its scenario's name
 * @param title what it is, in words
 * @param bitsPerSecond what it carries in each direction; 0 for any amount
 * @param queueBytes how much waits for the token bucket at most, in each direction; 0 for no token bucket
 * @param chaos what {@code tftp chaos} does in between; empty for nothing, and then it isn't there
 * @param roundTrip how long a packet and its answer take besides, by that
 * @param fileBytes the size of each file
 * @param transfers how many transfers there are at once
 * @param compared whether other programs and windows are measured there, too
 * @param quick whether a short run has it
 * @param wanted what is wanted
 */
record Link(
        String group,
        String title,
        long bitsPerSecond,
        long queueBytes,
        List<String> chaos,
        Duration roundTrip,
        int fileBytes,
        int transfers,
        boolean compared,
        boolean quick,
        Wanted wanted) {

    /** A packet of ours on Ethernet: 1468 bytes of a file, and the headers of TFTP, UDP, IP and Ethernet. */
    static final int PACKET_BYTES = 1_514;

    /** What goes before each block: the headers of TFTP, UDP, IP and Ethernet. */
    static final int HEADER_BYTES = 4 + 8 + 20 + 14;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS_PER_BYTE = 8;
    private static final int ROUND_TRIPS = 3;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int MOST_LINE_TIMES = 12;
    private static final int MOST_WANTED_TIMES = 4;
    private static final int LEAST_SECONDS = 10;

    /**
     * What is wanted of a transfer.
     *
     * @param time how many times the line time it takes at most, or how many seconds where the link has no rate; empty if it
     *     may take as long as it likes
     * @param sent how many DATA packets are sent for each that is needed, at most
     * @param spread how many times the fastest of several the slowest takes at most; empty for one
     */
    record Wanted(OptionalDouble time, double sent, OptionalDouble spread) {

        static Wanted of(double time, double sent) {
            return new Wanted(OptionalDouble.of(time), sent, OptionalDouble.empty());
        }
    }

    /** So many DATA packets a file takes. */
    long blocks(int blockSizeBytes) {
        return fileBytes / blockSizeBytes + 1L;
    }

    /** How long all transfers take if the line never rests: their bytes on the wire by the rate, and three round trips. */
    double lineSeconds(int blockSizeBytes) {
        double bytes = (double) transfers * (fileBytes + blocks(blockSizeBytes) * HEADER_BYTES);
        return bytes * BITS_PER_BYTE / bitsPerSecond + ROUND_TRIPS * roundTrip.toNanos() / NANOS_PER_SECOND;
    }

    /** Whether the kernel's token bucket makes the rate; else it's chaos, or there is none. */
    boolean shaped() {
        return queueBytes > 0;
    }

    boolean hasRate() {
        return bitsPerSecond > 0;
    }

    /** After so long a transfer is given up: nobody has to know how many times too long exactly it takes. */
    Duration patience() {
        double seconds = hasRate()
                ? MOST_LINE_TIMES * lineSeconds(PACKET_BYTES - HEADER_BYTES)
                : MOST_WANTED_TIMES * wanted.time().orElse(0);
        return Duration.ofMillis((long) (MILLIS_PER_SECOND * Math.max(LEAST_SECONDS, seconds)));
    }

    /** What a time is told as: the number of line times, or seconds where there is no rate. */
    double measure(double seconds, int blockSizeBytes) {
        return hasRate() ? seconds / lineSeconds(blockSizeBytes) : seconds;
    }
}
