package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is one line that says what to do, and the same command, mended, goes on where it stopped. */
class BadInputTest {
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

    private Shell.Said extract(String file, String... more) {
        List<String> all = new ArrayList<>(List.of("extract", "table", "study_subject", "-o", file));
        all.addAll(List.of(more));
        return shell.run(all.toArray(String[]::new));
    }

    @Test
    void resumeKeepsAFileOnlyWhenItIsWhatIsAskedFor() {
        String file = folder.resolve("s.csv").toString();
        assertThat(extract(file, "--where", "study_id=2").exit()).isZero();
        assertThat(extract(file, "--where", "study_id=2", "--resume").out()).contains("kept");

        Object[][] others = {
            {"filters", List.of("--where", "study_id=3")},
            {"filters", List.of()},
            {"fromDate", List.of("--where", "study_id=2", "--from", "2026-01-01")},
            {"sort", List.of("--where", "study_id=2", "--sorted-by", "label")},
            {"columns", List.of("--where", "study_id=2", "--columns", "label,study_id,status_id")},
            {"byteOrderMark", List.of("--where", "study_id=2", "--byte-order-mark")},
            {"guardedAgainstFormulas", List.of("--where", "study_id=2", "--guard-formulas")},
            {"format", List.of("--where", "study_id=2", "--format", "jsonl")},
            {"database", List.of("--where", "study_id=2", "--edc", "omdena")}
        };
        for (Object[] other : others) {
            List<String> options = new ArrayList<>();
            ((List<?>) other[1]).forEach(each -> options.add((String) each));
            options.add("--resume");
            Shell.Said said = extract(file, options.toArray(String[]::new));
            assertThat(said.exit()).as(said.out() + options).isEqualTo(2);
            assertThat(said.err())
                    .contains("is of another request, which differs in " + other[0])
                    .hasLineCount(1)
                    .doesNotContain("study_id");
        }
        assertThat(shell.run("extract", "table", "crf", "-o", file, "--resume").err())
                .contains("differs in ")
                .contains("table");
    }

    @Test
    void optionsOfCsvAreRefusedElsewhere() {
        assertThat(extract(folder.resolve("s.jsonl").toString(), "--guard-formulas")
                        .err())
                .contains("are for csv");
        assertThat(extract("-", "--byte-order-mark").err()).contains("are for files");
        assertThat(sent("/edc/study/extract-data")).isZero();
    }

    @Test
    void aFolderWithoutRightsIsOneLine() throws IOException {
        Path locked = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        // The superuser may write everywhere but not below a file.
        Path place = Files.isWritable(locked) ? Files.createFile(folder.resolve("plain")) : locked;
        Shell.Said said = extract(place.resolve("s.csv").toString());
        assertThat(said.exit()).isEqualTo(8);
        assertThat(said.err()).hasLineCount(1).contains("run it again");
        Shell.Said into = shell.run("extract", "table", "crf", "-o", place + "/in/", "--format", "csv");
        assertThat(into.exit()).isEqualTo(8);
        assertThat(into.err()).hasLineCount(1);
        Shell.Said zip = shell.run("download", "crfs", "-o", place + "/x.zip");
        assertThat(zip.exit()).isEqualTo(8);
        assertThat(zip.err()).hasLineCount(1);
    }

    @Test
    void anInterruptedDownloadLeavesNothingAndIsRepeated() throws IOException {
        sandbox.faults().next("/edc/study/download-csvs-data", Fault.cutBody(50));
        sandbox.faults().next("/edc/study/extract-data", Fault.cutBody(50));
        String zip = folder.resolve("x.zip").toString();
        String csv = folder.resolve("s.csv").toString();

        Shell.Said cut = shell.run("download", "event-crfs", "-o", zip);
        assertThat(cut.exit()).isEqualTo(6);
        assertThat(cut.err()).hasLineCount(1).contains("Run it again");
        Shell.Said rows = extract(csv);
        assertThat(rows.exit()).isEqualTo(6);
        assertThat(rows.err()).hasLineCount(1);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThat(shell.run("download", "event-crfs", "-o", zip).exit()).isZero();
        assertThat(extract(csv).exit()).isZero();
    }

    @Test
    void aFormThatIsNowhereIsAnErrorUnlessItIsToBeUnchecked() throws IOException {
        String csv = file("v.csv", "subject,SYSBP\n001-001,133\n001-002,140\n009-009,140\n");
        String[] run = {"forms", "insert", csv, "--event", "Screening", "--crf", "Vital Sings"};
        Shell.Said said = shell.run(run);
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .contains("v.csv, line 2, crf: no event of the file's first subjects has this form")
                .contains("v.csv, line 4, subject: the study has no such subject")
                .contains("nothing was sent");
        assertThat(sent(INSERT)).isZero();

        List<String> unchecked = new ArrayList<>(List.of(run));
        unchecked.add("--unchecked");
        Shell.Said refused = shell.run(unchecked.toArray(String[]::new));
        assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
        assertThat(sent("/flask/crf/get-CRF-data-ids"))
                .as("the server is asked, and refuses")
                .isEqualTo(3);
    }

    /** The first subject has no such event; the form is the second one's, and the first row is held against it. */
    @Test
    void rowsBeforeTheOneWithTheFormAreCheckedToo() throws IOException {
        String csv = file("v.csv", "subject,event,SYSBP\n001-001,No such event,high\n001-002,Screening,140\n");
        Shell.Said said = shell.run("forms", "insert", csv, "--crf", "Vital Signs");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("line 2, SYSBP: the value is not a number");
        assertThat(sent(INSERT)).isZero();
    }

