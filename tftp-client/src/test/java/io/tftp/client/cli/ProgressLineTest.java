package io.tftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressLineTest {

    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 69);

    private static ProgressState waiting(String title, int asked) {
        return waiting(title, Optional.empty(), asked);
    }

    private static ProgressState waiting(String title, Optional<String> before, int asked) {
        return new ProgressState(
                title,
                Optional.of(SERVER),
                before,
                asked,
                false,
                Duration.ofSeconds(7),
                0,
                OptionalLong.empty(),
                Duration.ZERO);
    }

    private static ProgressState silent(String title, long seconds) {
        return new ProgressState(
                title,
                Optional.of(SERVER),
                Optional.empty(),
                2,
                true,
                Duration.ofSeconds(seconds),
                12_345_678,
                OptionalLong.of(27_000_000),
                Duration.ofSeconds(10));
    }

    private static ProgressState running(String title, long bytes, OptionalLong total) {
        return new ProgressState(
                title, Optional.empty(), Optional.empty(), 0, true, Duration.ZERO, bytes, total, Duration.ofSeconds(4));
    }

    static ProgressState[] states() {
        return new ProgressState[] {
            waiting("get pxelinux.0", 3),
            waiting("get pxelinux.0", Optional.of("192.0.2.9:69 did not answer"), 1),
            waiting("get \u6f22\u5b57\u6f22\u5b57.img", 1),
            silent("get pxelinux.0", 4),
            silent("put a-name-that-is-too-long-for-any-line-of-a-terminal.img", 3_700),
            running("get pxelinux.0", 12_345_678, OptionalLong.of(27_000_000)),
            running("get pxelinux.0", 12_345_678, OptionalLong.empty()),
            running("get empty", 0, OptionalLong.of(0)),
            running(
                    "put \u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57",
                    Long.MAX_VALUE,
                    OptionalLong.of(1)),
        };
    }

    @ParameterizedTest
    @MethodSource("states")
    void fitsAnyWidth(ProgressState state) {
        for (int columns = 1; columns <= 200; columns++) {
            String line = ProgressLine.of(state, columns);
            assertThat(TextWidth.of(line)).as("%s columns: %s", columns, line).isBetween(1, columns);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "79 | get pxelinux.0: waiting for 192.0.2.1:69, 3 requests sent",
                "41 | waiting for 192.0.2.1:69, 3 requests sent",
                "39 | waiting, 3 requests sent",
                "19 | 3 requests sent",
                "10 | 3 requests",
                "5  | wai..",
                "1  | w"
            })
    void aSilentServerIsNamedAndHowOftenItWasAsked(int columns, String line) {
        assertThat(ProgressLine.of(waiting("get pxelinux.0", 3), columns)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "79 | get a: 192.0.2.9:69 did not answer, asking 192.0.2.1:69",
                "54 | waiting for 192.0.2.1:69, 1 request sent",
                "30 | waiting, 1 request sent"
            })
    void theNextAddressIsNamedAndWhyItIsAsked(int columns, String line) {
        assertThat(ProgressLine.of(waiting("get a", Optional.of("192.0.2.9:69 did not answer"), 1), columns))
                .isEqualTo(line);
    }

    @Test
    void oneIsSingular() {
        assertThat(ProgressLine.of(waiting("get a", 1), 79))
                .isEqualTo("get a: waiting for 192.0.2.1:69, 1 request sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "79 | get pxelinux.0: 45 %, no answer for 4 s",
                "38 | 45 %, no answer for 4 s",
                "19 | no answer for 4 s",
                "10 | silent 4 s",
                "3  | 4 s"
            })
    void aServerThatFallsSilentIsSaid(int columns, String line) {
        assertThat(ProgressLine.of(silent("get pxelinux.0", 4), columns)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99 | get pxelinux.0: 45 % [================>                   ] 12.3 MB of 27.0 MB, 3.1 MB/s, 5 s left",
                "79 | get pxelinux.0: 45 % [=======>        ] 12.3 MB of 27.0 MB, 3.1 MB/s, 5 s left",
                "60 | get pxelinux.0: 45 %, 12.3 MB of 27.0 MB, 3.1 MB/s, 5 s left",
                "39 | get pxelinux.0: 45 %, 3.1 MB/s",
                "19 | 45 %, 3.1 MB/s",
                "9  | 45 %",
                "1  | 4"
            })
    void theBarMakesRoomForTheNumbers(int columns, String line) {
        assertThat(ProgressLine.of(running("get pxelinux.0", 12_345_678, OptionalLong.of(27_000_000)), columns))
                .isEqualTo(line);
    }

    @Test
    void withoutASizeTheAmountIsShown() {
        assertThat(ProgressLine.of(running("put -", 12_345_678, OptionalLong.empty()), 79))
                .isEqualTo("put -: 12.3 MB, 3.1 MB/s");
    }
}
