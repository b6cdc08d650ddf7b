package io.tftp.core.wire;

import static io.tftp.core.wire.Datagrams.datagram;
import static io.tftp.core.wire.Datagrams.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {

    private static final Options NONE = Options.none();

    static Stream<Arguments> packets() {
        return Stream.of(
                arguments("0001 'foo' 00 'octet' 00", new ReadRequest("foo", TransferMode.OCTET, NONE)),
                arguments("0002 'a/b c' 00 'netascii' 00", new WriteRequest("a/b c", TransferMode.NETASCII, NONE)),
                arguments(
                        "0001 'foo' 00 'octet' 00 'blksize' 00 '1428' 00 'tsize' 00 '0' 00",
                        new ReadRequest("foo", TransferMode.OCTET, Options.of("blksize", "1428", "tsize", "0"))),
                arguments(
                        "0002 'foo' 00 'octet' 00 'TSize' 00 '7' 00 'tsize' 00 '8' 00",
                        new WriteRequest("foo", TransferMode.OCTET, Options.of("TSize", "7", "tsize", "8"))),
                arguments("0001 c3a4 00 'octet' 00", new ReadRequest("\u00e4", TransferMode.OCTET, NONE)),
                arguments("0001 '%s\\..' 00 'octet' 00", new ReadRequest("%s\\..", TransferMode.OCTET, NONE)),
                arguments(
                        "0001 'f' 00 'octet' 00 'x' 00 00",
                        new ReadRequest("f", TransferMode.OCTET, Options.of("x", ""))),
                arguments("0003 0001 'abc'", new Data(1, datagram("'abc'"))),
                arguments("0003 ffff 00ff80", new Data(65_535, datagram("00ff80"))),
                arguments("0003 0000", new Data(0, datagram(""))),
                arguments("0004 0000", new Ack(0)),
                arguments("0004 0100", new Ack(256)),
                arguments("0004 ffff", new Ack(65_535)),
                arguments("0004 0007 01", new Ack(7, 1)),
                arguments("0004 0000 ff", new Ack(0, 255)),
                arguments("0005 0001 'File not found' 00", new ErrorPacket(ErrorCode.FILE_NOT_FOUND, "File not found")),
                arguments("0005 0000 00", new ErrorPacket(ErrorCode.NOT_DEFINED, "")),
                arguments("0005 fffe 'x' 00", new ErrorPacket(new ErrorCode(65_534), "x")),
                arguments("0006 'tsize' 00 '12345' 00", new OptionAck(Options.of("tsize", "12345"))),
                arguments("0006", new OptionAck(NONE)));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decodesToThePacket(String notation, Packet packet) throws MalformedPacketException {
        assertThat(PacketCodec.decode(datagram(notation))).isEqualTo(packet);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void encodesToTheBytes(String notation, Packet packet) {
        ByteBuffer encoded = PacketCodec.encode(packet);

        assertThat(hex(encoded)).isEqualTo(hex(datagram(notation)));
        assertThat(encoded.position()).isZero();
    }

    @ParameterizedTest
    @MethodSource("packets")
    void encodesBehindWhatTheBufferHolds(String notation, Packet packet) {
        ByteBuffer target = ByteBuffer.allocateDirect(200).position(3);

        PacketCodec.encode(packet, target);

        assertThat(hex(target.flip().position(3))).isEqualTo(hex(datagram(notation)));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void decodesOnlyWhatLiesBetweenPositionAndLimit(String notation, Packet packet) throws MalformedPacketException {
        ByteBuffer bytes = datagram(notation);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.remaining() + 9);
        buffer.put(new byte[] {0, 5, 0}).put(bytes).put(new byte[] {'g', 'a', 'r', 0, 'x', 0});

        assertThat(PacketCodec.decode(buffer.flip().position(3).limit(buffer.limit() - 6)))
                .isEqualTo(packet);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void aBufferTooSmallIsLeftAlone(String notation, Packet packet) {
        ByteBuffer target = ByteBuffer.allocate(datagram(notation).remaining() - 1);

        assertThatThrownBy(() -> PacketCodec.encode(packet, target)).isInstanceOf(BufferOverflowException.class);
        assertThat(target.position()).isZero();
        assertThat(target.array()).containsOnly(0);
    }

    @Test
    void decodedPayloadIsAViewOfTheDatagram() throws MalformedPacketException {
        ByteBuffer datagram = datagram("0003 0001 'abc'");
        Data data = (Data) PacketCodec.decode(datagram);

        datagram.put(4, (byte) 'X');

        assertThat(hex(data.payload())).isEqualTo(hex(datagram("'Xbc'")));
    }

    @Test
    void encodingDataLeavesItsPayloadUnread() {
        Data data = new Data(1, datagram("'abc'"));

        PacketCodec.encode(data);

        assertThat(data.payload().remaining()).isEqualTo(3);
    }

    @Test
    void largestBlockTravels() throws MalformedPacketException {
        Data data = new Data(1, ByteBuffer.allocate(Data.MAX_PAYLOAD_BYTES));

        assertThat(PacketCodec.decode(PacketCodec.encode(data))).isEqualTo(data);
    }

    @Test
    void aPacketLongerThanADatagramIsOurError() {
        ErrorPacket error = new ErrorPacket(ErrorCode.NOT_DEFINED, "x".repeat(65_503));

        assertThatIllegalArgumentException().isThrownBy(() -> PacketCodec.encode(error));
    }

    @Test
    void fieldsAreReadWithoutDecoding() {
        ByteBuffer datagram = datagram("ffff 0003 8001 'abc'").position(2);

        assertThat(PacketCodec.opcode(datagram)).isEqualTo(3);
        assertThat(PacketCodec.block(datagram)).isEqualTo(0x8001);
        assertThat(datagram.position()).isEqualTo(2);
    }

    @Test
    void fieldsOfAShortDatagramAreNegative() {
        assertThat(PacketCodec.opcode(datagram("00"))).isEqualTo(-1);
        assertThat(PacketCodec.opcode(datagram("ffff"))).isEqualTo(0xffff);
        assertThat(PacketCodec.block(datagram("0004 00"))).isEqualTo(-1);
    }

    @Test
    void byteBehindAnAckIsReadAndWrittenInPlace() {
        assertThat(PacketCodec.nextWindow(datagram("ffff 0004 0007 80").position(2)))
                .isEqualTo(128);
        assertThat(PacketCodec.nextWindow(datagram("0004 0007 09 55"))).isEqualTo(9);
        assertThat(PacketCodec.nextWindow(datagram("0004 0007"))).isZero();
        ByteBuffer target = ByteBuffer.allocate(6);

        PacketCodec.putAck(target, 1, 7);
        PacketCodec.putNextWindow(target, 1, 255);

        assertThat(hex(target)).isEqualTo("00" + "00040007" + "ff");
    }

    @Test
    void headersAreWrittenInPlace() {
        ByteBuffer target = ByteBuffer.allocate(9);

        PacketCodec.putDataHeader(target, 1, 0xfffe);
        PacketCodec.putAck(target, 5, 0x8000);

        assertThat(hex(target)).isEqualTo("00" + "0003fffe" + "00048000");
        assertThat(target.position()).isZero();
    }

    private static String decodedMessage(String sent) throws MalformedPacketException {
        return ((ErrorPacket) PacketCodec.decode(PacketCodec.encode(new ErrorPacket(ErrorCode.NOT_DEFINED, sent))))
                .message();
    }

    @Test
    void aMessageOfTheGreatestLengthStaysAsItIs() throws Exception {
        assertThat(decodedMessage("x".repeat(250))).isEqualTo("x".repeat(250));
        assertThat(decodedMessage("\u20ac".repeat(250))).isEqualTo("\u20ac".repeat(250));
        assertThat(decodedMessage("\ud83d\ude00".repeat(125))).isEqualTo("\ud83d\ude00".repeat(125));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u20ac"})
    void aLongerMessageIsCutAndSaysSo(String letter) throws Exception {
        for (int length : new int[] {251, 400, 1_000, 1_001, 1_002, 1_003, 21_000}) {
            assertThat(decodedMessage(letter.repeat(length))).isEqualTo(letter.repeat(249) + "\u2026");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 250, 251, 10_000})
    void aCharacterIsNotCutInHalf(int count) throws Exception {
        String pair = "\ud83d\ude00";
        assertThat(decodedMessage(pair.repeat(count))).isEqualTo(pair.repeat(124) + "\u2026");
        assertThat(decodedMessage("x" + pair.repeat(count))).isEqualTo("x" + pair.repeat(124) + "\u2026");
    }

    @Test
    void aLongMessageThatIsNoUtf8IsCutToo() throws Exception {
        byte[] datagram = new byte[65_000];
        Arrays.fill(datagram, (byte) 0xE9);
        ByteBuffer buffer = ByteBuffer.wrap(datagram).putShort(0, (short) 5).putShort(2, (short) 0);

        assertThat(((ErrorPacket) PacketCodec.decode(buffer)).message()).isEqualTo("\u00e9".repeat(249) + "\u2026");
    }
}
