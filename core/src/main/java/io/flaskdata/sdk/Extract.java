package io.flaskdata.sdk;

import io.flaskdata.sdk.edc.EdcStudyApi;
import io.flaskdata.sdk.edc.model.ExtractDataRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
public final class Extract {
    private final FlaskDataClient client;
    private final String database;
    private final RowContext context;
    private final Query query;

    private Extract(FlaskDataClient client, String database, RowContext context, Query query) {
        this.client = client;
        this.database = database;
        this.context = context;
        this.query = query;
    }

    /** What is asked for. */
    private record Query(
            String table,
            Window window,
            @Nullable String sort,
            Map<String, Object> filters,
            Map<String, Object> arguments) {}

    static Extract of(FlaskDataClient client, String database, String table, RowContext context) {
        String present = Arguments.notBlank(table, "table");
        boolean function = present.endsWith("()");
        Arguments.identifier(function ? present.substring(0, present.length() - 2) : present, "table");
        return new Extract(client, database, context, new Query(present, Window.ALL, null, Map.of(), Map.of()));
    }

    private Extract asking(
            Window window, @Nullable String sort, Map<String, Object> filters, Map<String, Object> args) {
        return new Extract(client, database, context, new Query(query.table, window, sort, filters, args));
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
     * @param value the value
     * @return the extract with it
     * @throws IllegalArgumentException when the column can't be one, or has a filter already
     */
    public Extract where(String column, String value) {
        String checked = Arguments.identifier(column, "column");
        Map<String, Object> more = Arguments.with(query.filters, checked, Arguments.notNull(value, "value"));
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
     * Makes the call and leaves the rows to be read.
     *
     * @return the rows, to be closed
     * @throws RejectedException when the server refuses: an unknown table or column; {@code serverText()} says which
     * @throws FlaskDataException for any other failure
     */
    public RowStream open() {
        return Transport.rows(call(), context);
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

    /**
     * Makes the call and writes the rows as CSV while they arrive. The file must not exist; {@link #toFile(Path)} has
     * the choices.
     *
     * @param file where to
     * @return what the file is, as it also stands beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public Manifest writeCsv(Path file) {
        return toFile(file).writeCsv();
    }

    /**
     * Makes the call and writes the rows as JSON lines while they arrive. The file must not exist; {@link
     * #toFile(Path)} has the choices.
     *
     * @param file where to
     * @return what the file is, as it also stands beside it
     * @throws java.io.UncheckedIOException when the file exists or can't be written
     * @throws FlaskDataException as {@link #open()} and {@link RowStream#next()} do
     */
    public Manifest writeJsonLines(Path file) {
        return toFile(file).writeJsonLines();
    }

    /**
     * A file to write the rows into. Makes no call yet.
     *
     * @param file where to
     * @return the file, to be described and then written
     */
    public ExtractFile toFile(Path file) {
        return ExtractFile.of(file, this::call, context, client.time());
    }

    private Call<ResponseBody> call() {
        ExtractDataRequest request = ExtractDataRequest.of(query.table)
                .fromDate(query.window.from())
                .toDate(query.window.before())
                .sort(query.sort)
                .filters(query.filters.isEmpty() ? null : query.filters)
                .inputVariables(query.arguments.isEmpty() ? null : query.arguments);
        return client.transport().api(EdcStudyApi.class).extractDataStreaming(database, request);
    }

    @Override
    public String toString() {
        return "Extract[" + query.table + ", filtered by " + query.filters.keySet() + "]";
    }
}
