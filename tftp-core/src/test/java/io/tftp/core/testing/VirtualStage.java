package io.tftp.core.testing;

import io.tftp.core.transfer.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A stage in virtual time: the machines answer at once, and time passes only when the script says so. One thread at a time. */
public final class VirtualStage implements ClientStage {

    private record Arrival(int fromPort, ByteBuffer datagram) {}

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 1);
    private final VirtualServer server = new VirtualServer(clock, this::arrive);
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private int clientPort = 1;
    private boolean portOpen = true;
    private int serverPort = VirtualServer.REQUESTS;

    /** Creates a stage. */
    public VirtualStage() {
        // Nothing to do.
    }

    private boolean arrive(int fromPort, int toPort, ByteBuffer datagram) {
        if (toPort != clientPort || !portOpen) {
            return false;
        }
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
        arrivals.add(new Arrival(fromPort, copy.put(datagram.duplicate()).flip()));
        return true;
    }

    @Override
    public void file(String name, byte[] content) {
        server.file(name, content);
    }

    @Override
    public void open(boolean uploads, boolean waits) {
        // It is open.
    }

    @Override
    public boolean realTime() {
        return false;
    }

    @Override
    public void say(ByteBuffer datagram, boolean request) {
        server.receive(clientPort, request ? VirtualServer.REQUESTS : serverPort, datagram);
        clock.pass(Duration.ZERO);
    }

    @Override
    public Optional<ByteBuffer> hear() {
        Arrival arrival = arrivals.poll();
        if (arrival == null) {
            return Optional.empty();
        }
        serverPort = arrival.fromPort();
        return Optional.of(arrival.datagram());
    }

    @Override
    public Optional<ByteBuffer> silence() {
        return hear();
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public void newPort() {
        clientPort++;
        portOpen = true;
    }

    @Override
    public void closePort() {
        portOpen = false;
    }

    @Override
    public Optional<Outcome.Kind> ended() {
        return Optional.of(server.ended().orElseThrow(() -> new AssertionError("no transfer has ended")));
    }

    @Override
    public Optional<byte[]> stored(String name) {
        return server.stored(name);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
