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
                        "Which files clients may write: none, new ones only, or existing ones too, which are replaced as a whole. Default: none.")
                .build());
        command.addOption(OptionSpec.builder("--max-upload-size")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Largest file accepted. Default: limited by disk space only.")
                .build());
        command.addOption(OptionSpec.builder("--upload-quota")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description(
                        "Refuse uploads that would bring the total size of all files in DIRECTORY above this, whoever wrote them."
                                + " Default: limited by disk space only.")
                .build());
    }

    void check(OptionCheck check) {
        if (policy == UploadPolicy.NONE && maxUploadBytes != null) {
            throw check.wrong("--max-upload-size has no effect without --uploads new or replace");
        }
        if (policy == UploadPolicy.NONE && quotaBytes != null) {
            throw check.wrong("--upload-quota has no effect without --uploads new or replace");
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
