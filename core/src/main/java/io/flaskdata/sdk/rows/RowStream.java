package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.CallState;
import io.flaskdata.sdk.internal.http.ContentTypes;
import io.flaskdata.sdk.internal.http.Failures;
import io.flaskdata.sdk.internal.http.StreamCall;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The rows of an answer, read as they arrive in constant memory. Single-pass and not thread-safe; close it, or use
 * {@link #forEachRow}, which closes it. An answer that ends early, continues after its end, or contains something other
 * than rows ends in a {@link ProtocolViolationException}, never in a short result.
 */
public final class RowStream implements Iterator<Row>, AutoCloseable {
    private static final long ERROR_BYTES = 64 * 1024;
    private static final Set<Charset> UTF_8_OR_LESS = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);
    private static final ByteString UTF_8_MARK = ByteString.decodeHex("efbbbf");
    private static final ByteString UTF_16_MARK = ByteString.decodeHex("feff");
    private static final ByteString UTF_16_LITTLE_MARK = ByteString.decodeHex("fffe");

    private final Request request;
    private final ResponseBody body;
    private final RowDecoder decoder;
    private final @Nullable Arrivals arrivals;
    private long rows;
    private boolean found;
    private boolean ended;
    private boolean closed;
    private @Nullable FlaskDataException failure;

    private RowStream(Request request, ResponseBody body, RowContext context, @Nullable Arrivals arrivals) {
        this.request = request;
        this.body = body;
        this.arrivals = arrivals;
        CallState state = CallState.of(request);
        this.decoder =
                new RowDecoder(body.source(), context.of(state.operation().id()), state::redacted);
    }

    /** Makes the call. */
    static RowStream of(StreamCall call, @Nullable RowProgress progress) {
        Call<ResponseBody> made = call.call();
        ResponseBody body = ApiCall.of(made).body();
        if (progress == null) {
            return over(made.request(), body, call.context(), null);
        }
        Arrivals arrivals = new Arrivals(body, progress);
        return over(made.request(), arrivals.arriving(body), call.context(), arrivals);
    }

    static RowStream over(Request request, ResponseBody body, RowContext context, @Nullable Arrivals arrivals) {
        try {
            ContentTypes.requireJson(request, body);
            requireUtf8(body);
            String notRows = textUnlessArray(body.source());
            if (notRows != null) {
                throw Failures.violation(
                        request, "the answer is not an array of rows; serverText() shows its start", notRows, null);
            }
            return new RowStream(request, body, context, arrivals);
        } catch (IOException e) {
            body.close();
            throw Failures.of(request, e);
        } catch (FlaskDataException e) {
            body.close();
            throw e;
        }
    }

    /** ASCII counts as UTF-8; a UTF-8 byte order mark is skipped. */
    private static void requireUtf8(ResponseBody body) throws IOException {
        MediaType type = body.contentType();
        String charset = type == null ? null : type.parameter("charset");
        if (charset != null && !isUtf8(charset)) {
            throw new BrokenAnswerException("the answer's charset is " + ContentTypes.shown(charset)
                    + ", not UTF-8 (Content-Type: " + ContentTypes.shown(type.toString()) + ")");
        }
        BufferedSource source = body.source();
        if (source.rangeEquals(0, UTF_8_MARK)) {
            source.skip(UTF_8_MARK.size());
        } else if (source.rangeEquals(0, UTF_16_MARK) || source.rangeEquals(0, UTF_16_LITTLE_MARK)) {
            throw new BrokenAnswerException("the answer is in UTF-16 or UTF-32, not UTF-8");
        }
    }

    /** Under any name that Java knows. */
    private static boolean isUtf8(String charset) {
        try {
            return UTF_8_OR_LESS.contains(Charset.forName(charset));
        } catch (IllegalArgumentException noSuchCharset) {
            return false;
        }
    }

    /** An error text inside a 200 belongs in the exception, not in the decoder. */
    private static @Nullable String textUnlessArray(BufferedSource source) throws IOException {
        while (source.request(1)) {
            byte first = source.getBuffer().getByte(0);
            if (first == '[') {
                return null;
            }
            if (!JsonScanner.isSpace(first)) {
                break;
            }
            source.skip(1);
        }
        source.request(ERROR_BYTES);
        return source.readUtf8(Math.min(ERROR_BYTES, source.getBuffer().size()));
    }

    /**
     * Reads ahead to the next row.
     *
     * @return false after the last row of a complete answer
     * @throws ProtocolViolationException when the answer broke off or is invalid
     * @throws IllegalStateException when closed
     */
    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("This row stream is closed");
        }
        if (!found && !ended) {
            found = decoded(decoder::advance);
            ended = !found;
            if (arrivals != null) {
                arrivals.tell(rows, ended);
            }
        }
        return found;
    }

    /**
     * The next row.
     *
     * @throws NoSuchElementException after the last
     * @throws ProtocolViolationException when the answer broke off or is invalid
     */
    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There were " + rows + " rows");
        }
        Row row = decoded(decoder::row);
        found = false;
        rows++;
        return row;
    }

    /**
     * Passes every row to the consumer, then closes.
     *
     * @param consumer called once for each row, in the server's order
     * @return how many rows there were
     * @throws ProtocolViolationException when the answer broke off or is invalid
     */
    public long forEachRow(Consumer<? super Row> consumer) {
        try (this) {
            while (hasNext()) {
                consumer.accept(next());
            }
            return rows;
        }
    }

    Request request() {
        return request;
    }

    /** Closes the answer; unread rows are discarded. */
    @Override
    public void close() {
        closed = true;
        body.close();
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    /** A stream that failed stays failed. */
    private <T> T decoded(Step<T> step) {
        try {
            return step.take();
        } catch (BrokenAnswerException e) {
            throw failed(Failures.violation(request, e.getMessage() + wholeRows(), null, null));
        } catch (IOException e) {
            throw failed(Failures.violation(request, "the answer broke off" + wholeRows(), null, e));
        }
    }

    private String wholeRows() {
        return ", after " + rows + " whole rows";
    }

    private FlaskDataException failed(FlaskDataException e) {
        failure = e;
        body.close();
        return e;
    }
}
