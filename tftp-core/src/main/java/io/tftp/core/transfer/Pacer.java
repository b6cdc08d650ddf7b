package io.tftp.core.transfer;

import java.util.concurrent.TimeUnit;

/**
 * How fast a sender's window goes out. The size of the window is agreed on and never changes; what changes is in which runs,
 * and how soon one behind the other.
 *
 * <p>As long as nothing is lost a window goes out at once: a fast line takes it, and a slow line with room in its queue is never
 * idle. The first loss tells that some queue on the way is shorter than a window. From then on a run is no longer than
 * what got through, and the next one waits until the line has carried it, by the time that the slowest line on the way takes for a
 * block. That time is never known, but each acknowledgment bounds it from above: what was acknowledged got through in the time
 * since it was sent, less a round trip. Two samples in a row that are shorter than what is in force take its place, by half of it at
 * most; windows without a loss lengthen the runs and shorten the time little by little; a loss shortens the runs.
 *
 * <p>Where packets are lost by chance and not for want of room, nothing has waited on its way, and the pace stays as it is.
 */
final class Pacer {

    /** As long as nothing was lost. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int SHORTEST_RUN = 2;

    /** So many losses in a row aren't taken for chance. */
    private static final int MOST_BY_CHANCE = 4;

    private static final int SHORTEST_RUN_OF_FAST_LINE = 8;

    /** So many windows without a loss, before a run is tried that is as long as one that lost something. */
    private static final int CAUTION = 8;

    /** So many ACKs of single blocks in a row make a train. */
    private static final int TRAIN = 6;

    /** A run keeps the line busy for no longer than this, so that a receiver's timer doesn't take the pause for the end. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

    /** Shorter pauses are not made: no timer is as exact. */
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** No line that deserves a window takes longer for a block. */
    private static final long SLOWEST_BLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Without a close measure not even this much is believed: a window would take for ever. */
    private static final long SLOWEST_GUESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** No line is faster, as far as pauses matter; and from nothing, nothing could ever become more. */
    private static final long LEAST_NANOS = TimeUnit.MICROSECONDS.toNanos(2);

    private int run = UNLIMITED;
    private long blockNanos;
    private int lostRun;
    private int byChance;
    private int cleanWindows;
    private long newsNanos;
    private boolean searching;
    private long leastNanos;
    private long closeNanos;
    private long latestNanos;
    private int trainLength;
    private long trainNanos;
    private long latestTrainNanos;
    private int sentOfRun;
    private boolean pausing;
    private long nextNanos;

    /** Whether the next run waits for its time. */
    boolean pausing() {
        return pausing;
    }

    /** When the next run may go, if it waits. */
    long resumeNanos() {
        return nextNanos;
    }

    /** It may be time for the next run. */
    void resume(long now) {
        if (pausing && now - nextNanos >= 0) {
            pausing = false;
            sentOfRun = 0;
            if (searching && blockNanos > leastNanos) {
                blockNanos -= blockNanos / 8;
            }
        }
    }

    /** Whether nothing was lost so far. */
    boolean unlimited() {
        return run == UNLIMITED;
    }

    /** How many blocks may go now. */
    int run() {
        if (pausing) {
            return 0;
        }
        long nanos = blockNanos();
        if (nanos <= 0) {
            return UNLIMITED;
        }
        long most = Math.max(1, LONGEST_PAUSE_NANOS / nanos);
        return (int) Math.min(Math.max(1, length(nanos) - sentOfRun), most);
    }

    /** A fast line is through with a short run before the next could follow. */
    private int length(long nanos) {
        return run * nanos < SHORTEST_PAUSE_NANOS ? Math.max(run, SHORTEST_RUN_OF_FAST_LINE) : run;
    }

    private long blockNanos() {
        return run == UNLIMITED ? 0 : Math.max(blockNanos, newsNanos / run);
    }

    /**
     * Whatever is lost, all that went out behind it is lost, too: from now on a run waits for the news of the one before it.
     *
     * @param nanos how long they take
     */
    void awaitNews(long nanos) {
        newsNanos = nanos;
    }

    /** Blocks went out. */
    void sent(int count, long now) {
        long nanos = blockNanos();
        if (nanos <= 0) {
            return;
        }
        // A timer that was late is made up for, by half a run at most.
        long earliest = now - run * nanos / 2;
        long from = nextNanos - earliest > 0 ? nextNanos : earliest;
        nextNanos = from + count * nanos;
        sentOfRun += count;
        if (nextNanos - now > SHORTEST_PAUSE_NANOS) {
            pausing = true;
        } else if (sentOfRun >= length(nanos)) {
            pausing = true;
            nextNanos = now + SHORTEST_PAUSE_NANOS;
        }
    }

