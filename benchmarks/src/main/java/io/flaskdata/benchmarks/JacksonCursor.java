package io.flaskdata.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Jackson's byte parser. {@code nextFieldName(SerializedString)} was quicker than interned names, and the factory's defaults as quick as others. */
final class JacksonCursor implements Cursor {
    private static final JsonFactory JACKSON = new JsonFactory();

    private static final SerializedString[] NAMES =
            SampleRows.COLUMNS.stream().map(SerializedString::new).toArray(SerializedString[]::new);

    private final JsonParser parser;
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    JacksonCursor(InputStream in) throws IOException {
        parser = JACKSON.createParser(in);
        Cursor.require(parser.nextToken() == JsonToken.START_ARRAY);
    }

    @Override
    public boolean nextRow() throws IOException {
        JsonToken next = parser.nextToken();
        if (next == JsonToken.START_OBJECT) {
            return true;
        }
        Cursor.require(next == JsonToken.END_ARRAY && parser.nextToken() == null);
        return false;
    }

    @Override
    public void column(int position) throws IOException {
        Cursor.require(parser.nextFieldName(NAMES[position]));
        token = parser.nextToken();
    }

    @Override
    public void endRow() throws IOException {
        Cursor.require(parser.nextToken() == JsonToken.END_OBJECT);
    }

    @Override
    public @Nullable String text() throws IOException {
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    @Override
    public int integer() throws IOException {
        return parser.getIntValue();
    }

    @Override
    public BigDecimal decimal() throws IOException {
        return token == JsonToken.VALUE_STRING ? new BigDecimal(parser.getText()) : parser.getDecimalValue();
    }

    @Override
    public Instant instant() throws IOException {
        return Instant.parse(parser.getText());
    }

    @Override
    public boolean flag() throws IOException {
        return parser.getBooleanValue();
    }

    @Override
    public void skip() {
        // The next token passes it.
    }
}
