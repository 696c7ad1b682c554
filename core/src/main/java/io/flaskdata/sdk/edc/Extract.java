package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.model.ExtractDataRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.Window;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.Map;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A read of one table, view or function of an EDC database. Immutable: each method returns a new extract; a terminal
 * operation makes the call.
 *
 * <p>Operation {@code POST /edc/study/extract-data}; contract: documented, the rows observed. The date window filters on
 * {@code date_updated}, which rows that were never edited don't have: they may be missing from a window, and nothing
 * reports deletions. Filters combine with AND and mean equality.
 */
public final class Extract extends RowSource {
    private final Transport transport;
    private final RowContext context;
    private final String database;
    private final Query query;

    private Extract(Transport transport, String database, RowContext context, Query query) {
        super(transport.deferred(() -> call(transport, database, query), context));
        this.transport = transport;
        this.context = context;
        this.database = database;
        this.query = query;
    }

    /** What is asked for. */
    private record Query(
            String table,
            Window window,
            @Nullable String sort,
            Map<String, Object> filters,
            Map<String, Object> arguments,
            Map<String, @Nullable Object> further) {}

    static Extract of(Transport transport, String database, String table, RowContext context) {
        String present = Arguments.notBlank(table, "table");
        boolean function = present.endsWith("()");
        Arguments.identifier(function ? present.substring(0, present.length() - 2) : present, "table");
        return new Extract(
                transport, database, context, new Query(present, Window.ALL, null, Map.of(), Map.of(), Map.of()));
    }

    private Extract asking(Query changed) {
        return new Extract(transport, database, context, changed);
    }

    private Extract asking(
            Window window, @Nullable String sort, Map<String, Object> filters, Map<String, Object> args) {
        return asking(new Query(query.table, window, sort, filters, args, query.further));
    }

    /**
     * Starts the window, sent as {@code fromDate}.
     *
     * @param start sent with milliseconds, rounded down so that no row is lost
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public Extract updatedFrom(Instant start) {
        return asking(query.window.startingAt(start), query.sort, query.filters, query.arguments);
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes this instant is not known.
     *
     * @param end sent with milliseconds, rounded up so that no row is lost
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public Extract updatedBefore(Instant end) {
        return asking(query.window.endingAt(end), query.sort, query.filters, query.arguments);
    }

    /**
     * Keeps rows with this value in this column.
     *
     * @param column the column's name
     * @param value the value, not empty: the server treats an empty value as no filter
     * @throws IllegalArgumentException when the column name is invalid or has a filter already, or the value is empty
     */
    public Extract where(String column, String value) {
        String checked = Arguments.identifier(column, "column");
        Map<String, Object> more = Arguments.with(query.filters, checked, Arguments.filterValue(value, "value"));
        return asking(query.window, query.sort, more, query.arguments);
    }

    /**
     * Sorts by a column, ascending.
     *
     * @param column the column's name
     * @throws IllegalArgumentException when the column name is invalid
     */
    public Extract sortedBy(String column) {
        String checked = Arguments.identifier(column, "column");
        return asking(query.window, checked, query.filters, query.arguments);
    }

    /**
     * Sets an argument of a function, sent in {@code inputVariables}.
     *
     * @throws IllegalArgumentException when the name is invalid or has a value already
     */
    public Extract argument(String name, String value) {
        String checked = Arguments.identifier(name, "name");
        Map<String, Object> more = Arguments.with(query.arguments, checked, Arguments.notNull(value, "value"));
        return asking(query.window, query.sort, query.filters, more);
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public Extract with(String name, @Nullable Object value) {
        return asking(new Query(
                query.table,
                query.window,
                query.sort,
                query.filters,
                query.arguments,
                JsonValue.with(query.further, name, value)));
    }

    /**
     * The table, view or function.
     *
     * @return its name; a function's ends in {@code ()}
     */
    public String table() {
        return query.table;
    }

    /**
     * Whether it has a date window.
     *
     * @return true when {@link #updatedFrom} or {@link #updatedBefore} was called
     */
    public boolean hasWindow() {
        return !query.window.equals(Window.ALL);
    }

    private static Call<ResponseBody> call(Transport transport, String database, Query query) {
        ExtractDataRequest request = ExtractDataRequest.of(query.table)
                .fromDate(query.window.from())
                .toDate(query.window.before())
                .sort(query.sort)
                .filters(query.filters.isEmpty() ? null : query.filters)
                .inputVariables(query.arguments.isEmpty() ? null : query.arguments);
        return ApiCall.of(transport.api(EdcStudyApi.class).extractDataStreaming(database, request))
                .with(query.further);
    }

    @Override
    public String toString() {
        return "Extract[" + query.table + ", filtered by " + query.filters.keySet() + "]";
    }
}
