package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "server, server, -1",
        "server:6969, server, 6969",
        "192.0.2.1:69, 192.0.2.1, 69",
        "2001:db8::1, 2001:db8::1, -1",
        "::1, ::1, -1",
        "[::1], ::1, -1",
        "[::1]:6969, ::1, 6969",
        "[fe80::1%eth0]:1, fe80::1%eth0, 1",
    })
    void aServerIsReadAsPeopleWriteIt(String text, String host, int port) {
        HostPort parsed = HostPort.parse(text);
        assertThat(parsed.host()).isEqualTo(host);
        assertThat(parsed.port().orElse(-1)).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1:69", "0:0:0:0:0:0:0:1, [::1]:69", "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:69"})
    void anAddressIsWrittenAsItIsRead(String literal, String text) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(literal), 69);
        assertThat(HostPort.describe(address)).isEqualTo(text);
        HostPort parsed = HostPort.parse(text);
        assertThat(InetAddress.getByName(parsed.host())).isEqualTo(address.getAddress());
        assertThat(parsed.port()).hasValue(69);
    }
}
