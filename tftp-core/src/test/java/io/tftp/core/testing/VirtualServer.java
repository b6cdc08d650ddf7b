package io.tftp.core.testing;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.NetasciiSink;
import io.tftp.core.content.NetasciiSource;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A server's machines in virtual time, each under a port of its own, and as much of a gate before them as a conversation
 * needs: it knows a repeated request, and lets go of a transfer whose client goes on to another from the same port. One thread at
 * a time.
 */
final class VirtualServer {

    /** The port for requests. */
    static final int REQUESTS = 69;

    private final VirtualClock clock;
    private final Network network;
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Live> transfers = new ArrayList<>();

    /** The way to the clients. */
    @FunctionalInterface
    interface Network {

        /**
         * Carries a datagram.
         *
         * @param fromPort the server's
         * @param toPort the client's
         * @param datagram lent until this returns
         * @return false if nobody listens there
         */
        boolean send(int fromPort, int toPort, ByteBuffer datagram);
    }

    /** A transfer, and whose it is. */
    private static final class Live {
        private final Request request;
        private final int clientPort;
        private final MachineDriver driver;
        private boolean told;

        Live(Request request, int clientPort, MachineDriver driver) {
            this.request = request;
            this.clientPort = clientPort;
            this.driver = driver;
        }
    }

    VirtualServer(VirtualClock clock, Network network) {
        this.clock = clock;
        this.network = network;
    }

    void file(String name, byte[] content) {
        files.put(name, content);
    }

    Optional<byte[]> stored(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The outcome of a transfer that nobody was told of yet; of several the one that began first. */
    Optional<Outcome.Kind> ended() {
        for (Live live : transfers) {
            if (!live.told && live.driver.machine().decided()) {
                live.told = true;
                return live.driver.machine().outcome().map(Outcome::kind);
            }
        }
        return Optional.empty();
    }

    void receive(int fromPort, int toPort, ByteBuffer datagram) {
        if (toPort == REQUESTS) {
            try {
                if (PacketCodec.decode(datagram) instanceof Request request) {
                    handleRequest(request, fromPort);
                }
            } catch (MalformedPacketException e) {
                refuse(fromPort, new ErrorPacket(ErrorCode.ILLEGAL_OPERATION, "malformed"));
            }
            return;
        }
        Live live = transfers.get(toPort - REQUESTS - 1);
        if (live.clientPort == fromPort) {
            live.driver.deliver(datagram);
            if (live.driver.machine().heard()) {
                transfers.stream()
                        .takeWhile(each -> each != live)
                        .filter(each -> each.clientPort == fromPort)
                        .forEach(VirtualServer::letGo);
            }
        }
    }

    private static void letGo(Live live) {
        live.driver.mutate(machine -> machine.abandon("the client began another"));
    }

    private void handleRequest(Request request, int clientPort) {
        Optional<Live> live = transfers.stream()
                .filter(each ->
                        each.clientPort == clientPort && !each.driver.machine().decided())
                .reduce((first, second) -> second);
        if (live.isPresent() && !live.get().driver.machine().heard()) {
            if (live.get().request.equals(request)) {
                return; // its own timer answers again
            }
            letGo(live.get());
        }
        String name = path(request.filename());
        if (request instanceof ReadRequest && !files.containsKey(name)) {
            refuse(clientPort, new ErrorPacket(ErrorCode.FILE_NOT_FOUND, "file not found"));
            return;
        }
        int port = REQUESTS + 1 + transfers.size();
        Consumer<ByteBuffer> socket = datagram -> send(port, clientPort, datagram);
        MachineDriver driver = request instanceof ReadRequest read
                ? sender(read, files.get(name), socket)
                : receiver((WriteRequest) request, name, socket);
        transfers.add(new Live(request, clientPort, driver));
        driver.start();
    }

    /** Where a name leads to, with separators of either kind. */
    private static String path(String filename) {
        List<String> components = new ArrayList<>();
        for (String component : filename.split("[/\\\\]", -1)) {
            if (component.equals("..")) {
                components.remove(components.size() - 1);
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return String.join("/", components);
    }

    private void send(int port, int clientPort, ByteBuffer datagram) {
        if (!network.send(port, clientPort, datagram)) {
            MachineDriver driver = transfers.get(port - REQUESTS - 1).driver;
            clock.after(0, () -> driver.mutate(machine -> machine.handleUnreachable(clock.nanoTime())));
        }
    }

    private void refuse(int clientPort, Packet error) {
        network.send(REQUESTS, clientPort, PacketCodec.encode(error));
    }

    private MachineDriver sender(ReadRequest request, byte[] content, Consumer<ByteBuffer> socket) {
        BlockSource file = new BufferSource(ByteBuffer.wrap(content));
        BlockSource source = request.mode() == TransferMode.NETASCII ? new NetasciiSource(file) : file;
        Negotiation.Answer answer = Negotiation.answer(request.options(), Limits.DEFAULTS, source.size());
        Opening opening =
                answer.optionAckNeeded() ? Opening.optionAck(answer.granted(), answer.parameters()) : Opening.none();
        SendTransfer machine = new SendTransfer(opening, RetryPolicy.DEFAULT, ByteBuffer::allocate);
        return MachineDriver.sending(clock, machine, source, Pace.INSTANT, new SplittableRandom(0), socket);
    }

    private MachineDriver receiver(WriteRequest request, String name, Consumer<ByteBuffer> socket) {
        BlockSink file = new MapSink(name);
        BlockSink sink = request.mode() == TransferMode.NETASCII ? new NetasciiSink(file) : file;
        Negotiation.Answer answer = Negotiation.answerWrite(request.options(), Limits.DEFAULTS);
        Opening opening =
                answer.optionAckNeeded() ? Opening.optionAck(answer.granted(), answer.parameters()) : Opening.ackZero();
        boolean checksSize = request.mode() == TransferMode.OCTET
                && answer.parameters().transferSizeBytes().orElse(0) > 0;
        ReceiveTransfer machine = new ReceiveTransfer(opening, RetryPolicy.DEFAULT, checksSize, ByteBuffer::allocate);
        return MachineDriver.receiving(clock, machine, sink, Pace.INSTANT, new SplittableRandom(0), socket);
    }

    /** A file that is there once it is whole. */
    private final class MapSink implements BlockSink {

        private final String name;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        MapSink(String name) {
            this.name = name;
        }

        @Override
        public void write(ByteBuffer block) {
            byte[] bytes = new byte[block.remaining()];
            block.get(bytes);
            content.writeBytes(bytes);
        }

        @Override
        public void commit() {
            files.put(name, content.toByteArray());
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
