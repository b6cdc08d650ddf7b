package io.tftp.server.files;

import java.util.OptionalLong;

/**
 * How much a served directory takes.
 *
 * @param maxUploadBytes the most bytes of one upload, 0 or more; empty for no limit but the disk's
 * @param quotaBytes the most bytes that all regular files below the directory may have together after an upload, 0 or more,
 *     whoever wrote them; empty for no limit but the disk's
 */
public record UploadLimits(OptionalLong maxUploadBytes, OptionalLong quotaBytes) {

    /** No limits but the disk's. */
    public static final UploadLimits NONE = new UploadLimits(OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks the ranges.
     *
     * @param maxUploadBytes 0 or more, or empty
     * @param quotaBytes 0 or more, or empty
     */
    public UploadLimits {
        if (maxUploadBytes.orElse(0) < 0) {
            throw new IllegalArgumentException("maxUploadBytes " + maxUploadBytes.getAsLong() + " is negative");
        }
        if (quotaBytes.orElse(0) < 0) {
            throw new IllegalArgumentException("quotaBytes " + quotaBytes.getAsLong() + " is negative");
        }
    }
}
