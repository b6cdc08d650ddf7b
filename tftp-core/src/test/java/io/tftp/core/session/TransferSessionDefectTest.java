package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
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

/** Whatever content and listeners throw, be it an Error, a transfer ends, is told so, and closes its content. */
@ParameterizedClass(name = "single port: {0}")
@ValueSource(booleans = {false, true})
class TransferSessionDefectTest {

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
    }

    /** Throws an Error where it is told to. */
    private static final class BrokenContent implements BlockSource, BlockSink {
        private final boolean mayBlock;
        private final String breaksOn;
        private final CountDownLatch closed = new CountDownLatch(1);

        BrokenContent(boolean mayBlock, String breaksOn) {
            this.mayBlock = mayBlock;
            this.breaksOn = breaksOn;
        }

        private void breakOn(String call) {
            if (call.equals(breaksOn)) {
                throw new StackOverflowError("on purpose");
            }
        }

        @Override
        public int read(ByteBuffer target) {
            breakOn("read");
            return 0;
        }

        @Override
        public void write(ByteBuffer block) {
            breakOn("write");
            block.position(block.limit());
        }

        @Override
        public void commit() {
            breakOn("commit");
        }

        @Override
        public void close() {
            closed.countDown();
            breakOn("close");
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public boolean mayBlock() {
            return mayBlock;
        }

        void awaitClosed() throws InterruptedException {
            assertThat(closed.await(5, TimeUnit.SECONDS))
                    .as("content is closed")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aSourceThatThrowsAnErrorEndsTheTransfer(boolean mayBlock) throws Exception {
        BrokenContent source = new BrokenContent(mayBlock, "read");
        transfers.serving(source).get(read(), MemorySink.plain(), clientEnd);

        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(transfers.serverEnd.cause()).isInstanceOf(StackOverflowError.class);
        assertThat(clientEnd.await().message()).isEqualTo("internal error");
        source.awaitClosed();
    }

    @ParameterizedTest
    @CsvSource({"true, write", "false, write", "true, commit", "false, commit"})
    void aSinkThatThrowsAnErrorEndsTheTransfer(boolean mayBlock, String breaksOn) throws Exception {
        BrokenContent sink = new BrokenContent(mayBlock, breaksOn);
        transfers.serving(new BufferSource(ByteBuffer.allocate(600))).get(read(), sink, clientEnd);

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(clientEnd.cause()).isInstanceOf(StackOverflowError.class);
        sink.awaitClosed();
    }

    @Test
    void contentThatThrowsAnErrorWhenItIsClosedHoldsUpNoEnd() throws Exception {
        BrokenContent source = new BrokenContent(false, "close");
        transfers.serving(source).get(read(), MemorySink.plain(), clientEnd);

        assertThat(transfers.serverEnd.await().kind()).isEqualTo(Kind.COMPLETED);
    }

    /** Throws whenever it is shown a packet, or only for DATA, which may go out in answer to no packet at all. */
    private record BrokenListener(LoopbackTransfers.Ending end, boolean onlyOnData) implements TransferListener {

        @Override
        public boolean tracesPackets() {
            return true;
        }

        @Override
        public void packetSent(Packet packet) {
            if (!onlyOnData || packet instanceof Data) {
                throw new StackOverflowError("on purpose");
            }
        }

        @Override
        public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
            end.ended(outcome, stats, cause);
        }
    }

    @Test
    void aListenerThatAlwaysThrowsStillSeesTheEnd() throws Exception {
        MemorySink sink = MemorySink.plain();
        transfers
                .serving(new BufferSource(ByteBuffer.allocate(600)))
                .get(read(), sink, new BrokenListener(clientEnd, false));

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(sink.closed().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aListenerThatThrowsWhenContentComesBackFromElsewhereStillSeesTheEnd() throws Exception {
        BrokenContent source = new BrokenContent(true, "nothing");
        transfers
                .storing(MemorySink.plain())
                .put(
                        new WriteRequest("file", TransferMode.OCTET, Options.none()),
                        source,
                        new BrokenListener(clientEnd, true));

        assertThat(clientEnd.await().kind()).isEqualTo(Kind.ABORTED);
        source.awaitClosed();
    }

    private static ReadRequest read() {
        return new ReadRequest("file", TransferMode.OCTET, Options.none());
    }
}
