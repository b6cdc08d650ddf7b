package io.tftp.client.chaos;

import java.util.Objects;

/**
 * What a proxy has done so far. Immutable, for any thread.
 *
 * @param toServer to what went to the server
 * @param toClient to what went to the clients
 * @param flows how many clients' ports were heard
 * @param turnedAway how many datagrams came from further ones when there was no room for them
 */
public record ChaosTotals(Counts toServer, Counts toClient, long flows, long turnedAway) {
    /**
     * Checks that nothing is missing.
     *
     * @param toServer to what went to the server
     * @param toClient to what went to the clients
     * @param flows how many clients' ports were heard
     * @param turnedAway how many datagrams came from further ones when there was no room for them
     */
    public ChaosTotals {
        Objects.requireNonNull(toServer, "toServer");
        Objects.requireNonNull(toClient, "toClient");
    }

    /**
     * What was done in one direction. What was reordered, delayed, doubled or corrupted was also passed.
     *
     * @param received how many datagrams came in
     * @param passed how many of them were sent on, once or twice
     * @param dropped how many were lost on purpose
     * @param doubled how many were sent twice
     * @param reordered how many were held back so that others could overtake them
     * @param delayed how many waited, without being overtaken
     * @param corrupted how many were garbled
     * @param queueFull how many were dropped because the queue before the slow line was full
     * @param overflowed how many were dropped for want of room, here or in the system
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
