package io.tftp.client.chaos;

import java.util.Objects;

/**
 * Counters of a proxy. Immutable and thread-safe.
 *
 * @param toServer the packets to the server
 * @param toClient the packets to clients
 * @param flows the number of client ports seen
 * @param turnedAway the number of datagrams dropped because there were too many client ports
 */
public record ChaosTotals(Counts toServer, Counts toClient, long flows, long turnedAway) {
    /**
     * Checks that nothing is null.
     *
     * @param toServer the packets to the server
     * @param toClient the packets to clients
     * @param flows the number of client ports seen
     * @param turnedAway the number of datagrams dropped because there were too many client ports
     */
    public ChaosTotals {
        Objects.requireNonNull(toServer, "toServer");
        Objects.requireNonNull(toClient, "toClient");
    }

    /**
     * Counters of one direction. A packet that was reordered, delayed, duplicated or corrupted also counts as passed.
     *
     * @param received datagrams received
     * @param passed datagrams relayed, once or twice
     * @param dropped datagrams dropped at random
     * @param doubled datagrams sent twice
     * @param reordered datagrams held back so that others could overtake them
     * @param delayed datagrams delayed, but not overtaken
     * @param corrupted datagrams corrupted
     * @param queueFull datagrams dropped because the queue of the limited line was full
     * @param overflowed datagrams dropped for lack of memory, here or in the system
     */
    public record Counts(
            long received,
            long passed,
            long dropped,
            long doubled,
            long reordered,
            long delayed,
            long corrupted,
            long queueFull,
            long overflowed) {}
}
