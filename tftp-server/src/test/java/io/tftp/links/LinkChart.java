package io.tftp.links;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** The links as a picture: how many line times transfers took, and how many packets they sent. Static. */
final class LinkChart {

    private static final int WIDTH = 600;
    private static final int TITLE_HEIGHT = 110;
    private static final int BAR_HEIGHT = 40;

    /** Of the width of the bars. */
    private static final float WIDEST_LABEL = 0.8f;

    /** Below 1 there is nothing to see; what took longer than this ends at the edge. */
    private static final double LEAST = 0.8;

    private static final double MOST = 20;

    private LinkChart() {}

    static void write(Map<Link, Map<Program, Outcome>> results, OutputStream target) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        int height = TITLE_HEIGHT + BAR_HEIGHT * results.size();
        chart("Time / line time", results, Outcome::measure)
                .draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        chart("DATA packets sent / needed", results, Outcome::sent)
                .draw(graphics, new Rectangle2D.Double(WIDTH, 0, WIDTH, height));
        new SVGProcessor()
                .getDocument(graphics.getCommands(), new PageSize(0, 0, 2 * WIDTH, height))
                .writeTo(target);
    }

    private static JFreeChart chart(
            String title, Map<Link, Map<Program, Outcome>> results, ToDoubleFunction<Outcome> figure) {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        results.forEach((link, outcomes) -> outcomes.forEach((program, outcome) -> {
            if (program.judged() && link.hasRate()) {
                bars.addValue(Math.min(MOST, figure.applyAsDouble(outcome)), program.toString(), link.title());
            }
        }));
        JFreeChart chart =
                ChartFactory.createBarChart(title, null, null, bars, PlotOrientation.HORIZONTAL, true, false, false);
        chart.setBackgroundPaint(Color.WHITE);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        // Whole titles, in up to two lines.
        plot.getDomainAxis().setMaximumCategoryLabelLines(2);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(WIDEST_LABEL);
        LogAxis axis = new LogAxis();
        axis.setRange(LEAST, MOST);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getInstance(Locale.ROOT));
        plot.setRangeAxis(axis);
        plot.addRangeMarker(new ValueMarker(1));
        BarRenderer renderer = new BarRenderer();
        renderer.setBase(LEAST);
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        plot.setRenderer(renderer);
        return chart;
    }
}
