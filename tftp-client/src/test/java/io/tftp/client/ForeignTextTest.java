package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void whatCouldHarmATerminalIsReplaced() {
        assertThat(ForeignText.clean("a\u001b]0;x\u0007\r\n\tb\u009b\u202e\u2028\u007f\ud800"))
                .isEqualTo("a?]0;x????b?????");
    }

    @Test
    void ordinaryTextStays() {
        assertThat(ForeignText.clean("100 % größer 文件 😀")).isEqualTo("100 % größer 文件 😀");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(ForeignText.clean("x".repeat(1000))).hasSize(250);
    }
}
