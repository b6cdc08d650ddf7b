package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Pieces of which the kernel knows the datagrams, and their reader doesn't: whatever a file holds, it is right or says that it
 * can't know. {@code -Dtftp.cases=N} tries as many pieces as wanted, {@code -Dtftp.seed=N} one alone.
 */
class CoalescedDatagramsTest {

    private static final long CASES = Long.getLong("tftp.cases", 100_000);

    private final CoalescedDatagrams reader = new CoalescedDatagrams();

    @Test
    void nothingIsReadInAnotherWayThanItWasSent() {
        Long only = Long.getLong("tftp.seed");
        LongAdder split = new LongAdder();
        LongAdder whole = new LongAdder();
        LongAdder uncertain = new LongAdder();
        LongStream seeds = only == null ? LongStream.range(0, CASES) : LongStream.of(only);
        seeds.parallel().forEach(seed -> {
            CoalescedPiece piece = CoalescedPiece.of(seed);
            int length = new CoalescedDatagrams().segmentBytes(piece.bytes(), piece.fullBytes());
            if (length == CoalescedDatagrams.UNCERTAIN) {
                uncertain.increment();
            } else {
                assertThat(length).as(() -> "-Dtftp.seed=" + seed + " " + piece).isEqualTo(piece.segmentBytes());
                (length < piece.bytes().remaining() ? split : whole).increment();
            }
        });
        if (only == null) { // it tries what it is meant to
            assertThat(split.sum()).isGreaterThan(CASES / 10);
            assertThat(whole.sum()).isGreaterThan(CASES / 10);
            assertThat(uncertain.sum()).isGreaterThan(CASES / 10);
        }
    }

    @Test
    void commonContentIsNeverInDoubt() {
        for (long seed = 0; seed < 20_000; seed++) {
            CoalescedPiece piece = CoalescedPiece.common(seed);
            assertThat(reader.segmentBytes(piece.bytes(), piece.fullBytes()))
                    .as(piece.toString())
                    .isEqualTo(piece.segmentBytes());
        }
    }

    private static ByteBuffer data(int block, int payloadBytes) {
        ByteBuffer datagram = ByteBuffer.allocate(PacketCodec.DATA_HEADER_BYTES + payloadBytes);
        PacketCodec.putDataHeader(datagram, 0, block);
        return datagram;
    }

    private static ByteBuffer joined(ByteBuffer... datagrams) {
        ByteBuffer all = ByteBuffer.allocate(65_535);
        for (ByteBuffer each : datagrams) {
            all.put(each.duplicate());
        }
        return all.flip();
    }

    private static ByteBuffer error(String message) {
        return PacketCodec.encode((Packet) ErrorPacket.of(ErrorCode.NOT_DEFINED, message));
    }

    private int read(int blockSize, ByteBuffer... datagrams) {
        return reader.segmentBytes(joined(datagrams), PacketCodec.DATA_HEADER_BYTES + blockSize);
    }

    // A block that reads X 00 03 00 01 X is the same bytes as block 1 with the content X, twice.
    @Test
    void aBlockThatMayBeTwoShorterOnesIsInDoubt() {
        assertThat(read(512, data(1, 100), data(1, 100))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(204, data(1, 100), data(1, 100))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(512, data(1, 0), data(1, 0))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(512, data(1, 8), data(1, 8), data(1, 8), data(1, 8), data(1, 8), data(1, 8), data(1, 8)))
                .isEqualTo(CoalescedDatagrams.UNCERTAIN);
    }

    @Test
    void copiesThatAreLongerThanABlockTogetherAreCopies() {
        assertThat(read(512, data(1, 300), data(1, 300))).isEqualTo(304);
        assertThat(read(512, data(1, 511), data(1, 511), data(1, 511))).isEqualTo(515);
    }

    @Test
    void aRunThatMayBeCopiesIsInDoubt() {
        // Two blocks of 12 bytes, or three of 8: the second's header is in the middle of both.
        ByteBuffer run = joined(data(1, 8), data(2, 8));
        run.putInt(8, run.getInt(0)).putInt(16, run.getInt(0)).putInt(12, run.getInt(12));

        assertThat(reader.segmentBytes(run, 12)).isEqualTo(CoalescedDatagrams.UNCERTAIN);
    }

    @Test
    void anErrorBehindAShortBlockIsInDoubtAndBehindAFullOneIsNot() {
        assertThat(read(512, data(1, 100), error("enough"))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(512, data(1, 512), error("enough"))).isEqualTo(516);
        assertThat(read(512, data(1, 512), data(2, 512), error(""))).isEqualTo(516);
    }

    @Test
    void anErrorWithoutItsLastNulBehindTheLastBlockIsInDoubt() {
        ByteBuffer error = error("no end");
        ByteBuffer bare = error("");
        assertThat(read(512, data(1, 100), error.limit(error.limit() - 1))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(512, data(1, 100), bare.limit(bare.limit() - 1))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
    }

    @Test
    void anOptionAckBehindAShortBlockIsInDoubt() {
        ByteBuffer optionAck = PacketCodec.encode((Packet) new OptionAck(Options.of("tsize", "", "blksize", "512")));

        assertThat(read(512, data(1, 100), optionAck)).isEqualTo(CoalescedDatagrams.UNCERTAIN);
    }

    @Test
    void whatIsNoRunAndNoCopiesIsInDoubt() {
        assertThat(read(512, data(1, 513))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
        assertThat(read(512, data(1, 512), ByteBuffer.allocate(3))).isEqualTo(CoalescedDatagrams.UNCERTAIN);
    }

    @Test
    void whereTheFirstPacketIsNoDataItsLengthDoesNotMatter() {
        assertThat(read(512, error("one"), error("two"))).isEqualTo(16);
        assertThat(read(512, ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(read(512, data(1, 0).limit(3))).isEqualTo(3);
    }

    @Test
    void theBufferStaysAsItIs() {
        ByteBuffer received = joined(data(1, 8), data(1, 300), data(1, 300), data(1, 8));
        ByteBuffer middle = received.position(12).limit(12 + 2 * 304);

        assertThat(reader.segmentBytes(middle, 516)).isEqualTo(304);
        assertThat(middle.position()).isEqualTo(12);
        assertThat(middle.limit()).isEqualTo(12 + 2 * 304);
    }
}
