package io.flaskdata.sdk.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    /** By hand, because Spark's parser needs all of Spark. */
    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("string", DataTypes.StringType),
            Map.entry("int", DataTypes.IntegerType),
            Map.entry("bigint", DataTypes.LongType),
            Map.entry("boolean", DataTypes.BooleanType),
            Map.entry("timestamp", DataTypes.TimestampType),
            Map.entry("date", DataTypes.DateType),
            Map.entry("decimal(10,2)", DataTypes.createDecimalType(10, 2)),
            Map.entry("decimal(3,1)", DataTypes.createDecimalType(3, 1)),
            Map.entry("double", DataTypes.DoubleType),
            Map.entry("float", DataTypes.FloatType),
            Map.entry("timestamp_ntz", DataTypes.TimestampNTZType),
            Map.entry("binary", DataTypes.BinaryType),
            Map.entry("array<string>", DataTypes.createArrayType(DataTypes.StringType)));

    @TempDir
    Path folder;

    private static DataType type(String name) {
        return Objects.requireNonNull(TYPES.get(name));
    }

    private InternalRow row(String json, DataType type) throws IOException {
        try (Edc edc = new Edc(folder)) {
            edc.rows.add("{\"x\":0}");
            edc.answering(right -> Edc.json("[{\"x\":" + json + "}]"));
            Row row = ReadOptions.of(edc.options("zone", "Asia/Jerusalem"))
                    .extract()
                    .toList()
                    .get(0);
            return Cells.of(new StructType().add("x", type)).row(row);
        }
    }

    @Test
    void everyDigitIsKept() throws IOException {
        assertThat(row("7.10", DataTypes.StringType).getUTF8String(0)).hasToString("7.10");
        assertThat(row("\"12345678901234567890.10\"", DataTypes.StringType).getUTF8String(0))
                .hasToString("12345678901234567890.10");
        assertThat(row("7.10", DataTypes.createDecimalType(10, 3))
                        .getDecimal(0, 10, 3)
                        .toJavaBigDecimal())
                .isEqualTo(new BigDecimal("7.100"));
        assertThat(row("\"9223372036854775807\"", DataTypes.LongType).getLong(0))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(row("\"\ud83e\ude7a \u05d0 \\u00e9\"", DataTypes.StringType).getUTF8String(0))
                .hasToString("\ud83e\ude7a \u05d0 \u00e9");
        assertThat(row("\"a \"", DataTypes.StringType).getUTF8String(0)).hasToString("a ");
        assertThat(row("\"\"", DataTypes.StringType).getUTF8String(0)).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7.101|decimal(10,2)",
                "123.4|decimal(3,1)",
                "7.5|int",
                "2147483648|int",
                "9223372036854775808|bigint",
                "\"2026-01-01T00:00:00.0000001Z\"|timestamp",
                "\"2026-01-01\"|timestamp",
                "1|boolean",
                "\"\\ud800\"|string",
                "\"+1000000000-01-01T00:00:00Z\"|timestamp",
                "\"x\"|date"
            })
    void whatATypeCanNotHoldIsAnErrorWithoutTheValue(String json, String type) {
        assertThatThrownBy(() -> row(json, type(type)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("column x");
    }

    /** GoogleCloudDataproc/spark-bigquery-connector#426: null became 1970. */
    @Test
    void nullStaysNullInEveryType() throws IOException {
        for (String type : new String[] {"string", "int", "bigint", "boolean", "timestamp", "date", "decimal(10,2)"}) {
            assertThat(row("null", type(type)).isNullAt(0)).as(type).isTrue();
        }
    }

    /** GoogleCloudDataproc/spark-bigquery-connector#1171: off by one, and by the JVM's zone. */
    @Test
    void timesBefore1970AreExact() throws IOException {
        Instant instant = Instant.parse("1949-12-31T21:59:59.999Z");
        assertThat(row("\"" + instant + "\"", DataTypes.TimestampType).getLong(0))
                .isEqualTo(instant.toEpochMilli() * 1000)
                .isNegative();
        assertThat(row("\"1949-12-31T22:00:00.000Z\"", DataTypes.DateType).getInt(0))
                .isEqualTo((int) LocalDate.of(1950, 1, 1).toEpochDay());
    }

    @Test
    void aTypeThatLosesDigitsIsRefused() {
        for (String type : new String[] {"double", "float", "timestamp_ntz", "binary", "array<string>"}) {
            StructType schema = new StructType().add("x", type(type));
            assertThatThrownBy(() -> Cells.checked(schema))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Column x can't have the type");
        }
    }
}
