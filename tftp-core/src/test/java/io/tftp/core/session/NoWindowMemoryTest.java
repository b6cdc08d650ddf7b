package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BufferSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortRange;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A transfer whose window finds no memory left. */
class NoWindowMemoryTest {

    private record End(Outcome outcome, Optional<Throwable> cause) {}

    // client            server
    //   | <--- OACK ------ |
    //   | ---- ACK 0 ----> |
    //   | <--- ERROR 0 --- |
    @Test
    void theClientIsToldAndItIsNoDefect() throws Exception {
        WindowMemory memory = new WindowMemory(10_000);
        CompletableFuture<End> end = new CompletableFuture<>();
        TransferListener listener = new TransferListener() {
            @Override
            public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
                end.complete(new End(outcome, cause));
            }
        };
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (EventLoop loop = EventLoop.open("no-memory-test", true);
                ContentPool pool = new ContentPool("no-memory-test-content", 1);
                DatagramSocket client = new DatagramSocket(0, loopback)) {
            client.setSoTimeout(5000);
            Negotiation.Answer answer =
                    Negotiation.answer(Options.of("windowsize", "64"), Limits.DEFAULTS, OptionalLong.empty());
            DatagramPort port =
                    EphemeralPort.toClient(loopback, PortRange.ANY, (InetSocketAddress) client.getLocalSocketAddress());
            TransferSession.sending(
                            new SessionLoop(loop, memory),
                            pool,
                            port,
                            Opening.optionAck(answer.granted(), answer.parameters()),
                            RetryPolicy.DEFAULT,
                            new BufferSource(ByteBuffer.allocate(100_000)),
                            listener)
                    .start();
            DatagramPacket datagram = new DatagramPacket(new byte[600], 600);
            client.receive(datagram);
            assertThat(packet(datagram)).isInstanceOf(OptionAck.class);
            byte[] ack = PacketCodec.encode(new Ack(0)).array();
            client.send(new DatagramPacket(ack, ack.length, datagram.getSocketAddress()));
            client.receive(datagram);
            assertThat(packet(datagram))
                    .isInstanceOfSatisfying(
                            ErrorPacket.class,
                            error -> assertThat(error.message()).isEqualTo("no memory for the transfer"));
            End how = end.get(5, TimeUnit.SECONDS);
            assertThat(how.outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
            assertThat(how.cause()).get().isInstanceOf(WindowMemoryException.class);
            assertThat(memory.takenBytes()).isZero();
        }
    }

    private static Packet packet(DatagramPacket datagram) throws Exception {
        return PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
    }
}
