package io.tftp.core.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.LoopTimer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelaySocketTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private EventLoop loop;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("tftp-test", true);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void echo(ByteBuffer datagram, InetSocketAddress sender, RelaySocket socket, long now) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        received.add(new String(bytes, US_ASCII));
        if (bytes.length == 1) {
            throw new IllegalStateException("on purpose");
        }
        assertThat(socket.send(datagram, sender)).isTrue();
    }

    private static String exchange(InetSocketAddress with, String text) throws IOException {
        try (DatagramSocket peer = new DatagramSocket(0, with.getAddress())) {
            peer.setSoTimeout(5_000);
            peer.send(new DatagramPacket(text.getBytes(US_ASCII), text.length(), with));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            peer.receive(answer);
            assertThat(answer.getSocketAddress()).isEqualTo(with);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        }
    }

    @Test
    void whatComesIsHandedOnAndAnswered() throws IOException {
        RelaySocket socket = RelaySocket.bind(new InetSocketAddress(LOOPBACK, 0), loop, this::echo);
        assertThat(exchange(socket.address(), "hello")).isEqualTo("hello");
        assertThat(exchange(socket.address(), "")).isEmpty();
    }

    @Test
    void aWildcardIsASocketOnEachAddressWithOnePort() throws IOException {
        List<RelaySocket> sockets =
                RelaySocket.bindAll(new InetSocketAddress(LocalAddresses.any(), 0), loop, this::echo);
        assertThat(sockets).hasSameSizeAs(LocalAddresses.all());
        assertThat(sockets.stream().map(socket -> socket.address().getPort()).distinct())
                .hasSize(1);
        for (RelaySocket socket : sockets) {
            if (socket.address().getAddress().isLoopbackAddress()) {
                assertThat(exchange(socket.address(), "hello")).isEqualTo("hello");
            }
        }
    }

    @Test
    void aPortInUseIsSaidAndNothingStaysBound() throws IOException {
        try (DatagramSocket other = new DatagramSocket(0, LOOPBACK)) {
            InetSocketAddress taken = new InetSocketAddress(LOOPBACK, other.getLocalPort());
            assertThatThrownBy(() -> RelaySocket.bindAll(taken, loop, this::echo))
                    .isInstanceOf(AddressUnavailableException.class);
        }
    }

    @Test
    void aReceiverThatThrowsClosesItsSocketOnly() throws Exception {
        RelaySocket broken = RelaySocket.bind(new InetSocketAddress(LOOPBACK, 0), loop, this::echo);
        RelaySocket other = RelaySocket.bind(new InetSocketAddress(LOOPBACK, 0), loop, this::echo);
        try (DatagramSocket peer = new DatagramSocket(0, LOOPBACK)) {
            peer.send(new DatagramPacket(new byte[] {'x'}, 1, broken.address()));
            assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("x");
        }
        assertThat(exchange(other.address(), "hello")).isEqualTo("hello");
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        loop.execute(() -> sent.complete(broken.send(ByteBuffer.allocate(2), other.address())));
        assertThat(sent.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aTimerRunsOnceAtTheLatestTimeThatItWasSetTo() throws Exception {
        BlockingQueue<Long> times = new LinkedBlockingQueue<>();
        long start = loop.clock().nanoTime();
        long due = start + TimeUnit.MILLISECONDS.toNanos(40);
        loop.execute(() -> {
            LoopTimer timer = new LoopTimer(loop, times::add);
            timer.set(start);
            timer.set(due);
            LoopTimer cancelled = new LoopTimer(loop, now -> times.add(-1L));
            cancelled.set(start);
            cancelled.cancel();
        });
        Long ran = times.poll(5, TimeUnit.SECONDS);
        assertThat(ran - due).isNotNegative();
        assertThat(times.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aTimerCanBeSetAgainByWhatItDoes() throws Exception {
        BlockingQueue<Long> times = new LinkedBlockingQueue<>();
        LoopTimer[] timer = new LoopTimer[1];
        timer[0] = new LoopTimer(loop, now -> {
            times.add(now);
            if (times.size() < 3) {
                timer[0].set(now + 1_000);
            }
        });
        loop.execute(() -> timer[0].set(loop.clock().nanoTime()));
        for (int i = 0; i < 3; i++) {
            assertThat(times.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
