package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.tftp.core.testing.ClientScript;
import io.tftp.core.testing.ScriptPlayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the field, each a script, play with the server over real sockets: several at a time, each with a server of its
 * own, as most of what they do is to wait.
 */
@ExtendWith(LeakCheck.class)
@Tag("slow")
class ClientScriptsSocketTest {

    private static final int AT_A_TIME = 6;

    @TempDir
    private Path root;

    @Test
    void clientsGetWhatTheyNeed() throws Exception {
        playAll(() -> new ServerHarness(ServerHarness.Ports.EPHEMERAL));
    }

    @Test
    void clientsGetItFromMemoryToo() throws Exception {
        playAll(() -> new ServerHarness(ServerHarness.Ports.EPHEMERAL, true));
    }

    @Test
    void clientsGetItFromTheSinglePortToo() throws Exception {
        playAll(() -> new ServerHarness(ServerHarness.Ports.SINGLE));
    }

    private void playAll(Supplier<ServerHarness> servers) throws Exception {
        List<ClientScript> scripts = Stream.concat(ClientScript.FIELD.stream(), ClientScript.TFTP_HPA.stream())
                .map(ClientScript::of)
                .toList();
        assertThat(scripts).isNotEmpty();
        ExecutorService players = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Executable> ends = new ArrayList<>();
            for (ClientScript script : scripts) {
                Path directory = Files.createDirectory(root.resolve(script.name()));
                Future<?> play = players.submit(() -> {
                    try (OurStage stage = new OurStage(directory, servers.get())) {
                        ScriptPlayer.play(script, stage);
                    }
                    return null;
                });
                ends.add(() -> awaitEnd(script, play));
            }
            assertAll(ends);
        } finally {
            players.shutdownNow();
        }
    }

    private static void awaitEnd(ClientScript script, Future<?> play) throws InterruptedException {
        try {
            play.get();
        } catch (ExecutionException e) {
            throw new AssertionError(script.name() + ": " + e.getCause().getMessage(), e.getCause());
        }
    }
}
