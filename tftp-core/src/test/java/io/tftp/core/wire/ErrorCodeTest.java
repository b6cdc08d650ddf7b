package io.tftp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {

    @Test
    void codesPrintTheirNamesAndNumbers() throws Exception {
        int named = 0;
        for (Field field : ErrorCode.class.getFields()) {
            ErrorCode code = (ErrorCode) field.get(null);
            assertThat(code).hasToString(field.getName() + " (" + code.value() + ")");
            named++;
        }
        assertThat(named).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 42, 65_535})
    void codesOfNoRfcPrintTheirNumbers(int value) {
        assertThat(new ErrorCode(value)).hasToString("ERROR " + value);
    }
}
