package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.cli.sync.SourceTable;
import io.flaskdata.sdk.cli.sync.Sync;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flaskdata sync} into a folder, against the sandbox. */
class SyncTest {
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private MirrorFixture mirror;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void open() {
        mirror = new MirrorFixture(sandbox, folder);
    }

    @AfterEach
    void reset() {
        if (mirror.changed()) {
            sandbox.reset();
        }
    }

    @Test
    void mirrorsEveryTableAndASecondRunWritesNothing() throws IOException {
        Shell.Said first = mirror.sync("--all", "--forms", "--study", "1000001");
        assertThat(first.exit()).as(first.err() + first.out()).isZero();
        assertThat(first.out()).contains("study_subject: 12 rows; 12 inserted", "Run 1 of ");
        for (String table : List.of("study_subject", "item_data", "cross_event_crf_data", "audit_log_event")) {
            assertThat(mirror.current(table)).as(table).containsExactlyInAnyOrderElementsOf(mirror.truth(table));
        }
        assertThat(mirror.current("data_server")).isNotEmpty();

        Map<Path, String> before = mirror.everyByte();
        Shell.Said second = mirror.sync("--all", "--forms", "--study", "1000001");
        assertThat(second.out()).contains("No change: nothing was written");
        assertThat(mirror.everyByte()).isEqualTo(before);
    }

