package io.tftp.server;

import io.tftp.core.testing.ClientScript;
import io.tftp.core.testing.ScriptPlayer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients of the field, each a script, play with the server over real sockets. */
@ExtendWith(LeakCheck.class)
class ClientScriptsSocketTest {

    @TempDir
    private Path root;

    static Stream<ClientScript> scripts() {
        return Stream.concat(ClientScript.FIELD.stream(), ClientScript.TFTP_HPA.stream())
                .map(ClientScript::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void clientGetsWhatItNeeds(ClientScript script) throws Exception {
        play(script, new ServerHarness(ServerHarness.Ports.EPHEMERAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void clientGetsItFromMemoryToo(ClientScript script) throws Exception {
        play(script, new ServerHarness(ServerHarness.Ports.EPHEMERAL, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void clientGetsItFromTheSinglePortToo(ClientScript script) throws Exception {
        play(script, new ServerHarness(ServerHarness.Ports.SINGLE));
    }

    private void play(ClientScript script, ServerHarness harness) throws Exception {
        try (OurStage stage = new OurStage(root, harness)) {
            ScriptPlayer.play(script, stage);
        }
    }
}
