package io.flaskdata.benchmarks;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table: each figure beside a peer's, and how many times the peer's time the SDK would fit in. */
final class Report {
    /** Medians, and the least and most that was measured. */
    record Figure(String what, String unit, Spread sdk, String peer, Spread peers) {
        double ratio() {
            return peers.median / sdk.median;
        }
    }

    record Spread(double median, double least, double most) {
        static Spread of(List<Double> measured) {
            List<Double> sorted = new ArrayList<>(measured);
            Collections.sort(sorted);
            int size = sorted.size();
            double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
            return new Spread(median, sorted.get(0), sorted.get(size - 1));
        }

        @Override
        public String toString() {
            return "%,.0f (%,.0f–%,.0f)".formatted(median, least, most);
        }
    }

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(String what, String unit, List<Double> sdk, String peer, List<Double> peers) {
        figures.add(new Figure(what, unit, Spread.of(sdk), peer, Spread.of(peers)));
        System.out.println(row(figures.get(figures.size() - 1)));
    }

    /** Both on the clock and in processor time. */
    void add(String what, Race.Times sdk, String peer, Race.Times peers) {
        add(what, "ms", sdk.clock(), peer, peers.clock());
        add("— its processor time", "ms", sdk.processor(), peer, peers.processor());
    }

    /** What was left out, and why. */
    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    String json() {
        return new GsonBuilder().setPrettyPrinting().create().toJson(figures);
    }

    private static String row(Figure figure) {
        return "| %s | %s %s | %s | %s %s | %.2f× |"
                .formatted(
                        figure.what, figure.sdk, figure.unit, figure.peer, figure.peers, figure.unit, figure.ratio());
    }

    @Override
    public String toString() {
        StringBuilder table =
                new StringBuilder("| what | SDK | peer | the peer's | peer ÷ SDK |\n|---|---:|---|---:|---:|\n");
        figures.forEach(each -> table.append(row(each)).append('\n'));
        notes.forEach(each -> table.append('\n').append(each).append('\n'));
        return table.toString();
    }
}
