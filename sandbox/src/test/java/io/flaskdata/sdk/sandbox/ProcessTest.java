package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.HalfUnpacked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own: what it prints, and that it leaves nothing behind. */
class ProcessTest {
    @TempDir
    Path temp;

    private Process sandbox(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-D" + Cluster.FOLDER + "=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String line(Process process) throws IOException {
        return Objects.requireNonNull(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    private List<Path> dataFolders() throws IOException {
        try (var files = Files.list(temp)) {
            return files.filter(path -> path.getFileName().toString().startsWith("flaskdata-sandbox-"))
                    .toList();
        }
    }

    /** The postmaster itself: its end is waited for, no sleep needed. */
    private ProcessHandle postgres() throws IOException {
        Path pid = dataFolders().get(0).resolve("postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0))).orElseThrow();
    }

    private static void ends(ProcessHandle process) throws Exception {
        CompletableFuture<ProcessHandle> end = process.onExit();
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aKilledSandboxTakesItsPostgresWithIt() throws Exception {
        Process process = sandbox("--port", "0");
        assertThat(line(process))
                .matches("FlaskData sandbox ready: API http://127\\.0\\.0\\.1:\\d+ IDP http://127\\.0\\.0\\.1:\\d+");
        ProcessHandle postgres = postgres();
        List<ProcessHandle> watchdogs = process.children()
                .filter(child -> child.info().command().orElse("").endsWith("sh"))
                .toList();
        assertThat(watchdogs).isNotEmpty();
        process.destroyForcibly();
        ends(postgres);
        for (ProcessHandle watchdog : watchdogs) {
            ends(watchdog);
        }
        assertThat(dataFolders()).isEmpty();
    }

    @Test
    void aSandboxThatIsKilledWithItsWholeProcessGroupTakesItsPostgresWithIt() throws Exception {
        List<String> command = command("--port", "0");
        command.add(0, "setsid");
        Process process = new ProcessBuilder(command).start();
        line(process);
        ProcessHandle postgres = postgres();
        List<ProcessHandle> children = process.children().toList();
        Process kill = new ProcessBuilder("kill", "-KILL", "--", "-" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
        ends(postgres);
        for (ProcessHandle child : children) {
            ends(child);
        }
        assertThat(dataFolders()).isEmpty();
    }

    @Test
    void aTerminatedSandboxLeavesNothing() throws Exception {
        Process process = sandbox("--port", "0");
        line(process);
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle child : children) {
            ends(child);
        }
        assertThat(dataFolders()).isEmpty();
    }

    /** What a sandbox says that can't be started: one line, and a code that isn't zero. */
    private String failure(String... arguments) throws Exception {
        Process process = sandbox(arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines()).hasSize(1);
        return said.strip();
    }

    /** Where this JVM's PostgreSQL runs from. */
    private static Path unpacked() throws Exception {
        try (Connection db = Cluster.OF_THIS_JVM.connect("postgres")) {
            Object share = Sql.value(db, "SELECT setting FROM pg_config() WHERE name = 'SHAREDIR'");
            Path path = Path.of(String.valueOf(share));
            while (!Files.exists(path.resolve(".exists"))) {
                path = Objects.requireNonNull(path.getParent());
            }
            return path;
        }
    }

    @Test
    void whatAKillLeftHalfUnpackedIsNoObstacle() throws Exception {
        Path half = temp.resolve("embedded-pg").resolve(unpacked().getFileName());
        Files.writeString(Files.createDirectories(half.resolve("lib")).resolve("libicuuc.so"), "half");
        Process process = sandbox("--port", "0", "--transactional");
        assertThat(line(process)).startsWith("FlaskData sandbox ready: ");
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(half.resolve(".exists")).exists();
    }

    /** Holds a file's lock, as who unpacks does, until its input ends. */
    static final class Unpacking {
        private Unpacking() {}

        public static void main(String[] lock) throws IOException {
            try (FileChannel channel =
                            FileChannel.open(Path.of(lock[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                System.out.println(held.isValid() ? "held" : "not held");
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void whatAnotherSandboxIsUnpackingIsLeftAlone() throws Exception {
        Path half = Files.createDirectories(temp.resolve("embedded-pg/PG-other"));
        Path part = Files.writeString(half.resolve("part"), "half");
        List<String> command = command(half.resolve("epg-lock").toString());
        command.set(command.indexOf(SandboxMain.class.getName()), Unpacking.class.getName());
        Process process = new ProcessBuilder(command).start();
        assertThat(line(process)).isEqualTo("held");
        String before = System.setProperty("java.io.tmpdir", temp.toString());
        try {
            HalfUnpacked.clear();
            assertThat(part).exists();
            process.getOutputStream().close();
            ends(process.toHandle());
            HalfUnpacked.clear();
            assertThat(part).doesNotExist();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void theVersionIsTold() throws Exception {
        Process process = sandbox("--version");
        assertThat(line(process)).isEqualTo("flaskdata-sandbox of a folder of classes");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatTheCommandLineCannotTakeIsOneSentence() throws Exception {
        assertThat(failure("--prt", "0")).isEqualTo("Unknown options: '--prt', '0'");
        assertThat(failure("--port", "many")).startsWith("Invalid value for option '--port'");
        assertThat(failure("--port", "65535")).isEqualTo("There is no port 65536: a port is 0 to 65535.");
        assertThat(failure("--port", "0", "--idp-port", "-2")).isEqualTo("There is no port -2: a port is 0 to 65535.");
        assertThat(failure("--zone", "Nowhere")).isEqualTo("There is no time zone Nowhere.");
        assertThat(failure("--seed", "huge"))
                .isEqualTo("There is no seed huge: it is none, demo or large:N, N below 10000000.");
        assertThat(failure("--jdbc-urlx=jdbc:postgresql://here/trial?user=me&password=secret"))
                .isEqualTo("Unknown option: '--jdbc-urlx=jdbc:postgresql://here/trial?user=me&password=[redacted]'");
        assertThat(failure("--port", "postgres://me:secret@here/trial"))
                .contains("postgres://me:[redacted]@here/trial");
        assertThat(failure("--port", "0", "--jdbc-url", "jdbc:postgresql://127.0.0.1:99999/trial"))
                .startsWith("A database's address is like");
        assertThat(failure("--jdbc-url", "postgres://me:secret@here/trial"))
                .isEqualTo("A database's address is like jdbc:postgresql://localhost:5432/trial?user=me.");
    }

    @Test
    void aFaultCanBeSetAndOneThatCannotBeIsOneSentence() throws Exception {
        Process process = sandbox(
                "--port",
                "0",
                "--idp-token",
                "--fault",
                "/auth/authorize,status,503",
                "--fault",
                "/health,cut-body,5,2");
        String[] ready = line(process).split(" ");
        String api = ready[4];
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(ready[6] + "/auth/mobile-form-authorization"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(signIn, HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("Authentication required.");
        HttpResponse<String> pending = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(api + "/__sandbox/faults"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        process.destroy();
        assertThat(JsonParser.parseString(pending.body())).isEqualTo(JsonParser.parseString("""
                        [{"path":"/auth/authorize","kind":"status","amount":503,"text":"","times":1},
                         {"path":"/health","kind":"cut-body","amount":5,"text":"","times":2}]"""));
        assertThat(failure("--port", "0", "--fault", "/edc/nope,garbage"))
                .isEqualTo("There is no operation /edc/nope.");
        assertThat(failure("--port", "0", "--fault", "/health,broken")).isEqualTo("There is no kind of fault broken.");
        assertThat(failure("--port", "0", "--fault", "/health,status,200"))
                .isEqualTo("A fault's status must be between 400 and 599");
        assertThat(failure("--port", "0", "--fault", "/health,delay,1,many"))
                .isEqualTo("A fault's amount and times are whole numbers, not many.");
        assertThat(failure("--port", "0", "--fault", "/health"))
                .isEqualTo("A fault is PATH,KIND,AMOUNT,TIMES, the last two if need be: /health");
    }

    @Test
    void itDeviatesByNamesOrAFileAndWhatIsNoProfileIsOneSentence() throws Exception {
        Path profile = temp.resolve("profile.json");
        Files.writeString(profile, "[\"no-etag\", {\"name\": \"mine\", \"without\": [\"X-Powered-By\"]}]");
        Process process = sandbox("--port", "0", "--deviate", profile.toString());
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(line(process).split(" ")[4] + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        process.destroy();
        assertThat(health.headers().map()).doesNotContainKeys("etag", "x-powered-by");
        assertThat(health.headers().map()).containsKey("keep-alive");
        assertThat(failure("--port", "0", "--deviate", "no-etag,nothing"))
                .startsWith("There is no deviation nothing. There are: token-renamed,");
        assertThat(failure("--port", "0", "--deviate", temp.resolve("none.json").toString()))
                .endsWith("none.json");
    }

    @Test
    void twoSandboxesOnOnePortAreOneSentenceAndTheFirstStays() throws Exception {
        try (Sandbox first = Sandbox.start()) {
            int port = first.apiUrl().getPort();
            assertThat(failure("--port", String.valueOf(port), "--idp-port", "0"))
                    .isEqualTo("Port " + port + " can't be listened on; is it in use?");
            assertThat(new Caller(first).extract("{'tableName':'study'}")).isNotEmpty();
        }
    }

    @Test
    void aDatabaseThatIsGivenIsSeededAndAForeignOneIsOneSentence() throws Exception {
        String url;
        try (Connection db = Cluster.OF_THIS_JVM.connect("postgres");
                var statement = db.createStatement()) {
            statement.execute("CREATE DATABASE mine");
            url = db.getMetaData().getURL().replaceFirst("/postgres$", "/mine?user=postgres");
        }
        Process process = sandbox("--port", "0", "--seed", "large:3", "--jdbc-url", url);
        assertThat(line(process)).startsWith("FlaskData sandbox ready: API ");
        assertThat(dataFolders()).isEmpty();
        assertThat(failure("--port", "0", "--jdbc-url", url)).isEqualTo("Database mine is in use by another sandbox.");
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (Connection db = Cluster.OF_THIS_JVM.connect("mine")) {
            assertThat(Sql.value(db, "SELECT count(*) FROM edc_demo.study_subject"))
                    .isEqualTo(15L);
        }
        assertThat(failure("--port", "0", "--jdbc-url", url))
                .isEqualTo(
                        "Database mine was made by a sandbox of another version, with another seed or in another zone; it is left as it is.");
    }

    @Test
    void aPostgresThatCannotStartIsOneSentence() throws Exception {
        // Where the data would go is no folder.
        Files.delete(temp);
        Files.writeString(temp, "a file");
        Process process = sandbox("--port", "0");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines()).hasSize(1);
        assertThat(process.exitValue()).isNotZero();
    }
}
