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
 * A read of one table, view or function of an EDC database. Immutable: each step gives a new extract; the last word
 * makes the call.
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
     * @param start sent with milliseconds, rounded down, so that no row is lost by it
     * @return the extract with it
     * @throws IllegalArgumentException when the window would end before it starts
     */
    public Extract updatedFrom(Instant start) {
        return asking(query.window.startingAt(start), query.sort, query.filters, query.arguments);
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes that very instant is not known.
     *
     * @param end sent with milliseconds, rounded up, so that no row is lost by it
     * @return the extract with it
     * @throws IllegalArgumentException when the window would end before it starts
     */
    public Extract updatedBefore(Instant end) {
        return asking(query.window.endingAt(end), query.sort, query.filters, query.arguments);
    }

    /**
     * Keeps the rows with this value in this column.
     *
     * @param column the column's name
     * @param value the value, not empty: the server takes an empty one for no filter
     * @return the extract with it
     * @throws IllegalArgumentException when the column can't be one or has a filter already, or the value is empty
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
     * @return the extract with it
     * @throws IllegalArgumentException when it can't be a column's name
     */
    public Extract sortedBy(String column) {
        String checked = Arguments.identifier(column, "column");
        return asking(query.window, checked, query.filters, query.arguments);
    }

    /**
     * Gives a function an argument, sent in {@code inputVariables}.
     *
     * @param name the argument's name
     * @param value its value
     * @return the extract with it
     * @throws IllegalArgumentException when the name can't be one, or has a value already
     */
    public Extract argument(String name, String value) {
        String checked = Arguments.identifier(name, "name");
        Map<String, Object> more = Arguments.with(query.arguments, checked, Arguments.notNull(value, "value"));
        return asking(query.window, query.sort, query.filters, more);
    }

    /**
     * Adds a member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @return the extract with it
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
     * Cuts the extract into parts, one for each value of a column, to stay under the server's limits. Rows with other
     * values are in no part: {@link SlicedExtract#expecting(long)} notices them.
     *
     * @param column a column of text or numbers, such as {@code site} or {@code subject}
     * @param values all values that there are
     * @return the parts, to be read
     * @throws IllegalArgumentException when the column can't be one or has a filter already, or the values are none, empty
     *     or not distinct
     * @throws IllegalStateException when the extract is of a function, whose filters nobody outside knows
     */
    public SlicedExtract slicedBy(String column, String... values) {
        requireTable();
        return SlicedExtract.byValues(this, column, values);
    }

    /**
     * Cuts the extract into windows of {@code date_updated}: up to the first boundary, between each two, and from the last
     * on. Rows without {@code date_updated}, those that were never edited, are in no window: {@link
     * SlicedExtract#andRowsNeverUpdated()} adds them.
     *
     * @param boundaries whole milliseconds, each later than the one before
     * @return the parts, to be read
     * @throws IllegalArgumentException when the boundaries are none, finer than a millisecond, or out of order
     * @throws IllegalStateException when the extract has a window already, or is of a function
     */
    public SlicedExtract slicedByDates(Instant... boundaries) {
        requireTable();
        if (!query.window.equals(Window.ALL)) {
            throw new IllegalStateException("The extract has a window already");
        }
        return SlicedExtract.byDates(this, boundaries);
    }

    private void requireTable() {
        if (query.table.endsWith("()")) {
            throw new IllegalStateException("A function can't be sliced: what its filters do is not known");
        }
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
