package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    /** One with variables such as {@code TFTPD_PORT=69}. */
    static Environment environment(String... variables) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            map.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Environment(map);
    }

    private static Configuration of(String... variables) throws InvalidSettingException {
        return Configuration.of(new Words("DIRECTORY=d"), environment(variables));
    }

    @Test
    void aVariableIsCalledAsItsSetting() {
        assertThat(environment().nameOf(Settings.MAX_RATE)).isEqualTo("TFTPD_MAX_RATE");
        assertThat(environment().nameOf(Settings.DIRECTORY)).isEqualTo("TFTPD_DIRECTORY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1,::1", "127.0.0.1 ::1", " 127.0.0.1 , ::1 "})
    void severalValuesAreSeparatedByCommasOrBlanks(String text) throws Exception {
        assertThat(of("TFTPD_ADDRESS=" + text).values(Settings.ADDRESS)).hasSize(2);
    }

    @Test
    void anEmptyVariableSetsNothing() throws Exception {
        assertThat(of("TFTPD_PORT=").value(Settings.PORT)).isEqualTo(69);
    }

    @Test
    void aSwitchMayBeTurnedOff() throws Exception {
        assertThat(of("TFTPD_QUIET=true").value(Settings.QUIET)).isTrue();
        assertThat(of("TFTPD_QUIET=false").value(Settings.QUIET)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TFTPD_PORT=x                | Invalid value for environment variable TFTPD_PORT: 'x' is not a whole number
            TFTPD_QUIET=yes             | Invalid value for environment variable TFTPD_QUIET: must be true or false, not 'yes'
            TFTPD_UPLOADS=all           | Invalid value for environment variable TFTPD_UPLOADS: must be none, new or replace, not 'all'
            TFTPD_ADDRESS=::1,localhost | Invalid value for environment variable TFTPD_ADDRESS: 'localhost' is not an IPv4 or IPv6 address; host names are not accepted
            TFTPD_MAX_RATE=5X           | Invalid value for environment variable TFTPD_MAX_RATE: '5X' is not a size; use a number such as 4096, 100M or 2G
            TFTPD_PORT=70000            | TFTPD_PORT must be 0 to 65535, not 70000
            """)
    void aComplaintNamesTheVariable(String variable, String complaint) {
        assertThatThrownBy(() -> of(variable)).hasMessage(complaint);
    }

    @Test
    void variablesThatAreNoSettingsAreKnown() throws Exception {
        assertThat(of("TFTPD_PORT=69", "TFTPD_MAXRATE=5", "PATH=/bin", "TFTPD_A=")
                        .unknown())
                .containsExactly("TFTPD_A", "TFTPD_MAXRATE");
    }
}
