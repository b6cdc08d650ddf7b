package io.tftp.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LocalFileSystemsTest {

    private final LocalFileSystems local = new LocalFileSystems();

    @Test
    void aFileOnThisHostIsLocalHoweverOftenOneAsks(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(local.hold(file)).isTrue();
        assertThat(local.hold(file)).isTrue();
    }

    @Test
    void aFileSystemThatIsNotKnownIsNotLocalHoweverOftenOneAsks() {
        assertThat(local.hold(Path.of("/proc/version"))).isFalse();
        assertThat(local.hold(Path.of("/proc/version"))).isFalse();
    }

    @Test
    void theAnswerIsRememberedForEachDevice(@TempDir Path directory) {
        assertThat(local.hold(directory)).isTrue();
        assertThat(local.hold(Path.of("/proc/version"))).isFalse();
        assertThat(local.hold(directory)).isTrue();
    }

    @Test
    void aFileThatIsNotThereIsNotLocal(@TempDir Path directory) {
        assertThat(local.hold(directory.resolve("nothing"))).isFalse();
    }
}
