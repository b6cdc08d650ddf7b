package io.tftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.RemoteFile;
import io.tftp.client.TransferResult;
import io.tftp.core.options.TransferParameters;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    @Test
    void oneLineSaysHowItWent() {
        assertThat(Summary.of("get", result("192.0.2.1", 42_392, Duration.ofMillis(11), 0, 0)))
                .isEqualTo("got pxelinux.0: 42,392 bytes in 0.011 s, 3.9 MB/s, blksize 1428, windowsize 64, no resends,"
                        + " no duplicates");
        assertThat(Summary.of("put", result("192.0.2.1", 1, Duration.ofSeconds(2), 1, 1)))
                .isEqualTo("put pxelinux.0: 1 byte in 2.0 s, 1 B/s, blksize 1428, windowsize 64, 1 resend,"
                        + " 1 duplicate or out-of-order packet");
        assertThat(Summary.of("get", result("192.0.2.1", 1, Duration.ofSeconds(2), 2, 1_000)))
                .endsWith(", 2 resends, 1,000 duplicate or out-of-order packets");
    }

    @ParameterizedTest
    @CsvSource({"server, true", "192.0.2.9, true", "192.0.2.1, false", "1.2.3.4.5, true"})
    void theAddressThatAnsweredIsNamedUnlessItIsTheOneThatWasAskedFor(String host, boolean named) {
        TransferResult result = result(host, 1, Duration.ofSeconds(1), 0, 0);
        assertThat(Summary.of("get", result))
                .startsWith(named ? "got pxelinux.0 from 192.0.2.1: 1 byte" : "got pxelinux.0: 1 byte");
        assertThat(Summary.of("put", result))
                .startsWith(named ? "put pxelinux.0 to 192.0.2.1: 1 byte" : "put pxelinux.0: 1 byte");
    }

    @Test
    void anIpv6AddressIsShort() {
        assertThat(Summary.of("get", result("server", "2001:db8::1", 1, Duration.ofSeconds(1), 0, 0)))
                .startsWith("got pxelinux.0 from 2001:db8::1: 1 byte");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B/s",
        "999, 999 B/s",
        "1000, 1.0 kB/s",
        "3900000, 3.9 MB/s",
        "2500000000, 2.5 GB/s",
        "2500000000000, 2500.0 GB/s"
    })
    void ratesHaveAUnitThatFits(double bytesPerSecond, String text) {
        assertThat(Summary.rate(bytesPerSecond)).isEqualTo(text);
    }

    private static TransferResult result(String host, long bytes, Duration elapsed, long resends, long strays) {
        return result(host, "192.0.2.1", bytes, elapsed, resends, strays);
    }

    private static TransferResult result(
            String host, String server, long bytes, Duration elapsed, long resends, long strays) {
        return new TransferResult(
                RemoteFile.of(host, "pxelinux.0"),
                new InetSocketAddress(server, 2000),
                new TransferParameters(1428, 64, OptionalInt.of(1), OptionalLong.of(bytes)),
                bytes,
                elapsed,
                resends,
                strays);
    }
}
