package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.PortRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "::1, ::1",
        "[::1], ::1",
        "::, ::",
        "2001:db8::a:0:0:1, 2001:db8::a:0:0:1"
    })
    void anAddressIsRead(String text, String address) {
        InetAddress converted = new Converters.ToAddress().convert(text);
        assertThat(AddressText.of(converted)).isEqualTo(address);
    }

    @Test
    void anAddressMayHaveAScope() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        for (String scope : List.of(loopback.getName(), String.valueOf(loopback.getIndex()))) {
            Inet6Address address = (Inet6Address) new Converters.ToAddress().convert("fe80::1%" + scope);
            assertThat(address.getScopeId()).isEqualTo(loopback.getIndex());
        }
        assertThatThrownBy(() -> new Converters.ToAddress().convert("fe80::1%nosuch"))
                .hasMessageContaining("there is no network interface nosuch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "localhost",
                "127.1",
                "1.2.3",
                "1.2.3.4/24",
                "1.2.3.1-5",
                "1.2.3.*",
                "0x7f000001",
                "::1/64",
                "1.2.3.4:69",
                "[]"
            })
    void otherTextIsNoAddress(String text) {
        assertThatThrownBy(() -> new Converters.ToAddress().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "1k, 1024",
        "100M, 104857600",
        "2G, 2147483648",
        "1T, 1099511627776",
        "3KiB, 3072",
        "5b, 5"
    })
    void aSizeIsRead(String text, long bytes) {
        assertThat(new Converters.ToSize().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5M", "M", "5 M", "999999999999T"})
    void otherTextIsNoSize(String text) {
        assertThatThrownBy(() -> new Converters.ToSize().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void secondsMayBeFractions() {
        assertThat(new Converters.ToSeconds().convert("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(new Converters.ToSeconds().convert("0.25")).isEqualTo(Duration.ofMillis(250));
        for (String text : new String[] {"", "-1", "1e3", ".5", "5s", "0.0000000001"}) {
            assertThatThrownBy(() -> new Converters.ToSeconds().convert(text))
                    .as(text)
                    .isInstanceOf(TypeConversionException.class);
        }
    }

    @Test
    void aPortRangeIsTwoPorts() {
        assertThat(new Converters.ToPortRange().convert("50000:50999")).isEqualTo(new PortRange(50_000, 50_999));
        for (String text : new String[] {"", "5", "5:", "5:4", "0:0", "0:5", "1:65536", "1-5"}) {
            assertThatThrownBy(() -> new Converters.ToPortRange().convert(text))
                    .as(text)
                    .isInstanceOf(TypeConversionException.class);
        }
    }
}
