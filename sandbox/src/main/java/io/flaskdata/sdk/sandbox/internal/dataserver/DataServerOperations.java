package io.flaskdata.sdk.sandbox.internal.dataserver;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.forms.FormsChain;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /data-server/*}. Which columns exist beyond the documented ones is inferred. */
public final class DataServerOperations {
    private static final String MODULE = "partial-extract";

    /** Column to SQL. */
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("_id", "lpad(to_hex(v.crf_value_id), 24, '0')");
        COLUMNS.put("study_id", "s.study_id");
        COLUMNS.put("site", "p.unique_identifier");
        COLUMNS.put("subject", "s.label");
        COLUMNS.put("event", "e.name");
        COLUMNS.put("event_ordinal", "l.ordinal");
        COLUMNS.put("event_date", "l.event_date");
        COLUMNS.put("crf", "c.name");
        COLUMNS.put("crf_version", "c.version");
        COLUMNS.put("crf_data_id", "d.crf_data_id");
        COLUMNS.put("crf_status", "d.status");
        COLUMNS.put("repeat_index", "d.repeat_index");
        COLUMNS.put("item", "v.variable");
        COLUMNS.put("item_type", "i.item_type");
        COLUMNS.put("value", "v.value");
        COLUMNS.put("date_created", "v.date_created");
        COLUMNS.put("date_updated", "v.date_updated");
    }

    private static final Set<String> DATES = Set.of("event_date", "date_created", "date_updated");

    /** All values that the user may see in a study; the two parameters are the user's id and the study's. */
    static final String VALUES =
            " FROM crf_value v JOIN crf_data d USING (crf_data_id) JOIN forms_crf c ON c.crf_id = d.crf_id"
                    + " JOIN forms_item i ON i.crf_id = d.crf_id AND i.variable = v.variable JOIN forms_link l ON l.link_id = d.link_id"
                    + " JOIN forms_event_definition e ON e.event_id = l.event_id JOIN forms_subject s ON s.subject_id = l.subject_id"
                    + " JOIN forms_site p ON p.site_id = s.site_id JOIN visible_subject u ON u.subject_id = s.subject_id"
                    + " WHERE u.user_id = ? AND s.study_id = ?";

    private final FormsChain forms;

    public DataServerOperations(FormsChain forms) {
        this.forms = forms;
    }

    public List<Route> routes() {
        String extract = "/data-server/data/extract/";
        return List.of(
                Route.signedIn(
                                "POST",
                                extract + "partial-extract-study-event-data-to-json",
                                "documented",
                                this::partialExtract)
                        .inferring("columns beyond _id, crf, event, value and item_type; date_to itself is left out"),
                Route.signedIn(
                                "POST",
                                extract + "extract-grouped-study-event-data-to-json",
                                "inferred",
                                new GroupedExtractQuery(forms)::run)
                        .changing("with from_last_extract the study's cursor")
                        .inferring(
                                "the answer's shape; what is not included is left out; the study has one cursor, moved before the answer, past what was left out too"),
                Route.signedIn(
                                "POST",
                                extract + "extract-study-event-data-to-CSV",
                                "documented",
                                new EventDataCsvs(forms)::run)
                        .inferring("the files' names and columns; it takes the partial extract's filters"),
                Route.signedIn(
                                "POST",
                                "/flask/subject/extract-study-event-data-to-CSV",
                                "documented",
                                new EventDataCsvs(forms)::run)
                        .inferring("the files' names and columns; it takes the partial extract's filters"));
    }

    private void partialExtract(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        Set<String> columns = columns(exchange.object("columns"));
        StringBuilder where = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>(List.of(exchange.user().id(), study));
        filters(exchange.filters("filters"), where, values);
        String sql = "SELECT "
                + columns.stream()
                        .map(each -> COLUMNS.get(each) + " AS " + Sql.quoted(each))
                        .collect(Collectors.joining(", "))
                + VALUES + where + " ORDER BY v.crf_value_id";
        forms.stream(exchange, MODULE, lookup -> {
            lookup.study(study);
            try (PreparedStatement statement = Sql.prepare(lookup.db(), sql, values.toArray())) {
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery()) {
                    write(rows, columns, exchange);
                }
            }
        });
    }

    /** As in a MongoDB projection: 1 includes, 0 excludes, and _id is included unless excluded. */
    private static Set<String> columns(JsonObject projection) {
        Set<String> shown = new LinkedHashSet<>();
        Set<String> hidden = new LinkedHashSet<>();
        for (Map.Entry<String, JsonElement> each : projection.entrySet()) {
            switch (each.getValue() instanceof JsonPrimitive number && number.isNumber()
                    ? PlainJson.text(number)
                    : "") {
                case "0" -> hidden.add(known(each.getKey()));
                case "1" -> shown.add(known(each.getKey()));
                default -> throw ApiError.badRequest(MODULE, "Column " + each.getKey() + " must be 0 or 1.");
            }
        }
        Set<String> columns = new LinkedHashSet<>(COLUMNS.keySet());
        if (!shown.isEmpty()) {
            shown.add("_id");
            columns.retainAll(shown);
        }
        columns.removeAll(hidden);
        if (columns.isEmpty()) {
            throw ApiError.badRequest(MODULE, "No column is left.");
        }
        return columns;
    }

    private static String known(String column) {
        if (!COLUMNS.containsKey(column)) {
            throw ApiError.badRequest(MODULE, "Column " + column + " not found.");
        }
        return column;
    }

    /** The two dates filter on the event's date, so a late edit of an old event is outside. */
    static void filters(JsonObject filters, StringBuilder where, List<@Nullable Object> values) {
        for (Map.Entry<String, JsonElement> filter : filters.entrySet()) {
            String name = filter.getKey();
            JsonElement value = filter.getValue();
            if (!value.isJsonPrimitive()) {
                throw ApiError.badRequest(MODULE, "Filter " + name + " has a wrong type.");
            }
            String text = PlainJson.text(value.getAsJsonPrimitive());
            if (name.equals("date_from") || name.equals("date_to")) {
                Instant bound = NodePostgres.parse(text, name, ZoneOffset.UTC);
                if (bound != null) {
                    where.append(name.equals("date_from") ? " AND l.event_date >= ?" : " AND l.event_date < ?");
                    values.add(bound);
                }
            } else if (DATES.contains(name)) {
                where.append(" AND ").append(COLUMNS.get(name)).append(" = ?::timestamptz");
                values.add(NodePostgres.parse(text, name, ZoneOffset.UTC));
            } else {
                String column = name.equals("value") ? "v.value #>> '{}'" : COLUMNS.get(known(name));
                where.append(" AND (").append(column).append(")::text = ?");
                values.add(text);
            }
        }
    }

    private static void write(ResultSet rows, Set<String> columns, Exchange exchange) throws SQLException, IOException {
        JsonWriter out = Rows.begin(exchange.jsonStream());
        while (rows.next()) {
            out.beginObject();
            int i = 1;
            for (String column : columns) {
                out.name(column);
                // A form's value belongs to a document, not to a column, so it comes back as sent.
                JsonElement value = column.equals("value")
                        ? JsonParser.parseString(rows.getString(i))
                        : NodePostgres.json(rows, i, ZoneOffset.UTC);
                PlainJson.GSON.toJson(value, out);
                i++;
            }
            out.endObject();
        }
        Rows.end(out);
    }
}
