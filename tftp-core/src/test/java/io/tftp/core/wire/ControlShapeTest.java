package io.tftp.core.wire;

import static io.tftp.core.wire.Datagrams.datagram;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlShapeTest {

    private static boolean isPacket(String notation) {
        ByteBuffer bytes = datagram(notation);
        return ControlShape.isErrorOrOptionAck(bytes, 0, bytes.limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0005 0000 00", "0005 0001 'x' 00", "0005 00ff 'x' 00", "0005 0002 e9 01 'x' 00",
                "0006 'a' 00 00", "0006 'a' 00 '1' 00", "0006 'a' 00 '1' 00 'b' 00 00", "0006 ' ' 00 '~' 00"
            })
    void whatTheRfcsHaveIsAPacket(String notation) {
        assertThat(isPacket(notation)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0003 0001 'x' 00",
                "0004 0001 'x' 00",
                "0105 0001 'x' 00",
                "0005",
                "0005 0001",
                "0005 0000",
                "0005 0001 'x'",
                "0005 0101 'x' 00",
                "0005 0001 'x' 00 'y' 00",
                "0005 0001 00 00",
                "0006",
                "0006 00",
                "0006 'a' 00",
                "0006 'a'",
                "0006 'a' 00 '1'",
                "0006 00 '1' 00",
                "0006 'a' 00 '1' 00 'b' 00",
                "0006 'a' 00 00 00 00",
                "0006 'a' 00 1f 00",
                "0006 7f 00 '1' 00",
                "0006 'a' 00 e9 00"
            })
    void anythingElseIsNone(String notation) {
        assertThat(isPacket(notation)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'7878 0005 0001 ''no'' 00', 2, 2",
        "'7878 0005 0000 ''no'' 00', 2, 2",
        "'0005 0000 00', 0, 0",
        "'0005 0001 00', 0, 0",
        "'7800 0005 0007 00', 2, 2",
        "'7878 0005 0101 ''no'' 00', -1, -1",
        "'7878 0005 0001 ''no''', -1, 2",
        "'7878 0005 0001', -1, 2",
        "'7878 0005 0000', -1, 2",
        "'7878 0004 0001 ''no'' 00', -1, -1",
        "'7878 0004 0000', -1, -1",
        "'7878 7878 7878', -1, -1",
        "'7878 7878 7800', -1, -1",
        "'05 0001 ''no'' 00', -1, -1",
        "'05 0000', -1, -1"
    })
    void anErrorIsFoundAtTheEnd(String notation, int strict, int lenient) {
        ByteBuffer bytes = datagram(notation);
        assertThat(ControlShape.errorBefore(bytes, 0, bytes.limit(), true)).isEqualTo(strict);
        assertThat(ControlShape.errorBefore(bytes, 0, bytes.limit(), false)).isEqualTo(lenient);
    }

    @ParameterizedTest
    @CsvSource({
        "'7878 0006 ''a'' 00 ''1'' 00', 2",
        "'7878 0006 ''a'' 00 00 ''b'' 00 00', 2",
        "'0006 ''a'' 00 ''1'' 00', 0",
        "'7878 0006 ''a'' 00 ''1''', -1",
        "'7878 0006 ''a'' 00 00 00', -1",
        "'7878 0106 ''a'' 00 00', -1",
        "'7878 0005 ''a'' 00 00', -1",
        "'06 ''a'' 00 00', -1",
        "'7878 0006 ''a'' 00', -1",
        "'''only text'' 00', -1"
    })
    void anOptionAckIsFoundAtTheEnd(String notation, int offset) {
        ByteBuffer bytes = datagram(notation);
        assertThat(ControlShape.optionAckBefore(bytes, 0, bytes.limit())).isEqualTo(offset);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void nothingIsFoundBeforeTheLeastOffset(int from) {
        ByteBuffer error = datagram("7878 0005 0001 'no' 00");
        ByteBuffer zero = datagram("7878 0005 0000 'no' 00");
        ByteBuffer optionAck = datagram("7878 0006 'a' 00 00");
        int expected = from == 2 ? 2 : ControlShape.NONE;
        assertThat(ControlShape.errorBefore(error, from, error.limit(), true)).isEqualTo(expected);
        assertThat(ControlShape.errorBefore(zero, from, zero.limit(), true)).isEqualTo(expected);
        assertThat(ControlShape.optionAckBefore(optionAck, from, optionAck.limit()))
                .isEqualTo(expected);
    }
}
