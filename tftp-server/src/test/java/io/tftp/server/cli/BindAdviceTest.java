package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.link.AddressUnavailableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindAdviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "69   | Permission denied               | permission denied. Ports below 1024 need root or CAP_NET_BIND_SERVICE",
                "6969 | Permission denied               | permission denied.",
                "69   | Address already in use          | another program is using it; 'ss -ulnp sport = :69' shows which",
                "69   | Cannot assign requested address | not an address of this host",
                "69   | Keine Berechtigung              | Keine Berechtigung"
            })
    void theSystemsReasonBecomesAdvice(int port, String reason, String advice) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThat(BindAdvice.on(new AddressUnavailableException(address, reason)))
                .startsWith("can't bind port " + port + " on 127.0.0.1: " + advice);
    }
}
