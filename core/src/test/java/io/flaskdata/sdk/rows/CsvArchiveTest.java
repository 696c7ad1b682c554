package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.internal.RowContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvArchiveTest {
    private static CsvArchive archive(byte[] zip, ZipLimits limits) {
        return CsvArchive.over(new ByteArrayInputStream(zip), limits, RowContext.NONE, UncheckedIOException::new);
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
    void theCrfIsTheNameWithoutFoldersAndCsv() throws IOException {
        byte[] zip = Zips.zip("study/Vital Signs.CSV", "a\r\n", "readme", "not CSV");
        try (CsvArchive archive = archive(zip, ZipLimits.DEFAULT)) {
            assertThat(archive.next().crf()).isEqualTo("Vital Signs");
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
    void storedFilesAreReadAndComparedToo() throws IOException {
        byte[] zip = Zips.zip(ZipEntry.STORED, Map.of("a.csv", "a\r\n1\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(read(zip, ZipLimits.DEFAULT)).containsExactly("a.csv[a]", "[\"1\"]");
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("\r\n1") + 2] = '2';
        assertThatThrownBy(() -> read(zip, ZipLimits.DEFAULT)).hasMessageContaining("invalid entry CRC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.csv",
                "a/../../b.csv",
                "/a.csv",
                "C:/a.csv",
                "c:a.csv",
                "a\\b.csv",
                "..",
                "a//b.csv",
                "./a.csv",
                "a\u0000.csv",
                "a/../",
                "/"
            })
    void aNameThatLeadsElsewhereIsRefusedAndNotShown(String name) {
        assertThatThrownBy(() -> read(name, name.endsWith("/") ? "" : "a\r\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("entry 1 of the zip")
                .hasMessageNotContaining(name + " ");
    }

    @Test
    void twoFilesOfOneNameAreRefusedAlsoByCaseAndByAccent() {
        assertThatThrownBy(() -> read("A.csv", "a\r\n", "a.CSV", "a\r\n")).hasMessageContaining("name of another");
        assertThatThrownBy(() -> read("\u00e9.csv", "a\r\n", "e\u0301.csv", "a\r\n"))
                .hasMessageContaining("name of another");
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
                "a,\r\n1,2\r\n",
                ""
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
        assertThat(read(two, new ZipLimits(2, 15, 1, 3, 2, 1))).hasSize(3);
        assertThatThrownBy(() -> read(two, limits.withEntries(1))).hasMessageContaining("more than 1 entries");
        assertThatThrownBy(() -> read(two, limits.withBytes(14))).hasMessageContaining("more than 14 bytes");
        assertThatThrownBy(() -> read(two, limits.withCellLength(2))).hasMessageContaining("more than 2 characters");
        assertThatThrownBy(() -> read(two, limits.withColumns(1))).hasMessageContaining("more than 1 columns");
        assertThatThrownBy(() -> read(Zips.zip("a/b/c.csv", "a\r\n"), limits.withDepth(1)))
                .hasMessageContaining("more than 1 folders");
        byte[] zeros = Zips.zip("a.csv", "a\r\n" + "0\r\n".repeat(400_000));
        assertThat(read(zeros, limits.withRatio(2_000))).hasSize(400_001);
        assertThatThrownBy(() -> read(zeros, limits)).hasMessageContaining("more than 250 times");
        assertThatThrownBy(() -> limits.withDepth(0)).isInstanceOf(IllegalArgumentException.class);
        byte[] cell = Zips.zip("a.csv", "a\r\n\"" + "x".repeat(2_000_000) + "\"\r\n");
        assertThatThrownBy(() -> read(cell, limits)).hasMessageContaining("cell longer than 1000000");
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
            assertThat(errors).isGreaterThan(zip.length);
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
    void aFileThatWasSkippedIsComparedWithItsCrcAllTheSame() throws IOException {
        byte[] zip = Zips.zip(ZipEntry.STORED, Map.of("a.csv", "a\r\n1\r\n".getBytes(StandardCharsets.UTF_8)));
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("\r\n1") + 2] = '2';
        try (CsvArchive archive = archive(zip, ZipLimits.DEFAULT)) {
            archive.next();
            assertThatThrownBy(archive::hasNext).isInstanceOf(UncheckedIOException.class);
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
    void aZipOnTheDiskIsReadTheSameWay(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("crfs.zip");
        byte[] zip = Zips.zip("a.csv", "a\r\n1\r\n");
        Files.write(file, zip);
        assertThat(CsvArchive.open(file).forEachRow((each, row) -> {})).isEqualTo(1);
        Files.write(file, Arrays.copyOf(zip, 40));
        assertThatThrownBy(() -> CsvArchive.open(file).forEachRow((each, row) -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("crfs.zip");
        assertThatThrownBy(() -> CsvArchive.open(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
    }
}
