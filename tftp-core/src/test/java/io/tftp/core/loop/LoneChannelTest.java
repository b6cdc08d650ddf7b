package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.testing.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop with one busy channel waits for it outside of the selector, where it can: nothing else may suffer. Run both ways. */
class LoneChannelTest {

    /** Long enough to leave the selector. */
    private static final int EXCHANGES = 100;

    private EventLoop loop;
    private DatagramSocket client;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("lone-channel-test", true);
        client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        client.setSoTimeout(5000);
    }

    @AfterEach
    void close() {
        client.close();
        loop.close();
    }

    /** Sends back what comes. */
    private final class Echo implements ReadyHandler {
        private final boolean mayBeAwaitedAlone;

        /** How many packets came while the selector didn't look for them. */
        private final AtomicInteger cameAlone = new AtomicInteger();

        private final DatagramChannel channel = Loopback.channel();
        private SelectionKey key;

        Echo() throws IOException {
            this(true);
        }

        Echo(boolean mayBeAwaitedAlone) throws IOException {
            this.mayBeAwaitedAlone = mayBeAwaitedAlone;
            loop.execute(() -> {
                try {
                    key = loop.register(channel, this);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public boolean handleReady(long now) {
            ByteBuffer received = loop.receiveBuffer();
            if (key.interestOps() == 0) {
                cameAlone.incrementAndGet();
            }
            try {
                SocketAddress sender = channel.receive(received);
                if (sender != null) {
                    channel.send(received.flip(), sender);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        }

        @Override
        public boolean mayBeAwaitedAlone() {
            return mayBeAwaitedAlone;
        }

        @Override
        public void handleDefect(Throwable defect) {
            throw new AssertionError(defect);
        }

        void exchange(int times) throws IOException {
            for (int i = 0; i < times; i++) {
                client.send(new DatagramPacket(new byte[] {(byte) i}, 1, channel.getLocalAddress()));
                DatagramPacket answer = new DatagramPacket(new byte[2], 2);
                client.receive(answer);
                assertThat(answer.getData()[0]).isEqualTo((byte) i);
            }
        }
    }

    private void runATask() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        loop.execute(() -> ran.complete(true));
        assertThat(ran.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBusyChannelIsAwaitedOutsideOfTheSelector() throws Exception {
        Echo echo = new Echo();
        if (SocketInternals.AVAILABLE) {
            // Where the machine is so slow that a peer seems to fall silent, it takes more than one try.
            await().until(() -> {
                echo.exchange(EXCHANGES);
                return echo.cameAlone.get() > 0;
            });
        } else {
            echo.exchange(EXCHANGES);
            assertThat(echo.cameAlone).hasValue(0);
        }
    }

    @Test
    void aChannelWhoseTasksComeFromElsewhereNeverIs() throws Exception {
        Echo echo = new Echo(false);
        echo.exchange(10 * EXCHANGES);
        assertThat(echo.cameAlone).hasValue(0);
    }

    @Test
    void tasksRunWhileThePeerIsSilent() throws Exception {
        Echo echo = new Echo();
        for (int i = 0; i < 3; i++) {
            echo.exchange(EXCHANGES);
            runATask();
        }
    }

    @Test
    void anotherChannelIsHeardBesideABusyOne() throws Exception {
        Echo first = new Echo();
        first.exchange(EXCHANGES);
        Echo second = new Echo();
        for (int i = 0; i < EXCHANGES; i++) {
            first.exchange(1);
            second.exchange(1);
        }
        second.channel.close();
        runATask();
        first.exchange(EXCHANGES);
    }

    @Test
    void theChannelCanWaitToBeWritable() throws Exception {
        Echo echo = new Echo();
        echo.exchange(EXCHANGES);
        loop.execute(() -> echo.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
        echo.exchange(EXCHANGES);
        loop.execute(() -> echo.key.interestOps(SelectionKey.OP_READ));
        echo.exchange(EXCHANGES);
    }

    @Test
    void closingTheChannelOrTheLoopIsNoticed() throws Exception {
        Echo echo = new Echo();
        echo.exchange(EXCHANGES);
        loop.execute(() -> {
            try {
                echo.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        runATask();
        Echo next = new Echo();
        next.exchange(EXCHANGES);
        loop.close();
        assertThat(next.channel.isOpen()).isFalse();
    }
}
