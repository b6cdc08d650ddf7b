package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.config.Setting;
import io.tftp.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManPageTest {

    private static final Path PAGE = Path.of("..", "docs", "man", "tftpd.8");

    @Test
    void thePageSaysWhatTheTableAndTheHelpSay() throws IOException {
        if (Boolean.getBoolean("tftp.docs.renew")) {
            Files.writeString(PAGE, ManPage.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/man/tftpd.8; run this test with -Dtftp.docs.renew=true to renew it")
                .isEqualTo(ManPage.text());
    }

    @Test
    void everySettingHasItsEntry() {
        for (Setting<?> setting : Settings.all()) {
            assertThat(ManPage.text()).contains(setting.option().replace("-", "\\-"));
        }
    }

    @Test
    void noLineOfTextIsTakenForARequest() {
        assertThat(ManPage.text().lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|PP|RS|RE|nf|fi|B|BR|\\\\\")( .*)?"));
    }
}
