package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.ContentChangedException;
import io.tftp.core.content.StreamSource;
import io.tftp.core.testing.Loopback;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "single port: {0}")
@ValueSource(booleans = {false, true})
class TransferSessionTest {

    @Parameter
    boolean singlePort;

    private LoopbackTransfers transfers;
    private final LoopbackTransfers.Ending clientEnd = new LoopbackTransfers.Ending();

    @BeforeEach
    void open() throws IOException {
        transfers = new LoopbackTransfers(singlePort);
    }

    @AfterEach
    void close() {
        transfers.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("loopback-test"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 512, 1",
        "1, 512, 1",
        "512, 512, 1",
        "100000, 512, 1",
        "1000000, 1428, 16",
        "3000000, 65464, 64",
        "100000, 8, 64"
    })
    void contentIsReadWhole(int size, int blockSize, int windowSize) throws Exception {
        byte[] content = content(size);
        MemorySink sink = MemorySink.plain();

        transfers.serving(new BufferSource(ByteBuffer.wrap(content)));
        transfers.get(read(options(blockSize, windowSize)), sink, clientEnd);

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(content);
        assertThat(sink.isCommitted()).isTrue();
        assertThat(clientEnd.agreed().blockSizeBytes()).isEqualTo(blockSize);
        assertThat(clientEnd.agreed().windowSize()).isEqualTo(windowSize);
    }

    @ParameterizedTest
    @CsvSource({"0, 512, 1", "512, 512, 1", "100000, 512, 1", "1000000, 1428, 16", "100000, 8, 64"})
    void contentIsWrittenWhole(int size, int blockSize, int windowSize) throws Exception {
        byte[] content = content(size);
        MemorySink sink = MemorySink.plain();

        transfers.storing(sink);
        transfers.put(write(options(blockSize, windowSize)), new BufferSource(ByteBuffer.wrap(content)), clientEnd);

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(content);
    }

    @Test
    void contentThatMayBlockIsReadAndWrittenElsewhere() throws Exception {
        byte[] content = content(300_000);
        MemorySink sink = new MemorySink(true, Integer.MAX_VALUE);

        transfers.serving(new StreamSource(new ByteArrayInputStream(content), OptionalLong.empty()));
        transfers.get(read(options(1024, 8)), sink, clientEnd);

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aSinkThatFailsEndsTheTransferOnBothSidesUncommitted(boolean mayBlock) throws Exception {
        MemorySink sink = new MemorySink(mayBlock, 5000);

        transfers.serving(new BufferSource(ByteBuffer.wrap(content(100_000))));
        transfers.get(read(options(1024, 4)), sink, clientEnd);

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(clientEnd.cause()).hasMessage("broken on purpose");
        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.PEER_ERROR);
        assertThat(sink.closed().await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.isCommitted()).isFalse();
    }

    @Test
    void aSourceThatFailsEndsTheTransferOnBothSides() throws Exception {
        MemorySink sink = MemorySink.plain();
        transfers.serving(new BrokenSource());
        transfers.get(read(options(512, 1)), sink, clientEnd);

        Outcome outcome = clientEnd.await();

        assertThat(outcome.kind()).isEqualTo(Kind.PEER_ERROR);
        assertThat(outcome.message()).as("no inner matters").isEqualTo("input or output error");
        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(sink.isCommitted()).isFalse();
    }

    /** Confirming may take long: it reads a whole file once more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastBlockWaitsUntilTheContentIsConfirmedElsewhere(boolean mayBlock) throws Exception {
        UnsureSource source = new UnsureSource(content(1200), mayBlock, Optional.empty());
        MemorySink sink = MemorySink.plain();
        transfers.serving(source);
        transfers.get(read(options(512, 1)), sink, clientEnd);

        source.asked.await();
        CountDownLatch running = new CountDownLatch(1);
        transfers.loop.execute(running::countDown);
        try {
            assertThat(running.await(5, TimeUnit.SECONDS))
                    .as("the loop goes on")
                    .isTrue();
            assertThat(sink.isCommitted()).isFalse();
        } finally {
            source.answer.countDown();
        }

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(sink.bytes()).isEqualTo(source.content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contentThatIsNotConfirmedNeverEndsWell(boolean mayBlock) throws Exception {
        UnsureSource source =
                new UnsureSource(content(1024), mayBlock, Optional.of(new ContentChangedException("it changed")));
        source.answer.countDown();
        MemorySink sink = MemorySink.plain();
        transfers.serving(source);
        transfers.get(read(options(512, 1)), sink, clientEnd);

        Outcome outcome = clientEnd.await();

        assertThat(outcome.kind()).isEqualTo(Kind.PEER_ERROR);
        assertThat(outcome.message()).isEqualTo("it changed");
        assertThat(sink.bytes()).as("all but the last block that has content").hasSize(512);
        assertThat(sink.isCommitted()).isFalse();
        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.ABORTED);
    }

    /** Has to look once more whether it is what it was. */
    private static final class UnsureSource implements BlockSource {
        private final byte[] content;
        private final BufferSource source;
        private final boolean mayBlock;
        private final Optional<ContentChangedException> change;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        UnsureSource(byte[] content, boolean mayBlock, Optional<ContentChangedException> change) {
            this.content = content;
            this.source = new BufferSource(ByteBuffer.wrap(content));
            this.mayBlock = mayBlock;
            this.change = change;
        }

