package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that write, against the sandbox. */
class WritingCommandsTest {
    private static final String INSERT = "/flask/crf/create-CRF-and-insert-data";
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.reset();
        shell = Shell.at(folder, sandbox.apiUrl(), sandbox.idpUrl());
        shell.variables.put("FLASKDATA_STUDY", "1000001");
        shell.variables.put("FLASKDATA_EDC", "demo");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static long sent(String operation) {
        return sandbox.requests().stream()
                .filter(each -> each.path().equals(operation))
                .count();
    }

    private static String lastSent(String operation) {
        return sandbox.requests().stream()
                .filter(each -> each.path().equals(operation))
                .reduce((a, b) -> b)
                .orElseThrow()
                .body();
    }

    @Test
    void aCsvFileIsInsertedOnceAndNumbersKeepTheirDigits() throws IOException {
        String csv = file("v.csv", "subject,SYSBP,WEIGHT\r\n001-001,133,70.50\r\n001-002,121,\r\n");
        String[] run = {"forms", "insert", csv, "--event", "Screening", "--crf", "Vital Signs"};

        Shell.Said first = shell.run(run);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("2 inserted, 0 by an earlier run");
        assertThat(sent(INSERT)).isEqualTo(2);
        assertThat(sandbox.requests().stream()
                        .filter(each -> each.path().equals(INSERT))
                        .map(each -> each.body()))
                .anySatisfy(body -> assertThat(body).contains("\"SYSBP\":133", "\"WEIGHT\":70.50"))
                .anySatisfy(body -> assertThat(body).contains("\"SYSBP\":121").doesNotContain("WEIGHT"));

        Shell.Said second = shell.run(run);
        assertThat(second.out()).startsWith("0 inserted, 2 by an earlier run");
        assertThat(sent(INSERT)).isEqualTo(2);
    }

    @Test
    void badCellsAreNamedByLineAndColumnAndNothingIsSent() throws IOException {
        String csv = file("v.csv", "subject,SYSBP,WEIGTH\n001-001,high,70\n,120,70\n");
        Shell.Said said = shell.run("forms", "insert", csv, "--event", "Screening", "--crf", "Vital Signs");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .contains("v.csv, line 2, SYSBP: the value is not a number")
                .contains("v.csv, line 2, WEIGTH: the CRF has no such item")
                .contains("v.csv, line 3, subject: a value is required")
                .contains("3 problems in", "nothing was sent")
                .doesNotContain("high");
        assertThat(sent(INSERT)).isZero();
        assertThat(folder.resolve("v.csv.journal.jsonl")).doesNotExist();
    }

    @Test
    void aFileThatIsNoneIsOneLine() throws IOException {
        String[] wrong = {
            file("cells.csv", "subject,SYSBP\n001-001,120\n001-002,120,7\n"), "line 3: has 3 cells, the header has 2",
            file("twice.csv", "subject,subject\n"), "line 1, column 2: is named as another one",
            file("none.csv", ""), "line 1: there is no header",
            file("open.jsonl", "{\"subject\":\"001-001\"\n"), "line 1: is no valid JSON object",
            file("two.jsonl", "{} {}\n"), "line 1: is no valid JSON object",
            file("v.txt", ""), "must be named .csv, .jsonl or .ndjson",
            folder.resolve("missing.csv").toString(), "can't be read"
        };
        for (int i = 0; i < wrong.length; i += 2) {
            Shell.Said said = shell.run("devices", "insert", wrong[i]);
            assertThat(said.exit()).as(wrong[i] + said.err()).isIn(2, 8);
            assertThat(said.err()).contains(wrong[i + 1]);
            assertThat(said.err().lines()).as(said.err()).hasSizeLessThanOrEqualTo(2);
        }
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xe9, '\n'});
        assertThat(shell.run("devices", "insert", folder.resolve("latin.csv").toString())
                        .err())
                .contains("is not in UTF-8");
        assertThat(sent("/flask/device/insert-log")).isZero();
    }

    @Test
    void aRunThatStoppedGoesOn() throws IOException {
        String lines = file(
                "v.jsonl",
                "{\"subject\":\"001-001\",\"SYSBP\":120}\n{\"subject\":\"001-002\",\"SYSBP\":121,\"WEIGHT\":null}\n");
        String[] run = {
            "forms",
            "insert",
            lines,
            "--event",
            "Screening",
            "--crf",
            "Vital Signs",
            "--concurrency",
            "1",
            "--settling",
            "0"
        };
        sandbox.faults().next(INSERT, Fault.disconnectAfter());

        Shell.Said first = shell.run(run);
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.err()).contains("line 1 UNKNOWN", "run it again with");

        Shell.Said second = shell.run(run);
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.out()).startsWith("0 inserted, 1 by an earlier run, 1 found");
        assertThat(sent(INSERT)).isEqualTo(2);
        assertThat(lastSent(INSERT)).contains("\"WEIGHT\":null");
    }

    @Test
    void aDryRunChecksAndSendsNothing() throws IOException {
        String csv = file("v.csv", "subject,SYSBP\n001-001,133\n");
        Shell.Said said = shell.run(
                "forms", "insert", csv, "--event", "Screening", "--crf", "Vital Signs", "--dry-run", "--json");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("\"rows\":1");
        assertThat(sent(INSERT)).isZero();
    }

    @Test
    void deviceLogsAreInsertedOnce() throws IOException {
        String lines = file(
                "d.jsonl",
                "{\"key\":\"a\",\"device\":\"w1\",\"subject\":\"001-001\",\"type\":\"steps\",\"at\":\"2026-03-02T08:15:00Z\",\"steps\":5120}\n");
        assertThat(shell.run("devices", "insert", lines).out()).startsWith("1 inserted");
        assertThat(shell.run("devices", "insert", lines, "--json").out())
                .contains("\"key\":\"a\",\"state\":\"ALREADY_INSERTED\"");
        assertThat(shell.run("extract", "devices", "--device", "w1").out())
                .contains("{\"steps\":5120}")
                .hasLineCount(1);
    }

    @Test
    void subjectsAndKits() {
        Shell.Said created = shell.run(
                "subjects",
                "create",
                "--label",
                "001-900",
                "--site",
                "001",
                "--gender",
                "female",
                "--born",
                "1970-03-01",
                "--enrolled",
                "2026-03-02",
                "--json");
        assertThat(created.exit()).as(created.err()).isZero();
        assertThat(created.out()).startsWith("{\"studySubjectId\":");
        Shell.Said again = shell.run("subjects", "create", "--label", "001-900", "--site", "002");
        assertThat(again.exit()).as("the study has the label, at another site").isEqualTo(4);
        assertThat(again.err())
                .contains("its study already has a subject with this label")
                .hasLineCount(1);
        assertThat(sent("/edc/subjects/create-subject")).isEqualTo(1);

        String[] randomize = {"randomize", "001-001", "--stratum", "SEX=M", "--stratum", "SITE=001"};
        assertThat(shell.run("randomize", "001-001", "--read").out()).startsWith("No kit");
        String kit = shell.run(randomize).out().strip();
        assertThat(kit).startsWith("Kit ");
        assertThat(shell.run(randomize).out().strip()).isEqualTo(kit + ", which the subject had already");
    }

    @Test
    void aWriteWithoutAnAnswerHasItsOwnExitCode() {
        sandbox.faults().next("/edc/subjects/create-subject", Fault.disconnectAfter());
        assertThat(shell.run("subjects", "create", "--label", "001-901", "--site", "001")
                        .exit())
                .isEqualTo(7);
    }
}
