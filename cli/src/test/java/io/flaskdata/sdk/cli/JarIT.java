package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained jar as a process: pipes, full disks, signals. */
class JarIT {
    private static final String INSERT = "/flask/crf/create-CRF-and-insert-data";
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private Program program;

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
        program = new Program(folder, sandbox.apiUrl(), sandbox.idpUrl());
    }

    @Test
    void extractsThroughAPipeQuietlyAndEndsWithTheExitCode() throws IOException, InterruptedException {
        Shell.Said rows = program.run("extract", "table", "study_subject", "-q");
        assertThat(rows.exit()).as(rows.err()).isZero();
        assertThat(rows.out()).hasLineCount(12);
        assertThat(rows.err()).isEmpty();

        Shell.Said refused = program.run("extract", "table", "nothing_such");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err().lines()).hasSize(1);

        Shell.Said home = program.run("check", "--profile", "none");
        assertThat(home.err()).as("HOME's configuration").contains(folder + "/.config/flaskdata/config");

        program.variables.put("FLASKDATA_JAR", folder.resolve("none.jar").toString());
        Shell.Said none = program.run("check");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("none.jar is not there");
    }

    @Test
    void aClosedPipeEndsItWithoutAWord() throws IOException, InterruptedException {
        Shell.Said head = program.shell("flaskdata tables | head -n 1; echo ${PIPESTATUS[0]}");
        assertThat(head.out()).startsWith("cc_event_data: ").endsWith("\n141\n").hasLineCount(2);
        assertThat(head.err()).isEmpty();
    }

    @Test
    void aFullDiskIsOneLine() throws IOException, InterruptedException {
        Shell.Said full = program.shell("flaskdata extract table study_subject -q > /dev/full");
        assertThat(full.exit()).isEqualTo(8);
        assertThat(full.err()).contains("No space left on device. Make room").hasLineCount(1);
    }

    @Test
    void ctrlCTellsWhatWasSentAndTheNextRunGoesOn() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("subject,SYSBP\n");
        for (int row = 1; row <= 12; row++) {
            csv.append(String.format("00%d-00%d,1%02d%n", row % 3 + 1, row / 3 % 3 + 1, row));
            sandbox.faults().next(INSERT, Fault.delay(Duration.ofMillis(400)));
        }
        Path file = Files.writeString(folder.resolve("v.csv"), csv);
        Path journal = folder.resolve("v.csv.journal.jsonl");
        String[] run = {
            "forms",
            "insert",
            file.toString(),
            "--event",
            "Screening",
            "--crf",
            "Vital Signs",
            "--json",
            "--concurrency",
            "2"
        };
        Program.Running running = program.start(run);
        while (!Files.exists(journal) || !Files.readString(journal).contains("INSERTED")) {
            assertThat(running.process().isAlive())
                    .as(Files.readString(running.err()))
                    .isTrue();
            running.process().waitFor(5, TimeUnit.MILLISECONDS);
        }
        running.interrupt();
        Shell.Said stopped = running.said();
        assertThat(stopped.exit()).isEqualTo(130);
        assertThat(stopped.out())
                .containsPattern("\"inserted\":[1-9]")
                .containsPattern("\"notReached\":[1-9]")
                .contains("\"unknown\":0", "\"complete\":false");
        assertThat(stopped.err()).contains("run it again with " + journal);
        sandbox.faults().clear();

        Shell.Said rest = program.run(run);
        assertThat(rest.exit()).as(rest.err()).isZero();
        assertThat(rest.out()).contains("\"complete\":true");
        assertThat(sandbox.requests().stream()
                        .filter(each -> each.path().equals(INSERT))
                        .count())
                .isEqualTo(12);
    }
}
