package io.flaskdata.sdk;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer, read while they arrive: memory does not grow with the extract. Single-pass, for one thread;
 * close it, or use {@link #forEachRow}, which does. An answer that ends early, goes on after its end, or holds something
 * that is no row ends in a {@link ProtocolViolationException}, never in a short result.
 */
public final class RowStream implements Iterator<Row>, AutoCloseable {
    private static final long ERROR_BYTES = 64 * 1024;

    private final Request request;
    private final ResponseBody body;
    private final JsonReader reader;
    private final RowContext context;
    private Columns columns = new Columns(List.of());
    private long rows;
    private boolean ended;
    private boolean closed;

    private RowStream(Request request, ResponseBody body, RowContext context) {
        this.request = request;
        this.body = body;
        this.context = context;
        this.reader = Json.GSON.newJsonReader(body.charStream());
    }

    static RowStream over(Request request, ResponseBody body, RowContext context) {
        try {
            JsonConverterFactory.requireJson(body);
            String notRows = textUnlessArray(body.source());
            if (notRows != null) {
                throw Failures.violation(
                        request, "the answer is not an array of rows; serverText() shows its start", notRows, null);
            }
            RowStream rows = new RowStream(request, body, context);
            rows.reader.beginArray();
            return rows;
        } catch (IOException e) {
            body.close();
            throw Failures.of(request, e);
        } catch (FlaskDataException e) {
            body.close();
            throw e;
        }
    }

    /** An error text inside a 200 is for the exception, not for the JSON reader. */
    private static @Nullable String textUnlessArray(BufferedSource source) throws IOException {
        while (source.request(1)) {
            byte first = source.getBuffer().getByte(0);
            if (first == '[') {
                return null;
            }
            if (!Character.isWhitespace(first)) {
                break;
            }
            source.skip(1);
        }
        source.request(ERROR_BYTES);
        return source.readUtf8(Math.min(ERROR_BYTES, source.getBuffer().size()));
    }

    /**
     * Whether another row follows; reads up to it.
     *
     * @return false after the last row, when the answer was complete
     * @throws ProtocolViolationException when the answer broke off or is not what it should be
     * @throws IllegalStateException when closed
     */
    @Override
    public boolean hasNext() {
        if (closed) {
            throw new IllegalStateException("This row stream is closed");
        }
        if (ended) {
            return false;
        }
        try {
            if (reader.hasNext()) {
                return true;
            }
            reader.endArray();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw broken("the answer goes on after its last row", null);
            }
            ended = true;
            return false;
        } catch (IOException e) {
            throw brokenOff(e);
        } catch (IllegalStateException | JsonParseException e) {
            throw broken("the answer is not an array of rows", null);
        }
    }

    /**
     * The next row.
     *
     * @return the row
     * @throws NoSuchElementException after the last
     * @throws ProtocolViolationException when the answer broke off or is not what it should be
     */
    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There were " + rows + " rows");
        }
        try {
            Row row = readRow();
            rows++;
            return row;
        } catch (IOException e) {
            throw brokenOff(e);
        } catch (IllegalStateException | JsonParseException e) {
            throw broken("the answer holds something that is no row", null);
        }
    }

    /** Names are compared with the last row's as they come: only a row of another shape gets columns of its own. */
    private Row readRow() throws IOException {
        List<String> expected = columns.names();
        List<@Nullable Object> values = new ArrayList<>(expected.size());
        List<String> names = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            int position = values.size();
            if (names == null
                    && (position >= expected.size() || !expected.get(position).equals(name))) {
                names = new ArrayList<>(expected.subList(0, position));
            }
            if (names != null) {
                names.add(name);
            }
            values.add(readValue());
        }
        reader.endObject();
        if (names == null && values.size() < expected.size()) {
            names = expected.subList(0, values.size());
        }
        if (names != null) {
            Columns changed = new Columns(names);
            if (changed.hasDuplicates()) {
                throw broken("a row names a column twice", null);
            }
            columns = changed;
        }
        return new Row(columns, values.toArray(), context);
    }

    private @Nullable Object readValue() throws IOException {
        return switch (reader.peek()) {
            case NULL -> {
                reader.nextNull();
                yield null;
            }
            case STRING -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NUMBER -> Json.GSON.getAdapter(Number.class).read(reader);
            default -> Json.GSON.<JsonElement>getAdapter(JsonElement.class).read(reader);
        };
    }

    /**
     * Hands every row to the consumer and closes.
     *
     * @param consumer called once for each row, in the server's order
     * @return how many rows there were
     * @throws ProtocolViolationException when the answer broke off or is not what it should be
     */
    public long forEachRow(Consumer<? super Row> consumer) {
        try (this) {
            while (hasNext()) {
                consumer.accept(next());
            }
            return rows;
        }
    }

    /** Closes the answer; what was not read is given up. */
    @Override
    public void close() {
        closed = true;
        body.close();
    }

    private FlaskDataException brokenOff(IOException e) {
        return broken("the answer broke off", e);
    }

    private FlaskDataException broken(String what, @Nullable IOException e) {
        return Failures.violation(request, what + " after " + rows + " whole rows", null, e);
    }
}
