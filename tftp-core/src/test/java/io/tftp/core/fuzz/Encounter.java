package io.tftp.core.fuzz;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.Proposal;
import io.tftp.core.testing.MachineDriver;
import io.tftp.core.testing.VirtualClock;
import io.tftp.core.transfer.Opening;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What a fuzzer's bytes make happen to a machine: packets of all kinds, time, silence, and news from the network. */
final class Encounter {

    /** Far beyond the patience of any machine, with the longest timeout that can be negotiated. */
    private static final Duration SILENCE = Duration.ofHours(3);

    private static final int MOST_DATAGRAM_BYTES = 80;

    private final Input bytes;
    private final VirtualClock clock;
    private final int blockSizeBytes;
    private final int windowSize;
    private final int timeoutSeconds;
    private final boolean sizeTold;
    private final int openingKind;
    private UnaryOperator<Data> dataFilter = data -> data;

    Encounter(Input bytes) {
        this.bytes = bytes;
        this.clock = new VirtualClock(bytes.oneOf(0, 1) == 0 ? 0 : Long.MAX_VALUE - 1_000_000_000L);
        this.openingKind = bytes.next() % 4;
        this.blockSizeBytes = bytes.oneOf(8, 9, 64, 512, 1_428);
        this.windowSize = bytes.oneOf(1, 2, 4, 16, 64);
        this.timeoutSeconds = bytes.oneOf(0, 0, 1, 255);
        this.sizeTold = bytes.next() % 2 == 0;
    }

    VirtualClock clock() {
        return clock;
    }

    /** What is done to each DATA before it arrives. */
    void replaceData(UnaryOperator<Data> filter) {
        dataFilter = filter;
    }

    Opening opening(boolean receives) {
        Proposal proposal = new Proposal(
                OptionalInt.of(blockSizeBytes),
                OptionalInt.of(windowSize),
                timeoutSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(timeoutSeconds),
                sizeTold);
        Options asked = receives ? proposal.toReadOptions() : proposal.toOptions(OptionalLong.of(bytes.nextShort()));
        return switch (openingKind) {
            case 0 -> request(receives, asked);
            case 1 -> request(receives, Options.none());
            case 2 -> {
                Negotiation.Answer answer = Negotiation.answerWrite(asked, Limits.DEFAULTS);
                yield Opening.optionAck(answer.granted(), answer.parameters());
            }
            default -> receives ? Opening.ackZero() : Opening.none();
        };
    }

    private static Opening request(boolean receives, Options asked) {
        return Opening.request(
                receives
                        ? new ReadRequest("file", TransferMode.OCTET, asked)
                        : new WriteRequest("file", TransferMode.OCTET, asked));
    }

    static ByteBuffer ack(long block) {
        return PacketCodec.encode(new Ack(BlockNumber.toWire(block)));
    }

    /** Something happens. */
    void event(MachineDriver driver) {
        switch (bytes.next() % 8) {
            case 0 -> deliver(driver, bytes.next(bytes.next() % MOST_DATAGRAM_BYTES));
            case 1 -> driver.deliver(ack(bytes.nextShort()));
            case 2 -> clock.pass(Duration.ofMillis(bytes.next()));
            case 3 -> clock.step();
            case 4 ->
                driver.deliver(PacketCodec.encode(new OptionAck(Options.of(
                        "blksize", "" + blockSizeBytes, "windowsize", "" + (1 + bytes.next() % windowSize)))));
            case 5 -> driver.mutate(machine -> machine.handleTimeout(clock.nanoTime()));
            case 6 -> rarely(driver);
            default -> clock.pass(Duration.ofNanos(bytes.nextShort()));
        }
    }

    /** What ends nearly every transfer would end nearly every encounter. */
    private void rarely(MachineDriver driver) {
        switch (bytes.next()) {
            case 0 -> driver.mutate(machine -> machine.handleUnreachable(clock.nanoTime()));
            case 1 -> driver.mutate(machine -> machine.abort(ErrorCode.NOT_DEFINED, "given up"));
            case 2 -> driver.mutate(machine -> machine.abandon("gone on"));
            default -> driver.deliver(ack(0));
        }
    }

    private void deliver(MachineDriver driver, byte[] datagram) {
        try {
            Packet packet = PacketCodec.decode(ByteBuffer.wrap(datagram));
            driver.deliver(
                    packet instanceof Data data
                            ? PacketCodec.encode(dataFilter.apply(data))
                            : ByteBuffer.wrap(datagram));
        } catch (MalformedPacketException e) {
            driver.deliver(ByteBuffer.wrap(datagram)); // the driver drops it, as a session does
        }
    }

    /** The peer says nothing more: the machine has to end. */
    void silence(MachineDriver driver) {
        clock.pass(SILENCE);
        Input.require(driver.machine().ended(), "the machine never ends");
    }
}
