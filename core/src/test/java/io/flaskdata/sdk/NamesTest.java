package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.flaskdata.sdk.rows.CsvArchive;
import io.flaskdata.sdk.rows.CsvFile;
import io.flaskdata.sdk.rows.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study's names are in its people's own script. */
class NamesTest extends FacadeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "לחץ_דם",
                "שָׁלוֹם",
                "जन्मतिथि",
                "ความดัน",
                "نام‌خانوادگی",
                "Größe",
                "Gro\u0308ße",
                "血圧",
                "сердце",
                "𐐀𐐁",
                "မွေးသက္ကရာဇ်"
            })
    void aColumnIsAskedForKeptAndReadInEveryScript(String name, @TempDir Path folder) throws Exception {
        String json = new Gson().toJson(name);
        server.answers(Server.json("[{" + json + ":" + json + "},{" + json + ":null}]"));
        List<Row> rows =
                flask.edc("demo").extract(name).where(name, name).sortedBy(name).toList();
        assertThat(rows.get(0).string(name)).isEqualTo(name);
        assertThat(rows.get(1).has(name)).isTrue();
        assertSent(
                "/edc/study/extract-data",
                "{\"tableName\":" + json + ",\"filters\":{" + json + ":" + json + "},\"sort\":" + json + "}");

        server.answers(Server.json("[{" + json + ":" + json + "}]"));
        Path csv = folder.resolve("a.csv");
        flask.edc("demo").extract(name).writeCsv(csv);
        assertThat(Files.readString(csv)).isEqualTo(name + "\r\n" + name + "\r\n");

        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(name + ".csv"));
            out.write(Files.readAllBytes(csv));
        }
        try (CsvArchive archive = CsvArchive.open(zip)) {
            CsvFile file = archive.next();
            assertThat(file.crf()).isEqualTo(name);
            assertThat(file.columns()).containsExactly(name);
            assertThat(file.next().string(name)).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a;b",
                "a'b",
                "a\"b",
                "1a",
                "a-b",
                "a(b",
                "\u0301a",
                "\u200da",
                "a\ud83d",
                "a\u00a0b",
                "a\u202eb"
            })
    void whatCouldBeMoreThanANameIsRefused(String name) {
        assertThatThrownBy(() -> flask.edc("demo").extract("t").where(name, "x"))
                .hasMessageContaining("column");
        assertNothingSent();
    }
}
