package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A list of FlaskData's that fetches its pages on demand. Immutable: creating it makes no call; each reading starts
 * from the first page.
 *
 * <p>Pages are requested in one sort order. A total that changes between pages, pages that don't add up to it, or a
 * duplicate entry is a {@link ProtocolViolationException}: the list changed while it was read, so entries may be
 * missing. The server may send a bare array instead of pages (observed); one as long as a page can't be told from a
 * first page and is refused too, so use another page size.
 *
 * @param <T> the entries' type
 */
public final class Listing<T> implements Iterable<T> {
    /** Entries on a page by default. */
    public static final int DEFAULT_PAGE_SIZE = 1000;

    private final Source<T> source;
    private final Page first;
    private final Map<String, @Nullable Object> further;

    /** One page of a list, as its request names it. */
    record Page(int number, int size, String sort) {
        Page next() {
            return new Page(number + 1, size, sort);
        }
    }

    /** Describes the call for a page, with further members in its body. */
    interface Request {
        Call<?> of(Transport transport, Page page);
    }

    /** Where the entries come from; a reading does its preliminary look-ups once. */
    record Source<T>(Transport transport, boolean paged, Supplier<Request> reading, Function<Answer, T> entry) {
        Answer answer(Request request, Page page, Map<String, @Nullable Object> further) {
            return ApiCall.of(request.of(transport, page)).with(further).answer();
        }
    }

    private Listing(Source<T> source, Page first, Map<String, @Nullable Object> further) {
        this.source = source;
        this.first = first;
        this.further = further;
    }

    /** A list that comes in pages. */
    static <T> Listing<T> paged(
            Transport transport, String sort, Supplier<Request> reading, Function<Answer, T> entry) {
        return new Listing<>(
                new Source<>(transport, true, reading, entry), new Page(0, DEFAULT_PAGE_SIZE, sort), Map.of());
    }

    /** A list that comes in one answer. */
    static <T> Listing<T> whole(Transport transport, Function<Transport, Call<?>> request, Function<Answer, T> entry) {
        return new Listing<>(
                new Source<>(transport, false, () -> (given, page) -> request.apply(given), entry),
                new Page(0, Integer.MAX_VALUE, ""),
                Map.of());
    }

    /**
     * Sets the page size.
     *
     * @param entries from 1 to 10,000
     * @return the changed list
     * @throws IllegalArgumentException when it is out of this range
     * @throws IllegalStateException when the list has no pages
     */
    public Listing<T> pageSize(int entries) {
        return at(new Page(
                0,
                Arguments.between(entries, 1, 10_000, "entries"),
                requirePages().sort()));
    }

    /**
     * Sets the sort order. Entries that are equal in it may come on two pages or on none.
     *
     * @param member the member to sort by; ascending
     * @return the changed list
     * @throws IllegalArgumentException when it is not a valid member name
     * @throws IllegalStateException when the list has no pages
     */
    public Listing<T> sortedBy(String member) {
        return at(new Page(0, requirePages().size(), Arguments.identifier(member, "member") + ",asc"));
    }

    /**
     * Adds a member to the requests.
     *
     * @param name the member's name on the wire
     * @param value its value, as for {@link CrfData}, or null
     * @return the changed list
     * @throws IllegalArgumentException when the name is blank or given twice, or the value isn't JSON
     */
    public Listing<T> with(String name, @Nullable Object value) {
        return new Listing<>(source, first, JsonValue.with(further, name, value));
    }

    /**
     * Reads the list page by page.
     *
     * @return the entries; {@code next} and {@code hasNext} throw a {@link FlaskDataException} when a page can't be
     *     read
     */
    @Override
    public Iterator<T> iterator() {
        return new ListingIterator<>(source, first, further);
    }

    /**
     * Reads the list page by page, as the stream is consumed.
     *
     * @return the entries
     */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Reads the whole list.
     *
     * @return the entries
     * @throws RejectedException when the server refuses, such as an unknown study or a member that can't be sorted by
     * @throws ProtocolViolationException when the pages don't add up
     * @throws FlaskDataException for any other failure
     */
    public List<T> toList() {
        return stream().toList();
    }

    private Page requirePages() {
        if (!source.paged()) {
            throw new IllegalStateException("This list comes whole, not in pages");
        }
        return first;
    }

    private Listing<T> at(Page page) {
        return new Listing<>(source, page, further);
    }

    @Override
    public String toString() {
        return "Listing[" + (source.paged() ? "pages of " + first.size() + " by " + first.sort() : "whole") + "]";
    }
}
