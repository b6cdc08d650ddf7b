package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.net.PortRange;
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
        assertThat(LogText.host(converted)).isEqualTo(address);
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
        "192.0.2.7, 192.0.2.7, 192.0.2.8",
        "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
        "192.0.2.77/24, 192.0.2.1, 192.0.1.255",
        "10.0.0.0/8, 10.255.0.1, 11.0.0.1",
        "0.0.0.0/0, 203.0.113.1, 2001:db8::1",
        "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1",
        "::1, ::1, ::2",
        "fe80::/10, fe80::1%1, fec0::1"
    })
    void aSubnetIsOneAddressOrMany(String text, String within, String outside) {
        Subnet subnet = new Converters.ToSubnet().convert(text);
        assertThat(subnet.test(new Converters.ToAddress().convert(within))).isTrue();
        assertThat(subnet.test(new Converters.ToAddress().convert(outside))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "/24",
                "all",
                "example.org",
                "192.0.2",
                "192.0.2.*",
                "192.0.2.1-9",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/255.255.255.0",
                "192.0.2.0/24/8",
                "::/129"
            })
    void otherTextIsNoSubnet(String text) {
        assertThatThrownBy(() -> new Converters.ToSubnet().convert(text)).isInstanceOf(TypeConversionException.class);
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
