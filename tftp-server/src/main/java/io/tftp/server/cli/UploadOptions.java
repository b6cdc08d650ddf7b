package io.tftp.server.cli;

import io.tftp.server.files.UploadLimits;
import io.tftp.server.files.UploadPolicy;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What clients may write, and how much. */
final class UploadOptions {

    private final UploadPolicy policy;
    private final @Nullable Long maxUploadBytes;
    private final @Nullable Long quotaBytes;

    /** What was said on a command line that {@link #addTo} described. */
    UploadOptions(ParseResult parsed) {
        policy = parsed.matchedOptionValue("--uploads", UploadPolicy.NONE);
        maxUploadBytes = parsed.matchedOptionValue("--max-upload-size", null);
        quotaBytes = parsed.matchedOptionValue("--upload-quota", null);
    }

    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("--uploads")
                .paramLabel("none|new|replace")
                .type(UploadPolicy.class)
                .converters(new Converters.ToUploads())
                .description(
                        "What clients may write: nothing, files that don't exist yet, or also others, which are replaced"
                                + " whole. Default: none.")
                .build());
        command.addOption(OptionSpec.builder("--max-upload-size")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Largest file taken. Default: as the disk has room.")
                .build());
        command.addOption(OptionSpec.builder("--upload-quota")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description(
                        "Take no upload that brings all files of DIRECTORY together over this, whoever wrote them. Default: as"
                                + " the disk has room.")
                .build());
    }

    void check(OptionCheck check) {
        if (policy == UploadPolicy.NONE && maxUploadBytes != null) {
            throw check.wrong("--max-upload-size without --uploads new or replace limits nothing");
        }
        if (policy == UploadPolicy.NONE && quotaBytes != null) {
            throw check.wrong("--upload-quota without --uploads new or replace limits nothing");
        }
    }

    UploadPolicy policy() {
        return policy;
    }

    UploadLimits limits() {
        return new UploadLimits(optional(maxUploadBytes), optional(quotaBytes));
    }

    private static OptionalLong optional(@Nullable Long bytes) {
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
