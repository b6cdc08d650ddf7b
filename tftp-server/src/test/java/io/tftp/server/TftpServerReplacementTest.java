package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client's port asks for another file, or someone does in its name. */
@ParameterizedClass(name = "{0}, at once: {1}")
@MethodSource("kinds")
@ExtendWith(LeakCheck.class)
class TftpServerReplacementTest {

    private static final int BYTES = 1500;

    @TempDir
    private Path root;

    @Parameter(0)
    private ServerHarness.Ports ports;

    @Parameter(1)
    private boolean atOnce;

    private ServerHarness harness;
    private TftpServer server;
    private Peer peer;
    private InetSocketAddress first;

    static Stream<Arguments> kinds() {
        return Arrays.stream(ServerHarness.Ports.values())
                .flatMap(ports -> Stream.of(Arguments.of(ports, false), Arguments.of(ports, true)));
    }

    @BeforeEach
    void serve() throws IOException {
        harness = new ServerHarness(ports, atOnce);
        ServerHarness.file(root, "file", BYTES);
        ServerHarness.file(root, "other", 600);
        ServerHarness.file(root, "small", 5);
        server = harness.serve(root, UploadPolicy.NONE);
        peer = harness.peer();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** The peer has acknowledged block 1 of the file, and has block 2. */
    private void begin() throws IOException {
        peer.request(Peer.read("file"));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        first = peer.latestSender();
    }

    /** The peer goes on with the file, and gets the rest of it. */
    private void finish() throws Exception {
        peer.reply(new Ack(2), first);
        Data last = receiveFromFirst();
        while (last.block() < 3) { // a resend may come before it
            last = receiveFromFirst();
        }
        byte[] rest = new byte[last.payload().remaining()];
        last.payload().get(rest);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(ServerHarness.bytes(BYTES), 1024, BYTES));
        peer.reply(new Ack(3), first);
        TransferRecord record = harness.ended();
        while (!record.request().filename().equals("file")) {
            record = harness.ended();
        }
        assertThat(record.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    private Data receiveFromFirst() throws IOException {
        while (true) {
            Packet packet = peer.receive();
            if (packet instanceof Data data && peer.latestSender().equals(first)) {
                return data;
            }
        }
    }

    // peer                      server              someone in its name
    //   | ---- RRQ, ACK 1 -------> |                       |
    //   | <--- DATA 1, DATA 2 ---- |                       |
    //   |                          | <--- RRQ other ------ |
    //   | <--- OACK -------------- |
    //   | ---- ACK 2 ------------> |
    //   | <--- DATA 3 ------------ |
    @Test
    void aForgedRequestEndsNoTransferOfItsClient() throws Exception {
        begin();
        peer.request(Peer.read("other", "tsize", "0"));
        while (!(peer.receive() instanceof OptionAck)) {
            // A resend may come before it.
        }
        finish();
    }

    @Test
    void manyForgedRequestsEndNoTransferOfTheirClientAndHoldLittle() throws Exception {
        begin();
        for (int i = 0; i < 50; i++) {
            int before = harness.requests.size();
            peer.request(Peer.read("other", "tsize", Integer.toString(i)));
            await().until(() -> harness.requests.size() > before);
        }
        await().until(() -> server.liveTransfers() <= 2);
        finish();
    }

    /** Where both would come from one port, what opens the second could be taken for a part of the first. */
    @Test
    void aForgedRequestWithoutOptionsMixesNoFiles() throws Exception {
        begin();
        peer.request(Peer.read("other"));
        await().until(() -> harness.requests.size() == 2);
        finish();
    }

    @Test
    void aForgedRequestForNothingEndsNoTransferOfItsClient() throws Exception {
        begin();
        peer.request(Peer.read("missing"));
        await().until(() -> !harness.refusals.isEmpty());
        peer.reply(new Ack(2), first);
        if (ports == ServerHarness.Ports.SINGLE) { // else the ERROR comes from another port than the transfer's
            assertThat(peer.receive(Data.class).block()).isBetween(2, 3);
        }
        finish();
    }

    @Test
    void aClientThatGoesOnToAnotherFileHasThat() throws Exception {
        begin();
        peer.request(Peer.read("other", "tsize", "0"));
        while (!(peer.receive() instanceof OptionAck)) {
            // A resend may come before it.
        }
        peer.reply(new Ack(0));
        InetSocketAddress second = peer.latestSender();
        TransferRecord record = harness.ended();
        assertThat(record.request().filename()).isEqualTo("file");
        assertThat(record.outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
        assertThat(record.outcome().message()).contains("something else");
        Packet packet = peer.receive();
        while (!peer.latestSender().equals(second)) {
            packet = peer.receive(); // of the first's, from before
        }
        assertThat(((Data) packet).payload().remaining()).isEqualTo(512);
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(88);
    }

    @Test
    void aClientThatGoesOnToAnotherFileWithoutOptionsHasThatAfterAMoment() throws Exception {
        assumeThat(ports).isEqualTo(ServerHarness.Ports.SINGLE);
        begin();
        peer.request(Peer.read("other"));
        Data data = peer.receive(Data.class);
        while (data.block() != 1) { // a resend of the first's
            data = peer.receive(Data.class);
        }
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(88);
    }

    // peer                      server
    //   | ---- RRQ --------------> |
    //   | <--- DATA 1 ------------ |  all of it
    //   | ---- ACK 1 ------------> |  to one socket
    //   | ---- RRQ --------------> |  to another, which may be looked at first
    //   | <--- DATA 1 ------------ |
    @Test
    void aSmallFileIsHadAsOftenAsItIsAskedForFromOnePort() throws Exception {
        for (int i = 0; i < 600; i++) {
            assertThat(peer.get("small")).isEqualTo(ServerHarness.bytes(5));
        }
    }
}
