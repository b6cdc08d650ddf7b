package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Compares files byte by byte; large ones without holding them in memory. */
final class Same {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private Same() {}

    static void assertSame(Path expected, Path actual) throws IOException {
        assertThat(actual).exists();
        assertThat(Files.mismatch(expected, actual))
                .as("first byte that differs; %d bytes of %d", Files.size(actual), Files.size(expected))
                .isEqualTo(-1);
    }

    /** Compares with what a peer is writing: some servers acknowledge the last block before they have stored it. */
    static void assertSoonSame(Path expected, Path actual) {
        await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).untilAsserted(() -> assertSame(expected, actual));
    }
}
