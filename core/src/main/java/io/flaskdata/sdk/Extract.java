package io.flaskdata.sdk;

import io.flaskdata.sdk.edc.EdcStudyApi;
import io.flaskdata.sdk.edc.model.ExtractDataRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A read of one table, view or function of an EDC database. Immutable: each step gives a new extract; the last word
 * makes the call.
 *
 * <p>Operation {@code POST /edc/study/extract-data}; contract: documented, the rows observed. The date window filters on
 * {@code date_updated}, which rows that were never edited don't have: they may be missing from a window, and nothing
 * reports deletions. Filters combine with AND and mean equality.
 */
public final class Extract {
    private final FlaskDataClient client;
    private final String database;
    private final String table;
    private final RowContext context;
    private final @Nullable Instant from;
    private final @Nullable Instant before;
    private final @Nullable String sort;
    private final Map<String, Object> filters;
    private final Map<String, Object> arguments;

    private Extract(
            FlaskDataClient client,
            String database,
            String table,
            RowContext context,
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable String sort,
            Map<String, Object> filters,
            Map<String, Object> arguments) {
        this.client = client;
        this.database = database;
        this.table = table;
        this.context = context;
        this.from = from;
        this.before = before;
        this.sort = sort;
        this.filters = filters;
        this.arguments = arguments;
        if (from != null && before != null && !from.isBefore(before)) {
            throw new IllegalArgumentException("The window ends before it starts");
        }
    }

    static Extract of(FlaskDataClient client, String database, String table, RowContext context) {
        String present = Arguments.notBlank(table, "table");
        boolean function = present.endsWith("()");
        Arguments.identifier(function ? present.substring(0, present.length() - 2) : present, "table");
        return new Extract(client, database, present, context, null, null, null, Map.of(), Map.of());
    }

    /**
     * Starts the window, sent as {@code fromDate}.
     *
     * @param start sent with milliseconds, rounded down, so that no row is lost by it
     * @return the extract with it
     * @throws IllegalArgumentException when the window would end before it starts
     */
    public Extract updatedFrom(Instant start) {
        Instant rounded = start.truncatedTo(ChronoUnit.MILLIS);
        return new Extract(client, database, table, context, rounded, before, sort, filters, arguments);
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes that very instant is not known.
     *
     * @param end sent with milliseconds, rounded up, so that no row is lost by it
     * @return the extract with it
     * @throws IllegalArgumentException when the window would end before it starts
     */
    public Extract updatedBefore(Instant end) {
        Instant down = end.truncatedTo(ChronoUnit.MILLIS);
        Instant rounded = down.equals(end) ? end : down.plusMillis(1);
        return new Extract(client, database, table, context, from, rounded, sort, filters, arguments);
    }

    /**
     * Keeps the rows with this value in this column.
     *
     * @param column the column's name
     * @param value the value
     * @return the extract with it
     * @throws IllegalArgumentException when the column can't be one, or has a filter already
     */
    public Extract where(String column, String value) {
        return new Extract(
                client,
                database,
                table,
                context,
                from,
                before,
                sort,
                with(filters, Arguments.identifier(column, "column"), value),
                arguments);
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
        return new Extract(client, database, table, context, from, before, checked, filters, arguments);
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
        return new Extract(
                client,
                database,
                table,
                context,
                from,
                before,
                sort,
                filters,
                with(arguments, Arguments.identifier(name, "name"), value));
    }

    /**
     * Makes the call and leaves the rows to be read.
     *
     * @return the rows, to be closed
     * @throws RejectedException when the server refuses: an unknown table or column; {@code serverText()} says which
     * @throws FlaskDataException for any other failure
     */
    public RowStream open() {
        return Transport.rows(
                client.transport().api(EdcStudyApi.class).extractDataStreaming(database, request()), context);
    }

    /**
     * Makes the call and hands over each row as it arrives, in constant memory.
     *
     * @param consumer called once for each row
     * @return how many rows there were
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public long forEach(Consumer<? super Row> consumer) {
        return open().forEachRow(consumer);
    }

    /**
     * Makes the call and keeps all rows: for small tables.
     *
     * @return the rows
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public List<Row> toList() {
        List<Row> rows = new ArrayList<>();
        forEach(rows::add);
        return List.copyOf(rows);
    }

    private ExtractDataRequest request() {
        return ExtractDataRequest.of(table)
                .fromDate(from)
                .toDate(before)
                .sort(sort)
                .filters(filters.isEmpty() ? null : filters)
                .inputVariables(arguments.isEmpty() ? null : arguments);
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, String value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        if (copy.put(name, Arguments.notNull(value, "value")) != null) {
            throw new IllegalArgumentException(name + " is given twice");
        }
        return copy;
    }

    @Override
    public String toString() {
        return "Extract[" + table + ", filtered by " + filters.keySet() + "]";
    }
}
