package io.tftp.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkChartTest {

    /** A JVM measures text with the system's fonts, and some systems have none. */
    @BeforeAll
    static void fonts() {
        System.setProperty("java.awt.headless", "true");
        boolean there;
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("x", new FontRenderContext(null, true, true));
            there = true;
        } catch (RuntimeException | Error e) {
            there = false;
        }
        assumeTrue(there, "no fonts");
    }

    @Test
    void pictureIsSvgWithTheLinksThatHaveARate() throws Exception {
        Map<Link, Map<Program, Outcome>> results = new LinkedHashMap<>();
        Links.all()
                .forEach(link -> results.put(
                        link,
                        Map.of(
                                Program.GET,
                                new Outcome(true, 2, 1.5, 1.1, 1),
                                Program.PUT,
                                new Outcome(false, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 30, 1),
                                Program.HPA,
                                new Outcome(true, 2, 1.5, 1.1, 1))));
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        LinkChart.write(results, picture);
        assertThat(picture.toString(StandardCharsets.UTF_8))
                .contains(
                        "<svg", "Time / line time", "DATA packets sent / needed", "tftp get, tftpd", "tftp put, tftpd")
                .doesNotContain("...", "lost, round trip", "tftp-hpa", "NaN");
    }
}
