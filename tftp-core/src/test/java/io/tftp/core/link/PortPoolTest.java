package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortPoolTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private EventLoop loop;
    private PortPool pool;
    private final List<DatagramSocket> clients = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("port-pool-test", true);
        pool = new PortPool(loop);
        client();
        client();
    }

    @AfterEach
    void close() {
        loop.close();
        clients.forEach(DatagramSocket::close);
    }

    private DatagramSocket client() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
        socket.setSoTimeout(5000);
        clients.add(socket);
        return socket;
    }

    private static InetSocketAddress address(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private <T> T inLoop(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(5, TimeUnit.SECONDS);
    }

    private DatagramPort take(DatagramSocket client) throws Exception {
        return inLoop(() -> {
            DatagramPort port = pool.take(LOOPBACK, address(client)).orElseThrow();
            port.register(loop, new Idle());
            return port;
        });
    }

    /** A session that leaves what comes to the test. */
    private static final class Idle implements PortUser {
        @Override
        public void abandon(String message) {
            throw new AssertionError(message);
        }

        @Override
        public boolean handleReady(long now) {
            return true; // the test receives
        }

        @Override
        public void handleDefect(Throwable defect) {
            throw new AssertionError(defect);
        }
    }

    private void giveBack(DatagramPort port) throws Exception {
        inLoop(() -> {
            port.close();
            return null;
        });
    }

    /** Sends one byte to the client, and tells from where. */
    private SocketAddress send(DatagramPort port, DatagramSocket client, int value) throws Exception {
        int sent = inLoop(() -> port.send(ByteBuffer.wrap(new byte[] {(byte) value}), 1));
        assertThat(sent).isEqualTo(1);
        DatagramPacket packet = new DatagramPacket(new byte[10], 10);
        client.receive(packet);
        assertThat(packet.getData()[0]).isEqualTo((byte) value);
        return packet.getSocketAddress();
    }

    private static void answer(DatagramSocket client, SocketAddress port, int value) throws IOException {
        client.send(new DatagramPacket(new byte[] {(byte) value}, 1, port));
    }

    @Test
    void aPortIsUsedAgainForAnotherClient() throws Exception {
        DatagramPort first = take(clients.get(0));
        SocketAddress number = send(first, clients.get(0), 1);
        giveBack(first);
        DatagramPort second = take(clients.get(1));
        assertThat(send(second, clients.get(1), 2)).isEqualTo(number);
    }

    @Test
    void theSameClientNeverGetsTheSamePortTwice() throws Exception {
        DatagramPort first = take(clients.get(0));
        SocketAddress number = send(first, clients.get(0), 1);
        giveBack(first);
        DatagramPort second = take(clients.get(0));
        assertThat(send(second, clients.get(0), 2)).isNotEqualTo(number);
    }

    @Test
    void aPortServesNoClientTwiceAndIsClosedInTime() throws Exception {
        Set<SocketAddress> numbers = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            DatagramPort port = take(clients.get(0));
            numbers.add(send(port, clients.get(0), 1));
            giveBack(port);
        }
        assertThat(numbers).hasSizeGreaterThan(900); // the system may give out a closed one's number again
        assertThat(inLoop(() -> pool.idle())).isEqualTo(256);
    }

    @Test
    void manyClientsShareAPortForSomeTime() throws Exception {
        Set<SocketAddress> numbers = new HashSet<>();
        for (int i = 0; i < 128; i++) {
            DatagramSocket client = client();
            DatagramPort port = take(client);
            numbers.add(send(port, client, 1));
            giveBack(port);
        }
        assertThat(numbers).hasSize(2);
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        DatagramPort first = take(clients.get(0));
        giveBack(first);
        giveBack(first);
        DatagramPort second = take(clients.get(1));
        DatagramPort third = take(client());
        assertThat(send(third, clients.get(2), 3)).isNotEqualTo(send(second, clients.get(1), 2));
    }

    @Test
    void whatOthersSendIsNotHeard() throws Exception {
        DatagramPort port = take(clients.get(0));
        SocketAddress number = send(port, clients.get(0), 1);
        answer(clients.get(1), number, 7);
        answer(clients.get(0), number, 8);
        ByteBuffer received = ByteBuffer.allocate(10);
        assertThat(inLoop(() -> port.receive(received))).isZero();
        assertThat(received.position()).isZero();
        assertThat(inLoop(() -> port.receive(received))).isEqualTo(1);
        assertThat(received.get(0)).isEqualTo((byte) 8);
        assertThat(inLoop(() -> port.receive(received))).isEqualTo(-1);
    }

    @Test
    void whatComesBetweenTwoTransfersIsNotHeard() throws Exception {
        DatagramPort first = take(clients.get(0));
        SocketAddress number = send(first, clients.get(0), 1);
        giveBack(first);
        answer(clients.get(0), number, 9);
        DatagramPort second = take(clients.get(1));
        assertThat(send(second, clients.get(1), 2)).isEqualTo(number);
        // Dropped while nobody had the port, or now.
        assertThat(inLoop(() -> second.receive(ByteBuffer.allocate(10)))).isNotPositive();
    }

    @Test
    void aDoubtedPeerThatIsGoneIsNoticedAndThePortNotUsedAgain() throws Exception {
        DatagramPort port = take(clients.get(0));
        SocketAddress number = send(port, clients.get(0), 1);
        clients.get(0).close();
        inLoop(() -> {
            port.doubt();
            port.doubt();
            return port.send(ByteBuffer.wrap(new byte[1]), 1);
        });
        assertThatThrownBy(() -> inLoop(() -> port.receive(ByteBuffer.allocate(10))))
                .hasCauseInstanceOf(PortUnreachableException.class);
        giveBack(port);
        DatagramPort next = take(clients.get(1));
        assertThat(send(next, clients.get(1), 2)).isNotEqualTo(number);
    }

    @Test
    void noMoreThanABoundedNumberIsLent() throws Exception {
        List<DatagramPort> lent = new ArrayList<>();
        Optional<DatagramPort> next = inLoop(() -> pool.take(LOOPBACK, address(clients.get(0))));
        while (next.isPresent()) {
            lent.add(next.get());
            next = inLoop(() -> pool.take(LOOPBACK, address(clients.get(0))));
        }
        assertThat(lent).hasSize(256);
        giveBack(lent.get(0));
        assertThat(inLoop(() -> pool.take(LOOPBACK, address(clients.get(0))))).isPresent();
    }
}
