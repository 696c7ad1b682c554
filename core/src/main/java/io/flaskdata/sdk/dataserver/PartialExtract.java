package io.flaskdata.sdk.dataserver;

import io.flaskdata.sdk.api.dataserver.DataServerExtractApi;
import io.flaskdata.sdk.api.dataserver.model.PartialExtractRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.Map;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A read of a study's forms data. Immutable: each method returns a new extract; a terminal operation makes the call.
 *
 * <p>Operation {@code POST /data-server/data/extract/partial-extract-study-event-data-to-json}; contract: documented.
 * Its dates filter on the <em>event's</em> date, not on the date of the edit: a late edit of an old visit is outside
 * the window.
 */
public final class PartialExtract extends RowSource {
    private static final String DATE_FROM = "date_from";
    private static final String DATE_TO = "date_to";

    private final Transport transport;
    private final int studyId;
    private final Map<String, Object> columns;
    private final Map<String, Object> filters;
    private final Map<String, @Nullable Object> further;

    private PartialExtract(
            Transport transport,
            int studyId,
            Map<String, Object> columns,
            Map<String, Object> filters,
            Map<String, @Nullable Object> further) {
        super(transport.deferred(() -> call(transport, studyId, columns, filters, further), transport.rows()));
        this.transport = transport;
        this.studyId = studyId;
        this.columns = columns;
        this.filters = filters;
        this.further = further;
    }

    static PartialExtract of(Transport transport, int studyId) {
        return new PartialExtract(transport, studyId, Map.of(), Map.of(), Map.of());
    }

    /**
     * Reads only these columns; by default the server sends all. {@code _id} is included unless {@link #withoutId()} is
     * called.
     *
     * @param names the columns' names, such as {@code crf}, {@code event}, {@code value}
     * @throws IllegalArgumentException when a name is invalid or given twice
     */
    public PartialExtract columns(String... names) {
        PartialExtract extract = this;
        for (String name : names) {
            extract = extract.column(Arguments.identifier(name, "name"), 1);
        }
        return extract;
    }

    /** Leaves out {@code _id}. */
    public PartialExtract withoutId() {
        return column("_id", 0);
    }

    /**
     * Keeps rows with this value in this column.
     *
     * @param column the column's name, such as {@code crf} or {@code item_type}
     * @param value the value, not empty: the server treats an empty value as no filter
     * @throws IllegalArgumentException when the column name is invalid or has a filter already, or the value is empty
     */
    public PartialExtract where(String column, String value) {
        return filter(Arguments.identifier(column, "column"), Arguments.filterValue(value, "value"));
    }

    /**
     * Filters on the event's date, sent as {@code date_from} and {@code date_to}, ISO instants with milliseconds.
     * Whether the server includes the end is not known.
     *
     * @param from the start
     * @param to the end
     * @return the extract with the window
     * @throws IllegalArgumentException when the window ends before it starts, or an instant is finer than a millisecond
     */
    public PartialExtract eventsBetween(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("to makes a window that ends before it starts");
        }
        return filter(DATE_FROM, Json.text(from)).filter(DATE_TO, Json.text(to));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public PartialExtract with(String name, @Nullable Object value) {
        return new PartialExtract(transport, studyId, columns, filters, JsonValue.with(further, name, value));
    }

    private static Call<ResponseBody> call(
            Transport transport,
            int studyId,
            Map<String, Object> columns,
            Map<String, Object> filters,
            Map<String, @Nullable Object> further) {
        PartialExtractRequest request = PartialExtractRequest.of(studyId)
                .columns(columns.isEmpty() ? null : columns)
                .filters(filters.isEmpty() ? null : filters);
        return ApiCall.of(transport.api(DataServerExtractApi.class).partialExtractStreaming(request))
                .with(further);
    }

    private PartialExtract column(String name, int shown) {
        return new PartialExtract(transport, studyId, Arguments.with(columns, name, shown), filters, further);
    }

    private PartialExtract filter(String name, String value) {
        return new PartialExtract(transport, studyId, columns, Arguments.with(filters, name, value), further);
    }

    @Override
    public String toString() {
        return "PartialExtract[study " + studyId + ", columns " + columns.keySet() + ", filtered by " + filters.keySet()
                + "]";
    }
}
