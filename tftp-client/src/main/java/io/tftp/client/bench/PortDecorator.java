package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.PortUser;
import io.tftp.core.loop.EventLoop;
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
    public void register(EventLoop loop, PortUser user) throws IOException {
        port.register(loop, user);
    }

    @Override
    public int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        return port.send(datagrams, segmentBytes);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        return port.receive(target);
    }

    @Override
    public void awaitWritable(boolean wanted) {
        port.awaitWritable(wanted);
    }

    @Override
    public void lock() throws IOException {
        port.lock();
    }

    @Override
    public void doubt() throws IOException {
        port.doubt();
    }

    @Override
    public boolean locked() {
        return port.locked();
    }

    @Override
    public void coalesce() {
        port.coalesce();
    }

    @Override
    public void uncoalesce() {
        port.uncoalesce();
    }

    @Override
    public boolean coalescing() {
        return port.coalescing();
    }

    @Override
    public void reserve(int bytes, boolean incoming) throws IOException {
        port.reserve(bytes, incoming);
    }

    @Override
    public InetSocketAddress peer() {
        return port.peer();
    }

    @Override
    public String hint() {
        return port.hint();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
