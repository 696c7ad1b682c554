package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /data-server/*}. Which columns exist beyond the documented ones is inferred. */
final class DataServerOperations {
    private static final String MODULE = "partial-extract";

    /** Column to SQL. */
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("_id", "lpad(to_hex(v.crf_value_id), 24, '0')");
        COLUMNS.put("study_id", "d.study_id");
        COLUMNS.put("site", "s.site");
        COLUMNS.put("subject", "s.label");
        COLUMNS.put("event", "e.name");
        COLUMNS.put("event_date", "e.event_date");
        COLUMNS.put("crf", "d.crf");
        COLUMNS.put("crf_data_id", "d.crf_data_id");
        COLUMNS.put("crf_status", "d.status");
        COLUMNS.put("item", "v.variable");
        COLUMNS.put("item_type", "i.item_type");
        COLUMNS.put("value", "v.value");
        COLUMNS.put("date_created", "v.date_created");
    }

    private final Databases databases;

    DataServerOperations(Databases databases) {
        this.databases = databases;
    }

    void partialExtract(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        User user = exchange.user();
        Set<String> columns = columns(exchange.object("columns"));
        StringBuilder where = new StringBuilder(" WHERE d.study_id = ? AND (?::int IS NULL OR d.study_id = ?)"
                + " AND (?::text IS NULL OR s.site = ?) AND (?::text IS NULL OR s.label = ?)");
        List<@Nullable Object> values = new ArrayList<>();
        values.add(study);
        for (Object limit : new @Nullable Object[] {user.studyId(), user.site(), user.subjectLabel()}) {
            values.add(limit);
            values.add(limit);
        }
        filters(exchange.object("filters"), where, values);
        String sql = "SELECT "
                + columns.stream()
                        .map(each -> COLUMNS.get(each) + " AS " + Sql.quoted(each))
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow()
                + " FROM crf_value v JOIN crf_data d USING (crf_data_id) JOIN forms_event e USING (event_id)"
                + " JOIN forms_subject s ON s.study_id = e.study_id AND s.label = e.subject"
                + " JOIN forms_item i ON i.study_id = d.study_id AND i.crf = d.crf AND i.variable = v.variable"
                + where + " ORDER BY v.crf_value_id";
        try (Connection db = databases.platform()) {
            if (!Sql.exists(db, "SELECT 1 FROM forms_study WHERE study_id = ?", study)) {
                throw ApiError.badRequest(MODULE, "Study " + study + " not found.");
            }
            db.setAutoCommit(false);
            try (PreparedStatement statement = Sql.prepare(db, sql, values.toArray())) {
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery()) {
                    write(rows, columns, exchange);
                }
            }
        }
    }

    /** As in a MongoDB projection: ones show, zeros leave out, and _id shows unless it is left out. */
    private static Set<String> columns(JsonObject projection) {
        Set<String> shown = new LinkedHashSet<>();
        Set<String> hidden = new LinkedHashSet<>();
        for (Map.Entry<String, JsonElement> each : projection.entrySet()) {
            (each.getValue().getAsString().equals("0") ? hidden : shown).add(each.getKey());
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

    private static void filters(JsonObject filters, StringBuilder where, List<@Nullable Object> values) {
        for (Map.Entry<String, JsonElement> filter : filters.entrySet()) {
            String name = filter.getKey();
            String value = filter.getValue().getAsString();
            if (name.equals("date_from") || name.equals("date_to")) {
                Instant bound = NodePostgres.parse(value, name);
                where.append(name.equals("date_from") ? " AND e.event_date >= ?" : " AND e.event_date < ?");
                values.add(bound);
            } else if (COLUMNS.containsKey(name)) {
                where.append(" AND (").append(COLUMNS.get(name)).append(")::text = ?");
                values.add(value);
            } else {
                throw ApiError.badRequest(MODULE, "Column " + name + " not found.");
            }
        }
    }

    private static void write(ResultSet rows, Set<String> columns, Exchange exchange) throws SQLException, IOException {
        try (JsonWriter out = new JsonWriter(new OutputStreamWriter(exchange.jsonStream(), StandardCharsets.UTF_8))) {
            out.setSerializeNulls(true);
            out.setHtmlSafe(false);
            out.beginArray();
            while (rows.next()) {
                out.beginObject();
                int i = 1;
                for (String column : columns) {
                    out.name(column);
                    // A form's value is a document's, not a column's: it comes back as it was sent.
                    JsonElement value = column.equals("value")
                            ? JsonParser.parseString(rows.getString(i))
                            : NodePostgres.json(rows, i, java.time.ZoneOffset.UTC);
                    Exchange.GSON.toJson(value, out);
                    i++;
                }
                out.endObject();
            }
            out.endArray();
        }
    }
}
