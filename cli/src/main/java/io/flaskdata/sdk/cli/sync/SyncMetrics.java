package io.flaskdata.sdk.cli.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The metrics file for the textfile collector of Prometheus' node exporter; replaced as a whole. */
public final class SyncMetrics {
    private static final String SUCCESS = "flaskdata_sync_last_success_timestamp_seconds";

    private final StringBuilder text = new StringBuilder();
    private final String labels;

    private SyncMetrics(String source) {
        this.labels = "source=\"" + escaped(source) + '"';
    }

    /**
     * Writes what came of a run.
     *
     * @param report null when the run failed
     * @param exit the exit code
     * @throws IOException when the file can't be written
     */
    public static void write(
            Path file, String source, @Nullable SyncReport report, int exit, Instant ended, Duration took)
            throws IOException {
        SyncMetrics metrics = new SyncMetrics(source);
        metrics.one(
                "flaskdata_sync_last_run_timestamp_seconds", "When the last run ended.", seconds(ended.toEpochMilli()));
        String success = exit == 0 ? seconds(ended.toEpochMilli()) : lastSuccess(file);
        if (success != null) {
            metrics.one(SUCCESS, "When the last run ended that had the exit code 0.", success);
        }
        metrics.one("flaskdata_sync_duration_seconds", "How long the last run took.", seconds(took.toMillis()));
        metrics.one("flaskdata_sync_exit_code", "The exit code of the last run.", String.valueOf(exit));
        if (report != null) {
            metrics.tables(report, "flaskdata_sync_rows", "Current rows in the mirror.", "", SyncReport.Table::rows);
            String changes = "flaskdata_sync_changes";
            metrics.head(changes, "Rows that the last run inserted, changed or deleted.");
            metrics.each(report, changes, ",kind=\"inserted\"", SyncReport.Table::inserted);
            metrics.each(report, changes, ",kind=\"changed\"", SyncReport.Table::changed);
            metrics.each(report, changes, ",kind=\"deleted\"", SyncReport.Table::deleted);
            metrics.tables(
                    report,
                    "flaskdata_sync_table_ok",
                    "1 when the last run brought the table up to the source, else 0.",
                    "",
                    table -> table.problem() == null ? 1 : 0);
        }
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.write(part, metrics.text.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A run that fails says when the last good one was. */
    private static @Nullable String lastSuccess(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(SUCCESS + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse(null);
    }

    private void head(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void one(String name, String help, String value) {
        head(name, help);
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private void tables(
            SyncReport report, String name, String help, String more, ToLongFunction<SyncReport.Table> value) {
        head(name, help);
        each(report, name, more, value);
    }

    private void each(SyncReport report, String name, String more, ToLongFunction<SyncReport.Table> value) {
        for (SyncReport.Table table : report.tables()) {
            text.append(name).append('{').append(labels);
            text.append(",table=\"").append(escaped(table.name())).append('"').append(more);
            text.append("} ").append(value.applyAsLong(table)).append('\n');
        }
    }

    private static String seconds(long milliseconds) {
        return String.format(Locale.ROOT, "%d.%03d", milliseconds / 1000, milliseconds % 1000);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
