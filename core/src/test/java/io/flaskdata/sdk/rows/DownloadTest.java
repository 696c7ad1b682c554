package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    @TempDir
    Path folder;

    private Server server;
    private FlaskDataClient flask;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
        flask = server.builder.build();
        file = folder.resolve("crfs.zip");
    }

    @AfterEach
    void stop() throws IOException {
        flask.close();
        server.close();
    }

    private Download answering(MockResponse answer) {
        server.answers(answer);
        return flask.edc("demo").crfCsvs();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A file that doesn't get smaller. */
    private static byte[] bigZip() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        return Zips.zip(ZipEntry.DEFLATED, Map.of("Noise.csv", noise));
    }

    @Test
    void savesTheZipAsItCameWithItsManifest() throws Exception {
        byte[] zip = Zips.zip("Demographics.csv", "a\r\n1\r\n", "Vital Signs.csv", "b\r\n2\r\n");
        Manifest manifest = answering(Zips.answer(zip)).downloadTo(file);
        assertThat(file).hasBinaryContent(zip);
        assertThat(left()).containsExactlyInAnyOrder(file, Manifest.path(file));
        assertThat(Manifest.beside(file)).isEqualTo(manifest);
        manifest.verify(file);
        assertThat(manifest.content().format()).isEqualTo(Manifest.Format.ZIP);
        assertThat(manifest.content().rows()).isNull();
        assertThat(manifest.content().bytes()).isEqualTo(zip.length);
        assertThat(manifest.source().operation()).isEqualTo("edc.extractCrfLevelCsvs");
        assertThat(manifest.source().database()).isEqualTo("demo");
    }

    @Test
    void sendsWhatWasAskedToEachOfTheFiveOperations() throws Exception {
        byte[] zip = Zips.zip("a.csv", "a\r\n");
        StudyFilter filter = StudyFilter.all()
                .updatedFrom(Instant.EPOCH)
                .updatedBefore(Instant.EPOCH.plusNanos(1))
                .where("crf", "Demographics");
        for (int i = 0; i < 5; i++) {
            server.answers(Zips.answer(zip));
        }
        flask.edc("demo").crfCsvs(filter.whereNot("site", "001", "002")).downloadTo(file);
        flask.edc("demo").eventCrfCsvs(filter).replacing().downloadTo(file);
        flask.dataServer(3581600).csvs().replacing().downloadTo(file);
        flask.forms().study(3581600).csvs().replacing().downloadTo(file);
        flask.customer().billingReports(YearMonth.of(2026, 2)).replacing().downloadTo(file);
        String window = "\"fromDate\":\"1970-01-01T00:00:00.000Z\",\"toDate\":\"1970-01-01T00:00:00.001Z\"";
        server.received();
        var crf = server.received();
        assertThat(crf.getPath()).isEqualTo("/edc/study/extract-study-data-at-crf-level-to-csvs");
        assertThat(crf.getHeader("EDC")).isEqualTo("demo");
        assertThat(crf.getBody().readUtf8())
                .isEqualTo("{" + window
                        + ",\"filters\":{\"crf\":\"Demographics\"},\"filtersNotIn\":{\"site\":\"001|002\"}}");
        var eventCrf = server.received();
        assertThat(eventCrf.getPath()).isEqualTo("/edc/study/download-csvs-data");
        assertThat(eventCrf.getBody().readUtf8()).isEqualTo("{" + window + ",\"filters\":{\"crf\":\"Demographics\"}}");
        var study = server.received();
        assertThat(study.getPath()).isEqualTo("/data-server/data/extract/extract-study-event-data-to-CSV");
        assertThat(study.getBody().readUtf8()).isEqualTo("{\"study_id\":3581600}");
        var older = server.received();
        assertThat(older.getPath()).isEqualTo("/flask/subject/extract-study-event-data-to-CSV");
        assertThat(older.getBody().readUtf8()).isEqualTo("{\"study_id\":3581600}");
        var billing = server.received();
        assertThat(billing.getPath()).isEqualTo("/flask/customer/download-billing-reports");
        assertThat(billing.getBody().readUtf8()).isEqualTo("{\"billingDate\":\"2026-02-15T12:00:00.000Z\"}");
    }

    @Test
    void aFilterThatCanNotBeSentIsRefused() {
        StudyFilter all = StudyFilter.all();
        assertThatThrownBy(() -> all.whereNot("site", "a|b")).hasMessageContaining("|");
        assertThatThrownBy(() -> all.whereNot("site", "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> all.where("site", "")).hasMessageContaining("keeps every row");
        assertThatThrownBy(() -> all.whereNot("site")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.where("site", "1").where("site", "2")).hasMessageContaining("twice");
        assertThatThrownBy(() -> flask.edc("demo").eventCrfCsvs(all.whereNot("site", "1")))
                .hasMessageContaining("whereNot");
        assertThat(all.where("subject", "001-023")).hasToString("StudyFilter[on [subject], not []]");
    }

    @Test
    void progressGrowsToTheTotal() throws IOException {
        byte[] zip = bigZip();
        List<Long> heard = new ArrayList<>();
        answering(Zips.answer(zip)).downloadTo(file, (bytes, total) -> {
            assertThat(total).isEqualTo(OptionalLong.of(zip.length));
            heard.add(bytes);
        });
        assertThat(heard).hasSizeGreaterThan(3).isSorted().endsWith((long) zip.length);
    }

    @Test
    void withoutALengthTheTotalIsNotKnown() throws IOException {
        MockResponse chunked = new MockResponse()
                .setHeader("Content-Type", "application/octet-stream")
                .setChunkedBody(new Buffer().write(bigZip()), 10_000);
        answering(chunked).downloadTo(file, (bytes, total) -> assertThat(total).isEmpty());
        assertThat(file).exists();
    }

    /** The stated length is that of the gzip around the zip. */
    @Test
    void underGzipTheTotalIsNotKnownAndTheBytesAreTheZips() throws IOException {
        byte[] zip = bigZip();
        Buffer gzipped = new Buffer();
        try (BufferedSink gzip = Okio.buffer(new GzipSink(gzipped))) {
            gzip.write(zip);
        }
        List<Long> heard = new ArrayList<>();
        answering(Zips.answer(zip).setBody(gzipped).setHeader("Content-Encoding", "gzip"))
                .downloadTo(file, (bytes, total) -> {
                    assertThat(total).isEmpty();
                    heard.add(bytes);
                });
        assertThat(heard).isSorted().endsWith((long) zip.length);
        assertThat(file).hasBinaryContent(zip);
    }

    @Test
    void aListenerThatThrowsEndsTheDownloadAndLeavesNothing() throws IOException {
        Download download = answering(Zips.answer(bigZip()));
        assertThatThrownBy(() -> download.downloadTo(file, (bytes, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(left()).isEmpty();
    }

    @Test
    void anInterruptedThreadEndsTheDownloadAndLeavesNothing() throws IOException {
        Download download = answering(Zips.answer(bigZip()));
        assertThatThrownBy(() -> download.downloadTo(
                        file, (bytes, total) -> Thread.currentThread().interrupt()))
                .isInstanceOfAny(UncheckedIOException.class, FlaskDataException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(left()).isEmpty();
    }

    @Test
    void anErrorTextInsideA200IsNoZipAndIsThereForWhoAsks() throws IOException {
        for (String type : List.of("text/html; charset=utf-8", "text/x-json", "application/json", "application/xml")) {
            Download download =
                    answering(new MockResponse().setHeader("Content-Type", type).setBody("[extract] it failed"));
            assertThatThrownBy(() -> download.downloadTo(file))
                    .as(type)
                    .isInstanceOfSatisfying(
                            ProtocolViolationException.class,
                            e -> assertThat(e.serverText()).contains("[extract] it failed"));
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void aZipThatIsCalledTextIsAZip() throws IOException {
        MockResponse answer = Zips.answer(bigZip()).setHeader("Content-Type", "text/html; charset=utf-8");
        answering(answer).downloadTo(file);
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void aRefusalIsTheCallsFailure() throws IOException {
        Download download = answering(Server.error(400, "[edc] no such study"));
        assertThatThrownBy(() -> download.downloadTo(file)).isInstanceOf(RejectedException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksLeavesNothingAndTheOldFileAndManifestAsTheyWere() throws IOException {
        Files.writeString(file, "old");
        Files.writeString(Manifest.path(file), "old manifest");
        Download download =
                answering(Zips.answer(bigZip()).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        assertThatThrownBy(() -> download.replacing().downloadTo(file)).isInstanceOf(ProtocolViolationException.class);
        assertThat(left()).containsExactlyInAnyOrder(file, Manifest.path(file));
        assertThat(file).hasContent("old");
        assertThat(Manifest.path(file)).hasContent("old manifest");
    }

    @Test
    void aZipThatTheServerCutAnywhereLeavesNothing() throws IOException {
        byte[] zip = Zips.zip("a.csv", "a\r\n1\r\n", "b.csv", "b\r\n2\r\n");
        for (int length = 0; length < zip.length; length += 9) {
            Download download = answering(Zips.answer(Arrays.copyOf(zip, length)));
            assertThatThrownBy(() -> download.downloadTo(file))
                    .as("cut to %d", length)
                    .isInstanceOf(ProtocolViolationException.class);
        }
        Download longer = answering(Zips.answer(Arrays.copyOf(zip, zip.length + 1)));
        assertThatThrownBy(() -> longer.downloadTo(file)).hasMessageContaining("goes on after it");
        assertThat(left()).isEmpty();
    }

    @Test
    void anyByteChangedIsRefusedOrEveryProgramReadsTheSame() throws IOException {
        byte[] zip = Zips.zip("a.csv", "a,b\r\n1,2\r\n", "b.csv", "c\r\n5\r\n");
        Path original = Files.write(folder.resolve("original"), zip);
        int refused = 0;
        for (int at = 0; at < zip.length; at++) {
            for (int change : new int[] {1, 0x10, 0x80, 0xff}) {
                byte[] changed = zip.clone();
                changed[at] ^= (byte) change;
                Files.write(file, changed);
                try {
                    assertThat(ZipCheck.check(file, ZipOptions.DEFAULT).unread())
                            .isNull();
                } catch (BrokenAnswerException e) {
                    refused++;
                    continue;
                }
                assertThat(contents(file)).as("byte %d, change %d", at, change).isEqualTo(contents(original));
            }
        }
        assertThat(refused).isGreaterThan(zip.length);
    }

    private static Map<String, String> contents(Path zip) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipFile files = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(files.entries())) {
                contents.put(
                        entry.getName(),
                        new String(files.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    @Test
    void aDirectoryThatNamesOtherFilesIsRefused() throws IOException {
        byte[] zip = Zips.zip("first.csv", "a\r\n");
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        zip[text.lastIndexOf("first.csv")] = 'F';
        Download download = answering(Zips.answer(zip));
        assertThatThrownBy(() -> download.downloadTo(file)).hasMessageContaining("directory lists other entries");
    }

    @Test
    void anExistingFileIsRefusedBeforeAnythingIsSentUnlessReplacing() throws IOException {
        Files.writeString(file, "old");
        Download download = flask.edc("demo").crfCsvs();
        assertThatThrownBy(() -> download.downloadTo(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(server.web.getRequestCount()).isZero();
        byte[] zip = Zips.zip("a.csv", "a\r\n");
        answering(Zips.answer(zip)).replacing().downloadTo(file);
        assertThat(file).hasBinaryContent(zip);
    }

    @Test
    void aZipBeyondALimitIsRefusedAndLeavesNothing() throws IOException {
        Download download = answering(Zips.answer(Zips.zip("a.csv", "a\r\n", "b.csv", "a\r\n")));
        assertThatThrownBy(
                        () -> download.limits(ZipLimits.DEFAULT.withEntries(1)).downloadTo(file))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("more than 1 entries");
        assertThat(left()).isEmpty();
    }

    @Test
    void readsTheFilesInTheDatabasesZone() throws IOException {
        String csv = "born,site\r\n1949-12-31T22:00:00.000Z,001\r\n";
        server.answers(Zips.answer(Zips.zip("Demographics.csv", csv)));
        List<String> seen = new ArrayList<>();
        long rows = flask.edc("demo")
                .zone(java.time.ZoneId.of("Asia/Jerusalem"))
                .crfCsvs()
                .forEachRow((each, row) -> seen.add(each.crf() + " " + row.date("born") + " " + row.required("site")));
        assertThat(rows).isEqualTo(1);
        assertThat(seen).containsExactly("Demographics 1950-01-01 001");
    }

    @Test
    void aBrokenAnswerIsNoShortResultWhileItIsRead() throws IOException {
        Download download =
                answering(Zips.answer(bigZip()).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        assertThatThrownBy(() -> download.forEachRow((each, row) -> {})).isInstanceOf(ProtocolViolationException.class);
        byte[] zip = Zips.zip("a.csv", "a\r\n1\r\n");
        Download cut = answering(Zips.answer(Arrays.copyOf(zip, zip.length - 30)));
        assertThatThrownBy(() -> cut.forEachRow((each, row) -> {}))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("no end");
    }

    @Test
    void aZipThatIsReadIsOnTheDiskForItsOwnerOnlyAndNotForLong() throws IOException {
        Download download = answering(Zips.answer(bigZip())).temporaryFolder(folder);
        try (CsvArchive archive = download.open()) {
            assertThat(archive.hasNext()).isTrue();
            Path own = left().get(0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                    .isEqualTo("rwx------");
            // Where a file can be deleted while it is read, it is.
            assertThat(own.resolve("answer.zip")).doesNotExist();
        }
        assertThat(left()).isEmpty();
        Download cut = answering(Zips.answer(Arrays.copyOf(bigZip(), 200_000))).temporaryFolder(folder);
        assertThatThrownBy(cut::open).isInstanceOf(ProtocolViolationException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void whatItsRowsWereReadOfMayBeClosedAgain() throws IOException {
        try (CsvArchive archive = answering(Zips.answer(Zips.zip("a.csv", "a\r\n1\r\n")))
                .temporaryFolder(folder)
                .open()) {
            assertThat(archive.forEachRow((file, row) -> {})).isPositive();
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void anAnswerWithoutEndDoesNotFillTheDisk() throws IOException {
        ZipLimits limits = ZipLimits.DEFAULT.withEntries(1).withBytes(100_000);
        for (int i = 0; i < 2; i++) {
            server.answers(Zips.answer(bigZip()));
        }
        Download download = flask.edc("demo").crfCsvs().limits(limits).temporaryFolder(folder);
        List<Long> heard = new ArrayList<>();
        assertThatThrownBy(() -> download.downloadTo(file, (bytes, total) -> heard.add(bytes)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("the zip is longer than 100000 bytes");
        assertThat(heard).isNotEmpty().allMatch(bytes -> bytes < 200_000);
        assertThatThrownBy(download::open).hasMessageContaining("longer than 100000 bytes");
        assertThat(left()).isEmpty();
    }

    @Test
    void aFolderForTemporaryFilesThatIsNotThereIsTheLocalDisksFault() {
        Download download = flask.edc("demo").crfCsvs().temporaryFolder(folder.resolve("none"));
        assertThatThrownBy(download::open).isInstanceOf(UncheckedIOException.class);
        assertThat(server.web.getRequestCount()).isZero();
    }

    @Test
    void filesArePickedAndReadInTheirCharset() throws IOException {
        byte[] hebrew = "\u05e9\u05dd\r\n\u05db\u05df\r\n".getBytes(Charset.forName("windows-1255"));
        byte[] zip = Zips.zip(ZipEntry.DEFLATED, Map.of("a.csv", hebrew, "README.txt", new byte[] {1, 2}));
        ZipOptions options = ZipOptions.DEFAULT
                .withCharset(Charset.forName("windows-1255"))
                .withPicked(name -> name.endsWith(".csv"));
        List<String> seen = new ArrayList<>();
        Download download = answering(Zips.answer(zip)).options(options);
        assertThat(download.forEachRow((each, row) -> seen.add(row.required("\u05e9\u05dd"))))
                .isEqualTo(1);
        assertThat(seen).containsExactly("\u05db\u05df");
    }
}
