package io.tftp.core.testing;

import io.tftp.core.impairment.Impairments;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Everything that a {@link Simulation} depends on, drawn from one seed.
 *
 * @param seed the seed; also decides what happens on the way
 * @param upload whether the client writes, else it reads
 * @param options whether the client asks for options and the server grants them, else it's RFC 1350
 * @param deaf whether the server ignores the options that are asked for
 * @param blockSizeBytes the block size asked for
 * @param windowSize the window asked for
 * @param timeoutSeconds the timeout asked for, 0 for none
 * @param transferSize whether the size is asked for or told
 * @param sizeBytes the length of the content
 * @param there what happens on the way from the client to the server
 * @param back what happens on the way back
 * @param cutNanos when the network breaks, in both directions
 * @param cutForNanos for how long; 0 if it doesn't
 * @param clientDiesNanos when the client dies; {@link Long#MAX_VALUE} if it lives
 * @param serverDiesNanos when the server dies; {@link Long#MAX_VALUE} if it lives
 * @param clientPace how fast the client is
 * @param serverPace how fast the server is
 * @param policy how patient both are
 * @param clockStart what the clock shows at first
 */
public record Schedule(
        long seed,
        boolean upload,
        boolean options,
        boolean deaf,
        int blockSizeBytes,
        int windowSize,
        int timeoutSeconds,
        boolean transferSize,
        long sizeBytes,
        Impairments there,
        Impairments back,
        long cutNanos,
        long cutForNanos,
        long clientDiesNanos,
        long serverDiesNanos,
        Pace clientPace,
        Pace serverPace,
        RetryPolicy policy,
        long clockStart) {

    private static final int[] BLOCK_SIZES = {8, 8, 8, 9, 16, 16, 64, 512, 1428};
    private static final int[] WINDOWS = {1, 1, 1, 2, 3, 4, 4, 7, 8, 16, 16, 32, 64};
    private static final int DEFAULT_BLOCK = 512;

    /** The block size that the transfer goes by. */
    int effectiveBlockSizeBytes() {
        return options && !deaf ? blockSizeBytes : DEFAULT_BLOCK;
    }

    /** The window that the transfer goes by. */
    int effectiveWindowSize() {
        return options && !deaf ? windowSize : 1;
    }

    /** The longest that one block can take if it's neither lost nor waited for. */
    long mostNanosForBlock() {
        return mostNanos(there) + mostNanos(back) + mostNanos(clientPace) + mostNanos(serverPace);
    }

    private static long mostNanos(Impairments link) {
        return link.delayNanos() + link.jitterNanos() + link.latestNanos() + link.gapNanos();
    }

    private static long mostNanos(Pace pace) {
        return pace.mostReadNanos() + pace.mostCommitNanos() + pace.mostFullNanos();
    }

    /** Whether nobody dies and the network never breaks. */
    boolean peaceful() {
        return cutForNanos == 0 && clientDiesNanos == Long.MAX_VALUE && serverDiesNanos == Long.MAX_VALUE;
    }

    /**
     * A schedule without chance: options are granted, the network is perfect, everybody lives and is fast.
     *
     * @param upload whether the client writes
     * @param blockSizeBytes the block size
     * @param windowSize the window
     * @param sizeBytes the length of the content
     * @return the schedule
     */
    public static Schedule calm(boolean upload, int blockSizeBytes, int windowSize, long sizeBytes) {
        return new Schedule(
                0,
                upload,
                true,
                false,
                blockSizeBytes,
                windowSize,
                0,
                true,
                sizeBytes,
                Impairments.NONE,
                Impairments.NONE,
                0,
                0,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Pace.INSTANT,
                Pace.INSTANT,
                RetryPolicy.DEFAULT,
                0);
    }

    /**
     * The same schedule over another network.
     *
     * @param newSeed decides what happens on the way
     * @param bothWays what can happen
     * @return the changed schedule
     */
    public Schedule over(long newSeed, Impairments bothWays) {
        return new Schedule(
                newSeed,
                upload,
                options,
                deaf,
                blockSizeBytes,
                windowSize,
                timeoutSeconds,
                transferSize,
                sizeBytes,
                bothWays,
                bothWays,
                cutNanos,
                cutForNanos,
                clientDiesNanos,
                serverDiesNanos,
                clientPace,
                serverPace,
                policy,
                clockStart);
    }

    /**
     * Draws a schedule.
     *
     * @param seed any number
     * @return the schedule, the same for the same seed
     */
    public static Schedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean options = random.nextInt(8) > 0;
        boolean deaf = options && random.nextInt(10) == 0;
        int blockSize = BLOCK_SIZES[random.nextInt(BLOCK_SIZES.length)];
        // Two of the largest windows fill the wire's number space: what comes late must not pass for new.
        boolean vast = random.nextInt(50) == 0;
        int window = vast ? TransferParameters.MAX_WINDOW_SIZE : WINDOWS[random.nextInt(WINDOWS.length)];
        boolean plain = !options || deaf;
        long size = size(random, plain ? DEFAULT_BLOCK : blockSize, plain ? 1 : window, vast ? 600 : 5_000);
        long delay = oneOf(random, 0, micros(20), micros(200), millis(1), millis(20), millis(150));
        Impairments there = impairments(random, delay, vast);
        Impairments back = random.nextInt(3) == 0 ? impairments(random, delay, vast) : there;
        boolean cut = random.nextInt(10) == 0;
        int death = random.nextInt(24);
        long length = Math.max(1, size / blockSize / window * (delay + micros(100)));
        return new Schedule(
                seed,
                random.nextBoolean(),
                options,
                deaf,
                blockSize,
                window,
                random.nextInt(6) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextInt(3) > 0,
                size,
                there,
                back,
                cut ? random.nextLong(length) : 0,
                cut ? oneOf(random, millis(30), millis(700), millis(9_000), millis(120_000)) : 0,
                death == 0 ? random.nextLong(length) : Long.MAX_VALUE,
                death == 1 ? random.nextLong(length) : Long.MAX_VALUE,
                pace(random),
                pace(random),
                policy(random),
                random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - random.nextLong(millis(2_000)));
    }

    private static long size(SplittableRandom random, int blockSize, int window, int mostBlocks) {
        long blocks = switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2, 3 -> window - 1L + random.nextInt(3);
            case 4 -> 2L * window - 1 + random.nextInt(3);
            case 5 -> random.nextInt(8) == 0 ? random.nextInt(4_000) : random.nextInt(600);
            default -> random.nextInt(150);
        };
        long size = Math.min(blocks, mostBlocks) * blockSize;
        return switch (random.nextInt(4)) {
            case 0 -> size;
            case 1 -> size + 1;
            case 2 -> size + blockSize - 1;
            default -> size + random.nextInt(blockSize);
        };
    }

    private static Impairments impairments(SplittableRandom random, long delay, boolean vast) {
        double severity = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        long latest = vast ? 0 : oneOf(random, micros(10), delay / 2, delay, 3 * delay, millis(60));
        return new Impairments(
                random.nextInt(3) == 0 ? 0 : 0.30 * severity * random.nextDouble(),
                random.nextInt(2) == 0 ? 0 : 0.30 * severity * random.nextDouble(),
                vast || random.nextInt(2) == 0 ? 0 : 0.30 * severity * random.nextDouble(),
                vast || random.nextInt(3) > 0 ? 0 : 0.10 * severity * random.nextDouble(),
                delay,
                random.nextInt(2) == 0 ? 0 : random.nextLong(1 + delay / 2),
                latest,
                random.nextInt(2) == 0 ? 0 : random.nextLong(micros(200)),
                0,
                0,
                0);
    }

    private static Pace pace(SplittableRandom random) {
        boolean fullSockets = random.nextInt(6) == 0;
        return new Pace(
                random.nextInt(6) == 0 ? oneOf(random, micros(10), millis(1), millis(20)) : 0,
                random.nextInt(4) == 0 ? oneOf(random, micros(10), millis(70), millis(3_000)) : 0,
                fullSockets ? 1 + random.nextInt(20) : Integer.MAX_VALUE,
                fullSockets ? oneOf(random, micros(10), millis(1), millis(30)) : 0);
    }

    private static RetryPolicy policy(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> RetryPolicy.DEFAULT.withTimeout(Duration.ofMillis(200));
            case 1 -> RetryPolicy.DEFAULT.withRetries(10);
            default -> RetryPolicy.DEFAULT;
        };
    }

    private static long oneOf(SplittableRandom random, long... values) {
        return values[random.nextInt(values.length)];
    }

    private static long micros(long count) {
        return TimeUnit.MICROSECONDS.toNanos(count);
    }

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }
}
