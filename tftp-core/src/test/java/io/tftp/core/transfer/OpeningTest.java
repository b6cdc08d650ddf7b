package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ProtocolException;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private static final Opening REQUEST =
            Opening.request(new ReadRequest("f", TransferMode.OCTET, Machines.options("blksize=1024")));

    @Test
    void requestGoesByRfc1350UntilOptionsAreGranted() throws ProtocolException {
        assertThat(REQUEST.isRequest()).isTrue();
        assertThat(REQUEST.parameters()).isEqualTo(TransferParameters.RFC_1350);
        TransferParameters agreed = REQUEST.accept(new OptionAck(Machines.options("blksize=1000")));
        assertThat(agreed.blockSizeBytes()).isEqualTo(1_000);
    }

    @Test
    void requestAcceptsNothingThatItDidNotAsk() {
        OptionAck answer = new OptionAck(Machines.options("windowsize=2"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> REQUEST.accept(answer));
    }

    @Test
    void optionAckGoesByWhatItGrants() {
        TransferParameters granted = new TransferParameters(8, 4, OptionalInt.empty(), OptionalLong.empty());
        Opening opening = Opening.optionAck(Machines.options("blksize=8 windowsize=4"), granted);
        assertThat(opening.isOptionAck()).isTrue();
        assertThat(opening.parameters()).isEqualTo(granted);
        assertThat(PacketCodec.opcode(opening.datagram())).isEqualTo(6);
    }

    @Test
    void ackZeroIsAnAckAndNoneIsNothing() {
        assertThat(PacketCodec.block(Opening.ackZero().datagram())).isZero();
        assertThat(Opening.none().isNone()).isTrue();
        assertThat(Opening.none().datagram().hasRemaining()).isFalse();
    }
}
