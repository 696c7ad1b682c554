package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.rows.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Makes Spark's rows. A value that its type can't hold exactly is an error, never rounded. */
final class Cells {
    private interface Cell {
        @Nullable
        Object of(Row row);
    }

    private final Cell[] cells;

    private Cells(Cell[] cells) {
        this.cells = cells;
    }

    static Cells of(StructType schema) {
        StructField[] fields = schema.fields();
        Cell[] cells = new Cell[fields.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(fields[i].name(), fields[i].dataType());
        }
        return new Cells(cells);
    }

    /** Refuses what would lose digits or isn't known. */
    static StructType checked(StructType schema) {
        of(schema);
        return schema;
    }

    InternalRow row(Row row) {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells[i].of(row);
        }
        return new GenericInternalRow(values);
    }

    private static Cell cell(String name, DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return row -> text(name, row.string(name));
        }
        if (type.equals(DataTypes.IntegerType)) {
            return row -> row.integer(name);
        }
        if (type.equals(DataTypes.LongType)) {
            return row ->
                    exactly(name, "whole number of at most 64 bits", row.decimal(name), BigDecimal::longValueExact);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return row -> row.flag(name);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return row -> exactly(name, "time in whole microseconds", row.instant(name), Cells::micros);
        }
        if (type.equals(DataTypes.DateType)) {
            return row -> exactly(name, "date", row.date(name), (LocalDate day) -> Math.toIntExact(day.toEpochDay()));
        }
        if (type instanceof DecimalType decimal) {
            return row -> exactly(name, decimal.sql(), row.decimal(name), value -> decimal(value, decimal));
        }
        throw new IllegalArgumentException("Column " + name + " can't have the type " + type.sql()
                + ": there are STRING, INT, BIGINT, DECIMAL, BOOLEAN, TIMESTAMP and DATE; a double would lose digits");
    }

    private static @Nullable UTF8String text(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return UTF8String.fromBytes(bytes.array(), 0, bytes.limit());
        } catch (CharacterCodingException e) {
            // Half of a surrogate pair, which Spark would replace.
            throw not(name, "text in Unicode");
        }
    }

    private interface Conversion<T> {
        Object of(T value);
    }

    private static <T> @Nullable Object exactly(String name, String what, @Nullable T value, Conversion<T> conversion) {
        try {
            return value == null ? null : conversion.of(value);
        } catch (ArithmeticException e) {
            throw not(name, what);
        }
    }

    private static Object micros(Instant instant) {
        if (instant.getNano() % 1000 != 0) {
            throw new ArithmeticException();
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private static Object decimal(BigDecimal value, DecimalType type) {
        BigDecimal scaled = value.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException();
        }
        return Decimal.apply(scaled, type.precision(), type.scale());
    }

    private static ProtocolViolationException not(String column, String what) {
        return new ProtocolViolationException(
                "the value of column " + column + " is not a " + what + ".",
                Details.notSent("edc.extractData"),
                false,
                null);
    }
}