    @Test
    void filesOfOtherProgramsAreNamedByLineAndColumn() throws IOException {
        String[] cases = {
            "semicolons.csv", "subject;SYSBP\n001-001;120\n", "line 1: the header is one cell",
            "tabs.csv", "subject\tSYSBP\n001-001\t120\n", "line 1: the header is one cell",
            "excel-sep.csv", "sep=;\nsubject;SYSBP\n", "line 1: the header is one cell",
            "trailing.csv", "subject,SYSBP,\n001-001,120,\n", "line 1, column 3: has no name",
            "nul.csv", "subject,SYSBP\n001-001,1\0\n", "line 2, SYSBP: has a NUL character",
            "open-quote.csv", "subject,SYSBP\n\"001-001,120\n", "line 2: ",
            "short.csv", "subject,SYSBP\n001-001\n", "line 2: has 1 cells, the header has 2",
            "no-subject.csv", "label,SYSBP\n001-001,120\n", "line 1: there is no column subject",
            "empty-line.csv", "subject,SYSBP\n001-001,120\n\n001-002,121\n", "line 3: has 1 cells",
            "twice.jsonl", "{\"subject\":\"001-001\",\"SYSBP\":1,\"SYSBP\":2}\n", "line 1, SYSBP: is there twice",
            "half.jsonl", "{\"subject\":\"001-001\",\"SYSBP\":\"\\ud83d\"}\n", "line 1: is no valid JSON object",
            "nan.jsonl", "{\"subject\":\"001-001\",\"SYSBP\":NaN}\n", "line 1: is no valid JSON object",
            "array.jsonl", "[{\"subject\":\"001-001\"}]\n", "line 1: must be one JSON object",
            "huge.jsonl", "{\"subject\":\"001-001\",\"SYSBP\":1e99999999999}\n", "line 1, SYSBP: the number's exponent",
        };
        for (int i = 0; i < cases.length; i += 3) {
            Shell.Said said = shell.run(
                    "forms", "insert", file(cases[i], cases[i + 1]), "--event", "Screening", "--crf", "Vital Signs");
            assertThat(said.exit()).as(cases[i]).isEqualTo(2);
            assertThat(said.err())
                    .as(cases[i])
                    .contains(cases[i] + ", " + cases[i + 2])
                    .contains("nothing was sent");
        }
        Files.write(folder.resolve("excel.csv"), "subject,SYSBP\n".getBytes(StandardCharsets.UTF_16));
        Shell.Said excel =
                shell.run("forms", "insert", folder.resolve("excel.csv").toString());
        assertThat(excel.exit()).isEqualTo(2);
        assertThat(excel.err())
                .contains("is not in UTF-8: save it as \"CSV UTF-8\"")
                .hasLineCount(1);
        assertThat(sent(INSERT)).isZero();
    }

    @Test
    void bytesThatExcelWritesAreTaken() throws IOException {
        String csv = file("v.csv", "\ufeffsubject;SYSBP;WEIGHT\r\n001-001;0133;70.50\r\n");
        Shell.Said said =
                shell.run("forms", "insert", csv, "--event", "Screening", "--crf", "Vital Signs", "--separator", ";");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(sandbox.requests().stream()
                        .filter(each -> each.path().equals(INSERT))
                        .map(each -> each.body()))
                .singleElement()
                .asString()
                .as("leading zeros aren't lost")
                .contains("\"SYSBP\":\"0133\"", "\"WEIGHT\":70.50");
    }

    @Test
    void subjectsOfAFileAreCreatedOnceEach() throws IOException {
        String create = "/edc/subjects/create-subject";
        String wrong = file("w.csv", "label,site,gender,born\n001-910,001,female,1970-03-01\n001-910,001,x,19700301\n");
        Shell.Said bad = shell.run("subjects", "insert", wrong);
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err())
                .contains("line 3, label: another row has the same")
                .contains("line 3, gender: gender is female or male")
                .contains("line 3, born: enrolled is a day");
        assertThat(sent(create)).isZero();

        String csv = file(
                "s.csv",
                "label,site,gender,born\n001-911,001,female,1970-03-01\n001-912,001,male,1971-04-02\n001-001,001,male,1971-04-02\n");
        String[] run = {"subjects", "insert", csv, "--settling", "0", "--concurrency", "1"};
        sandbox.faults().next(create, Fault.disconnectAfter());
        Shell.Said first = shell.run(run);
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.err()).contains("line 2 UNKNOWN");
        Shell.Said second = shell.run(run);
        assertThat(second.exit()).as(second.err()).isEqualTo(1);
        assertThat(second.out()).startsWith("0 inserted, 1 by an earlier run, 1 found, 1 not inserted");
        assertThat(second.err()).contains("line 4 NOT_INSERTED: its study already has a subject with this label");
        assertThat(sent(create)).as("the third is not even sent").isEqualTo(2);
    }

    @Test
    void theWrongProfileIsNamed() throws IOException {
        Files.createDirectories(folder.resolve(".config/flaskdata"));
        Files.writeString(folder.resolve(".config/flaskdata/config"), "[staging]\nenvironment = stagin\n");
        Shell.Said said = new Shell(folder).run("check", "--profile", "staging", "--email", "a@example.org");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).hasLineCount(1);
        Shell.Said none = new Shell(folder).run("check", "--profile", "stagin");
        assertThat(none.err())
                .contains("There is no profile stagin", "there are staging")
                .hasLineCount(1);
    }
}
