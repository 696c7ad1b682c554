package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.changes.RowChange;
import io.flaskdata.sdk.changes.SnapshotDifference;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Months of a trial: each day data come in through the SDK, the EDC's own users correct and delete, calls fail, an extract
 * breaks off and is made again, tokens end, the program starts anew, and the clocks of both sides are wrong, put back, and
 * go from winter to summer and back. The differences from day to day, replayed on the first extract, must give each day what
 * the database has. {@code -Dflaskdata.days=180} takes half a year.
 */
class MonthsTest {
    private static final int DAYS = Integer.getInteger("flaskdata.days", 30);
    private static final String KEY = "item_data_id";
    private static final int STUDY = 1000001;
    private static final String EXTRACT = "/edc/study/extract-data";
    /** Its clocks go back on 25 October 2026 and forward on 26 March 2027. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");

    private static final Duration TOKEN = Duration.ofHours(2);

    private final Random random = new Random(20261124);
    private int ordinals;
    private final Map<String, Integer> seen = new TreeMap<>();
    private volatile Instant now = Instant.parse("2026-10-01T20:30:00Z");
    /** How far this program's clock is from the server's. */
    private volatile Duration skew = Duration.ZERO;

    private volatile long cutAfter = Long.MAX_VALUE;

    @Test
    void theDifferencesReplayedOnTheFirstExtractGiveEachDaysTruth(@TempDir Path folder)
            throws IOException, SQLException {
        OkHttpClient network = new OkHttpClient.Builder()
                .addInterceptor(chain -> cut(chain.proceed(chain.request())))
                .build();
        try (Sandbox sandbox = Sandbox.builder()
                .clock(() -> now)
                .zone(ZONE)
                .tokenLifetime(TOKEN)
                .start()) {
            FlaskDataClient flask = program(sandbox, network);
            Path before = folder.resolve("day-0.jsonl");
            extract(flask).writeJsonLines(before);
            Map<String, Map<String, String>> replayed = rows(extract(flask));
            for (int day = 1; day <= DAYS; day++) {
                aDayPasses(day);
                if (day % 9 == 0) {
                    flask.close();
                    flask = program(sandbox, network);
                    see("starts of the program");
                }
                dataComeIn(flask, day);
                theEdcsUsersWork(sandbox);
                now = now.plus(TOKEN).plusSeconds(1);
                Path after = folder.resolve("day-" + day + ".jsonl");
                somethingFails(sandbox, extract(flask), after, day);
                extract(flask).writeJsonLines(after);
                SnapshotDifference.between(before, after)
                        .key(KEY)
                        .bufferBytes(4096)
                        .forEach(change -> {
                            see("changes: " + change.kind());
                            replay(replayed, change);
                        });
                Map<String, String> truth = truth(sandbox);
                assertThat(replayed.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> each.getValue().get("value"))))
                        .as("day %d", day)
                        .isEqualTo(truth);
                assertThat(replayed.keySet()).hasSize(truth.size());
                Files.delete(before);
                Files.delete(Manifest.path(before));
                before = after;
            }
            assertThat(replayed).isEqualTo(rows(extract(flask)));
            flask.close();
            for (RowChange.Kind kind : RowChange.Kind.values()) {
                assertThat(seen.get("changes: " + kind)).as(kind.toString()).isGreaterThan(DAYS);
            }
            System.out.println(DAYS + " days: " + seen + ", rows at the end: " + replayed.size());
        } finally {
            network.dispatcher().executorService().shutdown();
        }
    }

    private void see(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private FlaskDataClient program(Sandbox sandbox, OkHttpClient network) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .httpClient(network)
                .zone(ZONE)
                .clock(() -> now.plus(skew))
                .build();
    }

    private static Extract extract(FlaskDataClient flask) {
        return flask.edc("demo").extract("cc_event_data");
    }

    /** Some days the server's clock is put back, and this program's is hours or days from it, either way. */
    private void aDayPasses(int day) {
        now = now.plus(Duration.ofDays(1));
        if (day % 8 == 0) {
            now = now.minus(Duration.ofHours(3));
            see("the server's clock put back");
        }
        if (day % 5 == 0) {
            skew = Duration.ofMinutes(random.nextInt(2 * 3 * 24 * 60) - 3 * 24 * 60);
            see(skew.isNegative() ? "this clock behind" : "this clock ahead");
        } else if (day % 5 == 2) {
            skew = Duration.ZERO;
        }
        if (ZONE.getRules().getOffset(now) != ZONE.getRules().getOffset(now.minus(Duration.ofDays(1)))) {
            see("changes to or from summer time");
        }
    }

    private void somethingFails(Sandbox sandbox, Extract extract, Path file, int day) {
        if (day % 7 == 0) {
            anExtractBreaksOff(extract, file);
            see("extracts that broke off");
        } else if (day % 7 == 3) {
            sandbox.faults().next(EXTRACT, Fault.status(500, "[edc] the database is away"));
            assertThatThrownBy(() -> extract.writeJsonLines(file)).isInstanceOf(FlaskDataException.class);
            assertThat(file).doesNotExist();
            see("outages, told");
        } else if (day % 7 == 5) {
            sandbox.faults().next(EXTRACT, Fault.disconnectBefore());
            see("outages, passed over");
        }
    }

    /** Past the SDK: what the EDC's own view says. */
    private static Map<String, String> truth(Sandbox sandbox) throws SQLException {
        Map<String, String> truth = new HashMap<>();
        try (Connection db = sandbox.connect("demo");
                Statement statement = db.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT item_data_id::text, to_json(value)::text FROM cc_event_data")) {
            while (rows.next()) {
                assertThat(truth.put(rows.getString(1), rows.getString(2))).isNull();
            }
        }
        return truth;
    }

    private void dataComeIn(FlaskDataClient flask, int day) {
        String label = String.format(java.util.Locale.ROOT, "001-%03d", 100 + day);
        flask.edc("demo").createSubject(NewSubject.labelled(label).site("001"));
        assertThatThrownBy(() -> flask.edc("demo")
                        .createSubject(NewSubject.labelled(label).site("001")))
                .isInstanceOf(FlaskDataException.class);
        var subject = flask.forms().study(STUDY).subjectLabelled("00" + (1 + random.nextInt(3)) + "-001");
        subject.event("Baseline")
                .addCrf(
                        "Vital Signs",
                        CrfData.of("PULSE", 50 + random.nextInt(50)).and("SYSBP", 90 + random.nextInt(60)));
        assertThatThrownBy(() -> subject.event("Baseline").addCrf("Vital Signs", CrfData.of("NO_SUCH_ITEM", 1)))
                .isInstanceOf(FlaskDataException.class);
    }

    /** Inserts, corrections, removals and deletions that no operation of the API makes. */
    private void theEdcsUsersWork(Sandbox sandbox) throws SQLException {
        try (Connection db = sandbox.connect("demo")) {
            String some = "(SELECT item_data_id FROM item_data WHERE status_id <> 5 AND item_data_id NOT IN"
                    + " (SELECT item_data_id FROM dn_item_data_map) ORDER BY md5(item_data_id::text || ?) LIMIT ";
            update(
                    db,
                    "UPDATE item_data SET value = value || '0', date_updated = ?::timestamptz, update_id = 1"
                            + " WHERE value ~ '^[0-9]+$' AND length(value) < 9 AND item_data_id IN " + some + "8)",
                    now,
                    salt());
            update(
                    db,
                    "UPDATE item_data SET status_id = 5, date_updated = ?::timestamptz WHERE item_data_id IN " + some
                            + "1)",
                    now,
                    salt());
            update(db, "DELETE FROM item_data WHERE item_data_id IN " + some + "2)", salt());
            update(
                    db,
                    "INSERT INTO item_data (item_id, event_crf_id, value, ordinal, owner_id, date_created)"
                            + " SELECT item_id, event_crf_id, value, ? + row_number() OVER (), 1, ?::timestamptz FROM item_data"
                            + " WHERE value <> '' AND item_data_id IN " + some + "4)",
                    nextOrdinals(),
                    now,
                    salt());
        }
    }

    /** So that no copy has the ordinal of another one of its item and event. */
    private int nextOrdinals() {
        ordinals += 10_000;
        return ordinals;
    }

    private String salt() {
        return Integer.toString(random.nextInt());
    }

    private static void update(Connection db, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant instant ? instant.toString() : values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void anExtractBreaksOff(Extract extract, Path file) {
        cutAfter = 2000;
        assertThatThrownBy(() -> extract.writeJsonLines(file)).isInstanceOf(ProtocolViolationException.class);
        cutAfter = Long.MAX_VALUE;
        assertThat(file).doesNotExist();
    }

    private Response cut(Response response) {
        ResponseBody body = response.body();
        if (body == null || cutAfter == Long.MAX_VALUE) {
            return response;
        }
        BufferedSource cut = Okio.buffer(new ForwardingSource(body.source()) {
            private long left = cutAfter;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                if (left == 0) {
                    throw new IOException("the network is gone");
                }
                long read = super.read(sink, Math.min(left, byteCount));
                left -= Math.max(read, 0);
                return read;
            }
        });
        return response.newBuilder()
                .body(ResponseBody.create(cut, body.contentType(), body.contentLength()))
                .build();
    }

    private static void replay(Map<String, Map<String, String>> rows, RowChange change) {
        String key = change.row().required(KEY);
        Map<String, String> before = change.before() == null ? null : values(change.before());
        assertThat(rows.get(key)).isEqualTo(before);
        if (change.kind() == RowChange.Kind.DELETED) {
            rows.remove(key);
        } else {
            rows.put(key, values(change.row()));
        }
    }

    private static Map<String, Map<String, String>> rows(Extract extract) {
        List<Row> rows = extract.toList();
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.required(KEY), MonthsTest::values, (a, b) -> a, LinkedHashMap::new));
    }

    private static Map<String, String> values(Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        row.columns().forEach(column -> values.put(column, row.json(column)));
        return values;
    }
}
