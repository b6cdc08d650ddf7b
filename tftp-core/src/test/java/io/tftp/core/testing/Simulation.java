package io.tftp.core.testing;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.Proposal;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One transfer between a client's machine and a server's over a bad network, in virtual time.
 *
 * <p>{@link #run} plays it to its end and checks what must hold at every step; {@link Laws} has what must hold at the end.
 * One thread at a time.
 */
public final class Simulation {

    /** Beyond every schedule's end: a day of virtual time. */
    private static final long MOST_NANOS = 86_400_000_000_000L;

    private static final long MOST_STEPS = 20_000_000;

    private final Schedule schedule;
    private final VirtualClock clock;
    private final MemorySource source;
    private final MemorySink sink = new MemorySink();
    private final LossyLink there;
    private final LossyLink back;
    private final SplittableRandom clientRandom;
    private final SplittableRandom serverRandom;
    private final Request asked;
    private final MachineDriver client;
    private @Nullable MachineDriver server;
    private boolean serverDead;
    private boolean optionsGarbled;
    private final WireTap tap;
    private long steps;
    private long decidedNanos = -1;
    private long endedNanos;

    /**
     * Sets the stage.
     *
     * @param schedule what is to be played
     */
    public Simulation(Schedule schedule) {
        this.schedule = schedule;
        this.clock = new VirtualClock(schedule.clockStart());
        this.source = new MemorySource(schedule.sizeBytes());
        SplittableRandom random = new SplittableRandom(~schedule.seed());
        this.there = new LossyLink(clock, schedule.there(), random.nextLong(), this::arriveAtServer);
        this.back = new LossyLink(clock, schedule.back(), random.nextLong(), this::arriveAtClient);
        this.clientRandom = random.split();
        this.serverRandom = random.split();
        this.tap = new WireTap();
        this.asked = request();
        this.client = driver(Opening.request(asked), schedule.upload(), schedule.clientPace(), clientRandom, there);
    }

    private Request request() {
        Proposal proposal = new Proposal(
                OptionalInt.of(schedule.blockSizeBytes()),
                OptionalInt.of(schedule.windowSize()),
                schedule.timeoutSeconds() == 0 ? OptionalInt.empty() : OptionalInt.of(schedule.timeoutSeconds()),
                schedule.transferSize());
        if (schedule.upload()) {
            Options options = proposal.toOptions(OptionalLong.of(schedule.sizeBytes()));
            return new WriteRequest("file", TransferMode.OCTET, schedule.options() ? options : Options.none());
        }
        return new ReadRequest(
                "file", TransferMode.OCTET, schedule.options() ? proposal.toReadOptions() : Options.none());
    }

    private MachineDriver driver(Opening opening, boolean sends, Pace pace, SplittableRandom random, LossyLink link) {
        if (sends) {
            SendTransfer machine = new SendTransfer(opening, schedule.policy(), ByteBuffer::allocate);
            return MachineDriver.sending(clock, machine, source, pace, random, datagram -> {
                tap.data(machine, datagram);
                link.send(datagram);
            });
        }
        ReceiveTransfer machine = new ReceiveTransfer(opening, schedule.policy(), true, ByteBuffer::allocate);
        return MachineDriver.receiving(clock, machine, sink, pace, random, datagram -> {
            tap.acks(machine, datagram);
            link.send(datagram);
        });
    }

    private void arriveAtClient(ByteBuffer datagram) {
        client.deliver(datagram);
    }

    private void arriveAtServer(ByteBuffer datagram) {
        if (serverDead) {
            return;
        }
        if (server != null) {
            server.deliver(datagram); // a repeated request too: it belongs to the transfer that it began
            return;
        }
        try {
            Packet packet = PacketCodec.decode(datagram);
            if (packet instanceof Request request) {
                optionsGarbled = !request.options().equals(asked.options());
                MachineDriver begun = answer(request);
                server = begun;
                begun.start();
            }
        } catch (MalformedPacketException e) {
            // A server is silent about what is no request.
        }
    }

    private MachineDriver answer(Request request) {
        Options heard = schedule.deaf() ? Options.none() : request.options();
        Limits limits = Limits.DEFAULTS
                .withMaxWindowSize(TransferParameters.MAX_WINDOW_SIZE)
                .withMaxWindowBytes(Limits.MAX_WINDOW_BYTES);
        boolean write = request instanceof WriteRequest;
        Negotiation.Answer answer = write
                ? Negotiation.answerWrite(heard, limits)
                : Negotiation.answer(heard, limits, OptionalLong.of(schedule.sizeBytes()));
        Opening opening = answer.optionAckNeeded()
                ? Opening.optionAck(answer.granted(), answer.parameters())
                : write ? Opening.ackZero() : Opening.none();
        return driver(opening, !write, schedule.serverPace(), serverRandom, back);
    }

    /**
     * Plays it to its end.
     *
     * @throws AssertionError if something happened that must not; the message has the schedule
     */
    public void run() {
        try {
            plan();
            client.start();
            while (clock.step()) {
                steps++;
                if (!ended(client) || !ended(server)) {
                    endedNanos = clock.elapsedNanos();
                }
                if (decidedNanos < 0 && decided()) {
                    decidedNanos = clock.elapsedNanos();
                }
                if (clock.elapsedNanos() > MOST_NANOS || steps > MOST_STEPS) {
                    throw new AssertionError("it doesn't end");
                }
            }
            Laws.check(this);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "-Dtftp.seed=" + schedule.seed() + ": " + e.getMessage() + "\n" + schedule + "\n" + report(), e);
        }
    }

    private void plan() {
        if (schedule.cutForNanos() > 0) {
            clock.after(schedule.cutNanos(), () -> cut(true));
            clock.after(schedule.cutNanos() + schedule.cutForNanos(), () -> cut(false));
        }
        if (schedule.clientDiesNanos() != Long.MAX_VALUE) {
            clock.after(schedule.clientDiesNanos(), client::kill);
        }
        if (schedule.serverDiesNanos() != Long.MAX_VALUE) {
            clock.after(schedule.serverDiesNanos(), () -> {
                serverDead = true;
                if (server != null) {
                    server.kill();
                }
            });
        }
    }

    private void cut(boolean down) {
        there.cut(down);
        back.cut(down);
    }

    private static boolean ended(@Nullable MachineDriver driver) {
        return driver == null || driver.dead() || driver.machine().ended();
    }

    private boolean decided() {
        return client.machine().decided() && server != null && server.machine().decided();
    }

    /** What happened, for a message. */
    String report() {
        return "sender " + describe(sender()) + "\nreceiver " + describe(receiver()) + "\nDATA " + tap.dataSent()
                + ", ACK " + tap.acksSent() + ", mishaps there " + there.mishaps() + ", back " + back.mishaps()
                + ", steps " + steps + ", ms " + clock.elapsedNanos() / 1_000_000;
    }

    private static String describe(@Nullable MachineDriver driver) {
        if (driver == null) {
            return "never lived";
        }
        Transfer machine = driver.machine();
        return (driver.dead() ? "dead, " : "")
                + machine.outcome().map(Outcome::toString).orElse("undecided") + " " + machine.stats() + " "
                + driver.timeouts() + " timeouts";
    }

    /** The schedule. */
    Schedule schedule() {
        return schedule;
    }

    /** What went over the wire. */
    WireTap tap() {
        return tap;
    }

    /** What was received. */
    MemorySink sink() {
        return sink;
    }

    /** The sender's driver; null if the server never heard of it. */
    @Nullable
    MachineDriver sender() {
        return schedule.upload() ? client : server;
    }

    /** The receiver's driver; null if the server never heard of it. */
    @Nullable
    MachineDriver receiver() {
        return schedule.upload() ? server : client;
    }

    /** How long it took, until the last machine let go. */
    long nanos() {
        return endedNanos;
    }

    /** Whether the receiver opens with, or answers the opening by, ACK 0. */
    boolean acknowledgesTheOpening() {
        boolean optionAck = schedule.options() && !schedule.deaf();
        return schedule.upload() != optionAck;
    }

    /** Whether the server was asked for other options than the client asked for. */
    boolean optionsGarbled() {
        return optionsGarbled;
    }

    /** How many datagrams came garbled. */
    long garbled() {
        return there.garbled() + back.garbled();
    }

    /** All that went wrong on the way. */
    long mishaps() {
        return there.mishaps() + back.mishaps();
    }

    /**
     * How many datagrams vanished.
     *
     * @return in both directions
     */
    public long lost() {
        return there.lost() + back.lost();
    }

    /**
     * How often a machine's timer ran out.
     *
     * @return of both machines together
     */
    public long timeouts() {
        return timeouts(sender()) + timeouts(receiver());
    }

    static long timeouts(@Nullable MachineDriver driver) {
        return driver == null ? 0 : driver.timeouts();
    }

    /**
     * When both sides had their outcome.
     *
     * @return nanoseconds from the start; less than 0 if one never had
     */
    public long decidedNanos() {
        return decidedNanos;
    }

    /**
     * How many packets of one kind were sent.
     *
     * @param opcode DATA or ACK
     * @return by the machine that sends them
     */
    public long sent(Opcode opcode) {
        return opcode == Opcode.DATA ? tap.dataSent() : tap.acksSent();
    }
}
