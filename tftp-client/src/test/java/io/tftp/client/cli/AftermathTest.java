package io.tftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AftermathTest {

    @TempDir
    Path directory;

    @Test
    void aCancelledGetLeavesAFileAsItWasOrNone() throws Exception {
        Path old = Files.writeString(directory.resolve("old"), "old");
        Path none = directory.resolve("new");
        assertThat(Aftermath.ofGet(old).describe(true)).isEqualTo(old + " is unchanged");
        assertThat(Aftermath.ofGet(none).describe(true)).isEqualTo("nothing was written to " + none);
    }

    @Test
    void whatWentIntoAStreamStaysThere() {
        assertThat(Aftermath.ofGet(directory).describe(true))
                .isEqualTo("part of it may have been written to " + directory);
        assertThat(Aftermath.ofGetInto("standard output").describe(true))
                .isEqualTo("part of it may have been written to standard output");
        assertThat(Aftermath.ofGetInto("standard output").describe(false))
                .isEqualTo("nothing was written to standard output");
    }

    @Test
    void aCancelledPutIsTheServersToForget() {
        assertThat(Aftermath.ofPut().describe(true)).isEqualTo("the server was told to discard the file");
        assertThat(Aftermath.ofPut().describe(false))
                .isEqualTo("the server had not answered, and should have stored nothing");
    }
}
