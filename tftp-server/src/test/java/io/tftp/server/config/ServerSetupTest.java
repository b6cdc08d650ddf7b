package io.tftp.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.LeakCheck;
import io.tftp.server.Peer;
import io.tftp.server.TftpServer;
import io.tftp.server.files.ServedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class ServerSetupTest {

    @TempDir
    private Path root;

    private Configuration configuration(String words) throws InvalidSettingException {
        return Configuration.of(new Words("--address=127.0.0.1 --port=0 " + words + " DIRECTORY=" + root));
    }

    /** The same server, with the same sockets. */
    @Test
    void accessIsThatOfTheConfigurationInForceWhenTheRequestCame() throws Exception {
        Files.writeString(root.resolve("file"), "content");
        CurrentConfiguration current = new CurrentConfiguration(configuration("--deny-read=all"));
        try (ServedDirectory directory = ServerSetup.openDirectory(current.get());
                TftpServer server = ServerSetup.server(current, directory).build()) {
            server.start();
            try (Peer peer = new Peer(server.addresses().get(0))) {
                peer.request(Peer.read("file"));
                assertThat(peer.receiveError()).isEqualTo(2);
                assertThat(current.replace(configuration(""))).isEmpty();
                assertThat(peer.get("file")).asString(UTF_8).isEqualTo("content");
                current.replace(configuration("--deny-read=127.0.0.0/8"));
                peer.request(Peer.read("file"));
                assertThat(peer.receiveError()).isEqualTo(2);
            }
        }
    }
}
