package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void aPlainNameStaysPlain() {
        assertThat(LogText.name("grub/x86_64-efi/core.efi")).isEqualTo("grub/x86_64-efi/core.efi");
        assertThat(LogText.name("\\Boot\\BCD")).isEqualTo("\\Boot\\BCD");
        assertThat(LogText.name("grün")).isEqualTo("grün");
    }

    @Test
    void aNameThatCouldBeMisreadIsQuoted() {
        assertThat(LogText.name("my file")).isEqualTo("\"my file\"");
        assertThat(LogText.name("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(LogText.name("a\nb\\x0a")).isEqualTo("\"a\\x0ab\\\\x0a\"");
    }

    @Test
    void controlsAreEscaped() {
        assertThat(LogText.clean("a\r\n\t\u0000\u007f\u009b\u202e\u2028b"))
                .isEqualTo("a\\x0d\\x0a\\x09\\x00\\x7f\\x9b\\u{202e}\\u{2028}b");
    }

    @Test
    void whatIsTooLongIsCutAndItsLengthTold() {
        assertThat(LogText.clean("x".repeat(2000))).isEqualTo("x".repeat(2000));
        assertThat(LogText.clean("x".repeat(2001))).startsWith("xxx").endsWith("xxx... (2,001 characters)");
        for (String hostile : List.of("x", "\u0001", "\u202e", "\udbff\udfff", "\ud800", "\"", "\\")) {
            for (int length : List.of(199, 590, 601, 1990, 2001, 65_000)) {
                String words = hostile.repeat(length);
                assertThat(LogText.clean(words)).hasSizeLessThanOrEqualTo(2000);
                assertThat(LogText.name(words)).hasSizeLessThanOrEqualTo(650);
                assertThat(LogText.quote(words)).hasSizeLessThanOrEqualTo(650);
            }
        }
        assertThat(LogText.quote("y".repeat(65_000))).isEqualTo('"' + "y".repeat(600) + "\" of 65,000 characters");
    }

    @Test
    void aNameAsLongAsCanBeAskedForIsWhole() {
        assertThat(LogText.name("n".repeat(500))).isEqualTo("n".repeat(500));
    }

    @Test
    void figuresHaveUnits() {
        assertThat(LogText.bytes(42_392)).isEqualTo("42,392 bytes");
        assertThat(LogText.bytes(1)).isEqualTo("1 byte");
        assertThat(LogText.count(1, "resend")).isEqualTo("1 resend");
        assertThat(LogText.count(0, "resend")).isEqualTo("0 resends");
        assertThat(LogText.rate(3_456_789)).isEqualTo("3.5 MB/s");
        assertThat(LogText.rate(1500)).isEqualTo("1.5 kB/s");
    }
}
