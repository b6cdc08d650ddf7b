package io.tftp.core.testing;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A read over a network that loses, doubles and delays, with the options that tftp-hpa and Windows have of their own: rollover,
 * blksize2, utimeout and, where the reader is a {@link ChoosyReader}, msftwindow. One thread at a time.
 */
public final class ProgramOptionsSimulation {

    private static final int[] WINDOWS = {1, 2, 4, 4, 16, 64};
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000_000;

    /** How many windows a mishap, or a wait in vain, can cause to be sent again. */
    private static final long WINDOWS_FOR_A_REASON = 3;

    private final SplittableRandom random;
    private final VirtualClock clock;
    private final boolean choosy;
    private final double chance;
    private final long delayNanos;
    private final long blocks;
    private final Negotiation.Answer answer;
    private final MemorySink sink = new MemorySink();
    private final MachineDriver server;
    private final Consumer<ByteBuffer> client;
    private final ChoosyReader reader;
    private long highest;
    private long data;
    private long mishaps;

    /**
     * Sets the stage.
     *
     * @param seed decides everything else
     * @param wholeBlocks the length of the content, in blocks
     * @param choosy whether the reader chooses the windows
     */
    public ProgramOptionsSimulation(long seed, long wholeBlocks, boolean choosy) {
        this.random = new SplittableRandom(seed);
        this.choosy = choosy;
        this.clock = new VirtualClock(random.nextLong());
        this.chance = random.nextInt(5) == 0 ? 0 : 0.06 * random.nextDouble() / (1 + wholeBlocks / 5_000);
        this.delayNanos = random.nextBoolean() ? 50 * MICROS : 5 * MILLIS;
        int window = WINDOWS[random.nextInt(WINDOWS.length)];
        Options asked = Options.of("windowsize", Integer.toString(window))
                .with("rollover", random.nextBoolean() ? "1" : "0")
                .with("blksize2", random.nextBoolean() ? "8" : "31");
        asked = random.nextBoolean()
                ? asked.with("utimeout", Integer.toString(random.nextInt(10_000, 900_000)))
                : asked;
        asked = choosy ? asked.with("msftwindow", "31416") : asked;
        this.answer = Negotiation.answer(asked, Limits.DEFAULTS, OptionalLong.empty());
        int blockSize = answer.parameters().blockSizeBytes();
        this.blocks = wholeBlocks + 1;
        SendTransfer sender = new SendTransfer(
                Opening.optionAck(answer.granted(), answer.parameters()), RetryPolicy.DEFAULT, ByteBuffer::allocate);
        this.server = MachineDriver.sending(
                clock,
                sender,
                new MemorySource(wholeBlocks * blockSize + random.nextInt(blockSize)),
                Pace.INSTANT,
                random.split(),
                datagram -> serverSays(sender, datagram));
        this.reader = new ChoosyReader(
                clock, random.split(), answer.parameters().rollover(), blockSize, window, sink, this::clientSays);
        this.client = choosy ? this::readerHears : machine(asked)::deliver;
    }

    /** Our own machine reads; it has asked already. */
    private MachineDriver machine(Options asked) {
        ReadRequest request = new ReadRequest("file", TransferMode.OCTET, asked);
        ReceiveTransfer machine =
                new ReceiveTransfer(Opening.request(request), RetryPolicy.DEFAULT, true, ByteBuffer::allocate);
        MachineDriver driver =
                MachineDriver.receiving(clock, machine, sink, Pace.INSTANT, random.split(), this::clientSays);
        driver.start();
        return driver;
    }

    private void readerHears(ByteBuffer datagram) {
        int opcode = PacketCodec.opcode(datagram);
        if (opcode == Opcode.OPTION_ACK.value()) {
            reader.handleOptionAck();
        } else if (opcode == Opcode.DATA.value()) {
            reader.handleData(datagram);
        }
    }

    private void serverSays(SendTransfer sender, ByteBuffer datagram) {
        if (PacketCodec.opcode(datagram) == Opcode.DATA.value()) {
            data++;
            long acked = sender.stats().blocks();
            int ahead = answer.parameters().rollover().forwardDistance(acked, PacketCodec.block(datagram));
            require(ahead >= 1 && ahead <= largestWindow(), "DATA outside of the window: " + ahead + " ahead");
            highest = Math.max(highest, acked + ahead);
        }
        carry(datagram, client);
    }

    private int largestWindow() {
        return choosy ? reader.largestWindow() : answer.parameters().windowSize();
    }

    private void clientSays(ByteBuffer datagram) {
        if (PacketCodec.opcode(datagram) == Opcode.ACK.value()) { // the request came before this began
            carry(datagram, server::deliver);
        }
    }

    private void carry(ByteBuffer datagram, Consumer<ByteBuffer> receiver) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        if (random.nextDouble() < chance) {
            mishaps++;
        } else {
            clock.after(delayNanos, () -> receiver.accept(ByteBuffer.wrap(bytes)));
        }
        if (random.nextDouble() < chance) {
            mishaps++;
            clock.after(delayNanos + random.nextLong(4 * delayNanos), () -> receiver.accept(ByteBuffer.wrap(bytes)));
        }
    }

    /**
     * Plays it to its end.
     *
     * @throws AssertionError if something happened that must not
     */
    public void run() {
        server.start();
        while (clock.step()) {
            require(clock.elapsedNanos() < 3_600_000 * MILLIS, "it doesn't end");
        }
        Outcome.Kind sent = server.machine().outcome().orElseThrow().kind();
        require(sink.committed(), "the content didn't come: " + sent);
        require(sent == Outcome.Kind.COMPLETED || sent == Outcome.Kind.UNCONFIRMED, "it ended " + sent);
        require(highest == blocks, highest + " blocks were sent, and not " + blocks);
        long reasons = mishaps + server.timeouts();
        long again = data - blocks;
        require(
                again <= WINDOWS_FOR_A_REASON * largestWindow() * reasons,
                again + " DATA too many for " + reasons + " reasons");
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise + "; " + answer.granted() + ", " + data + " DATA, largest window "
                    + largestWindow() + ", " + mishaps + " mishaps, " + server.timeouts() + " timeouts");
        }
    }
}
