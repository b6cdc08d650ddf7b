package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code tftp} and {@code tftpd} commands as processes, as their users run them. */
class CommandsIT {

    private static final int SIGTERM_EXIT_CODE = 143;
    private static final int BLOCK = 512;

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    @Test
    void tftpPutsToTftpdAndGetsItBack() throws Exception {
        byte[] content = TestFiles.binary(TestFiles.SEVERAL_MIB);
        Path original = Files.write(local.resolve("original"), content);
        Path copy = local.resolve("copy");
        try (ServerProcess server = tftpd()) {
            Command.Result put = tftp("put", host(server), original.toString(), "uploaded");
            assertThat(put.exitCode()).as("%s", put).isZero();
            assertThat(put.out()).isEmpty();
            Same.assertSame(original, served.resolve("uploaded"));

            Command.Result get = tftp("get", host(server), "uploaded", copy.toString());
            assertThat(get.exitCode()).as("%s", get).isZero();
            assertThat(get.out()).isEmpty();
            assertThat(get.err()).contains("got uploaded: 3,145,735 bytes");
            Same.assertSame(original, copy);

            assertThat(server.terminate()).as("exit code of tftpd").isZero();
        }
        assertThat(served).isDirectoryNotContaining("glob:**/.*");
        assertThat(local).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void standardOutputOfGetIsTheFileAndNothingElse() throws Exception {
        byte[] content = TestFiles.binary(100_000);
        Files.write(served.resolve("file"), content);
        try (ServerProcess server = tftpd()) {
            Command.Result get = tftp("get", "tftp://" + host(server) + "/file", "-");
            assertThat(get.exitCode()).as("%s", get).isZero();
            assertThat(Arrays.equals(get.outBytes(), content)).isTrue();
            assertThat(get.err()).contains("got file: 100,000 bytes");
        }
    }

    @Test
    void errorsAreExitCodesAndLeaveFilesAlone() throws Exception {
        Path existing = Files.writeString(local.resolve("existing"), "mine");
        Files.writeString(served.resolve("existing"), "theirs");
        try (ServerProcess server = tftpd()) {
            Command.Result missing = tftp("get", host(server), "missing", existing.toString());
            assertThat(missing.exitCode()).as("%s", missing).isEqualTo(68);
            assertThat(missing.out()).isEmpty();
            assertThat(missing.err()).contains("not found");

            Command.Result refused = tftp("put", host(server), existing.toString());
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(73);
        }
        assertThat(existing).hasContent("mine");
        assertThat(served.resolve("existing")).hasContent("theirs");
        assertThat(local).isDirectoryNotContaining("glob:**/.*");
        assertThat(served).isDirectoryNotContaining("glob:**/.*");
    }

    /**
     * <pre>
     *   client               tftpd
     *      | ---- WRQ  -----&gt; |
     *      | &lt;--- ACK 0 ----- |
     *      | ---- DATA 1 ---&gt; |
     *      | &lt;--- ACK 1 ----- |
     *                         | SIGTERM
     *      | &lt;--- ERROR ----- |
     *                         | exit 0
     * </pre>
     */
    @Test
    void tftpdThatIsStoppedTellsItsClientsAndKeepsNoPartOfAnUpload() throws Exception {
        try (ServerProcess server = tftpd("--grace", "0");
                DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(client, "\0\2upload\0octet\0", server.address());
            DatagramPacket ack = receive(client);
            assertThat(words(ack)).startsWith("\0\4\0\0");
            send(client, "\0\3\0\1" + "x".repeat(BLOCK), (InetSocketAddress) ack.getSocketAddress());
            assertThat(words(receive(client))).startsWith("\0\4\0\1");

            assertThat(server.terminate()).as("exit code of tftpd").isZero();
            String last = words(receive(client));
            while (last.startsWith("\0\4\0\1")) { // repeated, if the signal took its time
                last = words(receive(client));
            }
            assertThat(last).startsWith("\0\5");
        }
        assertThat(served).isEmptyDirectory();
    }

    /**
     * <pre>
     *   tftp                server
     *      | ---- RRQ  -----&gt; |
     *      | &lt;--- DATA 1 ---- |
     *      | ---- ACK 1 ----&gt; |
     *      | SIGTERM
     *      | ---- ERROR ----&gt; |
     *      | exit 143
     * </pre>
     */
    @Test
    void tftpThatIsStoppedTellsTheServerAndLeavesNoFile() throws Exception {
        Path out = served.resolve("out");
        Path err = served.resolve("err");
        Path copies = Files.createDirectory(local.resolve("copies"));
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + server.getLocalPort();
            Process tftp = Command.start(
                    OurProgram.TFTP.command("get", "--no-options", host, "file", "copy"), copies, out, err);
            try {
                DatagramPacket request = receive(server);
                assertThat(words(request)).isEqualTo("\0\1file\0octet\0");
                send(server, "\0\3\0\1" + "x".repeat(BLOCK), (InetSocketAddress) request.getSocketAddress());
                assertThat(words(receive(server))).isEqualTo("\0\4\0\1");

                tftp.destroy();
                assertThat(words(receive(server))).startsWith("\0\5");
                assertThat(tftp.waitFor(Command.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(tftp.exitValue()).as(Command.read(err)).isEqualTo(SIGTERM_EXIT_CODE);
            } finally {
                Command.kill(tftp);
            }
        }
        assertThat(copies).isEmptyDirectory();
    }

    private ServerProcess tftpd(String... more) throws Exception {
        InetSocketAddress at = ServerProcess.freeAddress("127.0.0.1");
        String[] arguments = {
            "--address", "127.0.0.1", "--port", Integer.toString(at.getPort()), "--uploads", "new", served.toString()
        };
        String[] all = Arrays.copyOf(more, more.length + arguments.length);
        System.arraycopy(arguments, 0, all, more.length, arguments.length);
        return ServerProcess.start(OurProgram.TFTPD.command(all), at);
    }

    private Command.Result tftp(String... arguments) throws Exception {
        return Command.run(OurProgram.TFTP.command(arguments), local);
    }

    private static String host(ServerProcess server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private static void send(DatagramSocket from, String packet, InetSocketAddress to) throws Exception {
        byte[] bytes = packet.getBytes(StandardCharsets.ISO_8859_1);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.setSoTimeout((int) Command.PATIENCE.toMillis());
        socket.receive(packet);
        return packet;
    }

    private static String words(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }
}
