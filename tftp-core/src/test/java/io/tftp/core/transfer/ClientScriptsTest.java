package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.testing.ClientScript;
import io.tftp.core.testing.ScriptPlayer;
import io.tftp.core.testing.VirtualStage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients of the field, each a script, play with the server's machines in virtual time. */
class ClientScriptsTest {

    static Stream<ClientScript> scripts() {
        return Stream.concat(ClientScript.FIELD.stream(), ClientScript.TFTP_HPA.stream())
                .map(ClientScript::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void clientGetsWhatItNeeds(ClientScript script) {
        ScriptPlayer.play(script, new VirtualStage());
    }

    @Test
    void noScriptIsLeftOut() throws Exception {
        Path folder = Path.of(clients());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            scripts().map(script -> script.name() + ".txt").toList());
        }
    }

    private static URI clients() throws URISyntaxException {
        return Objects.requireNonNull(ClientScript.class.getResource("clients")).toURI();
    }

    // What a script doesn't say fails it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "< DATA 2 | DATA 1 came",
                "< DATA 1:511 | DATA 1 came",
                "> ACK 1 | DATA 1 came, and nothing was expected",
                "silence | DATA 1 came, and nothing was expected",
                "< ERROR 1 | DATA 1 came",
                "ends COMPLETED | no transfer has ended",
                "not stored \"file\" | it is there",
                "stored \"file\" 999 bytes | other content",
                "stored \"other\" 999 bytes | it isn't there",
                "dance | no such step"
            })
    void whatIsNotWrittenFails(String line, String why) {
        ClientScript script =
                new ClientScript("test", List.of("serve \"file\" 1000 bytes", "> RRQ \"file\" octet", line));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ScriptPlayer.play(script, new VirtualStage()))
                .withMessage("test.txt, line 3, " + line + ": " + why);
    }

    @Test
    void aPacketBehindTheLastLineFails() {
        ClientScript script =
                new ClientScript("test", List.of("serve \"file\" 1000 bytes", "> RRQ \"file\" octet # and then?"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ScriptPlayer.play(script, new VirtualStage()))
                .withMessage("test.txt, behind its last line: DATA 1 came, and nothing was expected");
    }
}
