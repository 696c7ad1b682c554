package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that only read, against the sandbox. */
class ReadingCommandsTest {
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
    void open() {
        shell = Shell.at(folder, sandbox.apiUrl(), sandbox.idpUrl());
    }

    private static int extracts() {
        return (int) sandbox.requests().stream()
                .filter(each -> each.path().equals("/edc/study/extract-data"))
                .count();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void checkSaysWhatIsWell() {
        Shell.Said said = shell.run("check", "demo");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("ok      credentials", "ok      database demo");

        Shell.Said none = shell.run("check", "nowhere", "--json");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.out()).contains("{\"check\":\"database nowhere\",\"ok\":false");
    }

    @Test
    void aRefusedSignInAndAServerThatIsntThereHaveExitCodesOfTheirOwn() {
        shell.variables.put("FLASKDATA_PASSWORD", "wrong");
        Shell.Said refused = shell.run("login");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).doesNotContain("wrong");

        shell.variables.put("FLASKDATA_API_URL", "http://127.0.0.1:1");
        Shell.Said none = shell.run("extract", "table", "crf", "--edc", "demo", "--json", "--max-attempts", "1");
        assertThat(none.exit()).isEqualTo(5);
        assertThat(none.err()).startsWith("{\"error\":").contains("\"exit\":5", "\"kind\":\"connection\"");
    }

    @Test
    void loginStoresNothingUnlessAsked() throws IOException {
        assertThat(shell.run("login").out()).startsWith("Signed in as api@sandbox.flaskdata.test, until ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        Shell.Said saved = shell.run("login", "--save", "mine", "--password-to", file("secret"), "--edc", "demo");
        assertThat(saved.exit()).as(saved.err()).isZero();
        assertThat(folder.resolve("secret")).hasContent("sandbox");
        assertThat(Files.getPosixFilePermissions(folder.resolve("secret"))).hasSize(2);
        assertThat(Files.readString(folder.resolve(".config/flaskdata/config")))
                .contains("[mine]", "email = api@sandbox.flaskdata.test", "edc = demo")
                .doesNotContain("password = ");

        Shell fresh = new Shell(folder);
        assertThat(fresh.run("check", "--profile", "mine").out()).contains("ok      database demo");
        assertThat(shell.run("login", "--save", "mine").err()).contains("Profile mine is already in");
    }

    @Test
    void tablesListsColumnsAndTypes() {
        Shell.Said said = shell.run("tables", "--edc", "demo", "--json", "crf_demographics", "nothing_such");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("{\"table\":\"study_subject\",\"there\":true,\"columns\":[\"study_subject_id\"");
        assertThat(said.out()).contains("\"enrollment_date\":\"date\"");
        assertThat(said.out()).contains("{\"table\":\"nothing_such\",\"there\":false,\"columns\":[],\"types\":{}}");
    }

    @Test
    void extractWritesTheFileWithItsManifestAndAPipeTheSameBytes() throws IOException {
        Shell.Said csv = shell.run("extract", "table", "study_subject", "--edc", "demo", "-o", file("s.csv"));
        assertThat(csv.exit()).as(csv.err()).isZero();
        assertThat(csv.err()).isEmpty();
        Manifest manifest = Manifest.beside(folder.resolve("s.csv"));
        assertThat(manifest.content().rows()).isEqualTo(12);
        manifest.verify(folder.resolve("s.csv"));

        Shell.Said piped = shell.run("extract", "table", "study_subject", "--edc", "demo", "--format", "csv", "-q");
        assertThat(piped.out()).isEqualTo(Files.readString(folder.resolve("s.csv")));

        shell.run("extract", "table", "study_subject", "--edc", "demo", "-o", file("s.jsonl"));
        assertThat(shell.run("extract", "table", "study_subject", "--edc", "demo")
                        .out())
                .isEqualTo(Files.readString(folder.resolve("s.jsonl")));
    }

    @Test
    void everySourceOfRows() throws IOException {
        // The seed has no CRF in Forms that is started, which is what the grouped extract gives.
        Files.writeString(folder.resolve("v.csv"), "subject,event,crf,SYSBP\n001-001,Screening,Vital Signs,120\n");
        assertThat(shell.run("forms", "insert", file("v.csv"), "--study", "1000001")
                        .exit())
                .isZero();
        for (List<String> source : List.of(
                List.of(
                        "table",
                        "cc_event_data",
                        "--edc",
                        "demo",
                        "--where",
                        "site=001",
                        "--sorted-by",
                        "item_data_id"),
                List.of(
                        "table",
                        "cc_event_data",
                        "--edc",
                        "demo",
                        "--from",
                        "2000-01-01",
                        "--before",
                        "2100-01-01T00:00:00Z"),
                List.of("table", "subject_events()", "--edc", "demo", "--argument", "subject_label=001-001"),
                List.of("table", "crf_demographics", "--edc", "demo"),
                List.of("crf-level", "--edc", "demo", "--where", "site=001", "--where-not", "crf=Vitals|Demographics"),
                List.of("data-server", "--study", "1000001", "--column", "crf", "--column", "value"),
                List.of("grouped", "--study", "1000001", "--started", "--closed"),
                List.of("customer", "studies"))) {
            String[] arguments =
                    Stream.concat(Stream.of("extract"), source.stream()).toArray(String[]::new);
            Shell.Said said = shell.run(arguments);
            assertThat(said.exit()).as(source + said.err()).isZero();
            assertThat(said.out()).as(source.toString()).startsWith("{");
        }
    }

    @Test
    void aRefusedExtractSaysSoAndLeavesNoFile() {
        Shell.Said said = shell.run("extract", "table", "nothing_such", "--edc", "demo", "-o", file("n.csv"));
        assertThat(said.exit()).isEqualTo(4);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.err()).doesNotContain("serverText", "nothing_such");
        assertThat(shell.run(true, "extract", "table", "nothing_such", "--edc", "demo")
                        .err())
                .as("a person sees what the server said")
                .contains("nothing_such");
        assertThat(folder.resolve("n.csv")).doesNotExist();
    }

    @Test
    void aRunOverSeveralTablesGoesOnWhereItStopped() throws IOException {
        sandbox.faults().next("/edc/study/extract-data", Fault.status(500, "It failed."));
        String[] run = {
            "extract",
            "table",
            "crf",
            "study_event",
            "--edc",
            "demo",
            "-o",
            file("all") + "/",
            "--format",
            "jsonl",
            "--resume"
        };
        // The first call fails: nothing is there. Of the second run one file is taken away again.
        assertThat(shell.run(run).exit()).isEqualTo(6);
        assertThat(shell.run(run).exit()).isZero();
        Files.delete(folder.resolve("all/study_event.jsonl"));
        Files.delete(folder.resolve("all/study_event.jsonl.manifest.json"));
        int before = extracts();

        Shell.Said resumed = shell.run(run);

        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out())
                .containsPattern("crf\\.jsonl: \\d+ rows, \\d+ bytes, kept")
                .containsPattern("study_event\\.jsonl: \\d+ rows, \\d+ bytes\\R");
        assertThat(extracts() - before).isEqualTo(1);

        Files.writeString(folder.resolve("all/crf.jsonl"), "{}\n");
        assertThat(shell.run(run).exit())
                .as("a changed file is no complete one")
                .isEqualTo(8);
        assertThat(shell.run("extract", "table", "crf", "--edc", "demo", "-o", file("all/crf.jsonl"))
                        .err())
                .contains("--replace replaces it");
    }

    @Test
    void aFolderThatCantBeWrittenIsOneLine() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Shell.Said said = shell.run("extract", "table", "crf", "--edc", "demo", "-o", file("file/x.csv"));
        assertThat(said.exit()).isEqualTo(8);
        assertThat(said.err().lines()).hasSize(1);
    }

    @Test
    void aTerminalSeesABarWithRows() {
        Shell.Said said = shell.run(true, "extract", "table", "cc_event_data", "--edc", "demo", "-o", file("c.csv"));
        assertThat(said.exit()).isZero();
        assertThat(said.err()).contains("cc_event_data", "rows", "KB");
    }

    @Test
    void downloadsAreWholeZips() {
        for (List<String> source : List.of(
                List.of("download", "crfs", "--edc", "demo"),
                List.of("download", "event-crfs", "--edc", "demo"),
                List.of("download", "data-server", "--study", "1000001"),
                List.of("study", "export", "--study", "1000001"),
                List.of("download", "billing", "2026-10"))) {
            String name = String.join("-", source.subList(0, 2)) + ".zip";
            String[] arguments =
                    Stream.concat(source.stream(), Stream.of("-o", file(name))).toArray(String[]::new);
            Shell.Said said = shell.run(arguments);
            assertThat(said.exit()).as(source + said.err()).isZero();
            Manifest.beside(folder.resolve(name)).verify(folder.resolve(name));
            assertThat(shell.run(arguments).exit())
                    .as("an existing file is refused")
                    .isEqualTo(8);
        }
    }

    @Test
    void diffCountsAndWrites() throws IOException, SQLException {
        String[] extract = {"extract", "table", "cc_event_data", "--edc", "demo", "-o"};
        shell.run(with(extract, file("one.jsonl")));
        try (Connection edc = sandbox.connect("demo");
                Statement change = edc.createStatement()) {
            change.execute(
                    "UPDATE item_data SET value = value || '9' WHERE item_data_id = (SELECT min(item_data_id) FROM item_data)");
        }
        shell.run(with(extract, file("two.jsonl")));

        Shell.Said same =
                shell.run("diff", file("one.jsonl"), file("one.jsonl"), "--key", "item_data_id", "--exit-code");
        assertThat(same.exit()).as(same.err()).isZero();
        Shell.Said differs = shell.run(
                "diff",
                file("one.jsonl"),
                file("two.jsonl"),
                "--key",
                "item_data_id",
                "--exit-code",
                "-o",
                file("d.jsonl"));
        assertThat(differs.exit()).as(differs.err()).isEqualTo(1);
        assertThat(differs.out()).startsWith("0 inserted, 1 changed, 0 deleted, ");
        assertThat(Files.readString(folder.resolve("d.jsonl")))
                .startsWith("{\"change\":\"changed\"")
                .hasLineCount(1);
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }

    @Test
    void specsTriesADocument() throws IOException {
        Files.writeString(
                folder.resolve("one.json"),
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/a\":{\"get\":{\"responses\":{\"200\":{\"description\":\"ok\"}}}}}}");
        Shell.Said said = shell.run("specs", "try", file("one.json"), "-o", file("tried"));
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(folder.resolve("tried/tried.json")).exists();
    }

    @Test
    void contractTakesTheseSettings() {
        Shell.Said said = shell.run("contract", "--edc", "demo", "--rows", "1", "--out", file("report"), "--json");
        assertThat(said.exit()).as(said.err()).isIn(0, 1);
        assertThat(said.out().strip()).isEqualTo("{\"tool\":\"contract\",\"exit\":" + said.exit() + "}");
        assertThat(folder.resolve("report/evidence.json")).exists();
    }
}
