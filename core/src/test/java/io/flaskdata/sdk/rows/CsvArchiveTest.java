package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvArchiveTest {
    @TempDir
    static Path folder;

    private static CsvArchive archive(byte[] zip, ZipOptions options) {
        try {
            return CsvArchive.over(
                    Files.write(folder.resolve("a.zip"), zip),
                    null,
                    options,
                    UncheckedIOException::new,
                    UnaryOperator.identity());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CsvArchive archive(byte[] zip, ZipLimits limits) {
        return archive(zip, ZipOptions.DEFAULT.withLimits(limits));
    }

    /** Everything an archive holds, as text. */
    private static List<String> read(byte[] zip, ZipLimits limits) {
        List<String> all = new ArrayList<>();
        try (CsvArchive archive = archive(zip, limits)) {
            while (archive.hasNext()) {
                CsvFile file = archive.next();
                all.add(file.name() + file.columns());
                file.forEachRow(row ->
                        all.add(row.columns().stream().map(row::json).toList().toString()));
            }
        }
        return all;
    }

    private static List<String> read(String... files) throws IOException {
        return read(Zips.zip(files), ZipLimits.DEFAULT);
    }

    @Test
    void everyFileAndRowInItsOrderNullToldFromEmpty() throws IOException {
        assertThat(read("One.csv", "\ufeffa,b\r\n1.10,\r\n\"\",\"x,\"\"y\"\"\n\"\r\n", "sub/Two.csv", "c\n\nz"))
                .containsExactly(
                        "One.csv[a, b]",
                        "[\"1.10\", null]",
                        "[\"\", \"x,\\\"y\\\"\\n\"]",
                        "sub/Two.csv[c]",
                        "[null]",
                        "[\"z\"]");
        assertThat(read()).isEmpty();
    }

    @Test
    void theCrfIsTheNameWithoutCsvAndFoldersStay() throws IOException {
        byte[] zip = Zips.zip("study/Vital Signs.CSV", "a\r\n", "readme", "not CSV");
        try (CsvArchive archive = archive(zip, ZipLimits.DEFAULT)) {
            assertThat(archive.next().crf()).isEqualTo("study/Vital Signs");
            assertThat(archive.next().crf()).isEqualTo("readme");
            assertThat(archive.hasNext()).isFalse();
        }
    }

    @Test
    void rowsShareTheirColumnsAndReadNumbersWithTheirDigits() throws IOException {
        try (CsvArchive archive = archive(Zips.zip("a.csv", "x,y\r\n1.10,2\r\n3,4\r\n"), ZipLimits.DEFAULT)) {
            CsvFile file = archive.next();
            Row first = file.next();
            assertThat(first.decimal("x")).isEqualByComparingTo("1.1").hasToString("1.10");
            assertThat(file.next().columns()).isSameAs(first.columns());
            assertThat(file.hasNext()).isFalse();
        }
    }

    @Test
    void aRowOfTextsIsJsonToWhoWantsIt() throws IOException {
        try (CsvArchive archive =
                archive(Zips.zip("a.csv", "x,\"q\"\"k\",n,e\r\n\"l1\nl2\",<é>,,\"\"\r\n"), ZipLimits.DEFAULT)) {
            Row row = archive.next().next();
            assertThat(new String(row.line(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"x\":\"l1\\nl2\",\"q\\\"k\":\"<é>\",\"n\":null,\"e\":\"\"}");
            assertThat(row.json("x")).isEqualTo("\"l1\\nl2\"");
            assertThat(row.json("n")).isEqualTo("null");
            assertThat(row.string("n")).isNull();
            assertThat(row.required("e")).isEmpty();
            assertThatThrownBy(() -> row.string("other")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void storedFilesAreReadAndComparedToo() throws IOException {
        byte[] zip = Zips.zip(ZipEntry.STORED, Map.of("a.csv", "a\r\n1\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(read(zip, ZipLimits.DEFAULT)).containsExactly("a.csv[a]", "[\"1\"]");
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("\r\n1") + 2] = '2';
        assertThatThrownBy(() -> read(zip, ZipLimits.DEFAULT)).hasMessageContaining("wrong CRC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../a.csv", "a/../../b.csv", "/a.csv", "C:/a.csv", "a\\b.csv", "..", "a\u0000.csv", "a/../", "/"
            })
    void aNameThatLeadsElsewhereIsRefusedAndNotShown(String name) {
        assertThatThrownBy(() -> read(name, name.endsWith("/") ? "" : "a\r\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("entry 1 of the zip")
                .hasMessageNotContaining(name + " ");
    }

    @Test
    void namesThatAnHonestToolWritesAreRead() throws IOException {
        String[] names = {
            "A: Vitals.csv", "c:a.csv", "./a.csv", "a//b.csv", "A.csv", "a.CSV", "\u00e9.csv", "e\u0301.csv"
        };
        List<String> files = new ArrayList<>();
        for (String name : names) {
            files.add(name);
            files.add("x\r\n" + files.size() + "\r\n");
        }
        try (CsvArchive archive = archive(Zips.zip(files.toArray(String[]::new)), ZipLimits.DEFAULT)) {
            List<String> found = new ArrayList<>();
            archive.forEachRow((file, row) -> found.add(file.name() + row.required("x")));
            assertThat(found)
                    .containsExactly(
                            "A: Vitals.csv1",
                            "c:a.csv3",
                            "./a.csv5",
                            "a//b.csv7",
                            "A.csv9",
                            "a.CSV11",
                            "\u00e9.csv13",
                            "e\u0301.csv15");
        }
    }

    @Test
    void filesOfOneNameInTwoFoldersStayTwo() throws IOException {
        byte[] zip = Zips.zip("Weight/Height.csv", "x\r\n1\r\n", "Head/Height.csv", "x\r\n2\r\n");
        List<String> crfs = new ArrayList<>();
        archive(zip, ZipLimits.DEFAULT).forEachRow((file, row) -> crfs.add(file.crf()));
        assertThat(crfs).containsExactly("Weight/Height", "Head/Height");
    }

    @Test
    void anEmptyFileHasNoColumnsAndNoRows() throws IOException {
        assertThat(read("a.csv", "", "b.csv", "\ufeff", "c.csv", "x\r\n"))
                .containsExactly("a.csv[]", "b.csv[]", "c.csv[x]");
    }

    @Test
    void otherFilesBesideTheCsvsArePickedOutOrRefusedBeforeTheFirstRow() throws IOException {
        byte[] zip = Zips.zip("a.csv", "x\r\n1\r\n", "README.txt", "See the study's plan.\r\nIt is long.\r\n");
        List<String> rows = new ArrayList<>();
        assertThatThrownBy(() -> archive(zip, ZipLimits.DEFAULT).forEachRow((file, row) -> rows.add(file.name())))
                .hasMessageContaining("of the zip's 2 files 1 are not named .csv")
                .hasMessageContaining("withPicked");
        assertThat(rows).isEmpty();
        ZipOptions csvs = ZipOptions.DEFAULT.withPicked(name -> name.endsWith(".csv"));
        assertThat(archive(zip, csvs).forEachRow((file, row) -> rows.add(file.name())))
                .isEqualTo(1);
        assertThat(rows).containsExactly("a.csv");
        ZipOptions readme = ZipOptions.DEFAULT.withPicked(name -> name.equals("README.txt"));
        assertThat(archive(zip, readme).forEachRow((file, row) -> {})).isEqualTo(1);
        // Info-ZIP's name for what came through a pipe
        byte[] unnamed = Zips.zip("-", "x\r\n1\r\n");
        assertThat(archive(unnamed, ZipLimits.DEFAULT).forEachRow((file, row) -> {}))
                .isEqualTo(1);
    }

    @Test
    void filesAndNamesAreReadInTheCharsetThatWasDeclared() throws IOException {
        Charset windows = Charset.forName("windows-1255");
        Charset dos = Charset.forName("IBM862");
        String vitals = "\u05d7\u05d9\u05d5\u05e0\u05d9\u05d9\u05dd";
        byte[] csv = (vitals + "\r\n\u05db\u05df\r\n").getBytes(windows);
        byte[] zip = Zips.zip(ZipEntry.DEFLATED, Map.of(vitals + ".csv", csv), dos);
        assertThatThrownBy(() -> read(zip, ZipLimits.DEFAULT))
                .hasMessageContaining("entry 1 of the zip has a name that is not UTF-8; declare the names' charset");
        ZipOptions declared = ZipOptions.DEFAULT.withNameCharset(dos).withCharset(windows);
        List<String> found = new ArrayList<>();
        archive(zip, declared).forEachRow((file, row) -> found.add(file.crf() + " " + row.required(vitals)));
        assertThat(found).containsExactly(vitals + " \u05db\u05df");
        ZipOptions other = declared.withCharset(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> archive(zip, other).forEachRow((file, row) -> {}))
                .hasMessageContaining("the CSV is not US-ASCII");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\r\n1\r\n",
                "a,b\r\n1,2,3\r\n",
                "a,b\r\n\r\n",
                "a,b\r\n1,\"2\r\n",
                "a,b\r\n1,\"2\"3\r\n",
                "a,a\r\n1,2\r\n",
                "a,\r\n1,2\r\n"
            })
    void whatIsNoTableIsAnErrorThatShowsNoValue(String csv) {
        assertThatThrownBy(() -> read("a.csv", csv))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the CSV")
                .hasMessageNotContaining("'");
    }

    @Test
    void whatIsNotUtf8IsAnErrorAndNoReplacementCharacter() throws IOException {
        for (String text : List.of("é\r\n1\r\n", "a\r\n1\r\né\r\n")) {
            byte[] zip = Zips.zip(ZipEntry.DEFLATED, Map.of("a.csv", text.getBytes(StandardCharsets.ISO_8859_1)));
            assertThatThrownBy(() -> read(zip, ZipLimits.DEFAULT)).hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void eachLimitIsHeldAndSaysWhichItIs() throws IOException {
        ZipLimits limits = ZipLimits.DEFAULT;
        byte[] two = Zips.zip("x/a.csv", "a,b\r\n123,4\r\n", "x/b.csv", "a\r\n");
        assertThat(read(two, new ZipLimits(2, 15, 3, 2, 1))).hasSize(3);
        assertThatThrownBy(() -> read(two, limits.withEntries(1))).hasMessageContaining("more than 1 entries");
        assertThatThrownBy(() -> read(two, limits.withBytes(14))).hasMessageContaining("more than 14 bytes");
        assertThatThrownBy(() -> read(two, limits.withCellLength(2))).hasMessageContaining("more than 2 characters");
        assertThatThrownBy(() -> read(two, limits.withColumns(1))).hasMessageContaining("more than 1 columns");
        assertThatThrownBy(() -> read(Zips.zip("a/b/c.csv", "a\r\n"), limits.withDepth(1)))
                .hasMessageContaining("more than 1 folders");
        assertThatThrownBy(() -> limits.withDepth(0)).isInstanceOf(IllegalArgumentException.class);
        byte[] cell = Zips.zip("a.csv", "a\r\n\"" + "x".repeat(2_000_000) + "\"\r\n");
        assertThatThrownBy(() -> read(cell, limits)).hasMessageContaining("cell longer than 1000000");
    }

    @Test
    void whatDeflateMakesOfEmptyCellsIsRead() throws IOException {
        byte[] zip = Zips.zip("a.csv", "a\r\n" + "0\r\n".repeat(2_000_000));
        assertThat(6_000_000 / zip.length).isGreaterThan(600);
        assertThat(archive(zip, ZipLimits.DEFAULT).forEachRow((file, row) -> {}))
                .isEqualTo(2_000_000);
    }

    @Test
    void aZipCutAnywhereIsAnErrorAndSoIsAByteMore() throws IOException {
        byte[] zip = Zips.zip("a.csv", "a\r\n1\r\n", "b.csv", "b\r\n2\r\n");
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            assertThatThrownBy(() -> read(cut, ZipLimits.DEFAULT))
                    .as("cut to %d", length)
                    .isInstanceOf(UncheckedIOException.class);
        }
        byte[] longer = Arrays.copyOf(zip, zip.length + 1);
        assertThatThrownBy(() -> read(longer, ZipLimits.DEFAULT)).hasMessageContaining("goes on after it");
    }

    @Test
    void anyByteChangedIsAnErrorOrChangesNoRow() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.csv", "a,b\r\n1,2\r\n3,4\r\n".getBytes(StandardCharsets.UTF_8));
        files.put("b.csv", "c\r\n5\r\n".getBytes(StandardCharsets.UTF_8));
        for (int method : new int[] {ZipEntry.DEFLATED, ZipEntry.STORED}) {
            byte[] zip = Zips.zip(method, files);
            List<String> rows = rows(zip);
            int errors = 0;
            for (int at = 0; at < zip.length; at++) {
                for (int change : new int[] {1, 0x10, 0x80, 0xff}) {
                    byte[] changed = zip.clone();
                    changed[at] ^= (byte) change;
                    try {
                        assertThat(rows(changed))
                                .as("byte %d, change %d", at, change)
                                .isEqualTo(rows);
                    } catch (UncheckedIOException e) {
                        errors++;
                    }
                }
            }
            assertThat(errors).isGreaterThan(2 * zip.length);
        }
    }

    /** The rows alone: names have no CRC. */
    private static List<String> rows(byte[] zip) {
        List<String> rows = new ArrayList<>();
        archive(zip, ZipLimits.DEFAULT)
                .forEachRow((file, row) ->
                        rows.add(row.columns().stream().map(row::json).toList().toString()));
        return rows;
    }

    @Test
    void noFileIsHandedOutOfAZipOfWhichOneIsDamaged() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.csv", "a\r\n1\r\n".getBytes(StandardCharsets.UTF_8));
        files.put("b.csv", "b\r\n1\r\n".getBytes(StandardCharsets.UTF_8));
        byte[] zip = Zips.zip(ZipEntry.STORED, files);
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("b\r\n1") + 3] = '2';
        assertThatThrownBy(() -> archive(zip, ZipLimits.DEFAULT))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("entry 2 of the zip has a wrong CRC");
    }

    @Test
    void aFileWhoseRowsWereWrongIsWrongAgain() throws IOException {
        try (CsvArchive archive = archive(Zips.zip("a.csv", "a,a\r\n", "b.csv", "b\r\n"), ZipLimits.DEFAULT)) {
            CsvFile file = archive.next();
            assertThatThrownBy(file::hasNext).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(file::hasNext).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(archive::hasNext).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aFileOfThePastAndAClosedArchiveAreNotRead() throws IOException {
        CsvArchive archive = archive(Zips.zip("a.csv", "a\r\n1\r\n", "b.csv", "b\r\n"), ZipLimits.DEFAULT);
        CsvFile first = archive.next();
        CsvFile second = archive.next();
        assertThatThrownBy(first::hasNext).isInstanceOf(IllegalStateException.class);
        archive.close();
        assertThatThrownBy(second::hasNext).hasMessageContaining("closed");
        assertThatThrownBy(archive::hasNext).hasMessageContaining("closed");
    }

    @Test
    void aZipOnTheDiskIsReadTheSameWayAndStays() throws IOException {
        Path file = folder.resolve("crfs.zip");
        byte[] zip = Zips.zip("a.csv", "a\r\n1\r\n");
        Files.write(file, zip);
        assertThat(CsvArchive.open(file).forEachRow((each, row) -> {})).isEqualTo(1);
        assertThat(file).hasBinaryContent(zip);
        Files.write(file, Arrays.copyOf(zip, 40));
        assertThatThrownBy(() -> CsvArchive.open(file).forEachRow((each, row) -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("crfs.zip");
        assertThatThrownBy(() -> CsvArchive.open(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
    }
}
