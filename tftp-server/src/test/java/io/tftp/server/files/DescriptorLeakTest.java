package io.tftp.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way a call ends, it leaves no descriptor open. */
@EnabledOnOs(OS.LINUX)
class DescriptorLeakTest {

    @TempDir
    Path root;

    @Test
    void noWayLeaksADescriptor() throws Exception {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/file"), "x");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/b/../b/file"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("a/../../x"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("a/../loop"));
        Files.createSymbolicLink(root.resolve("a/dangling"), Path.of("b/nothing"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("a/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        List<String> names = List.of(
                "a/b/file", "link", "out", "loop", "a/dangling", "a/pipe", "a/b", "a/b/file/x", "a/b/nothing", "../x");

        once(names);
        long before = openDescriptors();
        for (int i = 0; i < 20; i++) {
            once(names);
        }
        assertThat(openDescriptors()).isLessThan(before + 20);
    }

    private void once(List<String> names) throws IOException {
        for (UploadPolicy policy : UploadPolicy.values()) {
            try (ServedDirectory served = ServedDirectory.open(root, policy, OptionalLong.of(10))) {
                for (String name : names) {
                    read(served, name);
                    write(served, name, OptionalLong.empty());
                    write(served, name, OptionalLong.of(11));
                    write(served, name, OptionalLong.of(1));
                }
                served.refresh();
            }
        }
    }

    private static void read(ServedDirectory served, String name) {
        try (BlockSource source = served.openRead(name)) {
            assertThat(source.size()).isPresent();
        } catch (IOException e) {
            // Most of these names are refused.
        }
    }

    private static void write(ServedDirectory served, String name, OptionalLong size) {
        try (BlockSink sink = served.openWrite(name, size)) {
            assertThat(sink.mayBlock()).isFalse();
        } catch (IOException e) {
            // Most of these names are refused.
        }
    }

    private static long openDescriptors() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
