package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("tftp.docs.renew")) {
            Files.writeString(PAGE, SettingsReference.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/settings.md; run this test with -Dtftp.docs.renew=true to renew it")
                .isEqualTo(SettingsReference.text());
    }
}
