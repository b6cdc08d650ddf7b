package io.tftp.core.testing;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A malicious or mad reader in virtual time: bursts of ACKs of any kind at any time, useful ones among them, and long silences.
 * Counts what it gets for them. One thread at a time.
 */
public final class AckStorm {

    private static final int BLOCK = 8;
    private static final int[] WINDOWS = {1, 1, 1, 2, 3, 4, 5, 8, 16, 33, 64};
    private static final int MOST_STEPS = 300;
    private static final int MOST_BURST = 40;
    private static final int WIRE_NUMBERS = 65_536;

    private final SplittableRandom random;
    private final VirtualClock clock;
    private final boolean stingy;
    private final TransferParameters agreed;
    private final SendTransfer machine;
    private final MachineDriver driver;
    private long data;
    private long highest;
    private long usefulAcks;
    private int largestWindow;
    private long dataOfBurst;
    private long epochAcked;
    private long epochTimeouts;
    private long againInEpoch;

    /**
     * Sets the stage.
     *
     * @param seed decides everything
     */
    public AckStorm(long seed) {
        random = new SplittableRandom(seed);
        clock = new VirtualClock(random.nextLong());
        stingy = random.nextInt(3) == 0;
        int window = WINDOWS[random.nextInt(WINDOWS.length)];
        Options asked = Options.of(
                "blksize", Integer.toString(BLOCK), "windowsize", Integer.toString(window), "rollover", bit());
        if (random.nextInt(4) == 0) {
            asked = asked.with("msftwindow", "31416");
        }
        Negotiation.Answer answer = Negotiation.answer(asked, Limits.DEFAULTS, OptionalLong.empty());
        agreed = answer.parameters();
        largestWindow = window;
        machine = new SendTransfer(
                Opening.optionAck(answer.granted(), agreed), RetryPolicy.DEFAULT, ByteBuffer::allocate);
        int blocks = random.nextInt(8) == 0 ? 70_000 : 1 + random.nextInt(600);
        driver = MachineDriver.sending(
                clock, machine, new MemorySource((long) blocks * BLOCK), Pace.INSTANT, random.split(), this::hear);
    }

    private String bit() {
        return random.nextBoolean() ? "1" : "0";
    }

    private void hear(ByteBuffer datagram) {
        if (PacketCodec.opcode(datagram) == Opcode.DATA.value()) {
            data++;
            dataOfBurst++;
            noteEpoch();
            long acked = machine.stats().blocks();
            int ahead = agreed.rollover().forwardDistance(acked, PacketCodec.block(datagram));
            require(ahead >= 1 && ahead <= largestWindow, "DATA outside of the window: " + ahead + " ahead");
            if (acked + ahead <= highest) {
                again(acked);
            }
            highest = Math.max(highest, acked + ahead);
        }
    }

    private void noteEpoch() {
        if (machine.stats().blocks() != epochAcked) {
            epochAcked = machine.stats().blocks();
            epochTimeouts = driver.timeouts();
            againInEpoch = 0;
        }
    }

    /**
     * From one useful ACK to the next a window is sent again once at most, however many ACKs come, and once more for each
     * timeout. A window that became larger may go on with what an earlier, smaller one had to leave, and a repair may come before
     * what an earlier one had to leave.
     */
    private void again(long acked) {
        againInEpoch++;
        long times = (agreed.variableWindow() ? 2 : 1) + 2 * (driver.timeouts() - epochTimeouts);
        require(
                againInEpoch <= times * largestWindow + largestWindow / 2,
                againInEpoch + " DATA again behind block " + acked);
    }

    /**
     * Plays it.
     *
     * @throws AssertionError if more DATA came than there were reasons for
     */
    public void run() {
        driver.start();
        say(0);
        for (int step = 0; step < MOST_STEPS && !machine.ended(); step++) {
            switch (random.nextInt(6)) {
                case 0 -> clock.pass(Duration.ofNanos(random.nextLong(1, 5_000_000)));
                case 1 -> clock.pass(Duration.ofMillis(random.nextInt(1, 3_000)));
                case 2 -> uselessBurst();
                default -> burst();
            }
        }
        check();
    }

    /** ACKs of every kind. A stingy reader acknowledges block by block, to be sent each window as often as it has blocks. */
    private void burst() {
        int length = 1 + random.nextInt(MOST_BURST);
        for (int i = 0; i < length && !machine.ended(); i++) {
            long acked = machine.stats().blocks();
            if (stingy) {
                clock.pass(Duration.ofNanos(random.nextLong(1_000_000)));
            }
            long mostUseful = stingy ? acked + 1 : highest;
            long block = random.nextInt(3) == 0 && highest > acked
                    ? random.nextLong(acked + 1, mostUseful + 1)
                    : useless(acked);
            say(agreed.rollover().toWire(block));
        }
    }

    /** However many ACKs come that acknowledge nothing new: they bring one window at most, and in lock-step nothing. */
    private void uselessBurst() {
        dataOfBurst = 0;
        int length = 1 + random.nextInt(MOST_BURST);
        for (int i = 0; i < length && !machine.ended(); i++) {
            say(agreed.rollover().toWire(useless(machine.stats().blocks())));
        }
        long most = largestWindow == 1 ? 0 : largestWindow;
        require(dataOfBurst <= most, dataOfBurst + " DATA for a burst of ACKs that acknowledged nothing");
    }

    /** An equal ACK, an old one, or one of the future. */
    private long useless(long acked) {
        return switch (random.nextInt(4)) {
            case 0 -> Math.max(0, acked - random.nextInt(200));
            case 1 -> Math.max(highest, acked) + 1 + random.nextInt(WIRE_NUMBERS / 4);
            default -> acked;
        };
    }

    private void say(int wireBlock) {
        long before = machine.stats().blocks();
        int nextWindow = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 8 : 255);
        if (agreed.variableWindow()) {
            largestWindow = Math.max(largestWindow, nextWindow);
        }
        driver.deliver(PacketCodec.encode(new Ack(wireBlock, nextWindow)));
        noteEpoch();
        if (machine.stats().blocks() > before) {
            usefulAcks++;
        }
    }

    private void check() {
        long again = data - highest;
        long timeouts = driver.timeouts();
        long acked = machine.stats().blocks();
        require(again == machine.stats().resends(), "resends are miscounted"); // the OACK was answered at once
        if (largestWindow == 1) {
            require(again <= timeouts, again + " DATA again in lock-step, for " + timeouts + " timeouts");
        }
        // A window for each timeout, and for each time that an ACK of one kind is allowed to.
        long reasons = 1 + usefulAcks + 2 * timeouts;
        require(again <= largestWindow * reasons, again + " DATA again for " + reasons + " reasons");
        if (!agreed.variableWindow()) {
            long mostByAcks = 4 * (largestWindow + acked);
            require(
                    again <= mostByAcks + largestWindow * timeouts,
                    again + " DATA again for " + acked + " blocks and " + timeouts + " timeouts");
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise + "; window " + largestWindow + ", " + agreed);
        }
    }
}
