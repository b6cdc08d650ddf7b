package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StormChartTest {

    @BeforeAll
    static void fonts() {
        Fonts.assumeThere();
    }

    @Test
    void pictureIsSvgWithACurveForEachServer() throws Exception {
        List<CaseResult> storms = List.of(storm(1, 30), storm(10, 200), storm(100, 300));
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        StormChart.write(storms, picture);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element svg = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.toByteArray()))
                .getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        NodeList texts = svg.getElementsByTagName("text");
        assertThat(IntStream.range(0, texts.getLength())
                        .mapToObj(i -> texts.item(i).getTextContent().strip()))
                .contains("Throughput", "Time to first DATA", "clients at once", "tftpd", "dnsmasq")
                .doesNotContain("atftpd");
    }

    private static CaseResult storm(int clients, double rate) {
        Case each = Case.of("a case", Samples.LOAD.clients(clients), Contender.TFTPD, Contender.DNSMASQ);
        return new CaseResult(
                each,
                Map.of(
                        Contender.TFTPD, List.of(Samples.of(rate, 5)),
                        Contender.DNSMASQ, List.of(Samples.of(rate / 2, 5))));
    }
}
