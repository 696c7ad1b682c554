package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.json.internal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractFileTest {
    private static final String TABLE = "cc_event_data";

    @TempDir
    Path folder;

    private Server server;
    private FlaskDataClient flask;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
        flask = server.builder.build();
        file = folder.resolve("events");
    }

    @AfterEach
    void stop() throws IOException {
        flask.close();
        server.close();
    }

    private Extract answering(String body) {
        server.answers(Server.json(body));
        return flask.edc("demo").extract(TABLE);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void csvTellsNullFromEmptyAndQuotesWhatNeedsIt() throws IOException {
        answering("[{\"a\":null,\"b\":\"\",\"c\":\"x,\\\"y\\\"\\r\\nz\"},{\"b\":1.10,\"a\":true,\"c\":{\"n\":null}}]")
                .writeCsv(file);
        assertThat(file).hasContent("a,b,c\r\n,\"\",\"x,\"\"y\"\"\r\nz\"\r\ntrue,1.10,\"{\"\"n\"\":null}\"\r\n");
    }

    @Test
    void jsonLinesKeepDigitsOrderNullsAndText() throws IOException {
        String first = "{\"z\":1.10,\"a\":12345678901234567890,\"n\":null,\"o\":{\"y\":1E5,\"x\":null},\"l\":[1,null]}";
        String second = "{\"a\":\"<é\\u2028\\n\\\"😀\",\"b\":true,\"\":-0}";
        answering("[" + first + "," + second + "]").writeJsonLines(file);
        assertThat(Files.readString(file)).isEqualTo(first + "\n" + second.replace("\\u2028", "\\u2028") + "\n");
    }

    @Test
    void aRowWithOtherColumnsIsRefusedByNameAndLeavesNothing() throws IOException {
        Extract more = answering("[{\"a\":1},{\"a\":2,\"secret\":\"Jane\"}]");
        assertThatThrownBy(() -> more.writeCsv(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("secret")
                .hasMessageNotContaining("Jane");
        Extract none = answering("[{},{\"a\":1}]");
        assertThatThrownBy(() -> none.writeCsv(file)).hasMessageContaining("no columns");
        Extract fewer = answering("[{\"a\":1,\"b\":1},{\"a\":2}]");
        assertThatThrownBy(() -> fewer.writeCsv(file)).isInstanceOf(IllegalStateException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void columnsNamedBeforehandTakeRowsOfSeveralShapes() {
        answering("[{\"a\":1},{\"b\":2,\"a\":\"\"},{}]")
                .toFile(file)
                .columns("b", "a")
                .writeCsv();
        assertThat(file).hasContent("b,a\r\n,1\r\n2,\"\"\r\n,\r\n");
        Extract unknown = answering("[{\"c\":1}]");
        assertThatThrownBy(() ->
                        unknown.toFile(folder.resolve("other")).columns("a").writeCsv())
                .hasMessageContaining("among them c");
    }

    @Test
    void columnsThatCanBeNoHeaderAreRefused() {
        ExtractFile target = flask.edc("demo").extract(TABLE).toFile(file);
        assertThatThrownBy(target::columns).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> target.columns("a", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> target.columns(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExtractWithoutRowsMakesAFileOfNoneOrOfTheHeader() {
        assertThat(answering("[]").writeCsv(file).content().rows()).isZero();
        assertThat(file).isEmptyFile();
        Path headed = folder.resolve("headed");
        answering("[]").toFile(headed).columns("a").writeCsv();
        assertThat(headed).hasContent("a\r\n");
    }

    @Test
    void anExtractThatBreaksOffLeavesNothingAndTheOldFileAsItWas() throws IOException {
        Files.writeString(file, "old");
        String body = "[" + "{\"a\":1},".repeat(200_000) + "{\"a\":1}]";
        server.answers(Server.json(body).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        ExtractFile target = flask.edc("demo").extract(TABLE).toFile(file).replacing();
        assertThatThrownBy(target::writeCsv).isInstanceOf(ProtocolViolationException.class);
        assertThat(left()).containsExactly(file);
        assertThat(file).hasContent("old");
    }

    @Test
    void anExistingFileOrManifestIsRefusedBeforeAnythingIsSentUnlessReplacing() throws IOException {
        Files.writeString(Manifest.path(file), "{}");
        Extract extract = flask.edc("demo").extract(TABLE);
        assertThatThrownBy(() -> extract.writeCsv(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        Files.delete(Manifest.path(file));
        Files.writeString(file, "old");
        assertThatThrownBy(() -> extract.writeJsonLines(file)).hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(server.web.getRequestCount()).isZero();
        answering("[{\"a\":1}]").toFile(file).replacing().writeJsonLines();
        assertThat(file).hasContent("{\"a\":1}\n");
    }

    @Test
    void aFileThatAppearedMeanwhileIsNotReplaced() throws IOException {
        try (AtomicFile slow = AtomicFile.create(file, false)) {
            slow.out().write(1);
            Files.writeString(file, "other");
            assertThatThrownBy(slow::commit).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(left()).containsExactly(file);
        assertThat(file).hasContent("other");
    }

    @Test
    void halfACharacterStaysAnEscapeInJsonAndIsRefusedInCsv() throws IOException {
        Row row = Snapshots.row("{\"a\":\"\\ud83d\"}");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        writeAndFlush(new JsonLines(lines), row);
        assertThat(lines.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"\\ud83d\"}\n");
        assertThatThrownBy(() -> writeAndFlush(
                        new CsvRows(OutputStream.nullOutputStream(), List.of(), CsvRows.Style.PLAIN), row))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void aValueThatCameOverSeveralLinesIsOneLineOfJson() throws IOException {
        Row row = Snapshots.row("{\"a\":{\n\"b\":\r\n[1.10,\"x\\ny\"]}}");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        writeAndFlush(new JsonLines(lines), row);
        assertThat(lines.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":{ \"b\":  [1.10,\"x\\ny\"]}}\n");
    }

    private static void writeAndFlush(RowWriter writer, Row row) throws IOException {
        writer.write(row);
        writer.flush();
    }

    @Test
    void aFolderThatIsNotThereIsTheLocalDisksFault() {
        Extract extract = flask.edc("demo").extract(TABLE);
        assertThatThrownBy(() -> extract.writeCsv(folder.resolve("none").resolve("x")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theManifestSaysWhereTheFileCameFromAndWhatItIs() throws Exception {
        MockResponse answer = Server.json("[{\"a\":1},{\"a\":2}]").setHeader("Date", "Tue, 24 Nov 2026 12:00:05 GMT");
        server.answers(answer);
        Manifest written = flask.edc("demo")
                .extract(TABLE)
                .updatedFrom(Instant.EPOCH)
                .where("site", "001")
                .sortedBy("subject")
                .writeCsv(file);
        Manifest read = Manifest.beside(file);
        assertThat(read).isEqualTo(written);
        assertThat(read.sdk()).matches("\\d+\\.\\d+\\.\\d+.*");
        Manifest.Source source = read.source();
        assertThat(source.operation()).isEqualTo("edc.extractData");
        assertThat(source.address()).endsWith("/edc/study/extract-data");
        assertThat(source.database()).isEqualTo("demo");
        assertThat(source.request())
                .containsOnly(
                        Map.entry("tableName", TABLE),
                        Map.entry("fromDate", "1970-01-01T00:00:00.000Z"),
                        Map.entry("sort", "subject"),
                        Map.entry("filters", Map.of("site", "001")));
        assertThat(source.contract().module()).isEqualTo("edc");
        assertThat(source.contract().version()).isNotBlank();
        assertThat(source.contract().sha256()).isEqualTo(sha256OfTheEffectiveDocument());
        assertThat(source.started()).isEqualTo(Server.NOW);
        assertThat(source.finished()).isEqualTo(Server.NOW);
        assertThat(source.serverDate()).isEqualTo("2026-11-24T12:00:05Z");
        assertThat(read.content().file()).isEqualTo("events");
        assertThat(read.content().format()).isEqualTo(Manifest.Format.CSV);
        assertThat(read.content().rows()).isEqualTo(2);
        assertThat(read.content().bytes()).isEqualTo("a\r\n1\r\n2\r\n".length());
        read.verify(file);
        assertThat(Files.readString(Manifest.path(file)))
                .doesNotContain("token-1")
                .doesNotContain("secret-password");
        assertThat(read.toString()).doesNotContain("001");
    }

    private static String sha256OfTheEffectiveDocument() throws Exception {
        try (InputStream in = ExtractFileTest.class.getResourceAsStream("/flaskdata-specs/effective/edc.json")) {
            byte[] document = Objects.requireNonNull(in).readAllBytes();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        }
    }

    @Test
    void theManifestOfAPartialExtractHasNoDatabase() {
        server.answers(Server.json("[{\"crf\":\"Demographics\"}]"));
        Manifest manifest =
                flask.dataServer(7253541).partialExtract().columns("crf").writeJsonLines(file);
        assertThat(manifest.source().database()).isNull();
        assertThat(manifest.source().operation()).isEqualTo("dataserver.partialExtract");
        assertThat(manifest.source().request()).containsOnlyKeys("study_id", "columns");
        assertThat(Manifest.beside(file)).isEqualTo(manifest);
    }

    @Test
    void aFileThatChangedIsNotWhatItsManifestSays() throws IOException {
        Manifest manifest = answering("[{\"a\":1}]").writeCsv(file);
        Files.writeString(file, "a\r\n2\r\n");
        assertThatThrownBy(() -> manifest.verify(file)).hasMessageContaining("SHA-256");
        Files.writeString(file, "more", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> manifest.verify(file)).hasMessageContaining("bytes");
    }

    @Test
    void whatIsNoManifestIsRefused() throws IOException {
        assertThatThrownBy(() -> Manifest.beside(file)).isInstanceOf(UncheckedIOException.class);
        for (String text : List.of("", "{", "[]", "{\"sdk\":\"1\"}", "{\"sdk\":1,\"source\":2}")) {
            Files.writeString(Manifest.path(file), text);
            assertThatThrownBy(() -> Manifest.beside(file)).as(text).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aByteOrderMarkComesFirstWhenItIsAskedForAndIsReadBack() throws IOException {
        Manifest manifest = answering("[{\"\u05e9\u05dd\":\"\u05db\u05df\"}]")
                .toFile(file)
                .byteOrderMark()
                .writeCsv();
        assertThat(file).hasContent("\ufeff\u05e9\u05dd\r\n\u05db\u05df\r\n");
        assertThat(manifest.content().note()).isNull();
        manifest.verify(file);
        try (InputStream in = Files.newInputStream(file)) {
            CsvParser csv = new CsvParser(in);
            assertThat(csv.columns()).containsExactly("\u05e9\u05dd");
        }
        Path lines = folder.resolve("lines");
        answering("[{\"a\":1}]").toFile(lines).byteOrderMark().writeJsonLines();
        assertThat(lines).hasContent("{\"a\":1}\n");
    }

    @Test
    void whatASpreadsheetWouldTakeForAFormulaIsGuardedWhenAskedForAndNumbersKeepTheirDigits() throws IOException {
        for (String formula : List.of(
                "=1+1",
                "=HYPERLINK(\"http://x\")",
                "+972-50-1",
                "-1+1",
                "@SUM(A1)",
                " =1",
                "\u00a0=1",
                "\t1",
                "\r1",
                "\n1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "-",
                "-1,5",
                "+",
                "=\nx")) {
            assertThat(guarded(formula)).as(formula).isEqualTo("'" + formula);
        }
        for (String plain : List.of("-5.10", "+3", "-1e-5", "1-2", "a=b", "", " ", "'x", "2026-11-28", "x@y")) {
            assertThat(guarded(plain)).as(plain).isEqualTo(plain);
        }
    }

    /** What a cell is when the file is read back. */
    private String guarded(String value) throws IOException {
        Path each = Files.createTempFile(folder, "each", ".csv");
        String json = Json.GSON.toJson(Map.of("a", value, "b", -7));
        Manifest manifest = answering("[" + json + "]")
                .toFile(each)
                .columns("b", "a")
                .replacing()
                .guardedAgainstFormulas()
                .writeCsv();
        assertThat(manifest.content().note()).startsWith("guarded against formulas");
        try (InputStream in = Files.newInputStream(each)) {
            Row row = Objects.requireNonNull(new CsvParser(in).next());
            assertThat(row.string("b")).isEqualTo("-7");
            return row.required("a");
        }
    }

    @Test
    void aGuardedHeaderIsNoFormulaEitherAndOptionsAreOffUnlessAskedFor() {
        answering("[{\"=a\":\"=1\"}]").toFile(file).guardedAgainstFormulas().writeCsv();
        assertThat(file).hasContent("'=a\r\n'=1\r\n");
        Path plain = folder.resolve("plain");
        assertThat(answering("[{\"=a\":\"=1\"}]").writeCsv(plain).content().note())
                .isNull();
        assertThat(plain).hasContent("=a\r\n=1\r\n");
    }

    @Test
    void aFileWhoseManifestCanNotBeWrittenIsNotLeftBehind() throws IOException {
        Files.writeString(file, "old");
        Path inTheWay = Files.createDirectory(Manifest.path(file));
        Files.writeString(inTheWay.resolve("x"), "");
        ExtractFile target = flask.edc("demo").extract(TABLE).toFile(file).replacing();
        assertThatThrownBy(target::writeCsv).hasMessageContaining("it is no file, so it is not replaced");
        assertThat(file).hasContent("old");
        Path longName = folder.resolve("x".repeat(245));
        Extract extract = flask.edc("demo").extract(TABLE);
        assertThatThrownBy(() -> extract.writeCsv(longName)).isInstanceOf(UncheckedIOException.class);
        assertThat(left()).containsExactlyInAnyOrder(file, inTheWay);
        assertThat(server.web.getRequestCount()).isZero();
    }
}
