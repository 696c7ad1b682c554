package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers that nobody here wrote, where they are installed. {@code -Dflaskdata.foreign=true}: pandas and openpyxl for
 * python3 ({@code -Dflaskdata.python=COMMAND}), haven for R. {@code -Dflaskdata.cdisc=FOLDER}: CDISC's own schemas and examples, a checkout of
 * cdisc-org/DataExchange-DatasetJson.
 */
class ForeignReadersTest {
    private static final String PYTHON = System.getProperty("flaskdata.python", "python3");

    private static final List<TypedColumn> COLUMNS = List.of(
            TypedColumn.text("USUBJID").labelled("Unique subject identifier"),
            TypedColumn.of("AGE", ColumnType.INTEGER),
            TypedColumn.decimal("WEIGHT", 5, 2),
            TypedColumn.of("TEMP", ColumnType.NUMBER),
            TypedColumn.of("FL", ColumnType.FLAG),
            TypedColumn.of("DAY", ColumnType.DATE),
            TypedColumn.of("AT", ColumnType.INSTANT));

    private static final String[] ROWS = {
        """
        {"USUBJID":"שלום-001","AGE":41,"WEIGHT":"70.25","TEMP":"36.7","FL":true,
         "DAY":"1949-12-31T22:00:00.000Z","AT":"2026-11-28T06:30:00.123Z"}""",
        "{\"USUBJID\":\"002\",\"AGE\":-123456789012345,\"WEIGHT\":\"-999.99\",\"TEMP\":1e-70,\"FL\":false,\"DAY\":\"1930-02-28\"}",
        "{\"USUBJID\":\"003\"}"
    };

    @TempDir
    Path folder;

