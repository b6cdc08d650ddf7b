package io.tftp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Illegal packets can't be built, and every number and name leads to its constant and back. */
class PacketTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE})
    void numbersBeyond16BitsAreRefused(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ack(number));
        assertThatIllegalArgumentException().isThrownBy(() -> new Data(number, ByteBuffer.allocate(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorCode(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\0", "\udc00"})
    void aNameThatCannotBeSentIsRefused(String filename) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadRequest(filename, TransferMode.OCTET, Options.none()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriteRequest(filename, TransferMode.OCTET, Options.none()));
    }

    @Test
    void aMessageWithNulIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorPacket(ErrorCode.NOT_DEFINED, "a\0b"));
    }

    @Test
    void aPayloadLongerThanAnyBlockIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Data(1, ByteBuffer.allocate(65_465)));
    }

    @ParameterizedTest
    @CsvSource({"'no %s here', no ?s here", "'tab\tand\0nul', tab?and?nul", "gr\u00fcn \ud83d\ude00, gr?n ?", "'', ''"})
    void anyMessageCanBeMadeFitToSend(String message, String fitted) {
        assertThat(ErrorPacket.of(ErrorCode.NOT_DEFINED, message).message()).isEqualTo(fitted);
    }

    @Test
    void aFittedMessageIsShort() {
        assertThat(ErrorPacket.of(ErrorCode.NOT_DEFINED, "x".repeat(9_999)).message())
                .hasSize(ErrorPacket.MAX_FITTED_CHARS);
    }

    @ParameterizedTest
    @EnumSource
    void everyOpcodeIsFoundByItsNumber(Opcode opcode) {
        assertThat(Opcode.of(opcode.value())).contains(opcode);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, 65_537})
    void otherNumbersHaveNoOpcode(int value) {
        assertThat(Opcode.of(value)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyModeIsFoundByItsName(TransferMode mode) {
        assertThat(TransferMode.of(mode.wireName())).contains(mode);
        assertThat(TransferMode.of(mode.name())).contains(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail", "MAIL", "octet ", "binary", "netasc\u0131\u0131"})
    void otherNamesHaveNoMode(String name) {
        assertThat(TransferMode.of(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, unspecified error",
        "1, file not found",
        "2, access denied",
        "3, disk full",
        "4, illegal operation",
        "5, unknown transfer ID",
        "6, file already exists",
        "7, no such user",
        "8, option negotiation failed",
        "9, error 9",
        "65535, error 65535"
    })
    void errorCodesSpeakEnglish(int value, String description) {
        assertThat(new ErrorCode(value).description()).isEqualTo(description);
    }
}
