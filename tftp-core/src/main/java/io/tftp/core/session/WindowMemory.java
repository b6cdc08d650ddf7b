package io.tftp.core.session;

import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.PacketCodec;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the windows of all transfers may hold together, on however many loops. Thread-safe.
 *
 * <p>A transfer takes its memory when its client has answered; so those whose clients are silent hold none. As it goes down, less is
 * granted to who asks next ({@link #limitsFor}). What was granted and not taken yet counts meanwhile, but only for a moment:
 * silent clients can't keep it. A transfer of small blocks in lock-step always has its memory. An upload takes its memory when a
 * block of a window is missing, and does without if there is none to spare; so however many uploads do, some is left for readers.
 */
public final class WindowMemory {

    /** Such as two blocks of RFC 1350 each: one to send, and the next. */
    static final int ALWAYS_BYTES = 4 * 1024;

    /** What one transfer may have of what is left: then some is always left. */
    private static final int SHARE = 16;

    /** This part is kept for those who ask when the rest is granted: some of that may never be taken. */
    private static final int KEPT = 4;

    /** So much of it is granted to each. */
    private static final long LEAST_SHARE_BYTES = 64 * 1024;

    /** And no more than this part of what isn't taken. */
    private static final int LEAST_SHARE = 256;

    /** A sender of smaller windows has two of them, to read one while the other is on its way. */
    private static final int DOUBLED_BYTES = 256 * 1024;

    /** What was granted counts for one to two of these. */
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long maxBytes;
    private long takenBytes;
    private long moment;
    private long grantedBytes;
    private long grantedBeforeBytes;

    /**
     * Creates it.
     *
     * @param maxBytes how much there is, 1 or more
     */
    public WindowMemory(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("the memory for windows must be 1 byte or more, not " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    /**
     * How far to go along with what the next client asks for.
     *
     * @param limits how far to go if there is memory
     * @param now on the loops' clock
     * @return the same limits, or with smaller windows and blocks; blocks of 512 bytes always go
     */
    public synchronized Limits limitsFor(Limits limits, long now) {
        pass(now);
        long untaken = Math.max(0, maxBytes - takenBytes);
        long free = Math.max(0, untaken - maxBytes / KEPT - grantedBytes - grantedBeforeBytes);
        long share = Math.max(free / SHARE, Math.min(LEAST_SHARE_BYTES, untaken / LEAST_SHARE));
        long windowBytes = share < DOUBLED_BYTES ? share / 2 : share;
        long blockBytes =
                Math.max(TransferParameters.DEFAULT_BLOCK_SIZE_BYTES, share / 2 - PacketCodec.DATA_HEADER_BYTES);
        return limits.withMaxWindowBytes((int) Math.max(1, Math.min(limits.maxWindowBytes(), windowBytes)))
                .withMaxBlockSizeBytes((int) Math.min(limits.maxBlockSizeBytes(), blockBytes));
    }

    /**
     * A client was granted a window, and may answer soon.
     *
     * @param parameters what it was granted
     * @param now on the loops' clock
     * @return to be given to {@link #settle} when it answers
     */
    public synchronized Grant grant(TransferParameters parameters, long now) {
        pass(now);
        long windowBytes = (long) parameters.largestWindowSize() * parameters.blockSizeBytes();
        Grant grant = new Grant(Math.max(windowBytes, Math.min(2 * windowBytes, DOUBLED_BYTES)), moment);
        grantedBytes += grant.bytes;
        return grant;
    }

    /**
     * What was granted is taken, or will not be.
     *
     * @param grant from {@link #grant}
     */
    public synchronized void settle(Grant grant) {
        if (grant.moment == moment) {
            grantedBytes -= grant.bytes;
        } else if (grant.moment == moment - 1) {
            grantedBeforeBytes -= grant.bytes;
        }
    }

    private void pass(long now) {
        long present = Math.floorDiv(now, MOMENT_NANOS);
        if (present != moment) {
            grantedBeforeBytes = present == moment + 1 ? grantedBytes : 0;
            grantedBytes = 0;
            moment = present;
        }
    }

    /**
     * Memory that was granted, and isn't taken yet.
     *
     * @param bytes how much, about
     * @param moment when
     */
    public record Grant(long bytes, long moment) {}

    /** Takes memory, if there is so much. */
    synchronized boolean tryTake(int bytes) {
        if (bytes > ALWAYS_BYTES && bytes > maxBytes - takenBytes) {
            return false;
        }
        takenBytes += bytes;
        return true;
    }

    /** Takes memory for who can do without, if there is so much: the part that is kept for those who can't is left alone. */
    synchronized boolean tryTakeSpare(int bytes) {
        return bytes <= maxBytes - maxBytes / KEPT - takenBytes && tryTake(bytes);
    }

    /** Gives back what was taken. */
    synchronized void giveBack(int bytes) {
        takenBytes -= bytes;
    }

    /**
     * How much is taken.
     *
     * @return bytes
     */
    public synchronized long takenBytes() {
        return takenBytes;
    }
}
