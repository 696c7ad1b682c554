package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.spectools.SpecTools;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * First contact, rehearsed: a sandbox that deviates, and a report that names how. With {@code
 * -Dflaskdata.deviations=all} each deviation is tried alone, which takes some minutes, and the table for
 * docs/contract.md is left in {@code target/deviations.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviationsFoundTest {
    private static final Path SPECS = Path.of("..", "specs");
    private static final WriteTo TO = new WriteTo(
            1000001, "001-001", "Diary", "Daily Diary", "SLEEP_HOURS", "7", "flaskdata-contract@example.invalid", true);

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeAll
    void start() throws IOException {
        sandbox = Sandbox.start();
    }

    /** As seeded, with a row that was edited between the midnights of UTC and of the server's zone. */
    @BeforeEach
    void prepared() throws SQLException {
        sandbox.reset();
        try (Connection edc = sandbox.connect("demo");
                Statement statement = edc.createStatement()) {
            statement.executeUpdate("UPDATE item_data SET date_updated = '2026-03-11 23:00:00+00' WHERE item_data_id ="
                    + " (SELECT max(item_data_id) FROM item_data WHERE date_updated IS NOT NULL)");
        }
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private JsonNode control(String method, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sandbox.apiUrl().resolve("/__sandbox/deviations"))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Documents.JSON.readTree(answer.body());
    }

    private ContractReport run(Collection<String> deviations) throws IOException, InterruptedException {
        control("POST", "{\"profile\":" + Documents.JSON.writeValueAsString(deviations) + "}");
        try (FlaskDataClient flask = AgainstSandboxTest.client(sandbox)) {
            FlaskDataContract contract =
                    AgainstSandboxTest.full(FlaskDataContract.verify(flask)).customerTable("billing_reports_customer");
            return (deviations.contains(Deviated.OF_A_WRITE) ? contract.writingTo(TO) : contract).run();
        } finally {
            control("DELETE", "");
        }
    }

    @Test
    void everyDeviationOfTheSandboxHasALineThatNamesIt() throws Exception {
        List<String> known = new ArrayList<>();
        control("GET", "")
                .path("known")
                .forEach(each -> known.add(each.path("name").asText()));
        assertThat(known).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(Deviated.ALL.keySet());
    }

    @Test
    void withoutADeviationNoneIsNamed() throws Exception {
        assertThat(Deviated.lines(run(List.of()))).isEmpty();
    }

    /** As many at once as don't hide each other: all are named, and after the evidence was accepted only what needs code. */
    @Test
    void manyAtOnceAreNamedAndAfterAcceptingTheEvidenceOnlyWhatNeedsCodeIsLeft() throws Exception {
        Set<String> many = new TreeSet<>(Deviated.ALL.keySet());
        many.removeAll(Deviated.STOPPING);
        many.remove(Deviated.OF_A_WRITE);
        many.removeAll(
                List.of("json-as-html", "no-rows-is-204", "rows-in-envelope", "member-renamed", "times-as-numbers"));
        leavesOnlyWhatNeedsCode(many);
    }

    private void leavesOnlyWhatNeedsCode(Set<String> many) throws IOException, InterruptedException {
        ContractReport report = run(many);
        assertThat(Deviated.named(Deviated.lines(report))).isEqualTo(many);
        Set<String> code = new TreeSet<>(many);
        code.removeIf(each -> Deviated.of(each).after() == Deviated.After.AGREES);
        assertThat(Deviated.named(afterAccepting(report, many))).isEqualTo(code);
    }

    @Test
    void aProfileDrawnByChanceIsNamedExactly() throws Exception {
        drawn(20261128);
    }

    private void drawn(long seed) throws IOException, InterruptedException {
        Set<String> drawn = Deviated.drawn(seed, 12);
        assertThat(Deviated.named(Deviated.lines(run(drawn))))
                .as("seed " + seed)
                .isEqualTo(drawn);
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.deviations", matches = "all")
    void tenProfilesDrawnByChanceAreNamedExactly() throws Exception {
        for (int seed = 1; seed <= 10; seed++) {
            drawn(seed);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.deviations", matches = "all")
    void eachAloneIsNamedAndNoOther() throws Exception {
        Path file = Path.of("target", "deviations.md");
        Files.writeString(
                file, "| deviation | named by | other lines | after accepting the evidence |\n|---|---|---|---|\n");
        List<String> wrong = new ArrayList<>();
        for (String name : Deviated.ALL.keySet()) {
            Set<String> lines = Deviated.lines(run(List.of(name)));
            Set<String> named = Deviated.named(lines);
            if (!named.equals(Set.of(name))) {
                wrong.add(name + ": named " + named + " by " + lines);
            }
            List<String> by = lines.stream()
                    .filter(line -> Deviated.of(name).line().matcher(line).matches())
                    .toList();
            Files.writeString(
                    file,
                    "| `" + name + "` | `" + (by.isEmpty() ? "" : by.get(0).replaceAll(" +", " ")) + "` | "
                            + (lines.size() - Math.min(by.size(), 1)) + " | "
                            + (Deviated.of(name).after() == Deviated.After.AGREES ? "agrees" : "code must change")
                            + " |\n",
                    StandardOpenOption.APPEND);
        }
        assertThat(wrong).isEmpty();
    }

    /** Those that hide others. */
    @Test
    @EnabledIfSystemProperty(named = "flaskdata.deviations", matches = "all")
    void soIsItWithThoseThatHideOthers() throws Exception {
        leavesOnlyWhatNeedsCode(
                new TreeSet<>(Set.of("no-rows-is-204", "rows-in-envelope", "member-renamed", "times-as-numbers")));
    }

    /** The lines of another run, by documents built with the evidence of the first. */
    private Set<String> afterAccepting(ContractReport report, Collection<String> deviations)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(temp, "accept");
        report.writeTo(work.resolve("report"));
        Path specs = copied(work);
        Path built = work.resolve("classes/flaskdata-specs");
        String evidence = work.resolve("report/evidence.json").toString();
        String drafts = work.resolve("drafts").toString();
        tools("evidence", "--specs", specs.toString(), "--in", evidence, "--out", drafts, "--accept");
        assertThat(Path.of(drafts, "evidence.md")).content().doesNotContain("not in the format of a run");
        tools("build", "--specs", specs.toString(), "--out", built.toString());
        for (String file : List.of("observed.json", "edc-tables.yaml")) {
            Files.copy(specs.resolve(file), built.resolve(file));
        }
        control("POST", "{\"profile\":" + Documents.JSON.writeValueAsString(deviations) + "}");
        List<String> arguments = new ArrayList<>(
                List.of(sandbox.apiUrl().toString(), sandbox.idpUrl().toString()));
        if (deviations.contains(Deviated.OF_A_WRITE)) {
            arguments.add("writes");
        }
        String lines = java(
                work,
                work.resolve("classes") + java.io.File.pathSeparator,
                OneRun.class.getName(),
                arguments.toArray(new String[0]));
        control("DELETE", "");
        Set<String> left = new TreeSet<>();
        lines.lines().filter(line -> line.startsWith("LINE ")).forEach(line -> left.add(line.substring(5)));
        return left;
    }

    /** A run in a process of its own, which finds other documents first. */
    static final class OneRun {
        public static void main(String[] arguments) {
            var environment = io.flaskdata.sdk.call.Environment.custom(
                    java.net.URI.create(arguments[0]), java.net.URI.create(arguments[1]));
            try (FlaskDataClient flask = FlaskDataClient.builder()
                    .environment(environment)
                    .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                    .build()) {
                FlaskDataContract contract = AgainstSandboxTest.full(FlaskDataContract.verify(flask))
                        .customerTable("billing_reports_customer");
                Deviated.lines((arguments.length > 2 ? contract.writingTo(TO) : contract).run())
                        .forEach(line -> System.out.println("LINE " + line));
            }
        }
    }

    private Path copied(Path work) throws IOException {
        Path specs = work.resolve("specs");
        for (String folder : List.of("", "upstream", "overlays")) {
            Files.createDirectories(specs.resolve(folder));
            try (Stream<Path> files = Files.list(SPECS.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, specs.resolve(folder).resolve(file.getFileName()));
                }
            }
        }
        return specs;
    }

    /** Inside Maven a command that fails throws, and one that succeeds does not end the JVM. */
    private static void tools(String... arguments) {
        System.setProperty("maven.home", "none");
        try {
            SpecTools.main(arguments);
        } finally {
            System.clearProperty("maven.home");
        }
    }

    private static String java(Path work, String before, String main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                before + System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(work, "said", ".txt");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        String text = Files.readString(said);
        assertThat(exit).as(text).isZero();
        return text;
    }
}
