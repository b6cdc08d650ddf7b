package io.tftp.core.fuzz;

import io.tftp.core.testing.MachineDriver;
import io.tftp.core.testing.MemorySource;
import io.tftp.core.testing.Pace;
import io.tftp.core.testing.VirtualClock;
import io.tftp.core.testing.WireTap;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Whatever a peer says to a sender, and whenever: it keeps its contract, sends within its window, and ends. */
public final class SenderFuzz {

    private SenderFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param input the opening, the size, and then what happens
     */
    public static void fuzzerTestOneInput(byte[] input) {
        Input bytes = new Input(input);
        Encounter encounter = new Encounter(bytes);
        long sizeBytes = bytes.nextShort();
        SendTransfer machine = new SendTransfer(encounter.opening(false), RetryPolicy.DEFAULT, ByteBuffer::allocate);
        WireTap tap = new WireTap();
        VirtualClock clock = encounter.clock();
        MachineDriver driver = MachineDriver.sending(
                clock,
                machine,
                new MemorySource(sizeBytes),
                Pace.INSTANT.withRead(bytes.oneOf(0, 0, 1_000_000)),
                new SplittableRandom(1),
                datagram -> tap.data(machine, datagram));
        driver.start();
        while (bytes.hasMore() && !machine.ended()) {
            if (bytes.next() % 3 == 0) {
                driver.deliver(Encounter.ack(machine.stats().blocks() + bytes.next() % 70));
            } else {
                encounter.event(driver);
            }
        }
        encounter.silence(driver);
        boolean completed = machine.outcome().orElseThrow().kind() == Outcome.Kind.COMPLETED;
        long blocks = sizeBytes / machine.parameters().blockSizeBytes() + 1;
        Input.require(!completed || tap.highestBlock() == blocks, "completed before everything was sent");
        Input.require(machine.stats().blocks() <= blocks, "more was acknowledged than there is");
    }
}
