package io.flaskdata.benchmarks;

/** The table: each figure beside a peer's, and how many times the peer's time the SDK would fit in. */
final class Report {
    private final StringBuilder lines =
            new StringBuilder("| what | SDK | peer | the peer's | peer ÷ SDK |\n|---|---:|---|---:|---:|\n");

    void add(String what, String unit, double sdk, String peer, double peers) {
        lines.append("| %s | %,.0f %s | %s | %,.0f %s | %.2f× |%n"
                .formatted(what, sdk, unit, peer, peers, unit, peers / sdk));
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
