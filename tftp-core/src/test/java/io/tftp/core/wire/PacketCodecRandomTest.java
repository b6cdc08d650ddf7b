package io.tftp.core.wire;

import static io.tftp.core.wire.Datagrams.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes of every kind come in; a packet or a {@link MalformedPacketException} goes out, and nothing else ever. */
class PacketCodecRandomTest {

    private static final int ROUNDS = Integer.getInteger("tftp.rounds", 200_000);

    private final long seed = RandomPackets.seed();
    private final Random random = new Random(seed);
    private final RandomPackets packets = new RandomPackets(random);

    @Test
    void randomBytesAreAPacketOrMalformed() {
        int decoded = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length >= 2) {
                bytes[0] = 0;
                bytes[1] = (byte) random.nextInt(8);
            }
            decoded += decodes(ByteBuffer.wrap(bytes)) ? 1 : 0;
        }
        assertThat(decoded)
                .as("packets among the random bytes, -Dtftp.seed=%d", seed)
                .isBetween(1, ROUNDS - 1);
    }

    @Test
    void mutatedPacketsArePacketsOrMalformed() {
        int decoded = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ByteBuffer datagram = PacketCodec.encode(packets.next());
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                datagram.put(random.nextInt(datagram.limit()), (byte) (random.nextBoolean() ? 0 : random.nextInt()));
            }
            if (random.nextBoolean()) {
                datagram.limit(random.nextInt(datagram.limit() + 1));
            }
            decoded += decodes(datagram) ? 1 : 0;
        }
        assertThat(decoded)
                .as("packets among the mutated, -Dtftp.seed=%d", seed)
                .isBetween(1, ROUNDS - 1);
    }

    @Test
    void packetsTruncatedAtEveryLengthArePacketsOrMalformed() {
        for (int i = 0; i < 500; i++) {
            ByteBuffer datagram = PacketCodec.encode(packets.next());
            for (int length = datagram.limit(); length >= 0; length--) {
                boolean decoded = decodes(datagram.limit(length));
                assertThat(decoded && length < 2)
                        .as("-Dtftp.seed=%d: %s", seed, hex(datagram))
                        .isFalse();
            }
        }
    }

    @Test
    void everyPacketSurvivesTheRoundTrip() throws MalformedPacketException {
        for (int i = 0; i < ROUNDS / 4; i++) {
            Packet packet = packets.next();
            Packet returned = PacketCodec.decode(PacketCodec.encode(packet));
            // The description is only built where it is needed: building it takes longer than the round trip.
            if (!returned.equals(packet)) {
                assertThat(returned).as("-Dtftp.seed=%d", seed).isEqualTo(packet);
            }
        }
    }

    /** Whether it is a packet; a packet must then be one that we can write, too. */
    private boolean decodes(ByteBuffer datagram) {
        try {
            PacketCodec.encode(PacketCodec.decode(datagram.duplicate()));
            return true;
        } catch (MalformedPacketException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError("-Dtftp.seed=" + seed + ": " + hex(datagram), e);
        }
    }
}
