package io.tftp.core.testing;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.Rollover;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script's client in conversation: it knows what was agreed on, and which content belongs into which block. One thread at a
 * time.
 */
final class ScriptTalk {

    private static final int PADDED_BYTES = 29;

    /** Of what came before, while nothing new should come. */
    private static final int MOST_REPEATS = 5;

    private final ClientStage stage;
    private final boolean patient;
    private final Deque<ByteBuffer> heardEarly = new ArrayDeque<>();
    private final Set<ByteBuffer> heard = new HashSet<>();
    private ScriptContent content = new ScriptContent("", false);
    private @Nullable Request latestRequest;
    private boolean uploading;
    private int blockSizeBytes = TransferParameters.DEFAULT_BLOCK_SIZE_BYTES;
    private Rollover rollover = Rollover.TO_ZERO;
    private long latestBlock;

    /**
     * Creates it.
     *
     * @param stage where
     * @param patient whether what came before may come again at any time, since the server's clock runs by itself
     */
    ScriptTalk(ClientStage stage, boolean patient) {
        this.stage = stage;
        this.patient = patient;
    }

    void say(Packet packet, boolean padded) throws IOException {
        nothingLeft();
        if (packet instanceof Request request && !packet.equals(latestRequest)) {
            latestRequest = request;
            content = new ScriptContent(request.filename(), request.mode() == TransferMode.NETASCII);
            uploading = packet instanceof WriteRequest;
            blockSizeBytes = TransferParameters.DEFAULT_BLOCK_SIZE_BYTES;
            rollover = Rollover.TO_ZERO;
            latestBlock = 0;
            heard.clear();
        }
        ByteBuffer datagram = PacketCodec.encode(packet);
        if (padded) {
            ByteBuffer longer = ByteBuffer.allocate(PADDED_BYTES).put(datagram);
            while (longer.hasRemaining()) {
                longer.put((byte) (1 + longer.position()));
            }
            datagram = longer.flip();
        }
        stage.say(datagram, packet instanceof Request);
    }

    /** The bytes of a block by its number on the wire: of the last block spoken of, or of one near it. */
    ByteBuffer block(int wireBlock, int length) {
        long block = absolute(wireBlock);
        latestBlock = block;
        return ByteBuffer.wrap(content.wire((block - 1) * blockSizeBytes, length < 0 ? blockSizeBytes : length));
    }

    private long absolute(int wireBlock) {
        int ahead = rollover.forwardDistance(latestBlock, wireBlock);
        long behind = latestBlock + ahead - rollover.numbers();
        return ahead >= rollover.numbers() / 2 && behind >= 1 ? behind : latestBlock + ahead;
    }

    void hear(String expected) throws IOException {
        ByteBuffer datagram = next();
        while (patient && !isPacket(datagram, expected) && heard.contains(datagram)) {
            datagram = next();
        }
        Packet packet = decode(datagram);
        if (!isPacket(datagram, expected)) {
            throw new AssertionError(PacketText.describe(packet, blockSizeBytes) + " came");
        }
        take(datagram, packet);
    }

    private boolean isPacket(ByteBuffer datagram, String expected) {
        Packet packet = decode(datagram);
        String text = PacketText.describe(packet, blockSizeBytes);
        boolean anyMessage = packet instanceof ErrorPacket && expected.split(" ", -1).length == 2;
        return anyMessage ? text.startsWith(expected + " ") : text.equals(expected);
    }

    private void take(ByteBuffer datagram, Packet packet) {
        if (patient) {
            heard.add(datagram);
        }
        if (packet instanceof OptionAck answer) {
            blockSizeBytes = answer.options()
                    .value("blksize")
                    .or(() -> answer.options().value("blksize2"))
                    .map(Integer::parseInt)
                    .orElse(TransferParameters.DEFAULT_BLOCK_SIZE_BYTES);
            boolean toOne = answer.options().value("rollover").equals(Optional.of("1"));
            rollover = toOne ? Rollover.TO_ONE : Rollover.TO_ZERO;
        } else if (packet instanceof Data data
                && !data.payload().equals(block(data.block(), data.payload().remaining()))) {
            throw new AssertionError("other content came");
        }
    }

    /** Whole blocks, by their numbers on the wire. */
    void blocks(int first, int last, int windowSize) throws IOException {
        for (int block = first; block <= last; block++) {
            boolean windowEnds = (block - first) % windowSize == windowSize - 1 || block == last;
            if (uploading) {
                say(new Data(block, block(block, -1)), false);
            } else {
                ByteBuffer datagram = nextNew();
                Packet packet = decode(datagram);
                if (PacketCodec.block(datagram) != block || !(packet instanceof Data)) {
                    throw new AssertionError(
                            PacketText.describe(packet, blockSizeBytes) + " came instead of DATA " + block);
                }
                take(datagram, packet);
            }
            if (windowEnds && uploading) {
                hear("ACK " + block);
            } else if (windowEnds) {
                say(new Ack(block), false);
            }
        }
    }

    private ByteBuffer nextNew() throws IOException {
        ByteBuffer datagram = next();
        while (heard.contains(datagram)) {
            datagram = next();
        }
        return datagram;
    }

    /** Whether a packet is the next, without taking it. Where time runs by itself that can't be known, and needn't be. */
    boolean isNext(String packet) throws IOException {
        if (stage.realTime()) {
            return false;
        }
        Optional<ByteBuffer> next = heardEarly.isEmpty() ? stage.hear() : Optional.empty();
        next.ifPresent(heardEarly::add);
        return !heardEarly.isEmpty() && isPacket(heardEarly.peek(), packet);
    }

    void silence() throws IOException {
        if (!stage.realTime()) {
            nothingLeft();
            return;
        }
        for (int looks = 0; looks < MOST_REPEATS; looks++) {
            Optional<ByteBuffer> next = stage.silence();
            if (next.isEmpty()) {
                return;
            }
            if (!patient || !heard.contains(next.get())) {
                throw new AssertionError(PacketText.describe(decode(next.get()), blockSizeBytes) + " came");
            }
        }
    }

    /** Where time is the script's, everything that came was expected. */
    void nothingLeft() {
        try {
            Optional<ByteBuffer> left = Optional.ofNullable(heardEarly.poll());
            if (left.isEmpty() && !stage.realTime()) {
                left = stage.hear();
            }
            if (left.isPresent()) {
                throw new AssertionError(
                        PacketText.describe(decode(left.get()), blockSizeBytes) + " came, and nothing was expected");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ByteBuffer next() throws IOException {
        ByteBuffer early = heardEarly.poll();
        return early != null ? early : stage.hear().orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** Firmware rejects a packet with something behind its end: ours have nothing there. */
    private static Packet decode(ByteBuffer datagram) {
        try {
            Packet packet = PacketCodec.decode(datagram.duplicate());
            if (!PacketCodec.encode(packet).equals(datagram)) {
                throw new AssertionError("a packet with something behind its end came: " + packet);
            }
            return packet;
        } catch (MalformedPacketException e) {
            throw new AssertionError("nonsense came: " + e.getMessage(), e);
        }
    }
}
