package io.tftp.server;

import java.time.Duration;

/**
 * What a server does for its clients at most, so that none of them can keep it from the others, and nobody can use it against
 * someone else. A client is an IPv4 address; an IPv6 address on a link of this host's, which is the /64 of an address of its own; or
 * elsewhere an IPv6 /64: whoever has one address there has them all. The clients of an IPv6 link have a limit together, too, of
 * sixteen times what one of them may.
 *
 * <p>What is over a limit on requests or transfers gets no answer, or an ERROR if {@code tellsClients}: a client asks again, while
 * whoever pretends to be someone else would only have that other one get packets. Immutable.
 *
 * @param transfers how many transfers run at once, 1 or more. Uploads count until their ports are closed, some seconds after
 *     their end. Where it is reached, the transfer makes room that has waited longest for its client's first answer; those that
 *     wait for one hold half of the room at most, a client's too, but for those whose answer may still be on its way
 * @param transfersPerClient how many of them with one client, 0 for any number. Where it is reached, the client's own that has
 *     waited longest for a first answer makes room
 * @param requestsPerSecond how many requests a second from one client, and how many ERRORs to it; those of ten seconds may come
 *     at once; 0 for any number
 * @param bytesPerSecond how much content goes in and out, in all, in bytes a second; 0 for as much as can be
 * @param transferBytesPerSecond how much of it by one transfer, likewise
 * @param transferTime how long a transfer may take, however well it goes on; the client then gets ERROR 0
 * @param tellsClients whether what is over a limit is answered with ERROR 0
 * @param countsLoopback whether what is said of one client holds for this host's own programs, which ask from loopback
 *     addresses, too
 */
public record ServerLimits(
        int transfers,
        int transfersPerClient,
        int requestsPerSecond,
        long bytesPerSecond,
        long transferBytesPerSecond,
        Duration transferTime,
        boolean tellsClients,
        boolean countsLoopback) {

    /** The most that {@code transferTime} can be: a year. */
    public static final Duration LONGEST_TRANSFER_TIME = Duration.ofDays(365);

    /**
     * 16,384 transfers, 500 with one client, 100 requests a second from one, as fast as can be, six hours: 200 MB in blocks of
     * 512 bytes over a line with 50 ms take less. In silence, and not for this host's own programs.
     */
    public static final ServerLimits DEFAULTS =
            new ServerLimits(16_384, 500, 100, 0, 0, Duration.ofHours(6), false, false);

    /**
     * Checks the ranges.
     *
     * @param transfers 1 or more
     * @param transfersPerClient 0 or more
     * @param requestsPerSecond 0 or more
     * @param bytesPerSecond 0 or more
     * @param transferBytesPerSecond 0 or more
     * @param transferTime more than none, a year at most
     * @param tellsClients any
     * @param countsLoopback any
     */
    public ServerLimits {
        if (transfers < 1) {
            throw new IllegalArgumentException("transfers must be 1 or more, not " + transfers);
        }
        if (transfersPerClient < 0 || requestsPerSecond < 0 || bytesPerSecond < 0 || transferBytesPerSecond < 0) {
            throw new IllegalArgumentException("a limit must be 0 (no limit) or more");
        }
        if (transferTime.isNegative() || transferTime.isZero() || transferTime.compareTo(LONGEST_TRANSFER_TIME) > 0) {
            throw new IllegalArgumentException(
                    "transferTime must be more than 0 and at most a year, not " + transferTime);
        }
    }

    /**
     * The same limits with another number of transfers in all.
     *
     * @param most 1 or more
     * @return the changed limits
     */
    public ServerLimits withTransfers(int most) {
        return new ServerLimits(
                most,
                transfersPerClient,
                requestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                transferTime,
                tellsClients,
                countsLoopback);
    }

    /**
     * The same limits with others for each client.
     *
     * @param mostTransfers how many transfers at once, 0 for any number
     * @param mostRequestsPerSecond how many requests a second, 0 for any number
     * @return the changed limits
     */
    public ServerLimits withClient(int mostTransfers, int mostRequestsPerSecond) {
        return new ServerLimits(
                transfers,
                mostTransfers,
                mostRequestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                transferTime,
                tellsClients,
                countsLoopback);
    }

    /**
     * The same limits with other rates.
     *
     * @param inAll bytes a second of all transfers together, 0 for any
     * @param ofEach bytes a second of each transfer, 0 for any
     * @return the changed limits
     */
    public ServerLimits withBytesPerSecond(long inAll, long ofEach) {
        return new ServerLimits(
                transfers,
                transfersPerClient,
                requestsPerSecond,
                inAll,
                ofEach,
                transferTime,
                tellsClients,
                countsLoopback);
    }

    /**
     * The same limits with another time for each transfer.
     *
     * @param longest more than none, a year at most
     * @return the changed limits
     */
    public ServerLimits withTransferTime(Duration longest) {
        return new ServerLimits(
                transfers,
                transfersPerClient,
                requestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                longest,
                tellsClients,
                countsLoopback);
    }

    /**
     * The same limits, with or without an answer to what is over them.
     *
     * @param tells true for ERROR 0, false for silence
     * @return the changed limits
     */
    public ServerLimits withTellsClients(boolean tells) {
        return new ServerLimits(
                transfers,
                transfersPerClient,
                requestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                transferTime,
                tells,
                countsLoopback);
    }

    /**
     * The same limits, for this host's own programs or not.
     *
     * @param counts whether loopback addresses are clients like others
     * @return the changed limits
     */
    public ServerLimits withCountsLoopback(boolean counts) {
        return new ServerLimits(
                transfers,
                transfersPerClient,
                requestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                transferTime,
                tellsClients,
                counts);
    }
}
