package io.tftp.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.comparison.Fonts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkChartTest {

    @BeforeAll
    static void fonts() {
        Fonts.assumeThere();
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
