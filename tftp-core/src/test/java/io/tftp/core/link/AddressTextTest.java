package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals are not looked up. */
class AddressTextTest {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, (byte) 200};

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "192.0.2.255, 192.0.2.255",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "2001:DB8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:0db8:000a:0000:0000:0000:0000:00ab, 2001:db8:a::ab",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:0:0:0:1:0:0:1, 2001::1:0:0:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:1:2:3:4:0:0, ::1:2:3:4:0:0",
        "1:0:0:2:3:4:0:0, 1::2:3:4:0:0",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:0:0:0:0:0:c000:201, ::c000:201",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void anAddressIsWrittenAsRfc5952Recommends(String literal, String written) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(literal))).isEqualTo(written);
    }

    @Test
    void aMappedAddressShowsTheIpv4Address() throws UnknownHostException {
        assertThat(AddressText.of(Inet6Address.getByAddress(null, MAPPED, -1))).isEqualTo("::ffff:192.0.2.200");
    }

    @Test
    void theZoneStays() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::7").getAddress();
        assertThat(AddressText.of(Inet6Address.getByAddress(null, linkLocal, 12345)))
                .isEqualTo("fe80::7%12345");
    }

    @Test
    void withAPortIpv6HasBrackets() throws UnknownHostException {
        assertThat(AddressText.of(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 69)))
                .isEqualTo("192.0.2.1:69");
        assertThat(AddressText.of(new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 69)))
                .isEqualTo("[2001:db8::1]:69");
        assertThat(AddressText.of(new InetSocketAddress(
                        Inet6Address.getByAddress(
                                null, InetAddress.getByName("fe80::7").getAddress(), 3),
                        69)))
                .isEqualTo("[fe80::7%3]:69");
    }

    @Test
    void aNameIsNeverWrittenForAnAddressNorLookedUp() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("a-name.example", new byte[] {(byte) 192, 0, 2, 1});
        assertThat(AddressText.of(new InetSocketAddress(named, 69))).isEqualTo("192.0.2.1:69");
        assertThat(AddressText.of(InetSocketAddress.createUnresolved("no-such.example", 69)))
                .isEqualTo("no-such.example:69");
    }

    @Test
    void theTextIsReadBackAsTheSameAddress() throws UnknownHostException {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[16];
            for (int group = 0; group < bytes.length; group += 2) {
                if (random.nextBoolean()) {
                    bytes[group] = (byte) random.nextInt();
                    bytes[group + 1] = (byte) random.nextInt();
                }
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(InetAddress.getByName(AddressText.of(address))).isEqualTo(address);
        }
    }

    @Test
    void bitsAreAnAddressToo() {
        assertThat(AddressText.ofIpv6(0x2001_0db8_0000_0000L, 0x0000_0005_0000_abcdL))
                .isEqualTo("2001:db8::5:0:abcd");
    }
}
