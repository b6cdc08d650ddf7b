package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.client.TransferResult;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 69);
    private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.9", 69);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger width = new AtomicInteger(80);
    private final ProgressDisplay display =
            new ProgressDisplay("get name", new PrintStream(bytes, true, UTF_8), width::get, Clock.system());
    private final CompletableFuture<TransferResult> result = new CompletableFuture<>();
    private final Thread shows = new Thread(() -> display.show(result), "shows");

    private void awaitShown(String text) {
        await().untilAsserted(() -> assertThat(bytes.toString(UTF_8)).contains(text));
    }

    @Test
    void saysWhatItWaitsForAndWhatCame() throws Exception {
        display.waiting(SERVER, 1);
        shows.start();
        awaitShown("\r\u001b[?7lget name: waiting for 192.0.2.1:69, 1 request sent\u001b[K\u001b[?7h");
        display.waiting(SERVER, 2);
        awaitShown("waiting for 192.0.2.1:69, 2 requests sent");
        display.agreed(SERVER, TransferParameters.RFC_1350);
        display.progressed(1_000_000, OptionalLong.of(2_000_000));
        awaitShown("get name: 50 % [");
        display.waiting(SERVER, 1);
        awaitShown("get name: 50 %, no answer for 1 s");
        display.progressed(1_500_000, OptionalLong.of(2_000_000));
        awaitShown("get name: 75 % [");
        result.complete(null);
        shows.join();
        assertThat(bytes.toString(UTF_8)).as("the line is wiped").endsWith("\r\u001b[?7l\u001b[K\u001b[?7h");
        assertThat(bytes.toString(UTF_8)).doesNotContain("\n");
    }

    @Test
    void saysWhichAddressIsAskedInPlaceOfWhich() throws Exception {
        display.asking(OTHER, Optional.empty());
        display.waiting(OTHER, 1);
        shows.start();
        awaitShown("get name: waiting for 192.0.2.9:69, 1 request sent");
        display.asking(SERVER, Optional.of("192.0.2.9:69 did not answer"));
        display.waiting(SERVER, 1);
        awaitShown("get name: 192.0.2.9:69 did not answer, asking 192.0.2.1:69");
        result.complete(null);
        shows.join();
    }

    /** A line of 52 columns is three lines in a terminal that was made 20 columns wide. */
    @Test
    void aTerminalThatWasMadeNarrowerIsTidiedUp() throws Exception {
        display.waiting(SERVER, 10);
        shows.start();
        awaitShown("get name: waiting for 192.0.2.1:69, 10 requests sent");
        width.set(20);
        awaitShown("\u001b[A\u001b[A\r\u001b[J\r\u001b[?7l10 requests sent\u001b[K");
        result.complete(null);
        shows.join();
    }
}
