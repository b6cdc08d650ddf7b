package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.client.RemoteErrorException;
import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.core.wire.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tftpd} on a disk that is full or read-only, and as a user who may not do everything. The disks are mounted in a name
 * space of the daemon's own, and gone with it.
 */
@EnabledOnOs(OS.LINUX)
class DaemonDiskIT {

    private static final String NOBODY = "65534";

    @TempDir
    private Path base;

    private Path disk;

    @BeforeEach
    void makeMountPoint() throws IOException {
        disk = Files.createDirectory(base.resolve("disk"));
    }

    /** Runs tftpd over the mount point after a command that mounts something there. */
    private ServerProcess mounted(String mount) throws Exception {
        Requirement.superuser("mounting a file system");
        List<String> trial = List.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs \"$0\"", disk.toString());
        Command.Result result = Command.run(trial);
        if (result.exitCode() != 0) {
            throw Requirement.missing("no file system can be mounted here: " + result.err());
        }
        List<String> wrapper = List.of("unshare", "--mount", "sh", "-c", mount + " && exec \"$@\"", disk.toString());
        return daemon(wrapper, disk);
    }

    private static ServerProcess daemon(List<String> wrapper, Path directory) throws Exception {
        InetSocketAddress address = ServerProcess.freeAddress("127.0.0.1");
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(OurProgram.TFTPD.command(
                "--address",
                "127.0.0.1",
                "--port",
                String.valueOf(address.getPort()),
                "--uploads",
                "replace",
                directory.toString()));
        return ServerProcess.start(command, address);
    }

    private static RemoteFile remote(ServerProcess server, String name) {
        return RemoteFile.of("127.0.0.1", server.address().getPort(), name);
    }

    private static void put(ServerProcess server, String name, byte[] content, boolean announced) throws Exception {
        try (TftpClient client = TftpClient.create()) {
            OptionalLong size = announced ? OptionalLong.of(content.length) : OptionalLong.empty();
            client.put(new ByteArrayInputStream(content), size, remote(server, name));
        }
    }

    private static byte[] get(ServerProcess server, String name) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (TftpClient client = TftpClient.create()) {
            client.get(remote(server, name), content);
        }
        return content.toByteArray();
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static void assertRefused(ErrorCode code, Attempt attempt) {
        assertThatExceptionOfType(RemoteErrorException.class)
                .isThrownBy(attempt::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The names in the directory as the daemon sees it. */
    private static List<String> names(ServerProcess server, Path directory) throws IOException {
        Path seen = Path.of("/proc/" + server.pid() + "/root" + directory);
        try (Stream<Path> files = Files.list(seen)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingStays() throws Exception {
        byte[] large = TestFiles.binary(3_000_000);
        byte[] small = TestFiles.binary(200_000);
        try (ServerProcess server = mounted("mount -t tmpfs -o size=1m tmpfs \"$0\"")) {
            put(server, "before", small, true);
            assertRefused(ErrorCode.DISK_FULL, () -> put(server, "announced", large, true));
            assertRefused(ErrorCode.DISK_FULL, () -> put(server, "large", large, false));
            assertRefused(ErrorCode.DISK_FULL, () -> put(server, "before", large, false));
            assertThat(names(server, disk)).containsExactly("before");
            put(server, "after", small, false);
            assertThat(get(server, "before")).isEqualTo(small);
            assertThat(get(server, "after")).isEqualTo(small);
        }
    }

    @Test
    void aReadOnlyDiskIsReadAndTakesNothing() throws Exception {
        try (ServerProcess server =
                mounted("mount -t tmpfs tmpfs \"$0\" && echo hello >\"$0/file\" && mount -o remount,ro \"$0\"")) {
            assertThat(get(server, "file")).asString().isEqualTo("hello\n");
            assertRefused(ErrorCode.ACCESS_VIOLATION, () -> put(server, "file", new byte[10], true));
            assertRefused(ErrorCode.ACCESS_VIOLATION, () -> put(server, "new", new byte[10], false));
            assertThat(names(server, disk)).containsExactly("file");
        }
    }

    @Test
    void whatTheDaemonsUserMayNotDoIsRefused() throws Exception {
        Requirement.superuser("running tftpd as nobody");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.copy(Path.of(OurProgram.TFTPD.command().get(2)), base.resolve("tftpd.jar"));
        Files.writeString(disk.resolve("public"), "hello");
        Path secret = Files.writeString(disk.resolve("private"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        Path hidden = Files.createDirectory(disk.resolve("hidden"));
        Files.writeString(hidden.resolve("file"), "secret");
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
        Path open = Files.createDirectory(disk.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        InetSocketAddress address = ServerProcess.freeAddress("127.0.0.1");
        List<String> command = List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                OurProgram.TFTPD.command().get(0),
                "-jar",
                jar.toString(),
                "--address",
                "127.0.0.1",
                "--port",
                String.valueOf(address.getPort()),
                "--uploads",
                "replace",
                disk.toString());
        try (ServerProcess server = ServerProcess.start(command, address)) {
            assertThat(get(server, "public")).asString().isEqualTo("hello");
            assertRefused(ErrorCode.ACCESS_VIOLATION, () -> get(server, "private"));
            assertRefused(ErrorCode.ACCESS_VIOLATION, () -> get(server, "hidden/file"));
            assertRefused(ErrorCode.ACCESS_VIOLATION, () -> put(server, "new", new byte[10], true));
            put(server, "open/new", new byte[10], true);
            assertThat(open.resolve("new")).hasSize(10);
        }
    }
}
