package io.flaskdata.sdk.call;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.internal.Arguments;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Status and headers of a successful answer, for whoever asks by {@link FlaskDataClient#withAnswers(Consumer)}. Names of
 * headers are compared without regard to case: over HTTP/2 all of them are in lower case. Immutable.
 *
 * <p>The values are those that the server sent, cookies included. Only who asks for a header by its name gets its
 * value.
 */
public final class RawAnswer {
    private final String operation;
    private final int attempts;
    private final int status;
    private final SortedMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private RawAnswer(String operation, int attempts, int status, Map<String, List<String>> headers) {
        this.operation = operation;
        this.attempts = attempts;
        this.status = status;
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
    }

    /**
     * An answer; made by the SDK, and by the tests of who uses it.
     *
     * @param operation the operation's id
     * @param attempts how often the request left this machine
     * @param status the HTTP status
     * @param headers each header's values by its name
     */
    public static RawAnswer of(String operation, int attempts, int status, Map<String, List<String>> headers) {
        return new RawAnswer(Arguments.notBlank(operation, "operation"), attempts, status, headers);
    }

    /** The operation's id, such as {@code edc.createSubject}. */
    public String operation() {
        return operation;
    }

    /** How often the request left this machine; the answer is that to the last attempt. */
    public int attempts() {
        return attempts;
    }

    /** The HTTP status, from 200 to 299. */
    public int status() {
        return status;
    }

    /** The headers' names, sorted, as the server wrote them. */
    public Set<String> headerNames() {
        return Collections.unmodifiableSet(headers.keySet());
    }

    /**
     * A header's first value.
     *
     * @param name its name, in any case
     * @return empty when the answer has no such header
     */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * All values of a header, in the server's order.
     *
     * @param name its name, in any case
     * @return empty when the answer has no such header
     */
    public List<String> headers(String name) {
        return headers.getOrDefault(Arguments.notNull(name, "name"), List.of());
    }

    /** Without the headers' values, which may be cookies or tokens. */
    @Override
    public String toString() {
        return "RawAnswer[" + operation + ", HTTP " + status + ", headers " + String.join(", ", headers.keySet()) + "]";
    }
}
