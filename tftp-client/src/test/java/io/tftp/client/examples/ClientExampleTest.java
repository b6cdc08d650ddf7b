package io.tftp.client.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.RemoteErrorException;
import io.tftp.client.RemoteFile;
import io.tftp.client.SimpleServer;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import io.tftp.client.TransferResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README: what stands between the marks there stands here, and runs. */
class ClientExampleTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    // snippet: client
    void backUpAndUpdate(String host, int port, Path backup, Path update) throws TftpException {
        RemoteFile config = RemoteFile.of(host, port, "router.cfg");
        try (TftpClient client = TftpClient.create()) {
            TransferResult got = client.get(config, backup);
            out.printf("saved %d bytes in %d ms%n", got.bytes(), got.elapsed().toMillis());
            client.put(update, config);
        } catch (RemoteErrorException e) {
            out.printf("%s refused: %s%n", host, e.code().description());
            throw e;
        }
    }
    // end

    @Test
    void filesTravelBothWays() throws Exception {
        Path backup = directory.resolve("backup");
        Path update = Files.writeString(directory.resolve("update"), "hostname new\n");
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("router.cfg", "hostname old\n".getBytes(UTF_8));
            backUpAndUpdate(server.host(), server.port(), backup, update);
            assertThat(backup).hasContent("hostname old\n");
            assertThat(server.files().get("router.cfg")).asString(UTF_8).isEqualTo("hostname new\n");
            assertThat(printed.toString(UTF_8)).startsWith("saved 13 bytes in ");
        }
    }
}
