package io.tftp.comparison;

import io.tftp.client.bench.LoadResult;
import java.time.Duration;

/**
 * One run of a load on one server.
 *
 * @param load what was asked
 * @param result what the clients saw
 * @param use what the server used
 * @param wrongUploads uploads that were confirmed, and are not on the disk as they should be
 */
record Sample(Load load, LoadResult result, ServerUse use, long wrongUploads) {

    /** Transfers that didn't succeed, those among them that were never begun before the time was up. */
    long failures() {
        return load.transfers() - result.succeeded() + wrongUploads;
    }

    double seconds() {
        return seconds(result.elapsed());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
