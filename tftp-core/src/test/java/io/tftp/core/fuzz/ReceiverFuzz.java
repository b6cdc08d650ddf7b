package io.tftp.core.fuzz;

import io.tftp.core.testing.MachineDriver;
import io.tftp.core.testing.MemorySink;
import io.tftp.core.testing.Pace;
import io.tftp.core.testing.TestContent;
import io.tftp.core.testing.VirtualClock;
import io.tftp.core.testing.WireTap;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Whatever a peer says to a receiver, and whenever: it keeps its contract, stores blocks in their order and once, and ends. Each
 * block has the bytes that belong to its number: what TFTP can't tell, a receiver can't be blamed for.
 */
public final class ReceiverFuzz {

    private ReceiverFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param input the opening, and then what happens
     */
    public static void fuzzerTestOneInput(byte[] input) {
        Input bytes = new Input(input);
        Encounter encounter = new Encounter(bytes);
        ReceiveTransfer machine = new ReceiveTransfer(
                encounter.opening(true), RetryPolicy.DEFAULT, bytes.next() % 2 == 0, ByteBuffer::allocate);
        WireTap tap = new WireTap();
        VirtualClock clock = encounter.clock();
        MemorySink sink = new MemorySink();
        MachineDriver driver = MachineDriver.receiving(
                clock,
                machine,
                sink,
                Pace.INSTANT.withCommit(bytes.oneOf(0, 0, 1_000_000)),
                new SplittableRandom(1),
                datagram -> tap.acks(machine, datagram));
        driver.start();
        encounter.replaceData(data -> right(machine, data));
        while (bytes.hasMore() && !machine.ended()) {
            if (bytes.next() % 3 == 0) {
                int ahead = bytes.oneOf(1, 1, 1, 0, 2, 5, 64, -1, -3);
                int shorter = bytes.oneOf(0, 0, 0, 0, 1, 7, 600, -1);
                int length = Math.max(0, machine.parameters().blockSizeBytes() - shorter);
                int number = BlockNumber.toWire(Math.max(0, machine.stats().blocks() + ahead));
                driver.deliver(PacketCodec.encode(right(machine, new Data(number, ByteBuffer.allocate(length)))));
            } else {
                encounter.event(driver);
            }
        }
        encounter.silence(driver);
        boolean completed = machine.outcome().orElseThrow().kind() == Outcome.Kind.COMPLETED;
        Input.require(completed == sink.committed(), "reported " + machine.outcome() + ", but the file says otherwise");
        Input.require(!completed || sink.size() == machine.bytes(), "stored " + sink.size() + " bytes");
    }

    /** The same DATA with the bytes that belong there. */
    private static Data right(ReceiveTransfer machine, Data data) {
        long received = machine.stats().blocks();
        long block = received + (short) BlockNumber.forwardDistance(received, data.block());
        long position = Math.max(0, (block - 1) * machine.parameters().blockSizeBytes());
        return new Data(
                data.block(),
                ByteBuffer.wrap(TestContent.bytes(position, data.payload().remaining())));
    }
}
