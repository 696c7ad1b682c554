package io.flaskdata.sdk.sandbox.junit;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on received requests. {@link #received}, {@link #withBody(String)}, {@link #onDatabase} and {@link
 * #answered} select requests; the other methods assert something about the selection. A failure lists all received
 * requests with method, path, status and fault, but no bodies.
 */
public final class ReceivedRequestsAssert extends AbstractAssert<ReceivedRequestsAssert, List<ReceivedRequest>> {
    private final List<ReceivedRequest> all;
    /** The known operations, so that {@code never()} can't pass for a mistyped path. */
    private final Set<String> operations;

    private final String which;

    ReceivedRequestsAssert(List<ReceivedRequest> all, Set<String> operations) {
        this(all, operations, all, "requests");
    }

    private ReceivedRequestsAssert(
            List<ReceivedRequest> all, Set<String> operations, List<ReceivedRequest> meant, String which) {
        super(meant, ReceivedRequestsAssert.class);
        this.all = all;
        this.operations = operations;
        this.which = which;
    }

    /**
     * Selects the requests for one operation.
     *
     * @param path its path as the documents have it, such as {@code /flask/link/{linkId}}
     * @return an assertion on the selection
     * @throws IllegalArgumentException when there is no such operation
     */
    public ReceivedRequestsAssert received(String path) {
        refuseUnknown(path);
        return narrowed("to " + path, each -> each.path().equals(path));
    }

    /**
     * Selects the requests whose body has this value at a JSON pointer.
     *
     * @param pointer a JSON pointer (RFC 6901), such as {@code /filters/label}
     * @param value a text, a number, a boolean or null, or a list or map of these; 1 and 1.0 are the same
     * @return an assertion on the selection
     * @throws IllegalArgumentException when the pointer doesn't start with a slash
     */
    public ReceivedRequestsAssert withBody(String pointer, @Nullable Object value) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("A JSON pointer starts with a slash.");
        }
        String expected = CanonicalJson.of(value == null ? JsonNull.INSTANCE : PlainJson.GSON.toJsonTree(value));
        return narrowed("with this " + pointer, each -> {
            JsonElement found = CanonicalJson.at(pointer, JsonParser.parseString(each.body()));
            return found != null && CanonicalJson.of(found).equals(expected);
        });
    }

    /**
     * Selects the requests with this body, passwords replaced by {@code [redacted]}; the order of members and the
     * notation of numbers don't matter.
     *
     * @param json the whole body
     * @return an assertion on the selection
     * @throws com.google.gson.JsonParseException when it is not JSON
     */
    public ReceivedRequestsAssert withBody(String json) {
        String expected = CanonicalJson.of(JsonParser.parseString(json));
        return narrowed("with this body", each -> canonical(each).equals(expected));
    }

    /**
     * Selects the requests for one EDC database, by the {@code EDC} header.
     *
     * @param database its name; empty for requests without the header
     * @return an assertion on the selection
     */
    public ReceivedRequestsAssert onDatabase(String database) {
        String words = database.isEmpty() ? "for no EDC database" : "for the EDC database " + database;
        return narrowed(words, each -> each.database().equals(database));
    }

    /**
     * Selects the requests answered with this status.
     *
     * @param status the status; 0 for requests that got no answer
     * @return an assertion on the selection
     */
    public ReceivedRequestsAssert answered(int status) {
        return narrowed("answered " + status, each -> each.status() == status);
    }

    /**
     * Asserts that there was exactly one.
     *
     * @return this
     */
    public ReceivedRequestsAssert once() {
        return times(1);
    }

    /**
     * Asserts that there was none.
     *
     * @return this
     */
    public ReceivedRequestsAssert never() {
        return times(0);
    }

    /**
     * Asserts the number of requests.
     *
     * @param expected how many
     * @return this
     */
    public ReceivedRequestsAssert times(int expected) {
        return actual.size() == expected ? this : failed("Expecting " + expected + " of the " + which, actual);
    }

    /**
     * Asserts that operations were called in this order of arrival; others may come in between.
     *
     * @param paths their paths as the documents have them
     * @return this
     * @throws IllegalArgumentException when there is no such operation
     */
    public ReceivedRequestsAssert inOrder(String... paths) {
        List.of(paths).forEach(this::refuseUnknown);
        int found = 0;
        for (ReceivedRequest each : actual) {
            if (found < paths.length && each.path().equals(paths[found])) {
                found++;
            }
        }
        return found == paths.length
                ? this
                : failed("Expecting in order " + String.join(", ", paths) + " among the " + which, actual);
    }

    /**
     * Asserts that all had this status and that there was at least one.
     *
     * @return this
     */
    public ReceivedRequestsAssert allAnswered(int status) {
        if (actual.isEmpty()) {
            return failed("Expecting one at least of the " + which, actual);
        }
        return none("was not answered " + status, each -> each.status() != status);
    }

    /**
     * Asserts that all were answered with a status below 400.
     *
     * @return this
     */
    public ReceivedRequestsAssert noneFailed() {
        return none("failed", each -> each.status() == 0 || each.status() >= 400);
    }

    /**
     * Asserts that no request was repeated with the same method, path, EDC database and body, such as a CRF written
     * twice.
     *
     * @return this
     */
    public ReceivedRequestsAssert noneTwice() {
        Set<List<String>> before = new HashSet<>();
        return none(
                "came twice",
                each -> !before.add(List.of(each.method(), each.sentPath(), each.database(), canonical(each))));
    }

    /**
     * Asserts that no inferred behaviour was involved, as with {@link FlaskDataSandbox#strict}.
     *
     * @return this
     */
    public ReceivedRequestsAssert nothingInferred() {
        return none("rests on what is only inferred", ReceivedRequest::restsOnInference);
    }

    /**
     * Continues with AssertJ's own list assertions.
     *
     * @return the selected requests, in order of arrival
     */
    public ListAssert<ReceivedRequest> requests() {
        return Assertions.assertThat(actual);
    }

    private void refuseUnknown(String path) {
        if (!operations.contains(path)) {
            throw new IllegalArgumentException("There is no operation " + path + ".");
        }
    }

    private ReceivedRequestsAssert narrowed(String words, Predicate<ReceivedRequest> wanted) {
        List<ReceivedRequest> meant = actual.stream().filter(wanted).toList();
        ReceivedRequestsAssert narrowed = new ReceivedRequestsAssert(all, operations, meant, which + " " + words);
        narrowed.info.description(info.description());
        return narrowed;
    }

    private ReceivedRequestsAssert none(String what, Predicate<ReceivedRequest> unwanted) {
        List<ReceivedRequest> found = actual.stream().filter(unwanted).toList();
        return found.isEmpty() ? this : failed("Expecting that none of the " + which + " " + what, found);
    }

    private ReceivedRequestsAssert failed(String expecting, Collection<ReceivedRequest> found) {
        Set<ReceivedRequest> marked = Set.copyOf(found);
        String received = all.stream()
                .map(each -> (marked.contains(each) ? "\n> " : "\n  ") + each)
                .collect(Collectors.joining());
        failWithMessage(
                "%s",
                expecting + ", but found " + found.size() + ", marked in what was received:"
                        + (received.isEmpty() ? " nothing" : received));
        return this;
    }

    private static String canonical(ReceivedRequest request) {
        return CanonicalJson.of(JsonParser.parseString(request.body()));
    }
}
