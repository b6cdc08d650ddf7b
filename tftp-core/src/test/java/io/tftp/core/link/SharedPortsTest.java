package io.tftp.core.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose is what comes to a socket that many share, and in what order it is handed on. */
class SharedPortsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<User> users = new CopyOnWriteArrayList<>();
    private final List<DatagramSocket> clients = new ArrayList<>();
    private EventLoop loop;
    private ContentPool pool;
    private RequestListener listener;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("shared-ports-test", true);
        pool = new ContentPool("shared-ports-test-content", 1);
        listener = RequestListener.open(List.of(new InetSocketAddress(LOOPBACK, 0)), loop, pool, this::answer);
    }

    @AfterEach
    void close() {
        clients.forEach(DatagramSocket::close);
        listener.close();
        pool.close();
        loop.close();
    }

    /** Stands for a session: writes down what it is called for. */
    private final class User implements PortUser {
        private final String name;
        private final DatagramPort port;

        User(String name, DatagramPort port) {
            this.name = name;
            this.port = port;
        }

        @Override
        public boolean handleReady(long now) {
            ByteBuffer received = loop.receiveBuffer();
            try {
                if (port.receive(received) < 0) {
                    port.awaitWritable(false);
                    events.add(name + " has room");
                    return false;
                }
                Packet packet = PacketCodec.decode(received.flip());
                events.add(name + " " + words(packet));
                return port.receive(loop.receiveBuffer()) >= 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (io.tftp.core.wire.MalformedPacketException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String words(Packet packet) {
            if (packet instanceof Ack ack) {
                return "ACK " + ack.block();
            }
            return packet instanceof Data data
                    ? "DATA " + data.block() + " of " + data.payload().remaining()
                    : packet.getClass().getSimpleName();
        }

        @Override
        public void abandon(String message) {
            events.add(name + " is abandoned");
        }

        @Override
        public void handleDefect(Throwable defect) {
            events.add(name + " failed");
        }

        void send(Packet packet) throws Exception {
            ByteBuffer datagram = PacketCodec.encode(packet);
            inLoop(() -> port.send(datagram, datagram.remaining()));
        }
    }

    /** A request's file name is the name of its transfer; one that repeats another has a name in capitals. */
    private void answer(Request request, InetSocketAddress client, RequestSocket socket) {
        String name = request.filename();
        events.add("request " + name);
        boolean repeated = Character.isUpperCase(name.charAt(0));
        User user = new User(name, socket.portTo(client, repeated));
        try {
            user.port.register(loop, user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        users.add(user);
        if (name.equals("successor")) {
            loop.execute(() -> events.add("its predecessor is over"));
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void inLoop(Action action) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                action.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                done.countDown();
            }
        });
        done.await();
    }

    private DatagramSocket client() throws IOException {
        DatagramSocket client = new DatagramSocket(0, LOOPBACK);
        client.setSoTimeout(5000);
        clients.add(client);
        return client;
    }

    private void send(DatagramSocket client, Packet... packets) throws IOException {
        for (Packet packet : packets) {
            ByteBuffer datagram = PacketCodec.encode(packet);
            byte[] bytes = new byte[datagram.remaining()];
            datagram.get(bytes);
            client.send(
                    new DatagramPacket(bytes, bytes.length, listener.addresses().get(0)));
        }
    }

    private static ReadRequest read(String name) {
        return new ReadRequest(name, TransferMode.OCTET, Options.none());
    }

    private User begun(DatagramSocket client, String name) throws IOException {
        int before = users.size();
        send(client, read(name));
        await().until(() -> users.size() > before);
        return users.get(before);
    }

    /** What happens when all this is in the socket before the loop looks. */
    private List<String> eventsOf(int count, Action sending) throws Exception {
        events.clear();
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        loop.execute(() -> {
            held.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        held.await();
        sending.run();
        hold.countDown();
        await().until(() -> events.size() >= count);
        return events;
    }

    @Test
    void aRequestIsSeenBeforeTheAcksThatCameEarlier() throws Exception {
        DatagramSocket busy = client();
        begun(busy, "busy");
        DatagramSocket next = client();
        List<String> seen = eventsOf(101, () -> {
            for (int block = 1; block <= 100; block++) {
                send(busy, new Ack(block));
            }
            send(next, read("next"));
        });
        assertThat(seen)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("request next"),
                                IntStream.rangeClosed(1, 100).mapToObj(block -> "busy ACK " + block))
                        .toList());
    }

    @Test
    void whatAClientSendsKeepsItsOrder() throws Exception {
        DatagramSocket client = client();
        begun(client, "first");
        List<String> seen = eventsOf(7, () -> {
            send(client, new Ack(1), ErrorPacket.of(ErrorCode.NOT_DEFINED, "a message"), new Ack(2));
            send(client, new Data(3, ByteBuffer.allocate(512)), new Data(4, ByteBuffer.allocate(2)), new Ack(5));
            send(client, read("second"), new Ack(6));
        });
        await().until(() -> seen.contains("second ACK 6"));
        assertThat(seen)
                .containsExactly(
                        "first ACK 1",
                        "first ErrorPacket",
                        "first ACK 2",
                        "first DATA 3 of 512",
                        "first DATA 4 of 2",
                        "first ACK 5",
                        "request second",
                        "second ACK 6");
    }

    /** A transfer that a request takes the place of ends by a task of the loop. */
    @Test
    void whatComesBehindARequestWaitsForWhatThatHasDecided() throws Exception {
        DatagramSocket client = client();
        begun(client, "first");
        List<String> seen = eventsOf(4, () -> send(client, new Ack(1), read("successor"), new Ack(0)));
        assertThat(seen)
                .containsExactly("first ACK 1", "request successor", "its predecessor is over", "successor ACK 0");
    }

    @Test
    void whatBelongsToNoTransferIsDropped() throws Exception {
        DatagramSocket client = client();
        User user = begun(client, "one");
        DatagramSocket stranger = client();
        List<String> seen = eventsOf(1, () -> {
            send(stranger, new Ack(1), new Data(1, ByteBuffer.allocate(512)));
            send(client, new Ack(1));
        });
        assertThat(seen).containsExactly("one ACK 1");
        inLoop(user.port::close);
        send(client, new Ack(2));
        begun(client, "two");
        assertThat(seen).containsExactly("one ACK 1", "request two");
    }

    /**
     * <pre>
     * client            server
     *   | ---- RRQ ------> |  first
     *   | ---- ACK 1 ----> |
     *   | ---- RRQ ------> |  doubled: Again
     *   | <--- DATA 1 ---- |  Again's; the first is silent
     *   | ---- ACK 2 ----> |  the first's
     * </pre>
     */
    @Test
    void aClientThatGoesOnWithItsFirstRequestHasThat() throws Exception {
        DatagramSocket client = client();
        User first = begun(client, "first");
        send(client, new Ack(1));
        User again = begun(client, "Again");
        first.send(new Data(2, ByteBuffer.wrap("silenced".getBytes(US_ASCII))));
        again.send(new Data(1, ByteBuffer.wrap("again".getBytes(US_ASCII))));
        assertThat(received(client)).isEqualTo("again");
        List<String> seen = eventsOf(2, () -> send(client, new Ack(2)));
        assertThat(seen).containsExactly("Again is abandoned", "first ACK 2");
        again.send(new Data(1, ByteBuffer.wrap("silenced".getBytes(US_ASCII))));
        first.send(new Data(3, ByteBuffer.wrap("first".getBytes(US_ASCII))));
        assertThat(received(client)).isEqualTo("first");
        inLoop(again.port::close);
        assertThat(eventsOf(1, () -> send(client, new Ack(1)))).containsExactly("first ACK 1");
    }

    @Test
    void aClientThatStartsAgainHasTheSecond() throws Exception {
        DatagramSocket client = client();
        User first = begun(client, "first");
        User again = begun(client, "Again");
        again.send(new OptionAck(Options.of("blksize", "1000")));
        assertThat(eventsOf(2, () -> send(client, new Ack(0), new Ack(2))))
                .containsExactly("Again ACK 0", "Again ACK 2");
        received(client);
        first.send(new Data(2, ByteBuffer.wrap("silenced".getBytes(US_ASCII))));
        again.send(new Data(1, ByteBuffer.wrap("again".getBytes(US_ASCII))));
        assertThat(received(client)).isEqualTo("again");
    }

    @Test
    void aSecondThatTheClientRefusesGivesItBackToTheFirst() throws Exception {
        DatagramSocket client = client();
        User first = begun(client, "first");
        User again = begun(client, "Again");
        assertThat(eventsOf(1, () -> send(client, ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "no"))))
                .containsExactly("Again ErrorPacket");
        inLoop(again.port::close);
        assertThat(eventsOf(1, () -> send(client, new Ack(2)))).containsExactly("first ACK 2");
        first.send(new Data(3, ByteBuffer.wrap("first".getBytes(US_ASCII))));
        assertThat(received(client)).isEqualTo("first");
    }

    @Test
    void anotherRequestOfTheSamePortTakesTheClientForGood() throws Exception {
        DatagramSocket client = client();
        User first = begun(client, "first");
        User second = begun(client, "second");
        assertThat(eventsOf(1, () -> send(client, new Ack(7)))).containsExactly("second ACK 7");
        inLoop(second.port::close);
        send(client, new Ack(8));
        begun(client, "third");
        first.send(new Data(2, ByteBuffer.wrap("silenced".getBytes(US_ASCII))));
        assertThat(events).containsExactly("second ACK 7", "request third");
    }

    @Test
    void whoeverWaitsForRoomIsCalledWhenThereIsSome() throws Exception {
        User user = begun(client(), "one");
        events.clear();
        inLoop(() -> user.port.awaitWritable(true));
        await().until(() -> events.contains("one has room"));
        assertThat(begun(client(), "two").name).isEqualTo("two");
        assertThat(events).containsExactly("one has room", "request two");
    }

    /** The payload of the next DATA, or nothing if it is another packet. */
    private static String received(DatagramSocket client) throws Exception {
        DatagramPacket datagram = new DatagramPacket(new byte[600], 600);
        client.receive(datagram);
        Packet packet = PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        return packet instanceof Data data ? US_ASCII.decode(data.payload()).toString() : "";
    }

    private static List<Integer> receivedLengths(DatagramSocket client, int count) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatagramPacket datagram = new DatagramPacket(new byte[65_536], 65_536);
            client.receive(datagram);
            lengths.add(datagram.getLength());
        }
        return lengths;
    }

    /** The kernel may cut up what is sent on the socket: for one transfer so, for the next otherwise or not at all. */
    @Test
    void eachTransfersDatagramsStayAsLongAsTheyAre() throws Exception {
        DatagramSocket one = client();
        DatagramSocket two = client();
        DatagramPort portOne = begun(one, "one").port;
        DatagramPort portTwo = begun(two, "two").port;
        inLoop(() -> {
            portOne.send(ByteBuffer.allocateDirect(2 * 516 + 100), 516);
            portTwo.send(ByteBuffer.allocateDirect(1432), 1432);
            portTwo.send(ByteBuffer.allocateDirect(2 * 1432), 1432);
            portOne.send(ByteBuffer.allocateDirect(300), 516);
            portOne.send(ByteBuffer.allocateDirect(2 * 516), 516);
            portTwo.send(ByteBuffer.allocateDirect(1000), 1000);
        });
        assertThat(receivedLengths(one, 6)).containsExactly(516, 516, 100, 300, 516, 516);
        assertThat(receivedLengths(two, 4)).containsExactly(1432, 1432, 1432, 1000);
    }
}
