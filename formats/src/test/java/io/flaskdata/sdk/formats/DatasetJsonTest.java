package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDISC Dataset-JSON; its public schema and a foreign reader look at it in ForeignReadersTest. */
class DatasetJsonTest {
    static final List<TypedColumn> COLUMNS = List.of(
            TypedColumn.text("USUBJID", 12).labelled("Unique subject identifier"),
            TypedColumn.of("AGE", ColumnType.INTEGER),
            TypedColumn.decimal("WEIGHT", 5, 2),
            TypedColumn.of("TEMP", ColumnType.NUMBER),
            TypedColumn.of("FL", ColumnType.FLAG),
            TypedColumn.of("DAY", ColumnType.DATE),
            TypedColumn.of("AT", ColumnType.INSTANT),
            TypedColumn.text("SEX").coded(Map.of("1", "Male")));

    static final String[] ROWS = {"""
        {"USUBJID":"שלום \\" \\u2028","AGE":9223372036854775807,"WEIGHT":"70.50","TEMP":36.70,"FL":true,
         "DAY":"1949-12-31T22:00:00.000Z","AT":"2026-11-28T06:30:00.120Z","SEX":"1"}""", "{\"USUBJID\":\"\"}"};

    @TempDir
    Path folder;

    static TypedFile.Written write(Path file, TypedFormat format, String... rows) {
        return Written.file(
                file, format.named("VS").labelled("Vital signs").zone(ZoneId.of("Asia/Jerusalem")), COLUMNS, rows);
    }

    private static final String FIRST_ROW =
            "[\"שלום \\\" \\u2028\",9223372036854775807,\"70.50\",36.70,true,\"1950-01-01\",\"2026-11-28T06:30:00.120Z\",\"1\",\"Male\"]";

    @Test
    void anObjectWithItsMetadataFirst() throws IOException {
        Path file = folder.resolve("vs.json");
        TypedFile.Written written = write(file, TypedFormat.datasetJson(), ROWS);
        String text = Files.readString(file);
        assertThat(text)
                .startsWith(
                        "{\"datasetJSONCreationDateTime\":\"2026-11-28T06:30:15Z\",\"datasetJSONVersion\":\"1.1.0\","
                                + "\"itemGroupOID\":\"IG.VS\",\"records\":2,\"name\":\"VS\",\"label\":\"Vital signs\",\"columns\":[")
                .contains(FIRST_ROW);
        JsonObject whole = JsonParser.parseString(text).getAsJsonObject();
        JsonArray columns = whole.getAsJsonArray("columns");
        assertThat(columns.asList())
                .extracting(each -> each.getAsJsonObject().get("dataType").getAsString())
                .containsExactly(
                        "string", "integer", "decimal", "double", "boolean", "date", "datetime", "string", "string");
        assertThat(columns.get(0))
                .hasToString(
                        "{\"itemOID\":\"IT.VS.USUBJID\",\"name\":\"USUBJID\",\"label\":\"Unique subject identifier\","
                                + "\"dataType\":\"string\",\"length\":12}");
        assertThat(columns.get(2).getAsJsonObject().get("targetDataType").getAsString())
                .isEqualTo("decimal");
        assertThat(whole.getAsJsonArray("rows").get(1)).hasToString("[\"\",null,null,null,null,null,null,null,null]");
        assertThat(written.note()).isNull();
    }

    @Test
    void linesHaveTheSame() throws IOException {
        Path file = folder.resolve("vs.ndjson");
        write(file, TypedFormat.datasetNdjson(), ROWS);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonObject head = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(head.get("records").getAsInt()).isEqualTo(2);
        assertThat(head.has("rows")).isFalse();
        assertThat(lines.get(1)).isEqualTo(FIRST_ROW);
        assertThat(lines.get(2)).isEqualTo("[\"\",null,null,null,null,null,null,null,null]");
    }

    @Test
    void noRowsAreAnEmptyList() throws IOException {
        Path file = folder.resolve("vs.json");
        write(file, TypedFormat.datasetJson());
        JsonElement whole = JsonParser.parseString(Files.readString(file));
        assertThat(whole.getAsJsonObject().get("rows")).hasToString("[]");
        assertThat(whole.getAsJsonObject().get("records").getAsInt()).isZero();
    }
}
