package io.flaskdata.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** How processor time grows with one size while the others stay: kept as JSON, of which the plots are made. */
final class Growth {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;

    /** Milliseconds by size, by what grows. */
    private final Map<String, Map<Long, Double>> series = new LinkedHashMap<>();

    void add(String what, long size, double milliseconds) {
        series.computeIfAbsent(what, each -> new LinkedHashMap<>()).put(size, milliseconds);
        System.out.println(what + " " + size + ": " + milliseconds + " ms");
    }

    void writeTo(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("growth.json"),
                new Gson().newBuilder().setPrettyPrinting().create().toJson(series));
        plot(folder.resolve("growth.json"), folder);
    }

    /** Makes the plots of JSON that was kept. */
    public static void main(String[] args) throws IOException {
        plot(Path.of(args[0]), Path.of(args[1]));
    }

    private static void plot(Path json, Path folder) throws IOException {
        JsonObject kept = new Gson().fromJson(Files.readString(json), JsonObject.class);
        for (Map.Entry<String, JsonElement> each : kept.entrySet()) {
            XYSeries points = new XYSeries(each.getKey());
            each.getValue()
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(point -> points.add(
                            Double.parseDouble(point.getKey()), point.getValue().getAsDouble()));
            String title = "%s: exponent %.2f".formatted(each.getKey(), exponent(points));
            SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
            // Otherwise the file has another name for its parts each time.
            svg.setDefsKeyPrefix("d");
            chart(title, each.getKey(), points).draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
            String name = "growth-" + each.getKey().replaceAll("[^a-z]+", "-") + ".svg";
            Files.writeString(folder.resolve(name), svg.getSVGElement() + "\n");
            System.out.println(title);
        }
    }

    private static JFreeChart chart(String title, String what, XYSeries points) {
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(points),
                new LogAxis(what),
                new LogAxis("ms of processor time"),
                new XYLineAndShapeRenderer());
        JFreeChart chart = new JFreeChart(title, plot);
        chart.removeLegend();
        return chart;
    }

    /** The slope of the straight line through the logarithms. */
    private static double exponent(XYSeries points) {
        double[][] logarithms = points.toArray();
        int count = logarithms[0].length;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < count; i++) {
            double x = Math.log(logarithms[0][i]);
            double y = Math.log(logarithms[1][i]);
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        return (count * sumXy - sumX * sumY) / (count * sumXx - sumX * sumX);
    }
}
