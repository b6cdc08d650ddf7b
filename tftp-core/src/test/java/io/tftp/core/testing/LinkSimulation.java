package io.tftp.core.testing;

import io.tftp.core.impairment.Bottleneck;
import io.tftp.core.impairment.Impairments;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.Proposal;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transfers over one narrow line, in virtual time: how long they take, and how much is sent for it. Either end may be a program
 * as most are ({@link PlainSender}, {@link PlainReceiver}). One thread at a time.
 */
public final class LinkSimulation {

    /** What carries a datagram: Ethernet, IPv4 and UDP. */
    private static final int HEADER_BYTES = 42;

    private static final long MOST_NANOS = 3_600_000_000_000L;
    private static final long START_APART_NANOS = 1_700_000;

    private final Plan plan;
    private final VirtualClock clock = new VirtualClock(0);
    private final SplittableRandom random;
    private final Bottleneck there;
    private final Bottleneck back;
    private final List<One> transfers = new ArrayList<>();

    /**
     * What is to be played.
     *
     * @param link the line
     * @param blockSizeBytes the block size agreed on
     * @param windowSize the window agreed on
     * @param sizeBytes of each file
     * @param transfers how many at once
     * @param plainSender whether the sender is a program as most are
     * @param plainReceiver whether the receiver is one
     */
    public record Plan(
            Impairments link,
            int blockSizeBytes,
            int windowSize,
            long sizeBytes,
            int transfers,
            boolean plainSender,
            boolean plainReceiver) {

        /**
         * One transfer of ours, with the defaults.
         *
         * @param link the line
         * @param sizeBytes of the file
         * @return the plan
         */
        public static Plan ours(Impairments link, long sizeBytes) {
            return new Plan(link, 1428, 64, sizeBytes, 1, false, false);
        }

        /**
         * The same with other ends.
         *
         * @param sender whether the sender is plain
         * @param receiver whether the receiver is
         * @return the changed plan
         */
        public Plan plain(boolean sender, boolean receiver) {
            return new Plan(link, blockSizeBytes, windowSize, sizeBytes, transfers, sender, receiver);
        }

        /**
         * The same with so many transfers.
         *
         * @param count how many at once
         * @return the changed plan
         */
        public Plan times(int count) {
            return new Plan(link, blockSizeBytes, windowSize, sizeBytes, count, plainSender, plainReceiver);
        }

        /**
         * The same with another window.
         *
         * @param newBlockSize bytes
         * @param newWindow blocks
         * @return the changed plan
         */
        public Plan with(int newBlockSize, int newWindow) {
            return new Plan(link, newBlockSize, newWindow, sizeBytes, transfers, plainSender, plainReceiver);
        }

        long blocks() {
            return sizeBytes / blockSizeBytes + 1;
        }

        /**
         * How many windows carry the content, and the opening.
         *
         * @return 3 at least
         */
        public long windows() {
            return blocks() / windowSize + 3;
        }

        /**
         * How long the line is busy with the content, and three round trips.
         *
         * @return seconds
         */
        public double lineSeconds() {
            return lineNanos() / 1e9;
        }

        double lineNanos() {
            double bytes = sizeBytes + (double) blocks() * (PacketCodec.DATA_HEADER_BYTES + HEADER_BYTES);
            double busy = link.bytesPerSecond() == 0 ? 0 : bytes * 1e9 / link.bytesPerSecond();
            return busy * transfers + 6.0 * link.delayNanos();
        }
    }

    /**
     * How it went.
     *
     * @param seconds until the last transfer was done
     * @param timesLine that, by the time that the line is busy with the content and three round trips
     * @param sentByNeeded DATA sent for each block
     * @param dropped datagrams, in both directions
     * @param slowestByFastest of the transfers' times
     */
    public record Result(double seconds, double timesLine, double sentByNeeded, long dropped, double slowestByFastest) {
        @Override
        public String toString() {
            return String.format(
                    "%8.3f s %6.2fx line, %5.3f sent, %4d dropped, %4.2f apart",
                    seconds, timesLine, sentByNeeded, dropped, slowestByFastest);
        }
    }

    /**
     * Sets the stage.
     *
     * @param plan what is to be played
     * @param seed what chance begins with
     */
    public LinkSimulation(Plan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.there = new Bottleneck(plan.link(), clock.nanoTime());
        this.back = new Bottleneck(plan.link(), clock.nanoTime());
    }

    /**
     * Plays it to its end.
     *
     * @return how it went
     * @throws AssertionError if a transfer failed, or it doesn't end
     */
    public Result run() {
        for (int i = 0; i < plan.transfers(); i++) {
            One one = new One();
            transfers.add(one);
            clock.after(i * START_APART_NANOS, one::begin);
        }
        while (transfers.stream().anyMatch(one -> !one.done) && clock.step()) {
            transfers.forEach(One::look);
            if (clock.elapsedNanos() > MOST_NANOS) {
                throw new AssertionError("it doesn't end: " + plan);
            }
        }
        double last =
                transfers.stream().mapToDouble(one -> one.endedNanos).max().orElse(0);
        double slowest = transfers.stream().mapToDouble(One::nanos).max().orElse(0);
        double fastest = transfers.stream().mapToDouble(One::nanos).min().orElse(1);
        long sent = transfers.stream().mapToLong(one -> one.sent).sum();
        return new Result(
                last / 1e9,
                last / plan.lineNanos(),
                (double) sent / (plan.blocks() * plan.transfers()),
                transfers.stream().mapToLong(One::dropped).sum(),
                slowest / fastest);
    }

