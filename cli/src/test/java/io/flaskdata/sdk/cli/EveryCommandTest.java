package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every command: JSON for machines, exit codes, and no password or token anywhere. */
class EveryCommandTest {
    private static Sandbox sandbox;
    private static MarkingRelay relay;

    @TempDir
    private Path folder;

    private Shell shell;
    private final List<String> said = new ArrayList<>();

    /** A command, its exit code, and the members of the objects that it prints. */
    private record Case(int exit, String members, String... arguments) {}

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
        relay = new MarkingRelay(sandbox.apiUrl());
    }

    @AfterAll
    static void stop() {
        relay.close();
        sandbox.close();
    }

    @BeforeEach
    void open() {
        sandbox.reset();
        shell = Shell.at(folder, relay.address(), sandbox.idpUrl());
        shell.variables.put("FLASKDATA_PASSWORD", MarkingRelay.PASSWORD);
        shell.variables.put("FLASKDATA_STUDY", "1000001");
        shell.variables.put("FLASKDATA_EDC", "demo");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Shell.Said run(String... arguments) {
        Shell.Said result = shell.run(arguments);
        said.add(result.out());
        said.add(result.err());
        return result;
    }

    private List<Case> commands() throws IOException {
        String vitals = file("v.csv", "key,subject,event,crf,SYSBP\na,001-001,Screening,Vital Signs,120\n");
        String wrong = file("w.csv", "subject,event,crf,SYSBP\n001-001,Screening,Vital Signs,high\n");
        String logs = file("d.jsonl", "{\"device\":\"w1\",\"type\":\"steps\",\"steps\":1}\n");
        String subjects = file("s.csv", "label,site\n001-950,001\n");
        String spec =
                file("one.json", "{\"swagger\":\"2.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{}}");
        String table = "source file rows bytes sha256 note kept";
        String zip = "file bytes sha256 note";
        String bulk =
                "key state id reason|inserted alreadyInserted found notInserted unknown unresolved notReached complete";
        return List.of(
                new Case(0, "check ok detail", "check"),
                new Case(1, "check ok detail", "check", "nowhere"),
                new Case(0, "email expires", "login"),
                new Case(0, "table there columns types", "tables", "nothing_such"),
                new Case(0, table, "extract", "table", "crf", "study", "-o", folder + "/", "--format", "jsonl"),
                new Case(0, table, "extract", "table", "crf", "-o", file("crf.jsonl"), "--resume"),
                new Case(0, table, "extract", "crf-level", "-o", file("l.jsonl")),
                new Case(0, table, "extract", "data-server", "-o", file("ds.csv")),
                new Case(0, table, "extract", "grouped", "-o", file("g.jsonl")),
                new Case(0, table, "extract", "customer", "studies", "-o", file("c.csv")),
                new Case(0, table, "extract", "devices", "-o", file("dev.jsonl")),
                new Case(0, zip, "download", "crfs", "-o", file("1.zip")),
                new Case(0, zip, "download", "event-crfs", "-o", file("2.zip")),
                new Case(0, zip, "download", "data-server", "-o", file("3.zip")),
                new Case(0, zip, "download", "billing", "2026-10", "-o", file("4.zip")),
                new Case(0, zip, "study", "export", "-o", file("5.zip")),
                new Case(
                        0,
                        "inserted changed deleted unchanged",
                        "diff",
                        file("crf.jsonl"),
                        file("crf.jsonl"),
                        "--key",
                        "crf_id"),
                new Case(0, "rows problems", "forms", "insert", vitals, "--dry-run"),
                new Case(0, bulk, "forms", "insert", vitals),
                new Case(2, "", "forms", "insert", wrong),
                new Case(0, bulk, "devices", "insert", logs),
                new Case(0, bulk, "subjects", "insert", subjects),
                new Case(0, "studySubjectId", "subjects", "create", "--label", "001-951", "--site", "001"),
                new Case(4, "", "subjects", "create", "--label", "001-951", "--site", "001"),
                new Case(0, "kit kitId now", "randomize", "001-001", "--stratum", "SEX=M", "--stratum", "SITE=001"),
                new Case(0, "tool exit", "specs", "try", spec, "-o", file("tried")),
                new Case(4, "", "extract", "table", "nothing_such", "-o", file("n.csv")));
    }

    @Test
    void withJsonEveryLineIsAnObjectWithTheSameMembers() throws IOException {
        for (Case each : commands()) {
            List<String> arguments = new ArrayList<>(List.of(each.arguments()));
            arguments.add("--json");
            Shell.Said result = run(arguments.toArray(String[]::new));
            assertThat(result.exit()).as(arguments + result.err()).isEqualTo(each.exit());
            Set<String> shapes = new TreeSet<>();
            result.out()
                    .lines()
                    .forEach(line -> shapes.add(String.join(" ", object(line).keySet())));
            assertThat(shapes)
                    .as(arguments.toString())
                    .containsExactlyInAnyOrderElementsOf(
                            each.members().isEmpty()
                                    ? Set.of()
                                    : Set.of(each.members().split("\\|")));
            result.err().lines().forEach(line -> {
                JsonObject object = object(line);
                assertThat(object.keySet()).as(line).hasSize(1).isSubsetOf("error", "warning");
                if (object.has("error")) {
                    assertThat(object.getAsJsonObject("error").keySet())
                            .containsExactly("kind", "exit", "message", "advice");
                    assertThat(object.getAsJsonObject("error").get("exit").getAsInt())
                            .isEqualTo(each.exit());
                }
            });
        }
        assertThat(run("extract", "table", "crf", "--format", "csv", "--json").exit())
                .as("CSV on standard output is no JSON")
                .isEqualTo(2);
        sandbox.faults().next("/auth/authorize", Fault.garbage());
        assertThat(run("login", "--json").exit())
                .as("a broken sign-in is no write")
                .isEqualTo(6);
        noSecretAnywhere();
    }

    private static JsonObject object(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    @Test
    void withoutJsonNoSecretIsToldOrKept() throws IOException {
        commands().forEach(each -> {
            Shell.Said result = shell.run(true, each.arguments());
            said.add(result.out());
            said.add(result.err());
            assertThat(result.exit())
                    .as(List.of(each.arguments()) + result.err())
                    .isEqualTo(each.exit());
        });
        run("login", "--save", "mine", "--email", "api@sandbox.flaskdata.test");
        noSecretAnywhere();
    }

    @Test
    void aFailureHasTheExitCodeOfItsKindAndNoSecret() throws IOException {
        String csv = file("v.csv", "subject,event,crf,SYSBP\n001-001,Screening,Vital Signs,120\n");
        String[] extract = {"extract", "table", "crf", "--max-attempts", "1"};
        String[] insert = {"forms", "insert", csv};

        sandbox.faults().next("/edc/study/extract-data", Fault.status(500, "It failed: " + MarkingRelay.TOKEN));
        assertThat(run(extract).exit()).isEqualTo(6);
        sandbox.faults().next("/edc/study/extract-data", Fault.garbage());
        assertThat(run(extract).exit()).isEqualTo(6);
        sandbox.faults().next("/edc/study/extract-data", Fault.status(403, "No: " + MarkingRelay.TOKEN));
        assertThat(run(extract).exit()).isEqualTo(4);
        sandbox.faults().next("/flask/crf/create-CRF-and-insert-data", Fault.status(500, MarkingRelay.TOKEN));
        assertThat(run(insert).exit()).isEqualTo(7);
        shell.variables.put("FLASKDATA_PASSWORD", MarkingRelay.PASSWORD + "-not");
        assertThat(run("login").exit()).isEqualTo(3);
        assertThat(run("check").exit()).isEqualTo(1);
        shell.variables.put("FLASKDATA_API_URL", "http://127.0.0.1:1");
        assertThat(run(extract).exit()).isEqualTo(5);
        assertThat(run("extract", "table", "crf", "-o", file("none/x/")).exit()).isEqualTo(2);
        assertThat(run("check", "--password", MarkingRelay.PASSWORD).exit()).isEqualTo(2);
        assertThat(run("check", "--passwrd=" + MarkingRelay.PASSWORD).exit()).isEqualTo(2);
        assertThat(Exit.of(new NullPointerException())).isEqualTo(Exit.DEFECT);
        assertThat(Exit.line(new NullPointerException("x"), false)).contains("please report it");
        noSecretAnywhere();
    }

    private void noSecretAnywhere() throws IOException {
        assertThat(String.join("\n", said)).doesNotContain(MarkingRelay.PASSWORD, MarkingRelay.TOKEN);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain(MarkingRelay.PASSWORD, MarkingRelay.TOKEN);
            }
        }
    }
}
