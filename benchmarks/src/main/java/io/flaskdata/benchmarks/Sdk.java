package io.flaskdata.benchmarks;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.slices.SlicedExtract;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The same work through the SDK. */
final class Sdk implements AutoCloseable {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006").site("001");

    final FlaskDataClient flask;

    Sdk(int port) {
        URI source = URI.create("http://127.0.0.1:" + port);
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(source, source))
                .credentials("user@example.org", "benchmark")
                .build();
    }

    /** Reads these columns of every row, as text. */
    Tally extract(long rows, List<String> columns) {
        Tally tally = new Tally();
        flask.edc("demo").extract("rows_" + rows).forEach(row -> {
            tally.rows++;
            for (String column : columns) {
                tally.add(row.string(column));
            }
        });
        return tally;
    }

    /** Reads the columns that {@link Typed} has, in the order of the columns. */
    Tally typed(long rows) {
        Tally tally = new Tally();
        flask.edc("demo").extract("rows_" + rows).forEach(row -> {
            tally.rows++;
            for (int i = 0; i < Typed.KINDS.length; i++) {
                String column = SampleRows.COLUMNS.get(i);
                switch (Typed.KINDS[i]) {
                    case INT -> tally.typed(row.integer(column));
                    case DECIMAL -> tally.typed(row.decimal(column));
                    case INSTANT -> tally.typed(row.instant(column));
                    case FLAG -> tally.typed(row.flag(column));
                    case OTHER -> {}
                }
            }
        });
        return tally;
    }

    void csv(long rows, Path file) {
        flask.edc("demo").extract("rows_" + rows).toFile(file).replacing().writeCsv();
    }

    void lines(String table, Path file) {
        flask.edc("demo").extract(table).toFile(file).replacing().writeJsonLines();
    }

    /** How many values rows of any columns have, each read as text. */
    long values(String table) {
        long[] values = {0};
        flask.edc("demo").extract(table).forEach(row -> {
            for (String column : row.columns()) {
                values[0] += row.string(column) == null ? 0 : 1;
            }
        });
        return values[0];
    }

    /** So many slices of so many rows, all at once; the rows that are in no window are read too. */
    long slices(long rows, int count) {
        Instant[] boundaries = Stream.iterate(Instant.parse("2020-01-01T00:00:00Z"), each -> each.plusSeconds(86_400))
                .limit(count - 1)
                .toArray(Instant[]::new);
        return SlicedExtract.byDates(flask.edc("demo").extract("rows_" + rows), boundaries)
                .atOnce(count)
                .forEach(row -> {})
                .total();
    }

    int createSubject() {
        return flask.edc("demo").createSubject(SUBJECT).studySubjectId();
    }

    @Override
    public void close() {
        flask.close();
    }
}
