package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void printsItsNameTheCodesNameAndTheMessage() {
        assertThat(Outcome.COMPLETED).hasToString("COMPLETED");
        assertThat(Outcome.of(Kind.TIMED_OUT, "no answer for 22.0 s")).hasToString("TIMED_OUT: no answer for 22.0 s");
        assertThat(new Outcome(Kind.PEER_ERROR, ErrorCode.FILE_NOT_FOUND, "no such file"))
                .hasToString("PEER_ERROR FILE_NOT_FOUND (1): no such file");
        assertThat(new Outcome(Kind.ABORTED, new ErrorCode(42), "")).hasToString("ABORTED ERROR 42");
    }
}