    private LossyLink link(Bottleneck narrowest, Consumer<ByteBuffer> receiver) {
        return new LossyLink(clock, plan.link(), narrowest, HEADER_BYTES, random.nextLong(), receiver);
    }

    /**
     * A line that loses nothing but for want of room.
     *
     * @param kilobits a second; 0 for any amount
     * @param queue how many datagrams wait for it at most; 0 for any number
     * @param roundTripMicros there and back
     * @return the line
     */
    public static Impairments line(long kilobits, int queue, long roundTripMicros) {
        return Impairments.NONE.withRate(kilobits * 125).withQueue(queue).withDelay(roundTripMicros * 500, 0);
    }

    /** One transfer: the client reads, the server's DATA goes back. */
    private final class One {

        private final MemorySink sink = new MemorySink();
        private final LossyLink toServer = link(there, this::atServer);
        private final LossyLink toClient = link(back, this::atClient);
        private @Nullable MachineDriver sender;
        private @Nullable PlainSender plainSender;
        private @Nullable MachineDriver receiver;
        private @Nullable PlainReceiver plainReceiver;
        private boolean granted;
        private boolean done;
        private long startedNanos;
        private long endedNanos;
        private long sent;

        void begin() {
            startedNanos = clock.elapsedNanos();
            Proposal proposal = new Proposal(
                    OptionalInt.of(plan.blockSizeBytes()),
                    OptionalInt.of(plan.windowSize()),
                    OptionalInt.of((int) RetryPolicy.DEFAULT.timeout().toSeconds()), // as our client asks
                    true);
            ReadRequest request = new ReadRequest("file", TransferMode.OCTET, proposal.toReadOptions());
            if (plan.plainReceiver()) {
                plainReceiver = new PlainReceiver(clock, plan.blockSizeBytes(), plan.windowSize(), this::ack);
                ack(PacketCodec.encode((Packet) request));
            } else {
                ReceiveTransfer machine =
                        new ReceiveTransfer(Opening.request(request), RetryPolicy.DEFAULT, true, ByteBuffer::allocate);
                receiver = MachineDriver.receiving(clock, machine, sink, Pace.INSTANT, random.split(), this::ack);
                receiver.start();
            }
        }

        private void ack(ByteBuffer datagram) {
            toServer.send(datagram);
        }

        private void data(ByteBuffer datagram) {
            if (PacketCodec.opcode(datagram) == Opcode.DATA.value()) {
                sent++;
            }
            toClient.send(datagram);
        }

        private void atServer(ByteBuffer datagram) {
            if (!granted) {
                granted = true;
                grant(datagram);
            } else if (plainSender != null) {
                plainSender.deliver(datagram);
            } else if (sender != null) {
                sender.deliver(datagram);
            }
        }

        private void grant(ByteBuffer datagram) {
            Negotiation.Answer answer;
            try {
                ReadRequest request = (ReadRequest) PacketCodec.decode(datagram);
                Limits limits = Limits.DEFAULTS
                        .withMaxWindowSize(TransferParameters.MAX_WINDOW_SIZE)
                        .withMaxWindowBytes(Limits.MAX_WINDOW_BYTES);
                answer = Negotiation.answer(request.options(), limits, OptionalLong.of(plan.sizeBytes()));
            } catch (MalformedPacketException e) {
                throw new AssertionError(e);
            }
            Opening opening = Opening.optionAck(answer.granted(), answer.parameters());
            if (plan.plainSender()) {
                plainSender =
                        new PlainSender(clock, plan.blockSizeBytes(), plan.windowSize(), plan.sizeBytes(), this::data);
                data(PacketCodec.encode(new OptionAck(answer.granted())));
            } else {
                SendTransfer machine = new SendTransfer(opening, RetryPolicy.DEFAULT, ByteBuffer::allocate);
                sender = MachineDriver.sending(
                        clock, machine, new MemorySource(plan.sizeBytes()), Pace.INSTANT, random.split(), this::data);
                sender.start();
            }
        }

        private void atClient(ByteBuffer datagram) {
            if (plainReceiver != null) {
                plainReceiver.deliver(datagram);
            } else if (receiver != null) {
                receiver.deliver(datagram);
            }
        }

        void look() {
            if (receiver != null) {
                receiver.machine().outcome().ifPresent(this::check);
            }
            if (!done && (plainReceiver != null ? plainReceiver.done() : sink.committed())) {
                done = true;
                endedNanos = clock.elapsedNanos();
            }
        }

        private void check(Outcome outcome) {
            if (!outcome.succeeded()) {
                throw new AssertionError(outcome + ": " + plan);
            }
        }

        long dropped() {
            return toServer.lost() + toClient.lost();
        }

        double nanos() {
            return (double) endedNanos - startedNanos;
        }
    }
}
