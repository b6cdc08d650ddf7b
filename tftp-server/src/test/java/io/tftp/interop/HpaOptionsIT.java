package io.tftp.interop;

import io.tftp.core.testing.ClientScript;
import io.tftp.core.testing.ScriptPlayer;
import io.tftp.core.transfer.Outcome;
import io.tftp.server.OurStage;
import io.tftp.server.SocketStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * tftp-hpa's own options: no client that can be installed asks for them, so a scripted one holds the same conversation with
 * its server and with ours.
 */
@Execution(ExecutionMode.CONCURRENT)
class HpaOptionsIT {

    @TempDir
    private Path root;

    static Stream<ClientScript> scripts() {
        return ClientScript.TFTP_HPA.stream().map(ClientScript::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void tftpHpaSaysWhatTheScriptHas(ClientScript script) throws Exception {
        try (SocketStage stage = new HpaStage(root)) {
            ScriptPlayer.play(script, stage);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void oursSaysTheSame(ClientScript script) throws Exception {
        try (SocketStage stage = new OurStage(root)) {
            ScriptPlayer.play(script, stage);
        }
    }

    // Where ours grants the rest: see options-out-of-range.txt.
    @ParameterizedTest
    @ValueSource(strings = {"blksize2=7", "utimeout=9999", "utimeout=255000001", "rollover=65536"})
    void tftpHpaRefusesWhatIsOutOfRange(String options) throws Exception {
        List<String> lines =
                List.of("serve \"file\" 600 bytes", "> RRQ \"file\" octet " + options, "< ERROR 8", "silence");
        try (SocketStage stage = new HpaStage(root)) {
            ScriptPlayer.play(new ClientScript("refused", lines), stage);
        }
    }

    /** A stage with in.tftpd. */
    private static final class HpaStage extends SocketStage {

        private Optional<ServerProcess> process = Optional.empty();

        HpaStage(Path root) {
            super(root);
        }

        @Override
        public void open(boolean uploads, boolean waits) throws IOException {
            try {
                ServerProcess started = PeerServer.TFTP_HPA.serve("127.0.0.1", root(), List.of());
                process = Optional.of(started);
                opened(started.address());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        /** It acknowledges the last block before it has written it. */
        @Override
        public Optional<byte[]> stored(String name) throws IOException {
            Optional<byte[]> before = super.stored(name);
            pass(Duration.ofSeconds(1));
            Optional<byte[]> stored = super.stored(name);
            while (stored.isPresent() && !Arrays.equals(stored.get(), before.orElseThrow())) {
                before = stored;
                pass(Duration.ofSeconds(1));
                stored = super.stored(name);
            }
            return stored;
        }

        @Override
        public Optional<Outcome.Kind> ended() {
            return Optional.empty(); // it keeps that to itself
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (process.isPresent()) {
                process.get().close();
            }
        }
    }
}
