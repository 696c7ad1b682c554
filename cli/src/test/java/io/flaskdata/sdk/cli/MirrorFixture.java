package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.cli.sync.Sync;
import io.flaskdata.sdk.rows.RowProgress;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mirror of a sandbox's database in a folder, and what is true of it. Reads files as JSON, without the code that is tested. */
final class MirrorFixture {
    static final Sync.Options OPTIONS =
            new Sync.Options("a source", Duration.ofHours(1), null, Duration.ofMinutes(10), Set.of());

    static final Sync.Watch QUIET = new Sync.Watch() {
        @Override
        public RowProgress fetching(String table) {
            return (rows, bytes, total) -> {};
        }

        @Override
        public void done(String event, Map<String, ? extends @Nullable Object> what) {}
    };

    private static final List<String> OWN = List.of("_valid_from", "_valid_to", "_run", "_ended_by", "_end");

    final Shell shell;
    private final Sandbox sandbox;
    private final Path home;
    private int seen;
    private boolean changed;

    MirrorFixture(Sandbox sandbox, Path home) {
        this.sandbox = sandbox;
        this.home = home;
        this.shell = Shell.at(home, sandbox.apiUrl(), sandbox.idpUrl());
    }

    Path folder() {
        return home.resolve("mirror");
    }

    Path metrics() {
        return home.resolve("flaskdata.prom");
    }

    Shell.Said sync(String... arguments) {
        List<String> all = new ArrayList<>(List.of("sync", "--edc", "demo", "--to", folder().toString()));
        all.addAll(List.of(arguments));
        return shell.run(all.toArray(String[]::new));
    }

    Shell.Said verify(String... tables) {
        List<String> all = new ArrayList<>(List.of(tables));
        all.add("--verify");
        return sync(all.toArray(String[]::new));
    }

    /** Whether the sandbox's data was. */
    boolean changed() {
        return changed;
    }

    void sql(String text) throws SQLException {
        changed = true;
        try (Connection db = sandbox.connect("demo");
                Statement statement = db.createStatement()) {
            statement.execute(text);
        }
    }

    /** How many extracts were asked for since the last call. */
    int extracts() {
        int all = (int) sandbox.requests().stream()
                .filter(each -> each.path().equals("/edc/study/extract-data"))
                .count();
        int since = all - seen;
        seen = all;
        return since;
    }

    Path file(String table, String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(table))) {
            return files.filter(each -> each.getFileName().toString().startsWith(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What state.json says. */
    JsonObject state() throws IOException {
        return JsonParser.parseString(Files.readString(folder().resolve("state.json")))
                .getAsJsonObject();
    }

    /** All lines of a table's files of a kind that the state names, oldest file first. */
    List<JsonObject> lines(String table, String kind) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (JsonElement each :
                state().getAsJsonObject("tables").getAsJsonObject(table).getAsJsonArray("files")) {
            String name = each.getAsJsonObject().get("name").getAsString();
            if (name.startsWith(table + "/" + kind)) {
                Files.readAllLines(folder().resolve(name))
                        .forEach(line -> lines.add(JsonParser.parseString(line).getAsJsonObject()));
            }
        }
        return lines;
    }

    /** The rows that were current at a time. */
    List<JsonObject> asOf(String table, String time) throws IOException {
        List<JsonObject> rows = lines(table, "history");
        rows.addAll(lines(table, "current"));
        rows.removeIf(row -> row.get("_valid_from").getAsString().compareTo(time) > 0
                || (row.has("_valid_to") && row.get("_valid_to").getAsString().compareTo(time) <= 0));
        rows.forEach(row -> OWN.forEach(row::remove));
        return rows;
    }

    /** Files that a killed run left and no later one deleted. */
    List<String> filesNotNamed() throws IOException {
        String state = state().toString();
        List<String> left = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder())) {
            walk.filter(Files::isRegularFile)
                    .map(file -> folder().relativize(file).toString())
                    .filter(name -> !name.equals("state.json") && !name.equals(".sync/lock") && !state.contains(name))
                    .forEach(left::add);
        }
        return left;
    }

    /** Every file that the state names is there, with its bytes. */
    void isWhole() throws IOException {
        for (JsonElement table : state().getAsJsonObject("tables").asMap().values()) {
            for (JsonElement each : table.getAsJsonObject().getAsJsonArray("files")) {
                JsonObject file = each.getAsJsonObject();
                byte[] bytes =
                        Files.readAllBytes(folder().resolve(file.get("name").getAsString()));
                assertThat(sha256(bytes)).isEqualTo(file.get("sha256").getAsString());
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The current rows without what the mirror adds. */
    List<JsonObject> current(String table) throws IOException {
        List<JsonObject> rows = lines(table, "current");
        rows.forEach(row -> OWN.forEach(row::remove));
        return rows;
    }

    /** The source's rows, by the command {@code extract}. */
    List<JsonObject> truth(String table) {
        Shell.Said said = shell.run("extract", "table", table, "--edc", "demo", "-q");
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** For each key: at most one current row, and ended ones that neither overlap nor, where one was changed, leave a gap. */
    void holds(String table, String key) throws IOException {
        Map<String, TreeMap<String, JsonObject>> versions = new HashMap<>();
        List<JsonObject> all = lines(table, "history");
        all.addAll(lines(table, "current"));
        for (JsonObject row : all) {
            JsonObject twin = versions.computeIfAbsent(row.get(key).toString(), each -> new TreeMap<>())
                    .put(row.get("_valid_from").getAsString(), row);
            assertThat(twin).as("two versions of one moment: " + row).isNull();
        }
        versions.forEach((of, byTime) -> {
            JsonObject last = null;
            for (JsonObject row : byTime.values()) {
                String from = row.get("_valid_from").getAsString();
                if (last != null) {
                    assertThat(last.has("_valid_to"))
                            .as(of + " has two current rows")
                            .isTrue();
                    String to = last.get("_valid_to").getAsString();
                    assertThat(to).isLessThanOrEqualTo(from);
                    assertThat(to.equals(from))
                            .as(of)
                            .isEqualTo(last.get("_end").getAsString().equals("changed"));
                }
                last = row;
            }
            if (last != null && last.has("_end")) {
                assertThat(last.get("_end").getAsString()).isEqualTo("deleted");
            }
        });
    }

    /** Every file of the mirror, with its bytes and when it was written. */
    Map<Path, String> everyByte() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder())) {
            for (Path each : walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.sync/"))
                    .toList()) {
                all.put(
                        each,
                        Files.getLastModifiedTime(each) + " "
                                + new String(Files.readAllBytes(each), StandardCharsets.UTF_8));
            }
        }
        return all;
    }
}
