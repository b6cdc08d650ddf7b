package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.server.files.UploadPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static Configuration of(String words, String... variables) throws InvalidSettingException {
        return Configuration.of(new Words("DIRECTORY=d " + words), EnvironmentTest.environment(variables));
    }

    @Test
    void whatNobodySetsIsTheDefault() throws Exception {
        Configuration configuration = of("");
        assertThat(configuration.value(Settings.PORT)).isEqualTo(69);
        assertThat(configuration.value(Settings.UPLOADS)).isEqualTo(UploadPolicy.NONE);
        assertThat(configuration.find(Settings.MAX_BLKSIZE)).isEmpty();
        assertThat(configuration.values(Settings.ADDRESS)).isEmpty();
    }

    @Test
    void theStrongerSourceDecidesAndTheWeakerSetsTheRest() throws Exception {
        Configuration configuration = of("--port=6969", "TFTPD_PORT=7070", "TFTPD_RETRIES=3");
        assertThat(configuration.value(Settings.PORT)).isEqualTo(6969);
        assertThat(configuration.value(Settings.RETRIES)).isEqualTo(3);
    }

    @Test
    void whatIsOverriddenIsNotEvenRead() throws Exception {
        assertThat(of("--port=6969", "TFTPD_PORT=udp://10.0.0.1:69").value(Settings.PORT))
                .isEqualTo(6969);
    }

    @Test
    void severalValuesAreReplacedTogether() throws Exception {
        assertThat(of("--address=::1", "TFTPD_ADDRESS=127.0.0.1,127.0.0.2").values(Settings.ADDRESS))
                .hasSize(1);
        assertThat(of("", "TFTPD_ADDRESS=127.0.0.1,127.0.0.2").values(Settings.ADDRESS))
                .hasSize(2);
    }

    @Test
    void rulesOfOneListAreReplacedTogether() throws Exception {
        Configuration configuration = of(
                "--deny-read=192.0.2.0/24",
                "TFTPD_ALLOW_READ=10.0.0.0/8",
                "TFTPD_DENY_READ=all",
                "TFTPD_DENY_WRITE=all");
        assertThat(configuration.values(Settings.ALLOW_READ)).isEmpty();
        assertThat(configuration.values(Settings.DENY_READ)).hasSize(1);
        assertThat(configuration.values(Settings.DENY_WRITE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--verbose=true, TFTPD_QUIET=true, quiet",
        "--quiet=true, TFTPD_VERBOSE=true, verbose",
        "--single-port=true, TFTPD_PORT_RANGE=5:9, port-range",
        "--single-port-for=::1, TFTPD_SINGLE_PORT=true, single-port",
        "--uploads=none, TFTPD_UPLOAD_QUOTA=5M, upload-quota"
    })
    void theStrongerSourceTurnsOffWhatItCannotBeCombinedWith(String stronger, String weaker, String off)
            throws Exception {
        Configuration configuration = of(stronger, weaker);
        for (Setting<?> setting : Settings.all()) {
            if (setting.name().equals(off)) {
                assertThat(configuration.find(setting)).isEqualTo(setting.defaultValue());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --single-port=true --single-port-for=::1 | --single-port applies to all clients and can't be combined with --single-port-for
            --single-port=true --port-range=5:9      | --single-port uses no other ports and can't be combined with --port-range
            --quiet=true --verbose=true              | --verbose and --quiet can't be combined
            --max-upload-size=5M                     | --max-upload-size has no effect without --uploads new or replace
            --upload-quota=5M --uploads=none         | --upload-quota has no effect without --uploads new or replace
            """)
    void whatCannotBeCombinedInOneSourceIsRefused(String words, String complaint) {
        assertThatThrownBy(() -> of(words)).hasMessage(complaint);
    }

    @Test
    void whatIsOffExcludesNothing() throws Exception {
        Configuration configuration = of("--single-port=false --port-range=5:9 --verbose=false --quiet=true");
        assertThat(configuration.value(Settings.PORT_RANGE)).hasToString("5:9");
    }

    @Test
    void aComplaintHasTheNamesOfTheSource() {
        assertThatThrownBy(() -> of("", "TFTPD_SINGLE_PORT=true", "TFTPD_PORT_RANGE=5:9"))
                .hasMessage("TFTPD_SINGLE_PORT uses no other ports and can't be combined with TFTPD_PORT_RANGE");
        assertThatThrownBy(() -> of("", "TFTPD_UPLOAD_QUOTA=1G"))
                .hasMessage("TFTPD_UPLOAD_QUOTA has no effect without TFTPD_UPLOADS new or replace");
        assertThatThrownBy(() -> of("", "TFTPD_ALLOW_READ=::1"))
                .hasMessageStartingWith("TFTPD_ALLOW_READ has no effect as the last rule")
                .hasMessageEndingWith("add TFTPD_DENY_READ all");
    }

    @Test
    void aDirectoryThereMustBeAndNotAnEmptyOne() throws Exception {
        Environment empty = new Environment(Map.of("TFTPD_DIRECTORY", ""));
        assertThatThrownBy(() -> Configuration.of(new Words(""), empty))
                .hasMessage("Missing required parameter: 'DIRECTORY' or 'TFTPD_DIRECTORY'");
        assertThatThrownBy(() -> Configuration.of(new Words("DIRECTORY="), empty))
                .hasMessage("DIRECTORY is empty; use '.' for the current directory");
        Environment set = new Environment(Map.of("TFTPD_DIRECTORY", "/srv/tftp"));
        assertThat(Configuration.of(new Words(""), set).value(Settings.DIRECTORY))
                .hasToString("/srv/tftp");
    }

    @Test
    void whatIsReplacedWhileRunningTellsWhatWaitsForTheNextStart() throws Exception {
        CurrentConfiguration current = new CurrentConfiguration(of("--port=69 --address=::1"));
        Configuration same = of("--address=::1 --grace=5 --deny-read=all");
        assertThat(current.replace(same)).isEmpty();
        assertThat(current.get()).isSameAs(same);
        assertThat(current.replace(of("--address=::1 --single-port-for=10.0.0.0/8 --retries=3")))
                .isEqualTo(List.of(Settings.SINGLE_PORT_FOR, Settings.RETRIES));
    }
}
