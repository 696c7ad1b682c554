package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code flaskdata forms insert} is killed at random instants and run again, until every row is there: none is lost and
 * none is there twice. {@code -Dflaskdata.kills=100} is the long form.
 */
class KilledInsertIT {
    private static final int KILLS = Integer.getInteger("flaskdata.kills", 5);
    private static final int ROWS = 36;
    private static final String INSERT = "/flask/crf/create-CRF-and-insert-data";

    @TempDir
    private Path folder;

    private final Random random = new Random(20261128);
    private long kills;
    private long whileSending;
    private long found;

    @Test
    void nothingIsLostAndNothingIsThereTwice() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start()) {
            Program program = new Program(folder, sandbox.apiUrl(), sandbox.idpUrl());
            for (int file = 1; kills < KILLS; file++) {
                sandbox.reset();
                List<String> rows = rows();
                Path csv = Files.writeString(
                        folder.resolve(file + ".csv"), "subject,WEIGHT\n" + String.join("\n", rows) + "\n");
                killedUntilItIsDone(sandbox, program, csv);
                assertThat(onTheServer(sandbox)).as("file " + file).containsExactlyInAnyOrderElementsOf(rows);
            }
            System.out.printf(
                    "Killed %d times, %d of them between the first announcement and the last answer; %d lost answers found.%n",
                    kills, whileSending, found);
        }
    }

    /** Each weight is there once, so each row can be told. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(String.format("00%d-00%d,70.%02d", row / 3 % 3 + 1, row % 3 + 1, row));
        }
        return rows;
    }

    private void killedUntilItIsDone(Sandbox sandbox, Program program, Path csv)
            throws IOException, InterruptedException {
        Path journal = csv.resolveSibling(csv.getFileName() + ".journal.jsonl");
        for (int run = 1; ; run++) {
            assertThat(run).as("runs over one file").isLessThan(KILLS + 20);
            for (int call = 0; call < ROWS; call++) {
                sandbox.faults().next(INSERT, Fault.delay(Duration.ofMillis(random.nextInt(40))));
            }
            Program.Running running = program.start(
                    "forms",
                    "insert",
                    csv.toString(),
                    "--event",
                    "Screening",
                    "--crf",
                    "Vital Signs",
                    "--settling",
                    "0",
                    "--call-timeout",
                    "2");
            boolean killed = kills < KILLS && kill(running.process(), journal);
            Shell.Said said = running.said();
            sandbox.faults().clear();
            if (killed) {
                kills++;
                continue;
            }
            assertThat(said.exit()).as(said.out() + said.err()).isIn(0, 1, 7);
            assertThat(said.out()).as(said.err()).contains("0 unknown");
            found += Long.parseLong(said.out().replaceAll("(?s).* (\\d+) found.*", "$1"));
            if (said.exit() == 0) {
                return;
            }
        }
    }

    /** Every fourth time at any instant of its life, else when its journal has grown by a random number of bytes. */
    private boolean kill(Process process, Path journal) throws IOException, InterruptedException {
        long before = size(journal);
        if (random.nextInt(4) == 0) {
            process.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS);
        } else {
            long grown = before + 1 + random.nextInt(8000);
            while (process.isAlive() && size(journal) < grown) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS);
        }
        if (!process.isAlive()) {
            return false;
        }
        process.destroyForcibly().waitFor();
        if (process.exitValue() != 128 + 9) {
            return false;
        }
        whileSending += size(journal) > Math.max(before, 200) ? 1 : 0;
        return true;
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static List<String> onTheServer(Sandbox sandbox) {
        List<String> rows = new ArrayList<>();
        try (FlaskDataClient client = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            client.dataServer(1000001).partialExtract().forEach(row -> {
                if ("Vital Signs".equals(row.string("crf")) && "WEIGHT".equals(row.string("item"))) {
                    rows.add(row.string("subject") + "," + row.string("value"));
                }
            });
        }
        return rows;
    }
}
