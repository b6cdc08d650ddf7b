package io.tftp.core.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Another port, with something on the way. What a subclass doesn't override goes straight through. */
abstract class PortDecorator extends DatagramPort {

    private final DatagramPort port;

    PortDecorator(DatagramPort port) {
        this.port = port;
    }

    @Override
    void register(EventLoop loop, ReadyHandler handler) throws IOException {
        port.register(loop, handler);
    }

    @Override
    int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        return port.send(datagrams, segmentBytes);
    }

    @Override
    int receive(ByteBuffer target) throws IOException {
        return port.receive(target);
    }

    @Override
    void awaitWritable(boolean wanted) {
        port.awaitWritable(wanted);
    }

    @Override
    boolean holdsBack() {
        return port.holdsBack();
    }

    @Override
    void lock() throws IOException {
        port.lock();
    }

    @Override
    void doubt() throws IOException {
        port.doubt();
    }

    @Override
    boolean locked() {
        return port.locked();
    }

    @Override
    void coalesce() {
        port.coalesce();
    }

    @Override
    void uncoalesce() {
        port.uncoalesce();
    }

    @Override
    boolean coalescing() {
        return port.coalescing();
    }

    @Override
    void reserve(int bytes, boolean incoming) throws IOException {
        port.reserve(bytes, incoming);
    }

    @Override
    InetSocketAddress peer() {
        return port.peer();
    }

    @Override
    String hint() {
        return port.hint();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
