package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tftp.core.wire.TransferMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteFileTest {

    @ParameterizedTest
    @CsvSource({
        // uri, host, port, name, mode
        "tftp://server/name, server, 69, name,",
        "TFTP://server/name, server, 69, name,",
        "tftp://server:6969/dir/name, server, 6969, dir/name,",
        "tftp://192.0.2.1//etc/motd, 192.0.2.1, 69, /etc/motd,",
        "tftp://server/a%20b%2Fc, server, 69, a b/c,",
        "tftp://server/%C3%A9, server, 69, é,",
        "tftp://server/é, server, 69, é,",
        "tftp://server/name;mode=octet, server, 69, name, OCTET",
        "tftp://server/name;mode=netascii, server, 69, name, NETASCII",
        "tftp://server/name;MODE=NetAscii, server, 69, name, NETASCII",
        "tftp://server/a;b, server, 69, a;b,",
        "tftp://server/a;mode=b%3B;mode=octet, server, 69, a;mode=b;, OCTET",
        "tftp://server/a%3Bmode=octet, server, 69, a;mode=octet,",
        "tftp://[2001:db8::1]/name, 2001:db8::1, 69, name,",
        "tftp://[2001:db8::1]:70/name, 2001:db8::1, 70, name,",
        "tftp://[fe80::1%25eth0]/name, fe80::1%eth0, 69, name,",
        "tftp://[fe80::1%eth0]/name, fe80::1%eth0, 69, name,",
        "tftp://server/\\Boot\\BCD, server, 69, \\Boot\\BCD,",
    })
    void aUriNamesAFile(String uri, String host, int port, String name, TransferMode mode) {
        RemoteFile file = RemoteFile.parse(uri);
        assertThat(file.host()).isEqualTo(host);
        assertThat(file.port()).isEqualTo(port);
        assertThat(file.name()).isEqualTo(name);
        assertThat(file.mode().orElse(null)).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "http://server/name | does not begin with tftp://",
                "server/name | does not begin with tftp://",
                "tftp://server | name is missing",
                "tftp://server/ | name is empty",
                "tftp:///name | host is empty",
                "tftp://:69/name | host is empty",
                "tftp://user@server/name | 'user@server' is not a host",
                "tftp://server:0/name | port '0'",
                "tftp://server:65536/name | port '65536'",
                "tftp://server:99999999999/name | port '99999999999'",
                "tftp://server:/name | port ''",
                "tftp://server:x/name | port 'x'",
                "tftp://[2001:db8::1/name | ']' is missing",
                "tftp://[server]/name | is not an IPv6 address",
                "tftp://[::1]x/name | expected :PORT",
                "tftp://server/name;mode=mail | neither octet nor netascii",
                "tftp://server/name;mode= | neither octet nor netascii",
                "tftp://server/100% | two hex digits",
                "tftp://server/100%2 | two hex digits",
                "tftp://server/100%zz | two hex digits",
                "tftp://server/%ff | not UTF-8",
                "tftp://server/a%00b | NUL",
                "tftp://server/name?x | write %3F",
                "tftp://server/name#x | write %23",
            })
    void aWrongUriIsRefusedWithTheReason(String uri, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteFile.parse(uri))
                .withMessageContaining(uri)
                .withMessageContaining(reason);
    }

    @Test
    void itsTextIsFitForATerminal() {
        assertThat(RemoteFile.of("2001:db8::1", "\u001b[31mred")).hasToString("[2001:db8::1]:69/?[31mred");
        assertThat(RemoteFile.of("server", 70, "/x")).hasToString("server:70//x");
    }

    @Test
    void aNameHasRoomInADatagram() {
        assertThat(RemoteFile.of("host", "x".repeat(65_000)).name()).hasSize(65_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteFile.of("host", "x".repeat(65_001)))
                .withMessageContaining("65001 bytes");
    }
}
