package io.flaskdata.sdk.rows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Rows are those of Jackson and Gson, however the bytes come, or refused by all three. The first byte says how they come. */
class RowsFuzzTest {
    private static final RowContext ZONE = new RowContext(ZoneId.of("Asia/Jerusalem"));

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        String text = StrictJson.utf8(data, 1);
        List<Row> rows = rows(data);
        List<?> expected = text == null ? null : expected(StrictJson.of(text));
        if ((rows == null) != (expected == null)) {
            throw new AssertionError("rows " + rows + ", others " + expected);
        }
        for (int i = 0; rows != null && i < rows.size(); i++) {
            compare(rows.get(i), (Map<?, ?>) expected.get(i));
        }
    }

    /** Null when refused. */
    private static @Nullable List<Row> rows(byte[] data) throws IOException {
        int most = data[0] == 0 ? 8192 : data[0] & 0xff;
        RowDecoder decoder = new RowDecoder(
                Okio.buffer(new ForwardingSource(new Buffer().write(data, 1, data.length - 1)) {
                    @Override
                    public long read(Buffer sink, long byteCount) throws IOException {
                        return super.read(sink, Math.min(most, byteCount));
                    }
                }),
                ZONE,
                UnaryOperator.identity());
        List<Row> rows = new ArrayList<>();
        try {
            while (decoder.advance()) {
                rows.add(decoder.row());
            }
            return rows;
        } catch (BrokenAnswerException e) {
            return null;
        }
    }

    private static @Nullable List<?> expected(@Nullable Object json) {
        boolean rows = json instanceof List<?> list
                && list.stream()
                        .allMatch(row ->
                                row instanceof Map<?, ?> map && StrictJson.depth(map) - 1 <= JsonScanner.MAX_DEPTH);
        return rows ? (List<?>) json : null;
    }

    private static void compare(Row row, Map<?, ?> expected) {
        if (!row.columns().equals(List.copyOf(expected.keySet()))) {
            throw new AssertionError(row.columns() + " for " + expected.keySet());
        }
        for (String column : row.columns()) {
            Object value = Objects.requireNonNull(expected.get(column));
            String text = row.string(column);
            boolean nested = value instanceof List || value instanceof Map;
            if (!value.equals(StrictJson.jackson(row.json(column)))
                    || (nested
                            ? !value.equals(StrictJson.jackson(text))
                            : !plain(value).equals(text + ""))) {
                throw new AssertionError(column + " is " + row.json(column) + ", not " + value);
            }
            typed(row, column);
        }
        if (!expected.equals(StrictJson.jackson(StrictJson.utf8(row.line(), 0)))) {
            throw new AssertionError("the line is " + StrictJson.utf8(row.line(), 0));
        }
    }

    private static String plain(Object value) {
        return value == StrictJson.NULL
                ? "null"
                : value instanceof StrictJson.Digits digits ? digits.text() : value.toString();
    }

    private static void typed(Row row, String column) {
        List<Runnable> readings = List.of(
                () -> row.decimal(column),
                () -> row.integer(column),
                () -> row.flag(column),
                () -> row.instant(column),
                () -> row.date(column));
        for (Runnable reading : readings) {
            try {
                reading.run();
            } catch (ProtocolViolationException e) {
                // Of another type.
            }
        }
    }
}
