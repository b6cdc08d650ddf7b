package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static Network network(String text) throws InvalidSettingException {
        return Network.parse(text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.7/24, 192.0.2.9, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 192.0.2.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 192.0.2.7, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%1, true",
        "::ffff:192.0.2.0/120, 192.0.2.7, true",
        "::ffff:192.0.2.7, 192.0.2.7, true",
        "all, 192.0.2.7, true",
        "all, 2001:db8::1, true"
    })
    void aNetworkHasItsAddressesAndNoOthers(String network, String address, boolean contains) throws Exception {
        assertThat(network(network).contains(InetAddress.getByName(address))).isEqualTo(contains);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, true", "192.0.3.0/24, false", "::/0, false", "::ffff:192.0.2.7, true"})
    void anIpv4AddressInIpv6sClothesIsTheIpv4Address(String network, boolean contains) throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7};
        assertThat(network(network).contains(Inet6Address.getByAddress(null, mapped, 0)))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/24", "192.0.2.7", "2001:db8::/32", "all"})
    void aNetworkIsEqualToOneThatIsWrittenTheSame(String text) throws Exception {
        assertThat(network(text)).isEqualTo(network(text)).hasToString(text).hasSameHashCodeAs(network(text));
        assertThat(network(text)).isNotEqualTo(network("10.0.0.0/8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10/8",
                "10.0.0.0/33",
                "10.0.0.*",
                "10.0.0.1-9",
                "example.org",
                "/8",
                "::/129",
                "fe80::1%eth0",
                "10.0.0.0/255.0.0.0",
                "*",
                "ALL"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> network(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("'" + text + "' is not a network");
    }
}
