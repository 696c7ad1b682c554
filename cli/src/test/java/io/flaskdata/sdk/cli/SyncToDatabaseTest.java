package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code flaskdata sync} into a PostgreSQL and a DuckDB. */
@Timeout(120)
class SyncToDatabaseTest {
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    /** A new database of the PostgreSQL that the sandbox has. */
    private static String postgres() throws SQLException {
        try (Connection db = sandbox.connect("demo");
                Statement statement = db.createStatement()) {
            statement.execute("CREATE DATABASE warehouse");
            return db.getMetaData().getURL().replaceFirst("/[^/?]+(\\?.*)?$", "/warehouse?user=postgres");
        }
    }

    private static List<List<String>> rows(String url, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection db = DriverManager.getConnection(url);
                Statement statement = db.createStatement();
                ResultSet all = statement.executeQuery(sql)) {
            while (all.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(all.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void postgresqlHasTheRowsAndTheirHistory() throws IOException, SQLException {
        mirrors(postgres());
    }

    @Test
    void duckDbHasThemToo() throws IOException, SQLException {
        mirrors("jdbc:duckdb:" + folder.resolve("mirror.duckdb"));
    }

    /** DuckDB knows nothing of the mirror's files but that they are JSON. */
    @Test
    void duckDbReadsTheFilesOfAFolder() throws IOException, SQLException {
        MirrorFixture mirror = new MirrorFixture(sandbox, folder);
        mirror.sync("item_data");
        mirror.sql("UPDATE item_data SET value = 'later' WHERE item_data_id = 5");
        mirror.sql("DELETE FROM item_data WHERE item_data_id = 6");
        mirror.sync("item_data");
        String files = "read_json('" + mirror.folder().resolve("item_data");
        String sums = "SELECT count(*), sum(item_data_id), count(DISTINCT value), count(date_updated) FROM ";
        List<List<String>> source = new ArrayList<>();
        try (Connection db = sandbox.connect("demo");
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(sums + "item_data")) {
            row.next();
            source.add(List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
        }
        assertThat(rows("jdbc:duckdb:", sums + files + "/current-*.jsonl')")).isEqualTo(source);
        mirror.sync("item_data", "--parquet");
        String copy = "'" + mirror.folder().resolve("parquet/item_data.parquet") + "'";
        assertThat(rows(
                        "jdbc:duckdb:",
                        sums.replace("item_data_id", "item_data_id::bigint") + copy + " WHERE _valid_to IS NULL"))
                .isEqualTo(source);
        assertThat(rows("jdbc:duckdb:", "SELECT count(*), max(_valid_to) = max(_valid_from) FROM " + copy))
                .containsExactly(
                        List.of(String.valueOf(Integer.parseInt(source.get(0).get(0)) + 2), "true"));
        Map<Path, String> before = mirror.everyByte();
        mirror.sync("item_data", "--parquet");
        assertThat(mirror.everyByte()).isEqualTo(before);
        assertThat(rows(
                        "jdbc:duckdb:",
                        "SELECT item_data_id, _run, _ended_by, _end FROM " + files
                                + "/*.jsonl', union_by_name = true) WHERE _valid_to IS NOT NULL ORDER BY 1"))
                .containsExactly(List.of("5", "1", "2", "changed"), List.of("6", "1", "2", "deleted"));
        sandbox.reset();
    }

    private void mirrors(String url) throws IOException, SQLException {
        MirrorFixture mirror = new MirrorFixture(sandbox, folder);
        String[] command = {"sync", "item_data", "crf", "cross_event_crf_data", "--edc", "demo", "--jdbc-url", url};
        Shell.Said first = mirror.shell.run(command);
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        assertThat(currentRows(url, "item_data")).containsExactlyInAnyOrderElementsOf(mirror.truth("item_data"));
        assertThat(mirror.shell.run(command).out()).contains("No change: nothing was written");

        mirror.sql("UPDATE item_data SET value = '7.10' WHERE item_data_id = 5");
        mirror.sql("DELETE FROM item_data WHERE item_data_id = 6");
        mirror.sql("ALTER TABLE crf ADD COLUMN \"a \"\"word\" text DEFAULT 'w'");
        Shell.Said second = mirror.shell.run(command);
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("item_data: ", "1 changed, 1 deleted", "new columns: a \"word");
        assertThat(currentRows(url, "item_data")).containsExactlyInAnyOrderElementsOf(mirror.truth("item_data"));
        assertThat(currentRows(url, "crf")).containsExactlyInAnyOrderElementsOf(mirror.truth("crf"));
        assertThat(rows(url, "SELECT value FROM demo.item_data WHERE item_data_id = '5'"))
                .containsExactly(List.of("7.10"));
        assertThat(rows(url, "SELECT DISTINCT \"a \"\"word\" FROM demo.crf")).containsExactly(List.of("w"));
        assertThat(rows(
                        url,
                        "SELECT _end, _run, _ended_by, item_data_id FROM demo_history.item_data WHERE _valid_to IS NOT NULL"
                                + " ORDER BY 4"))
                .containsExactly(List.of("changed", "1", "2", "5"), List.of("deleted", "1", "2", "6"));
        // Each ended version's successor begins when it ends.
        assertThat(rows(
                        url,
                        "SELECT count(*) FROM demo_history.item_data o JOIN demo_history.item_data n"
                                + " ON n._key = o._key AND n._valid_from = o._valid_to AND n._valid_to IS NULL"
                                + " WHERE o._end = 'changed'"))
                .containsExactly(List.of("1"));

        List<String> verify = new ArrayList<>(List.of(command));
        verify.add("--verify");
        Shell.Said equal = mirror.shell.run(verify.toArray(String[]::new));
        assertThat(equal.exit()).as(equal.out() + equal.err()).isZero();
        try (Connection db = DriverManager.getConnection(url);
                Statement statement = db.createStatement()) {
            statement.execute("DELETE FROM demo_history.crf WHERE _version = 1");
        }
        Shell.Said damaged = mirror.shell.run(verify.toArray(String[]::new));
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.out()).contains("crf: NOT verified: its history has ", "item_data: equal");
        sandbox.reset();
    }

    private static List<JsonObject> currentRows(String url, String table) throws SQLException {
        return rows(url, "SELECT _row FROM demo_history." + table + " WHERE _valid_to IS NULL").stream()
                .map(row -> JsonParser.parseString(row.get(0)).getAsJsonObject())
                .toList();
    }
}
