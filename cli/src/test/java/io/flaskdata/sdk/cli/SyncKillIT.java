package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code flaskdata sync} with signal 9 at random instants while the data changes between its runs. {@code
 * -Dflaskdata.sync.kills=100} is the long form, {@code -Dflaskdata.sync.seed} another order.
 */
class SyncKillIT {
    private static final List<String> TABLES = List.of("item_data", "twins", "study_subject", "audit_log_event");
    private static final int KILLS = Integer.getInteger("flaskdata.sync.kills", 6);

    private final Random random = new Random(Long.getLong("flaskdata.sync.seed", 19));
    private final Map<String, Map<String, List<JsonObject>>> truths = new LinkedHashMap<>();
    private int published;
    private int resumed;

    @TempDir
    private Path folder;

    @Test
    void whereverItIsKilledTheMirrorIsTheSandboxsTruth() throws IOException, SQLException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start()) {
            MirrorFixture mirror = new MirrorFixture(sandbox, folder);
            mirror.sql("CREATE TABLE twins (a int, b text)");
            mirror.sql("INSERT INTO twins SELECT n % 20, NULLIF('t' || n % 3, 't0') FROM generate_series(1, 200) n");
            long start = System.nanoTime();
            assertThat(process(mirror).waitFor()).isZero();
            long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            for (int kill = 1; kill <= KILLS; kill++) {
                change(mirror);
                long run = mirror.state().get("run").getAsLong();
                killed(mirror, whole);
                mirror.isWhole();
                published += mirror.state().get("run").getAsLong() > run ? 1 : 0;
                if (random.nextInt(3) == 0 || kill == KILLS) {
                    holds(mirror);
                }
            }
            for (var moment : truths.entrySet()) {
                for (String table : TABLES) {
                    assertThat(mirror.asOf(table, moment.getKey()))
                            .as(table + " as of " + moment.getKey())
                            .containsExactlyInAnyOrderElementsOf(
                                    moment.getValue().get(table));
                }
            }
            System.out.println(
                    KILLS + " kills, " + published + " after the run was published, " + resumed + " runs gone on with, "
                            + truths.size() + " moments of the history compared with the truth of then");
        }
    }

    /** What is left of a killed run is gone on with, or not; then nothing is missing, nothing twice. */
    private void holds(MirrorFixture mirror) throws IOException {
        String[] command = TABLES.toArray(String[]::new);
        Shell.Said first = mirror.sync(command);
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        Shell.Said said = mirror.sync(command);
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        Map<String, List<JsonObject>> truth = new LinkedHashMap<>();
        for (String table : TABLES) {
            truth.put(table, mirror.truth(table));
            assertThat(mirror.current(table)).as(table).containsExactlyInAnyOrderElementsOf(truth.get(table));
        }
        truths.put(mirror.state().get("at").getAsString(), truth);
        mirror.holds("item_data", "item_data_id");
        mirror.holds("study_subject", "study_subject_id");
        mirror.holds("audit_log_event", "audit_id");
        mirror.isWhole();
        assertThat(mirror.verify(command).exit()).isZero();
        assertThat(mirror.filesNotNamed()).isEmpty();
    }

    /** Edits, deletions and new rows; those of item_data are in the audit log too. */
    private void change(MirrorFixture mirror) throws SQLException {
        int some = random.nextInt(1000);
        mirror.sql("UPDATE item_data SET value = 'v" + some + "' WHERE item_data_id % 97 = " + some % 97);
        mirror.sql("DELETE FROM item_data WHERE item_data_id = (SELECT item_data_id FROM item_data d WHERE NOT EXISTS"
                + " (SELECT FROM dn_item_data_map m WHERE m.item_data_id = d.item_data_id)"
                + " ORDER BY md5(item_data_id || 'x" + some + "') LIMIT 1)");
        mirror.sql("INSERT INTO item_data (item_id, event_crf_id, value, ordinal, date_created)"
                + " SELECT item_id, event_crf_id, 'new', (SELECT max(ordinal) + 1 FROM item_data), now() FROM item_data"
                + " ORDER BY item_data_id LIMIT 1");
        mirror.sql("DELETE FROM twins WHERE ctid IN (SELECT ctid FROM twins ORDER BY md5(ctid::text || " + some
                + ") LIMIT 3)");
        mirror.sql("INSERT INTO twins VALUES (" + some % 20 + ", NULL), (" + some % 20 + ", NULL)");
    }

    /** Killed at a time of a whole run, or so soon after it said that it has all: there it is done within milliseconds. */
    private void killed(MirrorFixture mirror, long whole) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        Process process = process(mirror);
        if (random.nextBoolean()) {
            process.waitFor(random.nextInt((int) whole), TimeUnit.MILLISECONDS);
        } else {
            int lines = 2 + random.nextInt(2 * TABLES.size() + 1);
            while (process.isAlive()
                    && !(Files.exists(log) && Files.readAllLines(log).size() >= lines)) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(15), TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        resumed += Files.exists(log) && Files.readString(log).matches("(?s).*\"resumed\":[1-9].*") ? 1 : 0;
    }

    private Process process(MirrorFixture mirror) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FlaskDataCli.class.getName(),
                "sync",
                "--edc",
                "demo",
                "--to",
                mirror.folder().toString(),
                "--log",
                folder.resolve("log").toString()));
        command.addAll(TABLES);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().putAll(mirror.shell.variables);
        return builder.start();
    }
}
