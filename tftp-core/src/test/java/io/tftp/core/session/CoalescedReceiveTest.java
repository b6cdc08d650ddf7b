package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tftp.core.testing.Loopback;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver makes of datagrams that the kernel hands over in one piece: a server that sends them so. */
class CoalescedReceiveTest {

    private static final int BLOCK = 512;

    private final LoopbackTransfers.Ending end = new LoopbackTransfers.Ending();
    private final MemorySink sink = MemorySink.plain();
    private LoopbackTransfers transfers;
    private DatagramChannel server;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Loopback.cuts(), "the kernel hands over nothing in one piece here, or it is turned off");
        transfers = new LoopbackTransfers();
        server = Loopback.channel();
    }

    @AfterEach
    void close() throws IOException {
        if (transfers != null) {
            transfers.close();
            server.close();
        }
    }

    /** The client has the OACK, and its ACK 0 came: from here on it takes coalesced datagrams. */
    private void begin() throws IOException {
        ReadRequest request = new ReadRequest("file", TransferMode.OCTET, Options.of("windowsize", "8"));
        TransferSession.receiving(
                        transfers.sessions,
                        transfers.pool,
                        LoopbackTransfers.clientPort((InetSocketAddress) server.getLocalAddress()),
                        Opening.request(request),
                        LoopbackTransfers.PATIENT,
                        true,
                        sink,
                        end)
                .start();
        ByteBuffer datagram = ByteBuffer.allocate(1024);
        server.connect(server.receive(datagram));
        server.write(encode(new OptionAck(Options.of("windowsize", "8"))));
        server.read(datagram.clear());
    }

    private static ByteBuffer encode(Packet packet) {
        return PacketCodec.encode(packet);
    }

    /** A DATA packet whose bytes are its block's number. */
    private static ByteBuffer data(int block, int length) {
        ByteBuffer datagram = ByteBuffer.allocate(PacketCodec.DATA_HEADER_BYTES + length);
        PacketCodec.putDataHeader(datagram, 0, block);
        for (int i = PacketCodec.DATA_HEADER_BYTES; i < datagram.capacity(); i++) {
            datagram.put(i, (byte) block);
        }
        return datagram;
    }

    private static ByteBuffer[] copies(int length, int count) {
        ByteBuffer[] datagrams = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            datagrams[i] = data(1, length);
        }
        return datagrams;
    }

    private static byte[] ones(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 1);
        return content;
    }

    private static ByteBuffer joined(ByteBuffer... datagrams) {
        ByteBuffer all = ByteBuffer.allocate(65_000);
        for (ByteBuffer each : datagrams) {
            all.put(each);
        }
        return all.flip();
    }

    /** Sends it again and again, as a sender without an answer does. */
    private void sendUntilTheEnd(ByteBuffer... datagrams) throws Exception {
        try {
            while (!end.decided()) {
                for (ByteBuffer each : datagrams) {
                    server.write(each.rewind());
                }
                Thread.sleep(10);
            }
        } catch (PortUnreachableException e) {
            // It has ended, and its port is closed.
        }
    }

    /** Sends datagrams in one piece: all as long as the first, but the last may be shorter. */
    private void sendCoalesced(ByteBuffer... datagrams) throws IOException {
        Loopback.cut(server, datagrams[0].capacity());
        server.write(joined(datagrams));
        Loopback.cut(server, 0);
    }

    @ParameterizedTest
    @CsvSource({"300, 2", "508, 2", "511, 4"})
    void aLastBlockThatComesTwiceIsOneBlock(int length, int copies) throws Exception {
        begin();

        sendCoalesced(copies(length, copies));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(ones(length));
    }

    //  client                       server
    //    | <--- DATA 1, DATA 1 ------- |   in one piece, which may be a single, longer DATA 1
    //    | <--- DATA 1 --------------- |   nothing was acknowledged
    @ParameterizedTest
    @CsvSource({"100, 2", "100, 3", "254, 2", "0, 2", "8, 8"})
    void copiesThatMayBeOneLongerBlockAreDroppedUntilTheBlockComesAlone(int length, int copies) throws Exception {
        begin();

        sendCoalesced(copies(length, copies));
        sendUntilTheEnd(data(1, length));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(ones(length));
    }

    @ParameterizedTest
    @CsvSource({"100, 2", "100, 3", "254, 2", "0, 2", "8, 8"})
    void aBlockThatMayBeCopiesOfAShorterOneIsReceivedWhole(int length, int copies) throws Exception {
        begin();
        ByteBuffer block = joined(copies(length, copies));
        byte[] content = new byte[block.remaining() - PacketCodec.DATA_HEADER_BYTES];
        block.get(PacketCodec.DATA_HEADER_BYTES, content);

        sendUntilTheEnd(block, data(2, 0)); // the second is needed only if the first is a full one

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(content);
    }

    // The kernel has coalesced them before it is told to do so no more.
    @Test
    void piecesThatWaitWhileCoalescingIsTurnedOffAreStillSeveralDatagrams() throws Exception {
        begin();
        CompletableFuture<Void> paused = new CompletableFuture<>();
        transfers.loop.execute(paused::join);
        for (int i = 0; i < 3; i++) {
            sendCoalesced(copies(100, 2));
        }
        paused.complete(null);
        sendUntilTheEnd(data(1, 100));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(ones(100));
    }

    @Test
    void aRunEndsInAShortBlock() throws Exception {
        begin();

        sendCoalesced(data(1, BLOCK), data(2, BLOCK), data(3, 7));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).hasSize(2 * BLOCK + 7);
    }

    @Test
    void aRunThatComesTwiceCountsOnce() throws Exception {
        begin();

        sendCoalesced(data(1, BLOCK), data(1, BLOCK), data(2, BLOCK), data(2, BLOCK), data(3, 7));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).hasSize(2 * BLOCK + 7);
    }

    @Test
    void anErrorBehindBlocksEndsTheTransfer() throws Exception {
        begin();

        sendCoalesced(data(1, BLOCK), encode(ErrorPacket.of(ErrorCode.NOT_DEFINED, "enough")));

        assertThat(end.await().message()).isEqualTo("enough");
    }

    @Test
    void aBlockLongerThanAgreedIsRefused() throws Exception {
        begin();

        sendUntilTheEnd(data(1, BLOCK + 1));

        assertThat(end.await().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
    }
}