        @Override
        public int read(ByteBuffer target) {
            return source.read(target);
        }

        @Override
        public OptionalLong size() {
            return source.size();
        }

        @Override
        public boolean mayBlock() {
            return mayBlock;
        }

        @Override
        public boolean isConfirmed() {
            return false;
        }

        @Override
        public void confirm() throws IOException {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            if (change.isPresent()) {
                throw change.get();
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void cancellingTellsThePeerAndDiscards() throws Exception {
        MemorySink sink = MemorySink.plain();
        try (PipedOutputStream neverWritten = new PipedOutputStream();
                PipedInputStream neverRead = new PipedInputStream(neverWritten)) {
            transfers.serving(new StreamSource(neverRead, OptionalLong.empty()));
            TransferSession session = transfers.get(read(options(512, 1)), sink, clientEnd);
            session.cancel(ErrorCode.NOT_DEFINED, "cancelled by the test");

            assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
            assertThat(sink.closed().await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(sink.isCommitted()).isFalse();
        }
    }

    @Test
    void aReceiverThatOnlyLingersCanBeDismissed() throws Exception {
        PipedOutputStream written = new PipedOutputStream();
        PipedInputStream content = new PipedInputStream(written);
        transfers.serving(new StreamSource(content, OptionalLong.empty()));
        TransferSession session = transfers.get(
                new ReadRequest("name", TransferMode.OCTET, Options.of("timeout", "255")),
                MemorySink.plain(),
                clientEnd);
        session.dismiss(); // too early: nothing happens
        CountDownLatch dismissed = new CountDownLatch(1);
        transfers.loop.execute(dismissed::countDown);
        dismissed.await();
        try (written) {
            written.write(content(1_000));
        }

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(clientEnd.release()).isNotDone();
        session.dismiss();
        assertThat(clientEnd.release()).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void aSourceThatBlocksForEverHoldsUpNoEnd() throws Exception {
        try (PipedOutputStream neverWritten = new PipedOutputStream();
                PipedInputStream neverRead = new PipedInputStream(neverWritten)) {
            transfers.storing(MemorySink.plain());
            TransferSession session =
                    transfers.put(write(Options.none()), new StreamSource(neverRead, OptionalLong.empty()), clientEnd);
            session.cancel(ErrorCode.NOT_DEFINED, "cancelled by the test");

            assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
        }
    }

    @Test
    void aSilentServerIsGivenUpInBoundedTime() throws Exception {
        try (DatagramChannel silent = Loopback.channel()) {
            MemorySink sink = MemorySink.plain();
            TransferSession.receiving(
                            transfers.sessions,
                            transfers.pool,
                            LoopbackTransfers.clientPort((InetSocketAddress) silent.getLocalAddress()),
                            Opening.request(read(Options.none())),
                            LoopbackTransfers.PATIENT_BRIEFLY,
                            true,
                            sink,
                            clientEnd)
                    .start();

            assertThat(clientEnd.await().kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(clientEnd.stats().resends()).isEqualTo(LoopbackTransfers.PATIENT_BRIEFLY.retries());
            assertThat(sink.isCommitted()).isFalse();
        }
    }

    @Test
    void theTraceShowsEveryPacketOfBothDirections() throws Exception {
        List<String> trace = new ArrayList<>();
        LoopbackTransfers.Ending end = new LoopbackTransfers.Ending();
        transfers.serving(new BufferSource(ByteBuffer.wrap(content(600))));

        transfers.get(read(options(512, 1)), MemorySink.plain(), new TracingListener(end, trace));

        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(trace).containsExactly("> RRQ", "< OACK", "> ACK 0", "< DATA 1", "> ACK 1", "< DATA 2", "> ACK 2");
    }

    /** Writes down the packets, and passes the end on. */
    private record TracingListener(LoopbackTransfers.Ending end, List<String> trace) implements TransferListener {

        @Override
        public boolean tracesPackets() {
            return true;
        }

        @Override
        public void packetSent(Packet packet) {
            trace.add("> " + name(packet));
        }

        @Override
        public void packetReceived(Packet packet) {
            trace.add("< " + name(packet));
        }

        private static String name(Packet packet) {
            if (packet instanceof Ack ack) {
                return "ACK " + ack.block();
            }
            if (packet instanceof Data data) {
                return "DATA " + data.block();
            }
            return packet instanceof OptionAck ? "OACK" : "RRQ";
        }

        @Override
        public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
            end.ended(outcome, stats, cause);
        }
    }

    /** Breaks on the second block. */
    private static final class BrokenSource implements BlockSource {
        private boolean second;

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (second) {
                throw new IOException("/srv/secret: broken on purpose");
            }
            second = true;
            int length = target.remaining();
            target.position(target.limit());
            return length;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {}
    }

    private static ReadRequest read(Options options) {
        return new ReadRequest("file", TransferMode.OCTET, options);
    }

    private static WriteRequest write(Options options) {
        return new WriteRequest("file", TransferMode.OCTET, options);
    }

    private static Options options(int blockSize, int windowSize) {
        return Options.of("blksize", String.valueOf(blockSize), "windowsize", String.valueOf(windowSize));
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
