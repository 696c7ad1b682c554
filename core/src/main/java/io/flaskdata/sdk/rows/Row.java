package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.FlaskDataClientBuilder;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.PlainScalars;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an extract. Every digit is kept; no value passes through a {@code double}.
 *
 * <p>FlaskData's EDC sends {@code bigint} and {@code numeric} as JSON strings, timestamps as UTC instants, and a
 * {@code date} as the instant of its midnight in the server's zone, so that 1950-01-01 may arrive as
 * {@code 1949-12-31T22:00:00.000Z} (contract: inferred). Immutable; {@code toString} shows the columns, not the values.
 */
public final class Row {
    private static final byte[] NO_JSON = {};

    private final Columns columns;
    private final byte[] json;
    private final int[] slices;
    private final @Nullable String @Nullable [] texts;
    private final RowContext context;

    /** Takes where each value is in the row's JSON, as {@link Slices} has it. Strings are decoded on demand. */
    Row(Columns columns, byte[] json, int[] slices, RowContext context) {
        this.columns = columns;
        this.json = json;
        this.slices = slices;
        this.texts = null;
        this.context = context;
    }

    /** A row of text values, such as a CSV file's. */
    Row(Columns columns, @Nullable String[] texts, RowContext context) {
        this.columns = columns;
        this.json = NO_JSON;
        this.slices = new int[0];
        this.texts = texts;
        this.context = context;
    }

    /** The names of the columns, in the server's order. */
    public List<String> columns() {
        return columns.names();
    }

    /**
     * The server's zone, in which {@link #date} finds the day of an instant.
     *
     * @return the zone, or null when none was declared
     */
    public @Nullable ZoneId zone() {
        return context.zone();
    }

    /**
     * Whether the row has the column, with a value or null.
     *
     * @param column the column's name
     */
    public boolean has(String column) {
        return columns.position(column) >= 0;
    }

    /**
     * The value as text: a string unchanged, a number with its digits, an array or object as JSON.
     *
     * @param column the column's name
     * @return the text, or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     */
    public @Nullable String string(String column) {
        return text(position(column));
    }

    @Nullable
    String text(int position) {
        return texts == null ? Slices.text(json, slices, position) : texts[position];
    }

    private boolean isPlain(int position) {
        return texts == null && Slices.isPlain(slices, position);
    }

    private int textStart(int position) {
        return Slices.textStart(json, slices, position);
    }

    private int textEnd(int position) {
        return Slices.textEnd(json, slices, position);
    }

    /** Writes a value into a cell, if it is plain. */
    boolean writePlain(int position, CsvCells cells) throws IOException {
        return texts == null && Slices.writePlain(json, slices, position, cells);
    }

    /**
     * The value as text, which must not be null.
     *
     * @param column the column's name
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is null
     */
    public String required(String column) {
        String text = string(column);
        if (text == null) {
            throw violation("column " + column + " is null in this row");
        }
        return text;
    }

    /**
     * A number, sent as a JSON number or as text.
     *
     * @param column the column's name
     * @return the number with its digits ({@code 1.10} has two decimals), or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is not a number
     */
    public @Nullable BigDecimal decimal(String column) {
        int position = position(column);
        BigDecimal plain =
                isPlain(position) ? PlainScalars.decimal(json, textStart(position), textEnd(position)) : null;
        return plain != null ? plain : decimal(text(position), column);
    }

    private @Nullable BigDecimal decimal(@Nullable String text, String column) {
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw notA("number", column);
        }
    }

    /**
     * A whole number, sent as a JSON number or as text.
     *
     * @param column the column's name
     * @return the number, or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is not a whole number of at most 32 bits
     */
    public @Nullable Integer integer(String column) {
        int position = position(column);
        Integer plain = isPlain(position) ? PlainScalars.integer(json, textStart(position), textEnd(position)) : null;
        if (plain != null) {
            return plain;
        }
        BigDecimal value = decimal(text(position), column);
        try {
            return value == null ? null : value.intValueExact();
        } catch (ArithmeticException e) {
            throw notA("whole number of at most 32 bits", column);
        }
    }

    /**
     * A boolean, {@code true} or {@code false} in JSON.
     *
     * @param column the column's name
     * @return the boolean, or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is neither
     */
    public @Nullable Boolean flag(String column) {
        int position = position(column);
        Boolean plain = texts == null ? Slices.flag(json, slices, position) : null;
        if (plain != null) {
            return plain;
        }
        String text = text(position);
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw notA("boolean", column);
        }
        return text.equals("true");
    }

    /**
     * An instant, sent as ISO 8601 text.
     *
     * @param column the column's name
     * @return the instant, or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is not an instant
     */
    public @Nullable Instant instant(String column) {
        int position = position(column);
        Instant plain = isPlain(position) ? PlainScalars.instant(json, textStart(position), textEnd(position)) : null;
        if (plain != null) {
            return plain;
        }
        String text = text(position);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw notA("instant", column);
        }
    }

    /**
     * A date. Text such as {@code 1950-01-01} is the date itself; an instant is converted to its date in the server's
     * zone, which must be declared with {@link FlaskDataClientBuilder#zone(ZoneId)} or {@link
     * EdcDatabase#zone(ZoneId)}. A day that the zone skipped when it crossed the date line (2011-12-30 in Samoa)
     * arrives as the next day.
     *
     * @param column the column's name
     * @return the date, or null when the value is null
     * @throws IllegalArgumentException when the row has no such column
     * @throws ProtocolViolationException when the value is not a date
     * @throws IllegalStateException when it is an instant and no zone was declared
     */
    public @Nullable LocalDate date(String column) {
        String text = string(column);
        if (text == null) {
            return null;
        }
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text);
            }
            Instant instant = Instant.parse(text);
            ZoneId zone = context.zone();
            if (zone == null) {
                throw new IllegalStateException("Column " + column
                        + " holds an instant: its date depends on the server's zone; declare it with"
                        + " the builder's zone(...) or edc(\"...\").zone(...)");
            }
            return LocalDate.ofInstant(instant, zone);
        } catch (DateTimeException e) {
            // Also an instant of which no LocalDate can hold the day.
            throw notA("date", column);
        }
    }

    /**
     * The value's JSON exactly as received, with every digit, escape and space; for a CSV file a JSON string or {@code
     * null}.
     *
     * @param column the column's name
     * @return JSON text, {@code null} included
     * @throws IllegalArgumentException when the row has no such column
     */
    public String json(String column) {
        int position = position(column);
        if (texts != null) {
            return Json.GSON.toJson(texts[position]);
        }
        return Slices.json(json, slices, position);
    }

    /**
     * The row as a JSON object on one line: as received, except for line breaks between its parts. Do not modify it.
     */
    public byte[] line() {
        return texts == null ? Slices.line(json) : lineOfTexts(texts);
    }

    private byte[] lineOfTexts(@Nullable String[] values) {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            members.put(columns.names().get(i), values[i]);
        }
        return Json.utf8(Json.GSON.toJson(members));
    }

    private int position(String column) {
        int position = columns.position(column);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "No column " + column + " in this row; there are " + String.join(", ", columns.shown()));
        }
        return position;
    }

    private ProtocolViolationException notA(String what, String column) {
        return violation("the value of column " + column + " is not a " + what);
    }

    private ProtocolViolationException violation(String what) {
        return new ProtocolViolationException(what + ".", Details.notSent(context.operation()), false, null);
    }

    /** The columns' names as a message may show them, in their order. */
    List<String> shownColumns() {
        return columns.shown();
    }

    @Override
    public String toString() {
        return "Row" + columns.shown();
    }
}
