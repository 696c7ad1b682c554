package io.flaskdata.sdk.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.internal.LazilyParsedNumber;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.changes.SnapshotDifference.Counts;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.Snapshots;
import io.flaskdata.sdk.rows.Zips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotDifferenceTest {
    private static final List<String> COLUMNS = List.of("item_data_id", "value");

    @TempDir
    Path folder;

    private Path lines(String name, Row... rows) throws IOException {
        return Snapshots.write(folder.resolve(name), Manifest.Format.JSON_LINES, List.of(rows));
    }

    private static Row row(@Nullable Object... values) {
        return Snapshots.row(COLUMNS, values);
    }

    private static Number number(String digits) {
        return new LazilyParsedNumber(digits);
    }

    private SnapshotDifference difference(Path before, Path after) {
        return SnapshotDifference.between(before, after).key("item_data_id");
    }

    private List<String> changes(Path before, Path after) {
        List<String> changes = new ArrayList<>();
        difference(before, after).forEach(change -> changes.add(change.json()));
        return changes;
    }

    @Test
    void saysWhatWasInsertedChangedAndDeleted() throws IOException {
        Path before = lines("old", row("1", "a"), row("2", "b"), row("3", null));
        Path after = lines("new", row("4", "d"), row("3", ""), row("1", "a"));
        List<RowChange> changes = new ArrayList<>();
        Counts counts = difference(before, after).forEach(changes::add);
        assertThat(counts).isEqualTo(new Counts(1, 1, 1, 1));
        assertThat(changes)
                .extracting(RowChange::json)
                .containsExactly(
                        "{\"change\":\"deleted\",\"old\":{\"item_data_id\":\"2\",\"value\":\"b\"}}",
                        "{\"change\":\"changed\",\"old\":{\"item_data_id\":\"3\",\"value\":null},"
                                + "\"new\":{\"item_data_id\":\"3\",\"value\":\"\"}}",
                        "{\"change\":\"inserted\",\"new\":{\"item_data_id\":\"4\",\"value\":\"d\"}}");
        assertThat(changes.get(1).columns()).containsExactly("value");
        assertThat(changes.get(0).row().string("value")).isEqualTo("b");
        assertThat(changes.get(1).toString()).doesNotContain("3");
    }

    @Test
    void numbersAreComparedByTextAndColumnsByName() throws IOException {
        List<String> turned = List.of("value", "item_data_id");
        Path before = lines("old", row("1", number("1.10")), row("2", number("5")), row("3", "x"));
        Path after = lines("new", row("1", number("1.1")), row("2", "5"), Snapshots.row(turned, "x", "3"));
        assertThat(difference(before, after).forEach(change -> {})).isEqualTo(new Counts(0, 2, 0, 1));
    }

    @Test
    void oneTextEscapedInTwoWaysIsTheSameAlsoInAKey() throws IOException {
        Path before = lines("old", Snapshots.row("{\"item_data_id\":\"\\u00e9/\",\"value\":\"\\u0061\"}"));
        Path after = lines("new", Snapshots.row("{\"item_data_id\":\"é\\/\",\"value\":\"a\"}"));
        assertThat(difference(before, after).forEach(change -> {})).isEqualTo(new Counts(0, 0, 0, 1));
    }

    @Test
    void halvesOfSurrogatePairsAreKeysOfTheirOwn() throws IOException {
        Path before = lines(
                "half",
                Snapshots.row("{\"item_data_id\":\"\\ud83d\",\"value\":\"\\ud83d\"}"),
                Snapshots.row("{\"item_data_id\":\"\\ud83e\",\"value\":\"a\"}"));
        Path after = lines(
                "other",
                Snapshots.row("{\"item_data_id\":\"\\uD83D\",\"value\":\"\\ud83e\"}"),
                Snapshots.row("{\"item_data_id\":\"?\",\"value\":\"a\"}"));
        assertThat(difference(before, before).forEach(change -> {})).isEqualTo(new Counts(0, 0, 0, 2));
        assertThat(difference(before, after).forEach(change -> {})).isEqualTo(new Counts(1, 1, 1, 0));
    }

    @Test
    void aColumnThatCameOrWentIsAChange() throws IOException {
        Path before = lines("old", row("1", "a"));
        Path after = lines("new", Snapshots.row(List.of("item_data_id", "value", "more"), "1", "a", null));
        List<RowChange> changes = new ArrayList<>();
        difference(before, after).forEach(changes::add);
        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.columns()).containsExactly("more"));
    }

    @Test
    void severalColumnsMakeOneKeyAndAreNotRunTogether() throws IOException {
        List<String> columns = List.of("a", "b");
        Path before = lines("old", Snapshots.row(columns, "x", "yz"), Snapshots.row(columns, "xy", "z"));
        Path after = lines("new", Snapshots.row(columns, "xy", "z"));
        assertThat(SnapshotDifference.between(before, after).key("a", "b").forEach(change -> {}))
                .isEqualTo(new Counts(0, 0, 1, 1));
    }

    @Test
    void datesAreReadInTheZone() throws IOException {
        Path before = lines("old");
        Path after = lines("new", row("1", "1949-12-31T22:00:00.000Z"));
        difference(before, after)
                .zone(ZoneId.of("Asia/Jerusalem"))
                .forEach(change -> assertThat(change.row().date("value")).isEqualTo(LocalDate.of(1950, 1, 1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Manifest.Format.class,
            names = {"CSV", "JSON_LINES"})
    void replayedOnTheOldItGivesTheNewRowForRow(Manifest.Format format) throws IOException {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Map<String, Row> before = randomRows(random, Map.of());
            Map<String, Row> after = randomRows(random, before);
            Path oldFile = Snapshots.write(folder.resolve("old"), format, shuffled(before.values(), random));
            Path newFile = Snapshots.write(folder.resolve("new"), format, shuffled(after.values(), random));
            Map<String, String> replayed = new TreeMap<>(texts(before));
            Counts counts = SnapshotDifference.between(oldFile, newFile)
                    .key("k1", "k2")
                    .temporaryFolder(folder)
                    .bufferBytes(500 + random.nextInt(4_000))
                    .forEach(change -> {
                        String key = key(change.row());
                        String was = change.before() == null ? null : text(change.before());
                        assertThat(replayed.get(key)).isEqualTo(was);
                        if (change.after() == null) {
                            replayed.remove(key);
                        } else {
                            replayed.put(key, text(change.after()));
                        }
                    });
            assertThat(replayed).as("seed %d", seed).isEqualTo(texts(after));
            assertThat(counts).isEqualTo(reference(texts(before), texts(after)));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(4);
        }
    }

    /** Rows by key; of the earlier ones some stay, some change, some are gone. */
    private static Map<String, Row> randomRows(Random random, Map<String, Row> earlier) {
        List<String> columns = List.of("k1", "v", "k2", "w");
        Map<String, Row> rows = new TreeMap<>();
        earlier.forEach((key, row) -> {
            int fate = random.nextInt(4);
            if (fate == 0) {
                rows.put(key, Snapshots.row(columns, row.string("k1"), value(random), row.string("k2"), value(random)));
            } else if (fate > 1) {
                rows.put(key, row);
            }
        });
        int more = random.nextInt(300);
        for (int i = 0; i < more; i++) {
            Row row = Snapshots.row(
                    columns, "é" + random.nextInt(20), value(random), "" + random.nextInt(40), value(random));
            rows.put(key(row), row);
        }
        return rows;
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "x,\"\r\n\u2028😀".substring(0, random.nextInt(5));
            case 3 -> "long ".repeat(random.nextInt(100));
            default -> "" + random.nextInt(3);
        };
    }

    private static Iterable<Row> shuffled(Collection<Row> rows, Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String key(Row row) {
        return row.json("k1") + row.json("k2");
    }

    private static String text(Row row) {
        return new String(row.line(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> texts(Map<String, Row> rows) {
        Map<String, String> texts = new TreeMap<>();
        rows.forEach((key, row) -> texts.put(key, text(row)));
        return texts;
    }

    private static Counts reference(Map<String, String> before, Map<String, String> after) {
        long unchanged = after.entrySet().stream()
                .filter(each -> each.getValue().equals(before.get(each.getKey())))
                .count();
        long inserted =
                after.keySet().stream().filter(key -> !before.containsKey(key)).count();
        long deleted =
                before.keySet().stream().filter(key -> !after.containsKey(key)).count();
        return new Counts(inserted, after.size() - inserted - unchanged, deleted, unchanged);
    }

    @Test
    void moreRunsThanAreMergedAtOnceAreStillSorted() throws IOException {
        List<Row> rows = IntStream.range(0, 5_000)
                .mapToObj(i -> row("" + (i * 7919L % 10_007), "v" + i))
                .toList();
        Path before = Snapshots.write(folder.resolve("old"), Manifest.Format.JSON_LINES, rows);
        Path after = Snapshots.write(folder.resolve("new"), Manifest.Format.JSON_LINES, rows.subList(1, 5_000));
        // Every row is a run of its own: three rounds of merging.
        assertThat(difference(before, after).bufferBytes(1).forEach(change -> {}))
                .isEqualTo(new Counts(0, 0, 1, 4_999));
    }

    @Test
    void twoRowsOfOneKeyAreAnErrorThatShowsNoValue() throws IOException {
        Path good = lines("good", row("1", "a"));
        Path twice = lines("twice", row("1", "Jane"), row("2", "x"), row("1", "Jane"));
        assertThatThrownBy(() -> changes(good, twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two rows of the new file")
                .hasMessageNotContaining("Jane");
        assertThatThrownBy(() -> difference(twice, good).bufferBytes(1).forEach(change -> {}))
                .hasMessageContaining("two rows of the old file");
    }

    @Test
    void aRowWithoutAKeyIsAnError() throws IOException {
        Path good = lines("good", row("1", "a"));
        Path empty = lines("empty", row(null, "a"));
        assertThatThrownBy(() -> changes(good, empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no value in item_data_id");
        assertThatThrownBy(() ->
                        SnapshotDifference.between(good, good).key("other").forEach(change -> {}))
                .hasMessageContaining("no value in other");
    }

    @Test
    void aKeyThatCanBeNoneIsRefused() throws IOException {
        Path good = lines("good", row("1", "a"));
        SnapshotDifference difference = SnapshotDifference.between(good, good);
        assertThatThrownBy(() -> difference.forEach(change -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(difference::key).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> difference.key("a", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> difference.bufferBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatChangedOrLostItsManifestIsNotCompared() throws IOException {
        Path good = lines("good", row("1", "a"));
        Path changed = lines("changed", row("1", "a"));
        Files.writeString(changed, "{\"item_data_id\":\"1\",\"value\":\"b\"}\n");
        assertThatThrownBy(() -> changes(good, changed))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("SHA-256");
        Path alone = Files.writeString(folder.resolve("alone"), "");
        assertThatThrownBy(() -> changes(alone, good)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void filesOfDifferentRequestsOrFormatsAreNotCompared() throws IOException {
        Path good = lines("good", row("1", "a"));
        Path other = Snapshots.write(
                folder.resolve("other"), Manifest.Format.JSON_LINES, List.of(), Map.of("tableName", "other"));
        assertThatThrownBy(() -> changes(good, other)).hasMessageContaining("same request");
        Path csv = Snapshots.write(folder.resolve("csv"), Manifest.Format.CSV, List.of());
        assertThatThrownBy(() -> changes(good, csv)).hasMessageContaining("formats");
        Path zip = folder.resolve("zip");
        Files.write(zip, Zips.zip());
        JsonObject manifest =
                JsonParser.parseString(Files.readString(Manifest.path(good))).getAsJsonObject();
        manifest.getAsJsonObject("content").addProperty("format", "zip");
        Files.writeString(Manifest.path(zip), manifest.toString());
        assertThatThrownBy(() -> changes(zip, good)).hasMessageContaining("zip");
    }

    @Test
    void writesTheChangesAsJsonLinesWholeOrNotAtAll() throws IOException {
        Path before = lines("old", row("1", "a"));
        Path after = lines("new", row("1", number("1.10")));
        Path file = folder.resolve("changes");
        assertThat(difference(before, after).writeTo(file)).isEqualTo(new Counts(0, 1, 0, 0));
        assertThat(file)
                .hasContent("{\"change\":\"changed\",\"old\":{\"item_data_id\":\"1\",\"value\":\"a\"},"
                        + "\"new\":{\"item_data_id\":\"1\",\"value\":1.10}}\n");
        assertThatThrownBy(() -> difference(before, after).writeTo(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        Path twice = lines("twice", row("1", "a"), row("1", "b"));
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> difference(before, twice).writeTo(none)).isInstanceOf(IllegalArgumentException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".part") || name.equals("none"));
        }
    }

    @Test
    void aConsumerThatThrowsLeavesNoTemporaryFile() throws IOException {
        Path before = lines("old", row("1", "a"));
        Path after = lines("new", row("2", "b"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        assertThatThrownBy(() -> difference(before, after)
                        .temporaryFolder(temporary)
                        .forEach(change -> {
                            throw new IllegalStateException("enough");
                        }))
                .hasMessage("enough");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void comparesWhatTheSdkItselfWrote() throws Exception {
        try (Server server = new Server().signedIn();
                FlaskDataClient flask = server.builder.build()) {
            server.answers(Server.json("[{\"item_data_id\":1,\"value\":\"a\"},{\"item_data_id\":2,\"value\":null}]"));
            server.answers(Server.json("[{\"item_data_id\":2,\"value\":\"\"},{\"item_data_id\":1,\"value\":\"a\"}]"));
            Extract extract = flask.edc("demo").extract("cc_event_data");
            extract.writeCsv(folder.resolve("monday.csv"));
            extract.writeCsv(folder.resolve("tuesday.csv"));
            assertThat(changes(folder.resolve("monday.csv"), folder.resolve("tuesday.csv")))
                    .containsExactly("{\"change\":\"changed\",\"old\":{\"item_data_id\":\"2\",\"value\":null},"
                            + "\"new\":{\"item_data_id\":\"2\",\"value\":\"\"}}");
        }
    }

    @Test
    void aFileGuardedAgainstFormulasIsNotComparedWithOneThatIsNot() throws IOException {
        try (Server server = new Server().signedIn();
                FlaskDataClient flask = server.builder.build()) {
            Path plain = folder.resolve("plain.csv");
            Path guarded = folder.resolve("guarded.csv");
            for (int i = 0; i < 2; i++) {
                server.answers(Server.json("[{\"id\":1,\"note\":\"-\"}]"));
            }
            Extract extract = flask.edc("demo").extract("cc_event_data");
            extract.writeCsv(plain);
            extract.toFile(guarded).byteOrderMark().guardedAgainstFormulas().writeCsv();
            assertThatThrownBy(() ->
                            SnapshotDifference.between(plain, guarded).key("id").forEach(change -> {}))
                    .hasMessageContaining("written in another way");
        }
    }
}