    @Test
    void keepsWhatWasAsHistory() throws IOException, SQLException {
        mirror.sync("item_data");
        mirror.sql("UPDATE item_data SET value = 'later' WHERE item_data_id = 5");
        mirror.sql("DELETE FROM item_data WHERE item_data_id = 6");
        Shell.Said said = mirror.sync("item_data");
        assertThat(said.out()).contains("0 inserted, 1 changed, 1 deleted", "Run 2 of ");
        assertThat(mirror.current("item_data")).containsExactlyInAnyOrderElementsOf(mirror.truth("item_data"));

        List<JsonObject> ended = mirror.lines("item_data", "history");
        assertThat(ended).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("_run").getAsInt()).isEqualTo(1);
            assertThat(row.get("_ended_by").getAsInt()).isEqualTo(2);
        });
        assertThat(ended.stream().map(row -> row.get("_end").getAsString())).containsExactly("changed", "deleted");
        JsonObject now = mirror.lines("item_data", "current").stream()
                .filter(row -> row.get("item_data_id").getAsInt() == 5)
                .findFirst()
                .orElseThrow();
        assertThat(now.get("_valid_from")).isEqualTo(ended.get(0).get("_valid_to"));

        mirror.holds("item_data", "item_data_id");
    }

    @Test
    void aRowThatComesBackHasAGapInItsHistory() throws IOException, SQLException {
        mirror.sync("study_parameter_value", "--key", "study_parameter_value=study_parameter_value_id");
        mirror.sql("CREATE TABLE was AS SELECT * FROM study_parameter_value WHERE study_parameter_value_id = 1");
        mirror.sql("DELETE FROM study_parameter_value WHERE study_parameter_value_id = 1");
        mirror.sync("study_parameter_value");
        mirror.sync("study_parameter_value");
        mirror.sql("INSERT INTO study_parameter_value SELECT * FROM was");
        assertThat(mirror.sync("study_parameter_value").out()).contains("1 inserted, 0 changed, 0 deleted");
        assertThat(mirror.lines("study_parameter_value", "history")).hasSize(1);
        mirror.holds("study_parameter_value", "study_parameter_value_id");
    }

    @Test
    void rowsWithoutAKeyAreCountedAndNeverLost() throws IOException, SQLException {
        mirror.sql("CREATE TABLE twins (a int, b text)");
        mirror.sql("INSERT INTO twins VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL), (NULL, 'null')");
        assertThat(mirror.sync("twins").out()).contains("twins: 5 rows; 5 inserted");
        mirror.sql("DELETE FROM twins WHERE ctid = (SELECT min(ctid) FROM twins WHERE a = 1)");
        assertThat(mirror.sync("twins").out()).contains("twins: 4 rows; 0 inserted, 0 changed, 1 deleted");
        assertThat(mirror.current("twins")).containsExactlyInAnyOrderElementsOf(mirror.truth("twins"));

        Shell.Said said = mirror.sync("twins", "--key", "twins=a");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("twins: NOT synced: two rows have the same a, which is to be their key");
        assertThat(mirror.current("twins")).hasSize(4);
    }

    @Test
    void aColumnThatGoesOrComesIsNamed() throws IOException, SQLException {
        mirror.sync("study_subject", "crf");
        mirror.sql("ALTER TABLE study_subject DROP COLUMN secondary_label CASCADE");
        mirror.sql("ALTER TABLE crf ADD COLUMN version_note text DEFAULT 'n'");
        Shell.Said said = mirror.sync("study_subject", "crf");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .contains(
                        "study_subject: NOT synced: it has no column secondary_label any more",
                        "--accept study_subject")
                .contains("new columns: version_note");
        assertThat(mirror.lines("study_subject", "current").get(0).has("secondary_label"))
                .isTrue();

        Shell.Said accepted = mirror.sync("study_subject", "crf", "--accept", "study_subject");
        assertThat(accepted.exit()).isZero();
        assertThat(accepted.out()).contains("12 changed, 0 deleted; columns gone: secondary_label");
        assertThat(mirror.lines("study_subject", "history")).hasSize(12).allMatch(row -> row.has("secondary_label"));
        assertThat(mirror.sync("study_subject", "crf").out()).contains("No change");
    }

    @Test
    void aTableThatIsEmptyOrGoneIsNotBelievedAtOnce() throws IOException, SQLException {
        mirror.sync("discrepancy_note", "dn_item_data_map");
        mirror.sql("ALTER TABLE dn_item_data_map RENAME TO another");
        mirror.sql("DELETE FROM another");
        mirror.sql("DELETE FROM dn_event_crf_map");
        mirror.sql("DELETE FROM discrepancy_note");
        Shell.Said said = mirror.sync("discrepancy_note", "dn_item_data_map", "crf");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .contains(
                        "discrepancy_note: NOT synced: all its ", "dn_item_data_map: NOT synced: the server refuses it")
                .contains("crf: 6 rows; 6 inserted");
        assertThat(mirror.current("discrepancy_note")).isNotEmpty();
        assertThat(mirror.sync("discrepancy_note", "--accept", "discrepancy_note")
                        .exit())
                .isZero();
        assertThat(mirror.current("discrepancy_note")).isEmpty();
        assertThat(mirror.sync("discrepancy_note").out()).contains("No change");
    }

    @Test
    void windowsBringEditsAndTheFullRunBringsTheRest() throws IOException, SQLException {
        mirror.sync("item_data", "--full-every", "24h");
        mirror.sql("UPDATE item_data SET value = 'edited', date_updated = now() WHERE item_data_id = 7");
        mirror.sql("DELETE FROM item_data WHERE item_data_id = 8");
        Shell.Said window = mirror.sync("item_data", "--full-every", "24h");
        assertThat(window.out()).contains("1 changed, 0 deleted; only rows edited since ");
        Shell.Said again = mirror.sync("item_data", "--full-every", "24h");
        assertThat(again.out()).contains("No change");
        assertThat(mirror.verify("item_data").out()).contains("0 rows only in the source, 1 only in the mirror");

        Shell.Said full = mirror.sync("item_data", "--full-every", "0s");
        assertThat(full.out()).contains("0 changed, 1 deleted");
        assertThat(mirror.verify("item_data").exit()).isZero();
        mirror.holds("item_data", "item_data_id");
    }

    @Test
    void verifyNamesTheTableAndWhatDiffers() throws IOException, SQLException {
        mirror.sync("crf", "study_subject");
        Shell.Said equal = mirror.verify("crf", "study_subject");
        assertThat(equal.exit()).as(equal.out() + equal.err()).isZero();
        assertThat(equal.out()).contains("crf: equal, 6 rows, digest ", "study_subject: equal, 12 rows");

        mirror.sql("UPDATE study_subject SET label = 'other' WHERE study_subject_id = 3");
        Shell.Said differs = mirror.verify("crf", "study_subject");
        assertThat(differs.exit()).isEqualTo(1);
        assertThat(differs.out())
                .contains("crf: equal", "study_subject: DIFFERS: ", "1 with other values; the first keys: 3");

        Path file = mirror.file("crf", "current");
        Files.writeString(file, Files.readString(file).replace("Demographics", "Demography"));
        assertThat(mirror.verify("crf").out())
                .contains("crf: NOT verified: crf/current-000001.jsonl is not as it was written");
        Files.delete(file);
        assertThat(mirror.verify("crf").out()).contains("crf/current-000001.jsonl is missing");
    }

    @Test
    void aStoppedRunIsGoneOnWith() throws IOException {
        assertThat(mirror.sync("crf", "study_event").exit()).isZero();
        mirror.extracts();
        sandbox.faults().next("/edc/study/extract-data", Fault.delay(Duration.ZERO));
        sandbox.faults().next("/edc/study/extract-data", Fault.cutBody(900), 9);
        Map<Path, String> before = mirror.everyByte();
        Shell.Said stopped = mirror.sync("crf", "study_event", "study");
        assertThat(stopped.exit()).isEqualTo(6);
        assertThat(stopped.err()).contains("run the same command again to go on");
        assertThat(mirror.everyByte()).isEqualTo(before);
        sandbox.faults().clear();
        mirror.extracts();

        Shell.Said done = mirror.sync("crf", "study_event", "study", "--json");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).contains("\"resumed\":1");
        assertThat(mirror.extracts()).isEqualTo(2);
        assertThat(mirror.current("study")).containsExactlyInAnyOrderElementsOf(mirror.truth("study"));
    }

    @Test
    void twoSyncsAtOnceAreOneAndALineThatSaysWhatToDo() throws IOException {
        try (Sync held =
                Sync.toFolder(mirror.folder(), MirrorFixture.OPTIONS, InstantSource.system(), MirrorFixture.QUIET)) {
            assertThat(held.key("crf")).isNull();
            Shell.Said second = mirror.sync("crf", "--metrics", mirror.metrics().toString());
            assertThat(second.exit()).isEqualTo(2);
            assertThat(second.err()).hasLineCount(1).contains("Another sync is writing ", "let it end, or stop it");
            assertThat(mirror.metrics()).doesNotExist();
        }
        assertThat(mirror.sync("crf").exit()).isZero();
    }

    @Test
    void aSchedulerGetsALogAndMetrics() throws IOException {
        Path log = folder.resolve("sync.log");
        mirror.sync(
                "crf", "--log", log.toString(), "--metrics", mirror.metrics().toString());
        assertThat(Files.readAllLines(log))
                .hasSize(5)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"time\":\"20").endsWith("}"));
        String good = Files.readString(mirror.metrics());
        assertThat(good).contains("flaskdata_sync_exit_code{source=", "} 0\n", "table=\"crf\",kind=\"inserted\"} 6\n");

        mirror.shell.variables.put("FLASKDATA_PASSWORD", "wrong");
        assertThat(mirror.sync(
                                "crf",
                                "--log",
                                log.toString(),
                                "--metrics",
                                mirror.metrics().toString())
                        .exit())
                .isEqualTo(3);
        String bad = Files.readString(mirror.metrics());
        assertThat(bad).contains("} 3\n").contains(line(good, "flaskdata_sync_last_success_timestamp_seconds{"));
        assertThat(Files.readString(log))
                .contains("\"event\":\"failed\"", "\"exit\":3")
                .doesNotContain("wrong");
    }

    private static String line(String text, String start) {
        return text.lines().filter(each -> each.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void whatCantBeUsedIsOneLineAndNothingIsSent() throws IOException {
        mirror.sync("crf");
        int before = sandbox.requests().size();
        assertThat(mirror.sync().err()).contains("Name the tables to mirror, or --all, or --forms");
        assertThat(mirror.sync("subject_events()").err()).contains("is a function");
        assertThat(mirror.sync("crf", "--key", "study=a").err()).contains("--key names study");
        assertThat(mirror.sync("crf", "--full-every", "soon").err()).contains("--full-every must be a time");
        Shell.Said other = mirror.shell.run(
                "sync", "crf", "--edc", "omdena", "--to", mirror.folder().toString());
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).hasLineCount(1).contains(" EDC demo, not ", "name another folder");
        mirror.shell.variables.remove("FLASKDATA_PASSWORD");
        Shell.Said nobody = mirror.sync("crf");
        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err()).hasLineCount(1).contains("FLASKDATA_PASSWORD_FILE");
        assertThat(sandbox.requests()).hasSize(before);
    }

    @Test
    void aStateThatIsLostOrOldIsNoReasonToDeleteHistory() throws IOException, SQLException {
        mirror.sync("crf");
        Path state = mirror.folder().resolve("state.json");
        String first = Files.readString(state);
        for (int run = 2; run <= 3; run++) {
            mirror.sql("UPDATE crf SET description = 'run " + run + "' WHERE crf_id = 1");
            mirror.sync("crf");
        }
        Map<Path, String> before = mirror.everyByte();
        Files.writeString(state, first);
        mirror.sql("UPDATE crf SET description = 'again' WHERE crf_id = 1");
        Shell.Said old = mirror.sync("crf");
        assertThat(old.exit()).isEqualTo(2);
        assertThat(old.err()).contains("is of a later run than state.json");
        Files.delete(state);
        assertThat(mirror.sync("crf").err()).contains("has a mirror's files but no state.json");
        before.remove(state);
        assertThat(mirror.everyByte()).containsAllEntriesOf(before);
    }

    @Test
    void aFolderThatCantBeWrittenIsAnExitCodeOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Shell.Said said = mirror.shell.run(
                "sync",
                "crf",
                "--edc",
                "demo",
                "--to",
                folder.resolve("file/mirror").toString());
        assertThat(said.exit()).isEqualTo(8);
        assertThat(said.err()).hasLineCount(1).contains("then run the same command again");
    }

    /** Two versions of one moment are a fault that dbt's snapshots had (dbt-core 6215, 2871). */
    @Test
    void timesNeverGoBackwardsAndTwoRunsNeverHaveOne() throws IOException, SQLException {
        Instant noon = Instant.parse("2026-11-28T12:00:00Z");
        List<String> times = new ArrayList<>();
        try (FlaskDataClient client = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            for (Instant now : List.of(noon, noon, noon.minusSeconds(3600), noon.plusSeconds(1))) {
                mirror.sql("UPDATE crf SET description = 'at " + times.size() + "' WHERE crf_id = 1");
                try (Sync sync = Sync.toFolder(
                        mirror.folder(), MirrorFixture.OPTIONS, InstantSource.fixed(now), MirrorFixture.QUIET)) {
                    times.add(sync.run(List.of(new SourceTable(
                                    "crf",
                                    List.of("crf_id"),
                                    true,
                                    false,
                                    since -> client.edc("demo").extract("crf"))))
                            .at());
                }
            }
        }
        assertThat(times)
                .containsExactly(
                        "2026-11-28T12:00:00.000Z",
                        "2026-11-28T12:00:00.001Z",
                        "2026-11-28T12:00:00.002Z",
                        "2026-11-28T12:00:01.000Z");
        assertThat(mirror.lines("crf", "history")).hasSize(3);
        mirror.holds("crf", "crf_id");
    }

    /** A killed run's new file stays until the next run, which deletes it though it has nothing to write. */
    @Test
    void whatAKilledRunLeftIsDeletedByARunWithoutAChangeToo() throws IOException {
        mirror.sync("crf");
        Path left = mirror.folder().resolve("crf/current-000002.jsonl");
        Files.writeString(left, "{\"_valid_from\":\"half");
        assertThat(mirror.sync("crf").out()).contains("No change");
        assertThat(left).doesNotExist();
    }
}
