package io.tftp.core.impairment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives garbled, a program can tell by it, or it is no content. */
class GarblingTest {

    private static final int ROUNDS = 20_000;
    private static final Options OPTIONS = Options.of("blksize", "1428", "windowsize", "16", "tsize", "0");
    private static final Set<String> ASKED = Set.of("blksize", "windowsize", "tsize");

    static Stream<Packet> packets() {
        return Stream.of(
                new ReadRequest("file", TransferMode.OCTET, OPTIONS),
                new WriteRequest("file", TransferMode.OCTET, Options.none()),
                new Data(17, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6})),
                new Data(18, ByteBuffer.allocate(0)),
                new Ack(19),
                new OptionAck(OPTIONS),
                ErrorPacket.of(ErrorCode.DISK_FULL, "full"));
    }

    private static byte[] bytes(Packet packet) {
        return PacketCodec.encode(packet).array().clone();
    }

    @ParameterizedTest
    @MethodSource("packets")
    void nothingThatArrivesCanBeBelieved(Packet sent) {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] garbled = Garbling.garble(bytes(sent), random);
            try {
                Packet packet = PacketCodec.decode(ByteBuffer.wrap(garbled));
                kinds.add(packet.opcode().name());
                check(sent, packet);
            } catch (MalformedPacketException e) {
                kinds.add("malformed");
            }
        }
        assertThat(kinds).contains("malformed").hasSizeGreaterThan(1);
    }

    private static void check(Packet sent, Packet arrived) {
        if (arrived instanceof Data data) {
            assertThat(data.payload()).isEqualTo(((Data) sent).payload());
            assertThat(BlockNumber.forwardDistance(((Data) sent).block(), data.block()))
                    .isEqualTo(32_768);
        } else if (arrived instanceof Ack ack) {
            assertThat(BlockNumber.forwardDistance(((Ack) sent).block(), ack.block()))
                    .isEqualTo(32_768);
        } else if (arrived instanceof OptionAck answer) {
            assertThat(sent).isInstanceOf(OptionAck.class);
            boolean unasked = answer.options().entries().stream().anyMatch(option -> !ASKED.contains(option.name()));
            boolean asSent = answer.options().equals(((OptionAck) sent).options()); // a digit that was drawn again
            assertThat(unasked || asSent).as("%s", answer).isTrue();
        } else if (arrived instanceof Request request && sent instanceof Request asked) {
            assertThat(request.filename()).isEqualTo(asked.filename());
            assertThat(request.mode()).isEqualTo(asked.mode());
        }
    }

    @Test
    void optionsOfRequestsArriveChanged() throws MalformedPacketException {
        SplittableRandom random = new SplittableRandom(1);
        ReadRequest sent = new ReadRequest("file", TransferMode.OCTET, OPTIONS);
        int changed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] garbled = Garbling.garble(bytes(sent), random);
            boolean sameStart = Arrays.equals(garbled, 0, Math.min(13, garbled.length), bytes(sent), 0, 13);
            if (sameStart) {
                Request arrived = (Request) PacketCodec.decode(ByteBuffer.wrap(garbled));
                changed += arrived.options().equals(OPTIONS) ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void whatIsTooShortForAnOpcodeBecomesGarbageToo() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length = 0; length < 4; length++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(Garbling.garble(new byte[length], random)).hasSizeLessThanOrEqualTo(64);
            }
        }
    }

    @Test
    void theSameChanceGarblesTheSame() {
        Fate fate = new Fate(1, false, false, true, false, 0, OptionalLong.empty(), 42, List.of());
        assertThat(fate.bytes(bytes(new Ack(5)))).isEqualTo(fate.bytes(bytes(new Ack(5))));
    }
}
