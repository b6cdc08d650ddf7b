package io.tftp.core.testing;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.Outcome.Kind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must be true of every {@link Simulation} at its end. Static and pure. */
final class Laws {

    /** How many windows a mishap or a timeout can cause to be sent again; 2 is the most in 100,000 schedules. */
    private static final long WINDOWS_FOR_A_REASON = 3;

    /** How many ACKs a mishap or a timeout can cause; 3 is the most in 100,000 schedules. */
    private static final long ACKS_FOR_A_REASON = 4;

    /** What the sender grants, in windows to begin with, and in blocks for each block acknowledged. */
    private static final long CREDIT = 4;

    private static final long SECOND = 1_000_000_000L;

    /** Patience, lingering and a long cut. */
    private static final long LEAST_BOUND = 400 * SECOND;

    private Laws() {}

    static void check(Simulation simulation) {
        Optional<Kind> sent = kind(simulation.sender());
        Optional<Kind> received = kind(simulation.receiver());
        ending(simulation.sender());
        ending(simulation.receiver());
        agreement(simulation);
        content(simulation, sent, received);
        economy(simulation);
        time(simulation);
    }

    private static Optional<Kind> kind(@Nullable MachineDriver driver) {
        return driver == null ? Optional.empty() : driver.machine().outcome().map(Outcome::kind);
    }

    /** Nobody who lives is left without an outcome. */
    private static void ending(@Nullable MachineDriver driver) {
        if (driver != null && !driver.dead()) {
            require(driver.machine().ended(), "a machine never ended");
        }
    }

    /** What is asked for is granted, unless the request came garbled; and nobody goes by more than was asked for. */
    private static void agreement(Simulation simulation) {
        MachineDriver sender = simulation.sender();
        if (sender == null || !sender.machine().heard()) {
            return;
        }
        TransferParameters agreed = sender.machine().parameters();
        Schedule schedule = simulation.schedule();
        require(
                simulation.optionsGarbled()
                        || (agreed.windowSize() == schedule.effectiveWindowSize()
                                && agreed.blockSizeBytes() == schedule.effectiveBlockSizeBytes()),
                "other parameters than those that were asked for: " + agreed);
    }

    /** The sender's parameters, as far as it got. */
    private static TransferParameters parameters(Simulation simulation) {
        MachineDriver sender = simulation.sender();
        return sender == null ? TransferParameters.RFC_1350 : sender.machine().parameters();
    }

    /** How many blocks the content makes: RFC 1350's last block is short, and may be empty. */
    private static long blocks(Simulation simulation) {
        return simulation.schedule().sizeBytes() / parameters(simulation).blockSizeBytes() + 1;
    }

    /** Never a wrong file reported good. */
    private static void content(Simulation simulation, Optional<Kind> sent, Optional<Kind> received) {
        boolean whole = simulation.sink().size() == simulation.schedule().sizeBytes();
        boolean committed = simulation.sink().committed();
        require(!committed || whole, "a part was committed for the whole");
        require(!sent.equals(Optional.of(Kind.COMPLETED)) || committed, "the sender's file wasn't stored");
        require(!received.equals(Optional.of(Kind.COMPLETED)) || committed, "the receiver's file wasn't stored");
        if (sent.equals(Optional.of(Kind.UNCONFIRMED))) {
            require(simulation.tap().highestBlock() == blocks(simulation), "unconfirmed before everything was sent");
            boolean other = received.isEmpty()
                    || received.get() != Kind.COMPLETED
                    || simulation.receiver().dead();
            require(committed || other, "the receiver has neither the file nor an error");
        }
        if (received.equals(Optional.of(Kind.COMPLETED)) && sent.isPresent()) {
            boolean heard = simulation.sender().machine().heard();
            // Of a window's last ACK the sender can't know whether it was the window that was lost, or the ACK.
            boolean inDoubt =
                    sent.get() == Kind.TIMED_OUT && parameters(simulation).windowSize() > 1;
            // An ACK that came as an ERROR: nobody can tell it from one that was sent.
            boolean deceived = sent.get() == Kind.PEER_ERROR && simulation.garbled() > 0;
            require(
                    sent.get() == Kind.COMPLETED || sent.get() == Kind.UNCONFIRMED || !heard || deceived || inDoubt,
                    "the file was stored, and its sender says " + sent.get());
        }
    }

    /**
     * What was sent was sent for a reason. The reasons are mishaps on the way and timeouts; a timeout is often the trace of a
     * mishap, but may also be a wait that was too short for the network or for a slow driver.
     */
    private static void economy(Simulation simulation) {
        Schedule schedule = simulation.schedule();
        long window = parameters(simulation).windowSize();
        long blocks = blocks(simulation);
        long reasons = simulation.mishaps() + simulation.timeouts();
        long again = simulation.tap().dataSent() - blocks;
        long windows = (blocks + window - 1) / window;
        long acks = simulation.tap().acksSent() - windows;
        if (window == 1) {
            require(
                    again <= Simulation.timeouts(simulation.sender()),
                    "lock-step DATA was sent again without a timeout");
        }
        long most = Math.min(window, blocks);
        require(again <= WINDOWS_FOR_A_REASON * most * reasons, again + " DATA too many for " + reasons + " reasons");
        require(acks <= 1 + ACKS_FOR_A_REASON * reasons, acks + " ACKs too many for " + reasons + " reasons");
        require(
                again <= most * (CREDIT + Simulation.timeouts(simulation.sender())) + CREDIT * blocks,
                again + " DATA too many, whatever the reasons");
        if (reasons == 0 && schedule.peaceful()) {
            long ackZero = simulation.acknowledgesTheOpening() ? 1 : 0;
            require(again == 0, "not one DATA for each block");
            require(acks == ackZero, "not one ACK for each window");
        }
    }

    /** No wait is longer than the longest timeout, and none is without a reason. */
    private static void time(Simulation simulation) {
        Schedule schedule = simulation.schedule();
        long negotiated = Math.max(timeoutNanos(simulation.sender()), timeoutNanos(simulation.receiver()));
        long ceiling = Math.max(schedule.policy().maxTimeout().toNanos(), negotiated);
        long reasons = simulation.mishaps() + simulation.timeouts();
        long bound = LEAST_BOUND + (1 + reasons) * ceiling + (2 + blocks(simulation)) * schedule.mostNanosForBlock();
        require(simulation.nanos() <= bound, "it took too long: more than " + bound / SECOND + " s");
    }

    private static long timeoutNanos(@Nullable MachineDriver driver) {
        return driver == null
                ? 0
                : driver.machine().parameters().timeout().map(Duration::toNanos).orElse(0L);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
