package io.flaskdata.sdk.admin;

import io.flaskdata.sdk.api.forms.FormsCustomerApi;
import io.flaskdata.sdk.api.forms.model.ExtractCustomerDataRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.Window;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A read of one of the customer's tables. Immutable: each method returns a new one; a terminal operation makes the
 * call.
 *
 * <p>Operation {@code POST /flask/customer/extract-data-to-json}; contract: documented. Which column the dates filter
 * on is not documented; rows without that date may be missing from a window.
 */
public final class CustomerTable extends RowSource {
    private final Transport transport;
    private final RowContext context;
    private final Query query;

    private CustomerTable(Transport transport, RowContext context, Query query) {
        super(transport.deferred(() -> call(transport, query), context));
        this.transport = transport;
        this.context = context;
        this.query = query;
    }

    /** What is asked for. */
    private record Query(
            String table,
            Window window,
            List<Integer> studies,
            Map<String, Object> filters,
            Map<String, @Nullable Object> further) {}

    static CustomerTable of(Transport transport, RowContext context, String table) {
        Arguments.identifier(table, "table");
        return new CustomerTable(transport, context, new Query(table, Window.ALL, List.of(), Map.of(), Map.of()));
    }

    private CustomerTable asking(UnaryOperator<Query> step) {
        return new CustomerTable(transport, context, step.apply(query));
    }

    private CustomerTable within(Window window) {
        return asking(q -> new Query(q.table, window, q.studies, q.filters, q.further));
    }

    /**
     * Starts the window, sent as {@code fromDate}.
     *
     * @param start sent with milliseconds, rounded down
     * @return the read with it
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public CustomerTable from(Instant start) {
        return within(query.window.startingAt(start));
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes this instant is not known.
     *
     * @param end sent with milliseconds, rounded up
     * @return the read with it
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public CustomerTable before(Instant end) {
        return within(query.window.endingAt(end));
    }

    /**
     * Keeps the rows of these studies only, instead of all the customer's.
     *
     * @param ids the studies' ids in FlaskData
     * @return the read with them
     * @throws IllegalArgumentException when there is none
     */
    public CustomerTable studies(int... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("ids must not be empty");
        }
        List<Integer> studies = IntStream.of(ids).boxed().toList();
        return asking(q -> new Query(q.table, q.window, studies, q.filters, q.further));
    }

    /**
     * Keeps rows with this value in this column.
     *
     * @param column the column's name
     * @param value the value, not empty: the server treats an empty value as no filter
     * @return the read with it
     * @throws IllegalArgumentException when the column name is invalid or has a filter already, or the value is empty
     */
    public CustomerTable where(String column, String value) {
        String checked = Arguments.identifier(column, "column");
        Map<String, Object> more = Arguments.with(query.filters, checked, Arguments.filterValue(value, "value"));
        return asking(q -> new Query(q.table, q.window, q.studies, more, q.further));
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @return the read with it
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public CustomerTable with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = JsonValue.with(query.further, name, value);
        return asking(q -> new Query(q.table, q.window, q.studies, q.filters, more));
    }

    private static Call<ResponseBody> call(Transport transport, Query query) {
        ExtractCustomerDataRequest request = ExtractCustomerDataRequest.of(query.table)
                .fromDate(query.window.from())
                .toDate(query.window.before())
                .studyIds(query.studies.isEmpty() ? null : query.studies)
                .filters(query.filters.isEmpty() ? null : query.filters);
        return ApiCall.of(transport.api(FormsCustomerApi.class).extractCustomerDataStreaming(request))
                .with(query.further);
    }

    @Override
    public String toString() {
        return "CustomerTable[" + query.table + ", filtered by " + query.filters.keySet() + "]";
    }
}
