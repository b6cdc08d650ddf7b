package io.tftp.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer reads from a real directory with links, devices and traps in it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(20)
class ServedReadTest {

    @TempDir
    Path base;

    private Path root;
    private ServedDirectory served;

    @BeforeEach
    void build() throws IOException {
        root = Files.createDirectories(base.resolve("root"));
        Files.createDirectories(root.resolve("debian-installer/amd64/boot-screens"));
        Files.writeString(root.resolve("x"), "x");
        Files.writeString(root.resolve("debian-installer/amd64/pxelinux.0"), "loader");
        Files.writeString(root.resolve("debian-installer/amd64/boot-screens/ldlinux.c32"), "module");
        Files.createDirectories(base.resolve("outside"));
        Files.writeString(base.resolve("outside/secret"), "secret");
        served = ServedDirectory.open(root, UploadPolicy.NONE, OptionalLong.empty());
    }

    @AfterEach
    void close() throws IOException {
        served.close();
    }

    private String read(String filename) throws IOException {
        try (BlockSource source = served.openRead(filename)) {
            ByteBuffer block = ByteBuffer.allocate(512);
            assertThat(source.read(block)).isEqualTo((int) source.size().orElseThrow());
            return UTF_8.decode(block.flip()).toString();
        }
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    private void assertDenied(String filename) {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> read(filename))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(base.toString()));
    }

    private void assertNotFound(String filename) {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> read(filename))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(base.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "/x", "\\x", "//x", "./x", "debian-installer/../x"})
    void oneFileHasManyNames(String filename) throws IOException {
        assertThat(read(filename)).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "pxelinux.0, debian-installer/amd64/pxelinux.0, pxelinux.0, loader",
        "amd64, debian-installer/./amd64, amd64/pxelinux.0, loader",
        "debian-installer/amd64/boot-screens/up, ../../../x, debian-installer/amd64/boot-screens/up, x",
        "debian-installer/amd64/self, ../amd64/., debian-installer/amd64/self/boot-screens/ldlinux.c32, module",
        "debian-installer/top, .., debian-installer/top/x, x",
        "dot, ., dot/dot/dot/x, x"
    })
    void relativeLinkInsideWorks(String name, String target, String asked, String content) throws IOException {
        link(name, target);
        assertThat(read(asked)).isEqualTo(content);
    }

    @Test
    void parentOfALinkedDirectoryIsThatOfItsTarget() throws IOException {
        link("screens", "debian-installer/amd64/boot-screens");
        link("loader", "screens/../pxelinux.0");
        assertThat(read("loader")).isEqualTo("loader");
    }

    @Test
    void absoluteLinkInsideWorks() throws IOException {
        link("absolute", root.resolve("debian-installer/amd64").toString());
        assertThat(read("absolute/pxelinux.0")).isEqualTo("loader");
    }

    @Test
    void absoluteLinkByTheConfiguredPathWorks() throws IOException {
        Path alias = Files.createSymbolicLink(base.resolve("alias"), root);
        link("absolute", alias.resolve("x").toString());
        try (ServedDirectory other = ServedDirectory.open(alias, UploadPolicy.NONE, OptionalLong.empty());
                BlockSource source = other.openRead("absolute")) {
            assertThat(source.size()).hasValue(1);
        }
        assertDenied("absolute");
    }

    @Test
    void linkThatLeavesIsDenied() throws IOException {
        link("relative", "../outside/secret");
        link("absolute", base.resolve("outside/secret").toString());
        link("sneaky", root + "/../outside/secret");
        link("directory", "../outside");
        link("passwd", "/etc/passwd");
        Files.createDirectory(root.resolve("dir"));
        link("dir/deep", "../../outside/secret");
        link("back", "../root/x"); // leaves and comes back: still leaves
        for (String name :
                new String[] {"relative", "absolute", "sneaky", "directory/secret", "passwd", "dir/deep", "back"}) {
            assertDenied(name);
        }
    }

    @Test
    void linkLoopsEndAndDanglingLinksAreNotFound() throws IOException {
        link("loop", "loop");
        link("ping", "pong");
        link("pong", "ping");
        link("dangling", "nothing");
        assertDenied("loop");
        assertDenied("ping");
        assertDenied("loop/x");
        assertNotFound("dangling");
        assertNotFound("dangling/x");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String name : new String[] {"y", "y/x", "debian-installer/y", "x/y", "\ud800", "a\0b"}) {
            assertNotFound(name);
        }
    }

    @Test
    void directoriesAreDenied() {
        assertDenied("debian-installer");
        assertDenied("debian-installer/amd64/");
        assertDenied("/");
    }

    @Test
    void pipesSocketsAndDevicesAreDeniedWithoutWaiting() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        link("topipe", "pipe");
        link("null", "/dev/null");
        assertDenied("pipe");
        assertDenied("topipe");
        assertDenied("null");
        assertNotFound("pipe/x");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
            assertDenied("socket");
        }
    }

    @Test
    void deviceNodeIsDenied() throws Exception {
        Path node = root.resolve("zero");
        int status = new ProcessBuilder("mknod", node.toString(), "c", "1", "5")
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assumeTrue(status == 0, "only root makes device nodes");
        assertDenied("zero");
    }

    @Test
    void unreadableFileIsDenied() throws IOException {
        Path file = Files.writeString(root.resolve("private"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(file), "root reads everything");
        assertDenied("private");
    }

    @Test
    void nameOnlyReservedIsNotFound() throws IOException {
        Path file = Files.createFile(root.resolve("soon"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertNotFound("soon");
    }

    @Test
    void emptyFileIsRead() throws IOException {
        Files.createFile(root.resolve("empty"));
        assertThat(read("empty")).isEmpty();
    }

    @Test
    void renamedRootIsServedOnUntilItIsRefreshed() throws IOException {
        Files.move(root, base.resolve("old"));
        assertThat(read("x")).isEqualTo("x");
        assertThatIOException().isThrownBy(served::refresh);
        assertThat(read("debian-installer/amd64/pxelinux.0")).isEqualTo("loader");

        Files.createDirectory(root);
        Files.writeString(root.resolve("x"), "another");
        assertThat(read("x")).isEqualTo("x");
        served.refresh();
        assertThat(read("x")).isEqualTo("another");
        served.refresh();
        assertThat(read("x")).isEqualTo("another");
    }

    @Test
    void closedDirectoryOpensNothingMore() throws IOException {
        BlockSource source = served.openRead("x");
        served.close();
        assertThatIOException().isThrownBy(() -> served.openRead("x")).withMessageContaining("closed");
        assertThat(source.read(ByteBuffer.allocate(512))).isEqualTo(1);
        source.close();
    }
}
