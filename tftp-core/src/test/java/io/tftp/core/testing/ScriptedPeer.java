package io.tftp.core.testing;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A peer that plays a script with one machine: what it says reaches the machine at once, what the machine says is kept until
 * it is asked for, and time passes only when the script says so.
 *
 * <p>Packets are written as people speak of them: {@code ACK 3}, {@code DATA 3} (a whole block), {@code DATA 3:5} (one of 5
 * bytes), {@code DATA 1..4} (four whole blocks), {@code OACK blksize=8 windowsize=4}, {@code ERROR 0 text},
 * {@code RRQ file}. Blocks are of {@link TestContent}, and are compared with it. One thread at a time.
 */
public final class ScriptedPeer {

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 1);
    private final List<String> heard = new ArrayList<>();
    private final MemorySink sink = new MemorySink();
    private final int blockSizeBytes;
    private final MachineDriver driver;

    private ScriptedPeer(SendTransfer machine, int blockSizeBytes, long sizeBytes, Pace pace) {
        this.blockSizeBytes = blockSizeBytes;
        this.driver = MachineDriver.sending(
                clock, machine, new MemorySource(sizeBytes), pace, new SplittableRandom(0), this::hear);
    }

    private ScriptedPeer(ReceiveTransfer machine, int blockSizeBytes, Pace pace) {
        this.blockSizeBytes = blockSizeBytes;
        this.driver = MachineDriver.receiving(clock, machine, sink, pace, new SplittableRandom(0), this::hear);
    }

    /**
     * A peer of a sender.
     *
     * @param machine a machine not started yet
     * @param blockSizeBytes the block size that both will agree on
     * @param sizeBytes the length of the content
     * @param pace how fast the machine's driver is
     * @return the peer
     */
    public static ScriptedPeer of(SendTransfer machine, int blockSizeBytes, long sizeBytes, Pace pace) {
        return new ScriptedPeer(machine, blockSizeBytes, sizeBytes, pace);
    }

    /**
     * A peer of a receiver.
     *
     * @param machine a machine not started yet
     * @param blockSizeBytes the block size that both will agree on
     * @param pace how fast the machine's driver is
     * @return the peer
     */
    public static ScriptedPeer of(ReceiveTransfer machine, int blockSizeBytes, Pace pace) {
        return new ScriptedPeer(machine, blockSizeBytes, pace);
    }

    /**
     * The machine starts.
     *
     * @return this
     */
    public ScriptedPeer start() {
        driver.start();
        return this;
    }

    /**
     * The machine has said exactly this since it was asked last.
     *
     * @param packets in this order; none for silence
     * @return this
     */
    public ScriptedPeer gets(String... packets) {
        List<String> expected = new ArrayList<>();
        for (String packet : packets) {
            expected.addAll(expand(packet));
        }
        if (!heard.equals(expected)) {
            throw new AssertionError("expected " + expected + ", but the machine said " + heard);
        }
        heard.clear();
        return this;
    }

    /**
     * Says something to the machine.
     *
     * @param packets in this order
     * @return this
     */
    public ScriptedPeer says(String... packets) {
        for (String packet : packets) {
            for (String each : expand(packet)) {
                driver.deliver(PacketCodec.encode(parse(each)));
            }
        }
        return this;
    }

    /**
     * Lets time pass.
     *
     * @param millis how much
     * @return this
     */
    public ScriptedPeer waits(long millis) {
        clock.pass(Duration.ofMillis(millis));
        return this;
    }

    /**
     * Does something else to the machine.
     *
     * @param mutation a call of one of its methods
     * @return this
     */
    public ScriptedPeer does(Consumer<Transfer> mutation) {
        driver.mutate(mutation);
        return this;
    }

    /**
     * The clock's time.
     *
     * @return nanoseconds
     */
    public long now() {
        return clock.nanoTime();
    }

    /**
     * How the machine ended.
     *
     * @return the outcome
     * @throws AssertionError if it is open
     */
    public Outcome outcome() {
        return driver.machine().outcome().orElseThrow(() -> new AssertionError("there is no outcome yet"));
    }

    /**
     * Whether the machine is over.
     *
     * @return see {@link Transfer#ended}
     */
    public boolean ended() {
        return driver.machine().ended();
    }

    /**
     * What the machine did.
     *
     * @return see {@link Transfer#stats}
     */
    public TransferStats stats() {
        return driver.machine().stats();
    }

    /**
     * What a receiver stored.
     *
     * @return empty for a sender
     */
    public MemorySink sink() {
        return sink;
    }

    private void hear(ByteBuffer datagram) {
        try {
            heard.add(describe(PacketCodec.decode(datagram.duplicate())));
        } catch (MalformedPacketException e) {
            throw new AssertionError("the machine says nonsense", e);
        }
    }

    private String describe(Packet packet) {
        if (packet instanceof Data data) {
            return describe(data);
        } else if (packet instanceof Ack ack) {
            return "ACK " + ack.block();
        } else if (packet instanceof ErrorPacket error) {
            return "ERROR " + error.code().value() + " " + error.message();
        } else if (packet instanceof OptionAck answer) {
            return "OACK" + describe(answer.options());
        }
        Request request = (Request) packet;
        return (packet.opcode().value() == 1 ? "RRQ " : "WRQ ") + request.filename() + describe(request.options());
    }

    private String describe(Data data) {
        int length = data.payload().remaining();
        ByteBuffer expected = ByteBuffer.wrap(TestContent.bytes(position(data.block()), length));
        if (!data.payload().equals(expected)) {
            throw new AssertionError("DATA " + data.block() + " has other content");
        }
        return "DATA " + data.block() + (length == blockSizeBytes ? "" : ":" + length);
    }

    private static String describe(Options options) {
        StringBuilder text = new StringBuilder();
        options.entries()
                .forEach(option ->
                        text.append(' ').append(option.name()).append('=').append(option.value()));
        return text.toString();
    }

    /** {@code DATA 1..3} is {@code DATA 1}, {@code DATA 2} and {@code DATA 3}. */
    private static List<String> expand(String packet) {
        int dots = packet.indexOf("..");
        if (dots < 0) {
            return List.of(packet);
        }
        int blank = packet.indexOf(' ');
        int first = Integer.parseInt(packet.substring(blank + 1, dots));
        int last = Integer.parseInt(packet.substring(dots + 2));
        List<String> packets = new ArrayList<>();
        for (int block = first; block <= last; block++) {
            packets.add(packet.substring(0, blank + 1) + block);
        }
        return packets;
    }

    private Packet parse(String packet) {
        String[] words = packet.split(" ", 3);
        return switch (words[0]) {
            case "ACK" -> new Ack(Integer.parseInt(words[1]));
            case "DATA" -> parseData(words[1]);
            case "ERROR" -> new ErrorPacket(new ErrorCode(Integer.parseInt(words[1])), words[2]);
            case "OACK" -> new OptionAck(parseOptions(packet));
            default -> throw new IllegalArgumentException(packet);
        };
    }

    private Data parseData(String word) {
        int colon = word.indexOf(':');
        int block = Integer.parseInt(colon < 0 ? word : word.substring(0, colon));
        int length = colon < 0 ? blockSizeBytes : Integer.parseInt(word.substring(colon + 1));
        return new Data(block, ByteBuffer.wrap(TestContent.bytes(position(block), length)));
    }

    private static Options parseOptions(String packet) {
        Options options = Options.none();
        String[] words = packet.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            options = options.with(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return options;
    }

    private long position(int block) {
        return (block - 1L) * blockSizeBytes;
    }
}
