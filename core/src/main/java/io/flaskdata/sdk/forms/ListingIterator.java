package io.flaskdata.sdk.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.internal.http.Answer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Listing} once, fetches each next page on demand, and checks the entries against the total. */
final class ListingIterator<T> implements Iterator<T> {
    private final Listing.Source<T> source;
    private final Map<String, @Nullable Object> further;
    private final Set<String> ids = new HashSet<>();
    private Listing.@Nullable Page next;
    private Listing.@Nullable Request request;
    private @Nullable Answer answer;
    private Iterator<JsonElement> entries = Set.<JsonElement>of().iterator();
    private long received;
    private long total = -1;

    ListingIterator(Listing.Source<T> source, Listing.Page first, Map<String, @Nullable Object> further) {
        this.source = source;
        this.next = first;
        this.further = further;
    }

    @Override
    public boolean hasNext() {
        while (!entries.hasNext() && next != null) {
            fetch(next);
        }
        return entries.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext() || answer == null) {
            throw new NoSuchElementException("The list has " + received + " entries");
        }
        Answer entry = answer.with(entries.next());
        String id = entry.object().get("id") == null ? null : entry.text("id").orElse(null);
        if (id != null && !ids.add(id)) {
            throw entry.violation("an entry came twice: the list changed while it was read");
        }
        return source.entry().apply(entry);
    }

    private void fetch(Listing.Page page) {
        if (request == null) {
            request = source.reading().get();
        }
        Answer fetched = source.answer(request, page, further);
        JsonArray items = items(fetched);
        received += items.size();
        next = isComplete(fetched, page, items.size()) ? null : page.next();
        answer = fetched;
        entries = items.iterator();
    }

    private static JsonArray items(Answer answer) {
        JsonElement json = answer.json();
        JsonElement items = json instanceof JsonObject object ? object.get("items") : json;
        if (!(items instanceof JsonArray array)) {
            throw answer.violation("the answer is neither a list nor a page of one");
        }
        return array;
    }

    private boolean isComplete(Answer answer, Listing.Page page, int size) {
        long stated = total(answer);
        if (!source.paged()) {
            if (stated >= 0 && stated != size) {
                throw answer.violation("the list has " + size + " entries and its total is another");
            }
            return true;
        }
        if (page.number() > 0 && stated != total) {
            throw answer.violation("the list's total changed while it was read");
        }
        total = stated;
        if (stated >= 0) {
            if (received > stated || (received < stated && size == 0)) {
                throw answer.violation("the list's pages have " + received + " entries and its total is another");
            }
            return received == stated;
        }
        if (size == page.size()) {
            throw answer.violation("a list without a total is as long as the page: it may go on");
        }
        return true;
    }

    /** From the answer itself, or from {@code rest} as old clients know it; -1 when there is none. */
    private static long total(Answer answer) {
        if (!(answer.json() instanceof JsonObject object)) {
            return -1;
        }
        JsonObject holder = object.get("rest") instanceof JsonObject rest ? rest : object;
        JsonElement total = holder.get("pagination") instanceof JsonObject page ? page.get("total") : null;
        if (total == null || total.isJsonNull()) {
            return -1;
        }
        String text = total instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
        if (!text.matches("\\d{1,18}")) {
            throw answer.violation("the list's total is not a count");
        }
        return Long.parseLong(text);
    }
}
