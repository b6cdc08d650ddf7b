package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares files byte by byte; large ones without holding them in memory. */
final class Same {

    private Same() {}

    static void assertSame(Path expected, Path actual) throws IOException {
        assertThat(actual).exists();
        assertThat(Files.mismatch(expected, actual))
                .as("first byte that differs; %d bytes of %d", Files.size(actual), Files.size(expected))
                .isEqualTo(-1);
    }
}
