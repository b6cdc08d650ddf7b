package io.tftp.core.wire;

import static io.tftp.core.wire.Datagrams.datagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the codec refuses, and what it puts up with. */
class MalformedPacketTest {

    private static final Options NONE = Options.none();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,                         packet too short for an opcode",
                "00,                         packet too short for an opcode",
                "0000,                       unknown opcode 0",
                "0007 0001,                  unknown opcode 7",
                "ffff,                       unknown opcode 65535",
                "0001,                       file name missing or without its NUL",
                "0001 'foo',                 file name missing or without its NUL",
                "0001 00 'octet' 00,         empty file name",
                "0001 'foo' 00,              mode missing or without its NUL",
                "0002 'foo' 00 'octet',      mode missing or without its NUL",
                "0001 'foo' 00 00,           unknown mode \"\"",
                "0001 'foo' 00 'mail' 00,    unknown mode \"mail\"",
                "0001 'foo' 00 'oktett' 00,  unknown mode \"oktett\"",
                "0001 'foo' 00 'o%n' 07 00,  unknown mode \"o?n?\"",
                "0003 00,                    DATA of only 3 bytes",
                "0004,                       ACK of only 2 bytes",
                "0005 00,                    ERROR of only 3 bytes"
            })
    void isRefusedAndSaysWhy(String notation, String message) {
        assertThatThrownBy(() -> PacketCodec.decode(datagram(notation)))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> tolerated() {
        Packet plain = new ReadRequest("foo", TransferMode.OCTET, NONE);
        Packet withSize = new ReadRequest("foo", TransferMode.OCTET, Options.of("tsize", "0"));
        return Stream.of(
                arguments("mode in capitals", "0001 'foo' 00 'OCTET' 00", plain),
                arguments("mode in both cases", "0001 'foo' 00 'ocTet' 00", plain),
                arguments("one NUL too many", "0001 'foo' 00 'octet' 00 00", plain),
                arguments("padding", "0001 'foo' 00 'octet' 00 000000000000", plain),
                arguments("padding behind options", "0001 'foo' 00 'octet' 00 'tsize' 00 '0' 00 0000", withSize),
                arguments("garbage", "0001 'foo' 00 'octet' 00 ff4711", plain),
                arguments("garbage behind options", "0001 'foo' 00 'octet' 00 'tsize' 00 '0' 00 ff4711", withSize),
                arguments("name without value", "0001 'foo' 00 'octet' 00 'tsize' 00 '0' 00 'blksize' 00", withSize),
                arguments("half a value", "0001 'foo' 00 'octet' 00 'tsize' 00 '0' 00 'blksize' 00 '14'", withSize),
                arguments("padded ACK", "0004 0007 00000000 'and 21 bytes of nothing'", new Ack(7)),
                arguments("ACK with rubbish behind it", "0004 0007 'and 25 bytes of nothing more'", new Ack(7, 'a')),
                arguments("ERROR without message", "0005 0002", new ErrorPacket(ErrorCode.ACCESS_VIOLATION, "")),
                arguments("ERROR without NUL", "0005 0002 'no'", new ErrorPacket(ErrorCode.ACCESS_VIOLATION, "no")),
                arguments(
                        "padded ERROR", "0005 0002 'no' 00 'x' 00", new ErrorPacket(ErrorCode.ACCESS_VIOLATION, "no")),
                arguments("padded OACK", "0006 'tsize' 00 '5' 00 0000", new OptionAck(Options.of("tsize", "5"))),
                arguments(
                        "Latin-1 name",
                        "0001 'f' fc 'r' 00 'octet' 00",
                        new ReadRequest("f\u00fcr", TransferMode.OCTET, NONE)),
                arguments("Latin-1 message", "0005 0000 e9 00", new ErrorPacket(ErrorCode.NOT_DEFINED, "\u00e9")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tolerated")
    void isTolerated(String what, String notation, Packet packet) throws MalformedPacketException {
        assertThat(PacketCodec.decode(datagram(notation))).as(what).isEqualTo(packet);
    }

    @Test
    void fileNamesHaveUpTo500Bytes() throws MalformedPacketException {
        String longest = "x".repeat(500);

        assertThat(PacketCodec.decode(datagram("0001 '" + longest + "' 00 'octet' 00")))
                .isEqualTo(new ReadRequest(longest, TransferMode.OCTET, NONE));
        assertThatThrownBy(() -> PacketCodec.decode(datagram("0001 '" + longest + "x' 00 'octet' 00")))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("file name longer than 500 bytes");
    }

    @Test
    void aRequestMayFillADatagramButOnlySoMuchOfItsOptionsIsKept() throws MalformedPacketException {
        String bomb = "7".repeat(PacketCodec.MAX_DATAGRAM_BYTES - 27);
        ByteBuffer datagram = datagram("0001 'f' 00 'octet' 00 'blksize' 00 '512' 00 'opt' 00 '" + bomb + "' 00");

        assertThat(datagram.remaining()).isEqualTo(PacketCodec.MAX_DATAGRAM_BYTES);
        assertThat(PacketCodec.decode(datagram))
                .isEqualTo(new ReadRequest("f", TransferMode.OCTET, Options.of("blksize", "512")));
    }

    @Test
    void optionsAreKeptUpToTheirLimit() throws MalformedPacketException {
        String value = "7".repeat(PacketCodec.MAX_OPTION_BYTES - 3);

        assertThat(PacketCodec.decode(datagram("0001 'f' 00 'octet' 00 'opt' 00 '" + value + "' 00 'o' 00 'v' 00")))
                .isEqualTo(new ReadRequest("f", TransferMode.OCTET, Options.of("opt", value)));
        assertThat(PacketCodec.decode(datagram("0001 'f' 00 'octet' 00 '" + value + "7777' 00 'v' 00")))
                .isEqualTo(new ReadRequest("f", TransferMode.OCTET, Options.none()));
    }

    @Test
    void onlySoManyOptionsAreKept() throws MalformedPacketException {
        ByteBuffer datagram = datagram("0001 'f' 00 'octet' 00" + " 'o' 00 'v' 00".repeat(1_000));

        assertThat(((ReadRequest) PacketCodec.decode(datagram)).options().size())
                .isEqualTo(PacketCodec.MAX_OPTIONS);
    }

    @Test
    void aBlockLongerThanTheLargestIsRefused() {
        ByteBuffer datagram = ByteBuffer.allocate(4 + Data.MAX_PAYLOAD_BYTES + 1);
        PacketCodec.putDataHeader(datagram, 0, 1);

        assertThatThrownBy(() -> PacketCodec.decode(datagram)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void theAnswerIsAnIllegalOperationFitToSend() {
        MalformedPacketException e = catchThrowableOfType(
                MalformedPacketException.class,
                () -> PacketCodec.decode(datagram("0001 'foo' 00 '" + "%n".repeat(5_000) + "' 00")));

        assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_OPERATION);
        assertThat(e.toPacket().code()).isEqualTo(ErrorCode.ILLEGAL_OPERATION);
        assertThat(e.toPacket().message()).hasSize(ErrorPacket.MAX_FITTED_CHARS).startsWith("unknown mode \"?n?n");
    }

    @Test
    void refusingWalksNoStack() {
        MalformedPacketException e =
                catchThrowableOfType(MalformedPacketException.class, () -> PacketCodec.decode(ByteBuffer.allocate(0)));

        assertThat(e.getStackTrace()).isEmpty();
    }
}
