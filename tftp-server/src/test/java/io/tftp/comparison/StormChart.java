package io.tftp.comparison;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The storms as a picture: throughput and time to first DATA over the number of clients. Static. */
final class StormChart {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    /** Room beside the first and the last number of clients, on a logarithmic axis. */
    private static final double MARGIN = 1.3;

    private StormChart() {}

    static void write(List<CaseResult> storms, OutputStream target) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        NumberAxis rates = new NumberAxis(Figure.RATE.title());
        chart("Throughput", storms, Figure.RATE, rates).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        chart("Time to first DATA", storms, Figure.FIRST_DATA_P99, logarithmic(Figure.FIRST_DATA_P99.title()))
                .draw(graphics, new Rectangle2D.Double(WIDTH, 0, WIDTH, HEIGHT));
        new SVGProcessor()
                .getDocument(graphics.getCommands(), new PageSize(0, 0, 2 * WIDTH, HEIGHT))
                .writeTo(target);
    }

    private static JFreeChart chart(String title, List<CaseResult> storms, Figure figure, ValueAxis values) {
        LogAxis clients = logarithmic("clients at once");
        double most = storms.stream().mapToInt(StormChart::clients).max().orElse(1);
        clients.setRange(1 / MARGIN, most * MARGIN);
        XYPlot plot = new XYPlot(curves(storms, figure), clients, values, new XYLineAndShapeRenderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        JFreeChart chart = new JFreeChart(title, plot);
        chart.setBackgroundPaint(Color.WHITE);
        return chart;
    }

    private static XYSeriesCollection curves(List<CaseResult> storms, Figure figure) {
        XYSeriesCollection curves = new XYSeriesCollection();
        for (Contender contender : Contender.values()) {
            XYSeries curve = new XYSeries(contender.toString());
            for (CaseResult storm : storms) {
                double value = storm.figure(contender, figure);
                if (value > 0) { // which isn't so where nothing succeeded
                    curve.add(clients(storm), value);
                }
            }
            if (!curve.isEmpty()) {
                curves.addSeries(curve);
            }
        }
        return curves;
    }

    private static int clients(CaseResult storm) {
        return storm.theCase().load().clients();
    }

    /** Powers of ten, written out. */
    private static LogAxis logarithmic(String title) {
        LogAxis axis = new LogAxis(title);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getInstance(Locale.ROOT));
        axis.setMinorTickMarksVisible(true);
        return axis;
    }
}
