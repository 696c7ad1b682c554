package io.flaskdata.benchmarks;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import java.net.URI;
import java.util.List;

/** The same work through the SDK. */
final class Sdk implements AutoCloseable {
    private static final NewSubject SUBJECT = NewSubject.labelled("001-006").site("001");

    private final FlaskDataClient flask;

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

    int createSubject() {
        return flask.edc("demo").createSubject(SUBJECT).studySubjectId();
    }

    @Override
    public void close() {
        flask.close();
    }
}
