package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownColumnsTest {
    private static final Path WRITTEN = Path.of("target", "columns.tsv");
    private static final Pattern READS = Pattern.compile("Reads (?:the table|FlaskData's view) \\{@code (\\w+)}");

    @TempDir
    Path folder;

    @Test
    void theListIsThatOfTheTypedRows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode table :
                new YAMLMapper().readTree(new File("../specs/edc-tables.yaml")).get("tables")) {
            Matcher reads = READS.matcher(table.get("doc").asText());
            assertThat(reads.find()).isTrue();
            String name = reads.group(1);
            for (JsonNode accessor : table.get("accessors")) {
                if (accessor.has("column")) {
                    String type = accessor.get("type").asText();
                    lines.add(name + "\t" + accessor.get("column").asText() + "\t"
                            + (type.equals("id") || type.startsWith("code ") ? "integer" : type));
                }
            }
            if (table.path("implements").asText().equals("EdcRecord")) {
                lines.add(name + "\tstatus_id\tinteger");
                lines.add(name + "\tdate_created\tinstant");
                lines.add(name + "\tdate_updated\tinstant");
            }
        }
        Files.createDirectories(WRITTEN.getParent());
        Files.write(WRITTEN, lines);
        assertThat(Path.of("src/main/resources/io/flaskdata/sdk/spark/columns.tsv"))
                .as("copy target/columns.tsv there")
                .hasSameTextualContentAs(WRITTEN);
    }

    @Test
    void typesComeFromTheListAndNotFromTheRows() throws IOException {
        try (Edc edc = new Edc(folder)) {
            edc.rows.add("{\"value\":12,\"site\":1,\"event_ordinal\":\"1\",\"event_date\":null,\"sdv_status\":null,"
                    + "\"date_updated\":null,\"of_a_customer\":7}");
            StructType schema = KnownColumns.of("cc_event_data").schema(ReadOptions.of(edc.options()));
            assertThat(schema.fieldNames())
                    .containsExactly(
                            "value",
                            "site",
                            "event_ordinal",
                            "event_date",
                            "sdv_status",
                            "date_updated",
                            "of_a_customer");
            assertThat(schema.apply("value").dataType()).isEqualTo(DataTypes.StringType);
            assertThat(schema.apply("site").dataType()).isEqualTo(DataTypes.StringType);
            assertThat(schema.apply("event_ordinal").dataType()).isEqualTo(DataTypes.IntegerType);
            assertThat(schema.apply("event_date").dataType()).isEqualTo(DataTypes.StringType);
            assertThat(schema.apply("sdv_status").dataType()).isEqualTo(DataTypes.BooleanType);
            assertThat(schema.apply("date_updated").dataType()).isEqualTo(DataTypes.TimestampType);
            assertThat(schema.apply("of_a_customer").dataType()).isEqualTo(DataTypes.StringType);

            StructType zoned =
                    KnownColumns.of("cc_event_data").schema(ReadOptions.of(edc.options("zone", "Asia/Jerusalem")));
            assertThat(zoned.apply("event_date").dataType()).isEqualTo(DataTypes.DateType);
        }
    }

    @Test
    void aTableWithoutRowsHasTheColumnsOfTheListOrNeedsASchema() throws IOException {
        try (Edc edc = new Edc(folder)) {
            assertThat(KnownColumns.of("crf")
                            .schema(ReadOptions.of(edc.options("table", "crf")))
                            .fieldNames())
                    .containsExactly(
                            "crf_id", "name", "description", "oc_oid", "status_id", "date_created", "date_updated");
            ReadOptions unknown = ReadOptions.of(edc.options("table", "adae"));
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> KnownColumns.of("adae").schema(unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Table adae has no rows and its columns are not known: give a schema");
        }
    }
}