    private Path write(String name, TypedFormat format) {
        Path file = folder.resolve(name);
        Written.file(file, format.named("VS").zone(ZoneId.of("Asia/Jerusalem")), COLUMNS, ROWS);
        return file;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.foreign", matches = "true")
    void pandasReadsXport() throws IOException, InterruptedException {
        assertThat(run(
                                PYTHON,
                                "-W",
                                "ignore",
                                "-c",
                                """
                import pandas, sys
                frame = pandas.read_sas(sys.argv[1], format='xport', encoding='utf-8')
                print(list(frame.columns))
                for row in frame.itertuples(index=False):
                    # pandas reads SAS's zero, eight bytes of 0, as 16 to the power of -65.
                    row = [0.0 if isinstance(value, float) and value == 16.0 ** -65 else value for value in row]
                    print([None if value != value else value if isinstance(value, str) else float(value) if not hasattr(value, 'isoformat') else value.isoformat() for value in row])
                """,
                                write("vs.xpt", TypedFormat.xport()).toString())
                        .lines())
                .containsExactly(
                        "['USUBJID', 'AGE', 'WEIGHT', 'TEMP', 'FL', 'DAY', 'AT']",
                        "['שלום-001', 41.0, 70.25, 36.7, 1.0, -3652.0, 2111466600.123]",
                        "['002', -123456789012345.0, -999.99, 1e-70, 0.0, -10899.0, None]",
                        "['003', None, None, None, None, None, None]");
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.foreign", matches = "true")
    void havenReadsXportWithLabelsAndDates() throws IOException, InterruptedException {
        assertThat(run(
                                "Rscript",
                                "-e",
                                """
                rows <- haven::read_xpt(commandArgs(TRUE)[1])
                cat(attr(rows$USUBJID, 'label'), '\\n', sep = '')
                options(digits.secs = 3)
                for (i in 1:3) cat(rows$USUBJID[i], format(rows$AGE[i], digits = 15), format(rows$WEIGHT[i], digits = 15),
                    format(rows$TEMP[i], digits = 15), rows$FL[i], format(rows$DAY[i]),
                    format(rows$AT[i] + 1e-6, tz = 'UTC'), '\\n', sep = '|')
                """,
                                write("vs.xpt", TypedFormat.xport()).toString())
                        .lines())
                .containsExactly(
                        "Unique subject identifier",
                        "שלום-001|41|70.25|36.7|1|1950-01-01|2026-11-28 06:30:00.123|",
                        "002|-123456789012345|-999.99|1e-70|0|1930-02-28|NA|",
                        "003|NA|NA|NA|NA|NA|NA|");
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.foreign", matches = "true")
    void openpyxlReadsExcel() throws IOException, InterruptedException {
        assertThat(run(
                                PYTHON,
                                "-W",
                                "ignore",
                                "-c",
                                """
                import openpyxl, sys
                for row in openpyxl.load_workbook(sys.argv[1])['VS'].iter_rows(values_only=True):
                    print([value.isoformat() if hasattr(value, 'isoformat') else value for value in row])
                """,
                                write("vs.xlsx", TypedFormat.excel()).toString())
                        .lines())
                .containsExactly(
                        "['USUBJID', 'AGE', 'WEIGHT', 'TEMP', 'FL', 'DAY', 'AT']",
                        "['שלום-001', 41, 70.25, 36.7, True, '1950-01-01T00:00:00', '2026-11-28T06:30:00.123Z']",
                        "['002', -123456789012345, -999.99, 1e-70, False, '1930-02-28T00:00:00', None]",
                        "['003', None, None, None, None, None, None]");
    }

    private static Path cdisc(String path) {
        return Path.of(System.getProperty("flaskdata.cdisc")).resolve(path);
    }

    private static void validate(String json) throws IOException {
        String schema = Files.readString(cdisc("schema/dataset.schema.json"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                        .getSchema(schema)
                        .validate(json, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.cdisc", matches = ".+")
    void datasetJsonIsValidByThePublicSchema() throws IOException {
        Path object = folder.resolve("vs.json");
        DatasetJsonTest.write(object, TypedFormat.datasetJson(), DatasetJsonTest.ROWS);
        validate(Files.readString(object));
        Path lines = folder.resolve("vs.ndjson");
        DatasetJsonTest.write(lines, TypedFormat.datasetNdjson(), DatasetJsonTest.ROWS);
        try (Stream<String> all = Files.lines(lines)) {
            // By the same schema, in which rows are optional: the references of CDISC's schema for lines lead nowhere.
            validate(all.findFirst().orElseThrow());
        }
    }

    /** The rows and columns of a dataset of CDISC's examples. */
    private static TypedFile.Written copy(JsonObject dataset, Path file, TypedFormat format) {
        List<TypedColumn> columns = new ArrayList<>();
        for (JsonElement each : dataset.getAsJsonArray("columns")) {
            columns.add(column(each.getAsJsonObject()));
        }
        TypedFormat named = format.named(dataset.get("name").getAsString())
                .labelled(dataset.get("label").getAsString())
                .clock(Written.CLOCK);
        try (TypedFile copy = TypedFile.create(file, named, columns)) {
            for (JsonElement row : dataset.getAsJsonArray("rows")) {
                List<@Nullable String> values = new ArrayList<>();
                for (JsonElement value : row.getAsJsonArray()) {
                    values.add(value.isJsonNull() ? null : value.getAsString());
                }
                copy.write(values);
            }
            return copy.finish();
        }
    }

    private static TypedColumn column(JsonObject column) {
        String name = column.get("name").getAsString();
        TypedColumn typed = switch (column.get("dataType").getAsString()) {
            case "integer" -> TypedColumn.of(name, ColumnType.INTEGER);
            case "float", "double" -> TypedColumn.of(name, ColumnType.NUMBER);
            case "date" ->
                column.has("targetDataType") ? TypedColumn.of(name, ColumnType.DATE) : TypedColumn.text(name, 10);
            default -> TypedColumn.text(name, column.get("length").getAsInt());
        };
        return typed.labelled(column.get("label").getAsString());
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.cdisc", matches = ".+")
    void ofCdiscsOwnDatasetTheSameRowsAndSasOwnBytes() throws IOException {
        JsonObject adae = JsonParser.parseString(Files.readString(cdisc("examples/adam/adae.json")))
                .getAsJsonObject();
        Path json = folder.resolve("adae.json");
        copy(adae, json, TypedFormat.datasetJson());
        validate(Files.readString(json));
        JsonArray rows =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows");
        assertThat(rows).isEqualTo(adae.getAsJsonArray("rows"));
        Path xport = folder.resolve("adae.xpt");
        assertThat(copy(adae, xport, TypedFormat.xport()).rows()).isEqualTo(rows.size());
        byte[] sas = Files.readAllBytes(cdisc("examples/adam/adae.xpt"));
        byte[] ours = Files.readAllBytes(xport);
        assertThat(observations(ours)).isEqualTo(observations(sas));
    }

    private static byte[] observations(byte[] all) {
        byte[] header = "HEADER RECORD*******OBS     ".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < all.length; at += 80) {
            if (Arrays.equals(all, at, at + header.length, header, 0, header.length)) {
                return Arrays.copyOfRange(all, at + 80, all.length);
            }
        }
        throw new IllegalStateException("No OBS header");
    }
}
