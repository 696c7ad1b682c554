package io.flaskdata.benchmarks;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JavaTimeConverter;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** DSL-JSON over a buffer of 64 KiB, which was quicker than its own of 4 KiB; names by their weak hash and then their bytes. */
final class DslCursor implements Cursor {
    private static final DslJson<Object> DSL = new DslJson<>();
    private static final byte[][] NAMES = SampleRows.COLUMNS.stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);

    private final JsonReader<Object> reader;
    private boolean first = true;
    private byte token;
    /** What follows a value that was skipped; zero when that isn't known yet. */
    private byte ahead;

    DslCursor(InputStream in) throws IOException {
        reader = DSL.newReader(in, new byte[1 << 16]);
        Cursor.require(reader.getNextToken() == '[');
    }

    private byte next() throws IOException {
        byte next = ahead == 0 ? reader.getNextToken() : ahead;
        ahead = 0;
        return next;
    }

    @Override
    public boolean nextRow() throws IOException {
        byte next = next();
        if (!first && next == ',') {
            next = reader.getNextToken();
        }
        if (next == '{') {
            first = false;
            return true;
        }
        Cursor.require(next == ']');
        return false;
    }

    @Override
    public void column(int position) throws IOException {
        Cursor.require(position == 0 || next() == ',');
        Cursor.require(reader.getNextToken() == '"');
        reader.fillNameWeakHash();
        Cursor.require(reader.wasLastName(NAMES[position]));
        token = reader.getNextToken();
    }

    @Override
    public void endRow() throws IOException {
        Cursor.require(next() == '}');
    }

    @Override
    public @Nullable String text() throws IOException {
        return switch (token) {
            case '"' -> reader.readString();
            case 'n' -> {
                Cursor.require(reader.wasNull());
                yield null;
            }
            case 't', 'f' -> String.valueOf(flag());
            default -> number();
        };
    }

    private String number() {
        char[] digits = reader.readNumber();
        return new String(digits, 0, reader.getCurrentIndex() - reader.getTokenStart());
    }

    @Override
    public int integer() throws IOException {
        return NumberConverter.deserializeInt(reader);
    }

    @Override
    public BigDecimal decimal() throws IOException {
        return NumberConverter.deserializeDecimal(reader);
    }

    @Override
    public Instant instant() throws IOException {
        return JavaTimeConverter.deserializeDateTime(reader).toInstant();
    }

    @Override
    public boolean flag() throws IOException {
        if (token == 't') {
            Cursor.require(reader.wasTrue());
            return true;
        }
        Cursor.require(reader.wasFalse());
        return false;
    }

    @Override
    public void skip() throws IOException {
        ahead = reader.skip();
    }
}
