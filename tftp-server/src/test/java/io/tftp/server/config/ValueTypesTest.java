package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.PortRange;
import io.tftp.server.files.UploadPolicy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "::1, ::1",
        "[::1], ::1",
        "::, ::",
        "2001:db8::a:0:0:1, 2001:db8::a:0:0:1"
    })
    void anAddressIsRead(String text, String address) throws Exception {
        InetAddress converted = ValueTypes.ADDRESS.parse(text);
        assertThat(AddressText.of(converted)).isEqualTo(address);
    }

    @Test
    void anAddressMayHaveAScope() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        for (String scope : List.of(loopback.getName(), String.valueOf(loopback.getIndex()))) {
            Inet6Address address = (Inet6Address) ValueTypes.ADDRESS.parse("fe80::1%" + scope);
            assertThat(address.getScopeId()).isEqualTo(loopback.getIndex());
        }
        assertThatThrownBy(() -> ValueTypes.ADDRESS.parse("fe80::1%nosuch"))
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
    void otherTextIsNoAddress(String text) throws Exception {
        assertThatThrownBy(() -> ValueTypes.ADDRESS.parse(text)).isInstanceOf(InvalidSettingException.class);
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
    void aSizeIsRead(String text, long bytes) throws Exception {
        assertThat(ValueTypes.SIZE.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "1024, 1K",
        "1536, 1536",
        "104857600, 100M",
        "1099511627776, 1T",
        "1125899906842624, 1024T"
    })
    void aSizeIsWrittenInTheLargestUnitThatFits(long bytes, String text) throws Exception {
        assertThat(ValueTypes.SIZE.text(bytes)).isEqualTo(text);
        assertThat(ValueTypes.SIZE.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5M", "M", "5 M", "999999999999T"})
    void otherTextIsNoSize(String text) throws Exception {
        assertThatThrownBy(() -> ValueTypes.SIZE.parse(text)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void secondsMayBeFractions() throws Exception {
        assertThat(ValueTypes.SECONDS.parse("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(ValueTypes.SECONDS.parse("0.25")).isEqualTo(Duration.ofMillis(250));
        for (String text : new String[] {"", "-1", "1e3", ".5", "5s", "0.0000000001"}) {
            assertThatThrownBy(() -> ValueTypes.SECONDS.parse(text))
                    .as(text)
                    .isInstanceOf(InvalidSettingException.class);
        }
    }

    @Test
    void aPortRangeIsTwoPorts() throws Exception {
        assertThat(ValueTypes.PORT_RANGE.parse("50000:50999")).isEqualTo(new PortRange(50_000, 50_999));
        for (String text : new String[] {"", "5", "5:", "5:4", "0:0", "0:5", "1:65536", "1-5"}) {
            assertThatThrownBy(() -> ValueTypes.PORT_RANGE.parse(text))
                    .as(text)
                    .isInstanceOf(InvalidSettingException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.001", "255", "31536000", "0.5", "0.000000001"})
    void secondsAreWrittenAsTheyAreRead(String text) throws Exception {
        assertThat(ValueTypes.SECONDS.text(ValueTypes.SECONDS.parse(text))).isEqualTo(text);
    }

    @Test
    void aSwitchIsTrueOrFalse() throws Exception {
        assertThat(ValueTypes.SWITCH.parse("true")).isTrue();
        assertThat(ValueTypes.SWITCH.parse("False")).isFalse();
        assertThatThrownBy(() -> ValueTypes.SWITCH.parse("yes")).hasMessage("must be true or false, not 'yes'");
    }

    @Test
    void aChoiceIsOneOfItsWords() throws Exception {
        ValueType<UploadPolicy> uploads = ValueTypes.choice(UploadPolicy.class);
        assertThat(uploads.label()).isEqualTo("none|new|replace");
        assertThat(uploads.parse("Replace")).isEqualTo(UploadPolicy.REPLACE);
        assertThat(uploads.text(UploadPolicy.NEW)).isEqualTo("new");
        assertThatThrownBy(() -> uploads.parse("always")).hasMessage("must be none, new or replace, not 'always'");
    }
}
