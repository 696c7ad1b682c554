package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB reads of the Parquet that is written. */
class ParquetTest {
    private static final List<TypedColumn> EVERY_TYPE = List.of(
            TypedColumn.text("text"),
            TypedColumn.of("id", ColumnType.INTEGER),
            TypedColumn.decimal("weight", 5, 2),
            TypedColumn.decimal("big", 38, 4),
            TypedColumn.of("number", ColumnType.NUMBER),
            TypedColumn.of("flag", ColumnType.FLAG),
            TypedColumn.of("day", ColumnType.DATE),
            TypedColumn.of("at", ColumnType.INSTANT));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("rows.parquet");
    }

    private TypedFile.Written write(TypedFormat format, List<TypedColumn> columns, String... rows) {
        try (TypedFile file = TypedFile.replace(file(), format, columns)) {
            for (String row : rows) {
                file.write(Snapshots.row(row));
            }
            return file.finish();
        }
    }

    @Test
    void everyTypeKeepsEveryDigit() {
        TypedFile.Written written = write(
                TypedFormat.parquet().zone(ZoneId.of("Asia/Jerusalem")),
                EVERY_TYPE,
                """
                {"text":"שלום \\"x\\"","id":9223372036854775807,"weight":"70.50","big":"-1234567890123456789012345678901234.5678",
                 "number":0.1,"flag":true,"day":"1949-12-31T22:00:00.000Z","at":"2026-11-28T06:30:00.123456Z"}""",
                """
                {"text":"","id":"-9223372036854775808","weight":-999.99,"big":"0.0001",
                 "number":"123456789012345","flag":false,"day":"0001-01-01","at":"1969-12-31T23:59:59.999Z"}""",
                "{\"text\":null,\"id\":null}");
        assertThat(DuckDb.query("select * from FILE", file()))
                .containsExactly(
                        List.of(
                                "שלום \"x\"",
                                "9223372036854775807",
                                "70.50",
                                "-1234567890123456789012345678901234.5678",
                                "0.1",
                                "true",
                                "1950-01-01",
                                "2026-11-28T06:30:00.123456Z"),
                        List.of(
                                "",
                                "-9223372036854775808",
                                "-999.99",
                                "0.0001",
                                "1.23456789012345E14",
                                "false",
                                "0001-01-01",
                                "1969-12-31T23:59:59.999Z"),
                        java.util.Arrays.asList(null, null, null, null, null, null, null, null));
        assertThat(DuckDb.query("select column_type from (describe select * from FILE)", file()))
                .extracting(row -> row.get(0))
                .containsExactly(
                        "VARCHAR",
                        "BIGINT",
                        "DECIMAL(5,2)",
                        "DECIMAL(38,4)",
                        "DOUBLE",
                        "BOOLEAN",
                        "DATE",
                        "TIMESTAMP WITH TIME ZONE");
        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.note()).isNull();
    }

    @Test
    void boundsOfColumnsAreThoseOfTheirValues() {
        write(
                TypedFormat.parquet(),
                List.of(TypedColumn.of("n", ColumnType.INTEGER), TypedColumn.text("t")),
                "{\"n\":7,\"t\":\"b\"}",
                "{\"n\":-3,\"t\":\"a\"}",
                "{\"n\":null,\"t\":\"é\"}");
        assertThat(DuckDb.query(
                        "select stats_min_value, stats_max_value, stats_null_count from parquet_metadata(FILE)",
                        file()))
                .containsExactly(List.of("-3", "7", "1"), List.of("a", "é", "0"));
        assertThat(DuckDb.query("select count(*) from FILE where n > 6", file()))
                .containsExactly(List.of("1"));
    }

    @Test
    void manyRowGroupsAreOneTable() {
        List<TypedColumn> columns =
                List.of(TypedColumn.of("n", ColumnType.INTEGER), TypedColumn.text("t"), TypedColumn.text("same"));
        int rows = 30_000;
        String filler = "x".repeat(200);
        try (TypedFile file = TypedFile.create(file(), TypedFormat.parquet().groupBytes(1 << 18), columns)) {
            for (int i = 0; i < rows; i++) {
                file.write(List.of(String.valueOf(i), i + filler + Integer.toString(i * 31, 36), "s" + i % 3));
            }
            file.finish();
        }
        assertThat(DuckDb.query("select num_row_groups > 1, num_rows from parquet_file_metadata(FILE)", file()))
                .containsExactly(List.of("true", "30000"));
        assertThat(DuckDb.query(
                        "select count(*), sum(n), count(distinct t), count(distinct same), max(length(t)) from FILE"
                                + " where starts_with(t, n::varchar)",
                        file()))
                .containsExactly(List.of("30000", "449985000", "30000", "3", "209"));
    }

    @Test
    void aWideTableHasRowGroupsOfBoundedMemoryToo() {
        List<TypedColumn> columns = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> TypedColumn.text("c" + i))
                .toList();
        try (TypedFile file = TypedFile.create(file(), TypedFormat.parquet().groupBytes(4 << 20), columns)) {
            for (int i = 0; i < 40; i++) {
                int row = i;
                file.write(java.util.stream.IntStream.range(0, 500)
                        .mapToObj(column -> row + "-" + column + "x".repeat(1_000))
                        .toList());
            }
            file.finish();
        }
        // 20 MB of values, of which at most 4 MiB and the last 1 MiB are in one group.
        assertThat(DuckDb.query("select num_row_groups >= 4 from parquet_file_metadata(FILE)", file()))
                .containsExactly(List.of("true"));
        assertThat(DuckDb.query("select count(distinct c499), min(length(c0)) from FILE", file()))
                .containsExactly(List.of("40", "1003"));
    }

    @Test
    void aCodeListIsCodeAndLabel() {
        Map<String, String> sexes = Map.of("1", "Male", "2", "Female");
        Map<String, String> races = Map.of("1", "Asian", "2", "White");
        TypedFile.Written written = write(
                TypedFormat.parquet(),
                List.of(
                        TypedColumn.of("SEX", ColumnType.INTEGER).coded(sexes).orNullCode(),
                        TypedColumn.text("RACE").codedMultiple(races)),
                "{\"SEX\":\"1\",\"RACE\":\"1,2\"}",
                "{\"SEX\":\"NA\",\"RACE\":\"2\"}",
                "{\"SEX\":\"3\",\"RACE\":null}");
        assertThat(DuckDb.query("select SEX, SEX_label, SEX_null, RACE, RACE_label from FILE", file()))
                .containsExactly(
                        java.util.Arrays.asList("1", "Male", null, "1,2", "Asian, White"),
                        java.util.Arrays.asList(null, null, "NA", "2", "White"),
                        java.util.Arrays.asList("3", null, null, null, null));
        assertThat(written.note()).isEqualTo("codes without a label in the code list: SEX (1)");
    }

    @Test
    void whatDoesNotFitNamesRowAndColumnAndNoValue() {
        List<TypedColumn> columns = List.of(TypedColumn.of("AGE", ColumnType.INTEGER));
        for (String wrong : List.of("secret", "1.5", "007", "1e3", "9223372036854775808", "", "NA", "+1", "-0")) {
            assertThatThrownBy(
                            () -> write(TypedFormat.parquet(), columns, "{\"AGE\":1}", "{\"AGE\":\"" + wrong + "\"}"))
                    .as(wrong)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Row 2, column AGE: the value is ")
                    .hasMessageNotContaining("secret");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void leniencyMakesTheWholeColumnTextAsReceived() {
        TypedFile.Written written = write(
                TypedFormat.parquet().lenient(),
                List.of(TypedColumn.of("AGE", ColumnType.INTEGER), TypedColumn.decimal("W", 4, 1)),
                "{\"AGE\":41,\"W\":70.5}",
                "{\"AGE\":\"007\",\"W\":71}");
        assertThat(DuckDb.query("select AGE, W, typeof(AGE), typeof(W) from FILE", file()))
                .containsExactly(
                        List.of("41", "70.5", "VARCHAR", "DECIMAL(4,1)"),
                        List.of("007", "71.0", "VARCHAR", "DECIMAL(4,1)"));
        assertThat(written.note())
                .isEqualTo("column AGE is text, because a value is a number with zeros at its start;"
                        + " numbers that lost zeros at their end, or gained some: W (1)");
    }

    @Test
    void digitsThatABinaryNumberLosesAreSaid() {
        List<TypedColumn> columns = List.of(TypedColumn.of("N", ColumnType.NUMBER));
        assertThat(write(TypedFormat.parquet(), columns, "{\"N\":\"70.50\"}", "{\"N\":70.5}")
                        .note())
                .isEqualTo("numbers that lost zeros at their end, or gained some: N (1)");
        assertThatThrownBy(() -> write(TypedFormat.parquet(), columns, "{\"N\":\"0.12345678901234567890\"}"))
                .hasMessage("Row 1, column N: the value has more digits than a number of 64 bits gives back");
    }

    @Test
    void anUnpairedSurrogateIsRefused() {
        assertThatThrownBy(() -> write(TypedFormat.parquet(), List.of(TypedColumn.text("t")), "{\"t\":\"\\ud800\"}"))
                .isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsCompleteOrNotThere() throws Exception {
        Files.writeString(file(), "old");
        List<TypedColumn> columns = List.of(TypedColumn.text("t"));
        assertThatThrownBy(() -> TypedFile.create(file(), TypedFormat.parquet(), columns))
                .isInstanceOf(java.io.UncheckedIOException.class);
        try (TypedFile file = TypedFile.replace(file(), TypedFormat.parquet(), columns)) {
            file.write(List.of("x"));
        }
        assertThat(Files.readString(file())).isEqualTo("old");
        try (TypedFile file = TypedFile.replace(file(), TypedFormat.parquet(), columns)) {
            file.write(List.of("new"));
            file.finish();
        }
        assertThat(DuckDb.query("select t from FILE", file())).containsExactly(List.of("new"));
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file()));
    }

    @Test
    void aRowWithAnotherColumnIsRefused() {
        Row row = Snapshots.row("{\"t\":\"x\",\"u\":\"y\"}");
        try (TypedFile file = TypedFile.create(file(), TypedFormat.parquet(), List.of(TypedColumn.text("t")))) {
            assertThatThrownBy(() -> file.write(row))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("among them u");
        }
    }

    @Test
    void noRowsMakeATableWithoutRows() {
        write(TypedFormat.parquet(), EVERY_TYPE);
        assertThat(DuckDb.query("select count(*) from FILE", file())).containsExactly(List.of("0"));
        assertThat(DuckDb.query("describe select * from FILE", file())).hasSize(EVERY_TYPE.size());
    }

    @Test
    void whatIsAddedTakesNoOtherColumnsName() {
        List<TypedColumn> columns = new ArrayList<>();
        columns.add(TypedColumn.text("A").coded(Map.of("1", "one")));
        columns.add(TypedColumn.text("A_label"));
        write(TypedFormat.parquet(), columns, "{\"A\":\"1\",\"A_label\":\"mine\"}");
        assertThat(DuckDb.query("select A, A_label_, A_label from FILE", file()))
                .containsExactly(List.of("1", "one", "mine"));
    }
}
