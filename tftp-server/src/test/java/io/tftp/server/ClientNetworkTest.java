package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8:1:2:3::1, 2001:db8:1:2:ffff::, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::1, ::2, true",
        "0.0.0.1, ::1, false",
        "255.255.255.255, 127.255.255.255, false"
    })
    void anIpv6ClientIsItsFirst64Bits(String one, String other, boolean same) throws UnknownHostException {
        boolean equal = network(one).equals(network(other));
        assertThat(equal).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 192.0.2.255",
        "2001:db8::1, 2001:db8::/64",
        "::1, ::/64",
        "10::1, 10::/64",
        "2001:db8:0:ffff::1, 2001:db8:0:ffff::/64"
    })
    void itIsWrittenAsAnAddressOrANetwork(String address, String text) throws UnknownHostException {
        assertThat(network(address)).hasToString(text);
    }

    @Test
    void anAddressOfANetworkIsWrittenByItself() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("2001:db8::5:0:abcd");
        assertThat(ClientNetwork.of(address).only(address)).hasToString("2001:db8::5:0:abcd");
    }

    @Test
    void aMappedAddressIsTheIpv4Address() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[12] = (byte) 192;
        mapped[14] = 2;
        mapped[15] = 7;
        assertThat(ClientNetwork.of(Inet6Address.getByAddress(null, mapped, 0))).isEqualTo(network("192.0.2.7"));
    }

    private static ClientNetwork network(String address) throws UnknownHostException {
        return ClientNetwork.of(InetAddress.getByName(address));
    }
}