    /**
     * Something was lost.
     *
     * @param delivered how many blocks got through since the last loss or acknowledgment
     * @param sampleNanos how long the line takes for a block at most
     * @param close whether it takes nearly as long
     * @param backlogNanos how long what got through last had waited on its way: where that is next to nothing no queue was full,
     *     and it was chance
     */
    void lost(int delivered, long sampleNanos, boolean close, long backlogNanos, long now) {
        boolean chance = run != UNLIMITED && backlogNanos < 2 * blockNanos;
        if (chance && ++byChance < MOST_BY_CHANCE) {
            return;
        }
        byChance = 0;
        long slowest = close ? SLOWEST_BLOCK_NANOS : Math.max(SLOWEST_GUESS_NANOS, blockNanos);
        long sample = Math.min(sampleNanos, slowest);
        if (!close && closeNanos > 0) {
            sample = Math.min(sample, closeNanos);
        }
        if (run == UNLIMITED) {
            lostRun = Math.max(SHORTEST_RUN, delivered);
            run = Math.max(SHORTEST_RUN, delivered - delivered / 4);
            blockNanos = Math.max(sample, LEAST_NANOS);
            nextNanos = now;
            searching = !close;
            leastNanos = Math.max(closeNanos, sample / 16);
        } else {
            lostRun = run;
            run = Math.max(SHORTEST_RUN, run - run / 4);
            // Where nothing waits, what got through came as fast as it was sent, and says nothing of the line.
            long more =
                    chance ? 0 : close ? Math.min(sample, blockNanos + blockNanos / 2) : blockNanos + blockNanos / 8;
            blockNanos = Math.max(Math.max(blockNanos, LEAST_NANOS), Math.min(more, slowest));
            searching = searching && !close;
        }
    }

    /**
     * An acknowledgment tells how long the line takes for a block at most.
     *
     * @param close whether it takes nearly as long
     */
    void sample(long nanos, boolean close) {
        // Of two in a row the longer: ACKs that were held up come in a heap, and then one of them seems to have come
        // very soon.
        long longer = Math.max(nanos, latestNanos);
        latestNanos = nanos;
        bound(longer, close);
    }

    /** The same, of blocks that came one behind the other since the ACK before: a heap of ACKs can't make that shorter. */
    void bound(long sampleNanos, boolean close) {
        if (run != UNLIMITED && (sampleNanos < blockNanos || (searching && close))) {
            blockNanos = Math.min(Math.max(sampleNanos, blockNanos / 2), SLOWEST_BLOCK_NANOS);
        }
        if (close) {
            closeNanos = sampleNanos;
            searching = false;
        }
    }

    /** The same, in the middle of a recovery, where little can be told for certain. */
    void hint(long sampleNanos) {
        if (run != UNLIMITED && sampleNanos < blockNanos) {
            blockNanos = Math.min(blockNanos, Math.max(leastNanos, Math.max(sampleNanos, blockNanos - blockNanos / 4)));
        }
    }

    /**
     * So many blocks were acknowledged at once. ACKs of single blocks, one behind the other, come as fast as the line carries the
     * blocks: that tells its time without a round trip to be taken off.
     *
     * @param asked whether the timer had asked for it
     */
    void acknowledged(int count, boolean asked, long now) {
        if (count != 1 || asked) {
            trainLength = 0;
            return;
        }
        if (trainLength == 0) {
            trainNanos = now;
        } else if (trainLength == TRAIN) {
            long nanos = (now - trainNanos) / TRAIN;
            bound(Math.max(nanos, latestTrainNanos), true);
            latestTrainNanos = nanos;
            trainLength = 0;
            trainNanos = now;
        }
        trainLength++;
    }

    /** A whole window got through. */
    void clean() {
        if (run != UNLIMITED) {
            cleanWindows++;
            if (run + 1 < lostRun || cleanWindows % CAUTION == 0) {
                run++; // and slowly where a run of that length lost something before
            }
            blockNanos -= blockNanos / 32;
            searching = false;
        }
    }

    @Override
    public String toString() {
        return run == UNLIMITED ? "unpaced" : "runs of " + run + ", " + blockNanos / 1000 + " us a block";
    }
}
