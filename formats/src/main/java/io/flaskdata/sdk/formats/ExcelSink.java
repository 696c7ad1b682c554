package io.flaskdata.sdk.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A workbook of one sheet, the names of the columns in its first row. */
final class ExcelSink implements Sink {
    static final int MOST_ROWS = 1_048_576;
    static final int MOST_COLUMNS = 16_384;
    static final int LONGEST_TEXT = 32_767;
    static final String AS_TEXT = "cells that are text, because Excel keeps 15 digits of a number";
    static final String EARLY_DAYS = "days before March 1900, which Excel hasn't, as text";
    private static final int MOST_DIGITS = 15;
    /** How many cells are kept before they are written. */
    private static final int KEPT = 50_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    /** What XML can't have, and what a reader would take for such an escape. */
    private static final Pattern ESCAPED =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]|_(?=x[0-9A-Fa-f]{4}_)");

    private final List<Field> fields;
    private final Notes notes;
    private final Workbook workbook;
    private final Worksheet sheet;

    ExcelSink(OutputStream out, List<Field> fields, String name, Notes notes) throws IOException {
        if (fields.size() > MOST_COLUMNS) {
            throw new IllegalStateException(
                    "Excel has " + MOST_COLUMNS + " columns, the rows have " + fields.size() + ": write Parquet");
        }
        this.fields = fields;
        this.notes = notes;
        this.workbook = new Workbook(new CountedStream(out), "FlaskData SDK", null);
        String sheetName = name.replaceAll("[\\[\\]:*?/\\\\']", "_");
        this.sheet = workbook.newWorksheet(sheetName.substring(0, Math.min(31, sheetName.length())));
        for (int i = 0; i < fields.size(); i++) {
            sheet.inlineString(0, i, text(0, fields.get(i), fields.get(i).name()));
        }
        sheet.freezePane(0, 1);
    }

    @Override
    public void write(long row, @Nullable Object[] values) throws IOException {
        if (row >= MOST_ROWS) {
            throw new IllegalStateException("Excel has " + MOST_ROWS
                    + " rows, the first for the names of the columns: there are more; write Parquet, or slices");
        }
        int at = (int) row;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                write(at, i, fields.get(i), value);
            }
        }
        if (row % Math.max(1, KEPT / fields.size()) == 0) {
            sheet.flush();
        }
    }

    private void write(int row, int column, Field field, Object value) throws IOException {
        switch (field.type()) {
            case INTEGER, DECIMAL, NUMBER -> number(row, column, field, value);
            case FLAG -> sheet.value(row, column, (Boolean) value);
            case DATE -> day(row, column, field, (LocalDate) value);
            case TEXT, INSTANT -> sheet.inlineString(row, column, text(row, field, value.toString()));
        }
    }

    private void number(int row, int column, Field field, Object value) {
        BigDecimal number = value instanceof BigDecimal exact ? exact : BigDecimal.valueOf((Long) value);
        if (number.stripTrailingZeros().precision() > MOST_DIGITS) {
            notes.count(AS_TEXT, field.name());
            sheet.inlineString(row, column, number.toPlainString());
        } else {
            notes.zeros(field, number);
            sheet.value(row, column, number);
        }
    }

    private void day(int row, int column, Field field, LocalDate day) {
        if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
            notes.count(EARLY_DAYS, field.name());
            sheet.inlineString(row, column, day.toString());
        } else {
            sheet.value(row, column, day);
            sheet.style(row, column).format("yyyy-mm-dd").set();
        }
    }

    private static String text(long row, Field field, String text) throws IOException {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalStateException("Row " + row + ", column " + field.name() + ": the text has more than "
                    + LONGEST_TEXT + " characters, the most that a cell of Excel has");
        }
        // Refuses an unpaired surrogate.
        Utf8.bytes(text);
        return text.chars().allMatch(c -> c >= ' ' && c < 0xfffe && c != '_') ? text : escaped(text);
    }

    private static String escaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "_x%04X_", (int) found.group().charAt(0)));
    }

    @Override
    public void finish() throws IOException {
        workbook.finish();
    }

    @Override
    public void close() {
        // What it has belongs to the stream, which the caller closes.
    }
}
