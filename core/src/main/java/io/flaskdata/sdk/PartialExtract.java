package io.flaskdata.sdk;

import io.flaskdata.sdk.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.dataserver.model.PartialExtractRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.ResponseBody;
import retrofit2.Call;

/**
 * A read of a study's forms data. Immutable: each step gives a new extract; the last word makes the call.
 *
 * <p>Operation {@code POST /data-server/data/extract/partial-extract-study-event-data-to-json}; contract: documented. Its
 * dates bound the <em>event's</em> date, not the edit's: a late edit of an old visit is outside the window.
 */
public final class PartialExtract {
    private static final String DATE_FROM = "date_from";
    private static final String DATE_TO = "date_to";

    private final FlaskDataClient client;
    private final int studyId;
    private final Map<String, Object> columns;
    private final Map<String, Object> filters;

    private PartialExtract(
            FlaskDataClient client, int studyId, Map<String, Object> columns, Map<String, Object> filters) {
        this.client = client;
        this.studyId = studyId;
        this.columns = columns;
        this.filters = filters;
    }

    static PartialExtract of(FlaskDataClient client, int studyId) {
        return new PartialExtract(client, studyId, Map.of(), Map.of());
    }

    /**
     * Asks for these columns only; without it the server sends all. {@code _id} comes too unless it is left out.
     *
     * @param names the columns' names, such as {@code crf}, {@code event}, {@code value}
     * @return the extract with them
     * @throws IllegalArgumentException when a name can't be one, or is given twice
     */
    public PartialExtract columns(String... names) {
        PartialExtract extract = this;
        for (String name : names) {
            extract = extract.column(Arguments.identifier(name, "name"), 1);
        }
        return extract;
    }

    /**
     * Leaves out {@code _id}.
     *
     * @return the extract without it
     */
    public PartialExtract withoutId() {
        return column("_id", 0);
    }

    /**
     * Keeps the rows with this value in this column.
     *
     * @param column the column's name, such as {@code crf} or {@code item_type}
     * @param value the value
     * @return the extract with it
     * @throws IllegalArgumentException when the column can't be one, or has a filter already
     */
    public PartialExtract where(String column, String value) {
        return filter(Arguments.identifier(column, "column"), Arguments.notNull(value, "value"));
    }

    /**
     * Bounds the event's date, sent as {@code date_from} and {@code date_to}, ISO instants with milliseconds. Whether the
     * server includes the end is not known.
     *
     * @param from the start
     * @param to the end
     * @return the extract with the window
     * @throws IllegalArgumentException when the window ends before it starts, or an instant is finer than a millisecond
     */
    public PartialExtract eventsBetween(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("The window ends before it starts");
        }
        return filter(DATE_FROM, Json.text(from)).filter(DATE_TO, Json.text(to));
    }

    /**
     * Makes the call and leaves the rows to be read.
     *
     * @return the rows, to be closed
     * @throws RejectedException when the server refuses: an unknown study or column; {@code serverText()} says which
     * @throws FlaskDataException for any other failure
     */
    public RowStream open() {
        return Transport.rows(call(), RowContext.NONE);
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
     * Makes the call and keeps all rows: for small extracts.
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
        return ExtractFile.of(file, this::call, RowContext.NONE, client.time());
    }

    private Call<ResponseBody> call() {
        PartialExtractRequest request = PartialExtractRequest.of(studyId)
                .columns(columns.isEmpty() ? null : columns)
                .filters(filters.isEmpty() ? null : filters);
        return client.transport().api(DataServerExtractApi.class).partialExtractStreaming(request);
    }

    private PartialExtract column(String name, int shown) {
        return new PartialExtract(client, studyId, Arguments.with(columns, name, shown), filters);
    }

    private PartialExtract filter(String name, String value) {
        return new PartialExtract(client, studyId, columns, Arguments.with(filters, name, value));
    }

    @Override
    public String toString() {
        return "PartialExtract[study " + studyId + ", columns " + columns.keySet() + ", filtered by " + filters.keySet()
                + "]";
    }
}
