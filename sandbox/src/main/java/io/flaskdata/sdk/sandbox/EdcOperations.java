package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /edc/*}. */
final class EdcOperations {
    private static final String EXTRACT = "extract-data";
    private static final int FETCH = 1000;

    private final Databases databases;
    private final ZoneId zone;
    private final InstantSource clock;

    EdcOperations(Databases databases, ZoneId zone, InstantSource clock) {
        this.databases = databases;
        this.zone = zone;
        this.clock = clock;
    }

    /** The database's name is taken from the header, the query or the body. */
    private Connection open(Exchange exchange) throws SQLException {
        if (exchange.user().isSubject()) {
            throw ApiError.badRequest("edc", "Permission denied.");
        }
        String header = exchange.header("EDC");
        String query = exchange.query("edc");
        return databases.edc(header != null ? header : query != null ? query : exchange.text("edc"));
    }

    void extractData(Exchange exchange) throws SQLException, IOException {
        String table = exchange.required("tableName");
        try (Connection db = open(exchange)) {
            List<@Nullable Object> values = new ArrayList<>();
            String sql = table.endsWith("()")
                    ? function(db, table.substring(0, table.length() - 2), exchange.object("inputVariables"), values)
                    : table(db, table, exchange, values);
            db.setAutoCommit(false);
            try (PreparedStatement statement = Sql.prepare(db, sql, values.toArray())) {
                statement.setFetchSize(FETCH);
                try (ResultSet rows = statement.executeQuery()) {
                    write(rows, exchange);
                }
            }
        }
    }

    private static String function(Connection db, String name, JsonObject arguments, List<@Nullable Object> values)
            throws SQLException {
        var known = Sql.rows(
                db,
                "SELECT a.name, format_type(t.oid, NULL) AS type FROM pg_proc p"
                        + " LEFT JOIN LATERAL unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) a(name, type) ON true"
                        + " LEFT JOIN pg_type t ON t.oid = a.type"
                        + " WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype AND p.proname = ?",
                name);
        if (known.isEmpty()) {
            throw ApiError.badRequest(EXTRACT, "function " + name + " does not exist");
        }
        List<String> bound = new ArrayList<>();
        for (Map.Entry<String, JsonElement> argument : arguments.entrySet()) {
            String type = known.stream()
                    .filter(each -> argument.getKey().equals(each.get("name")))
                    .map(each -> String.valueOf(each.get("type")))
                    .findFirst()
                    .orElseThrow(() ->
                            ApiError.badRequest(EXTRACT, "function " + name + " has no argument " + argument.getKey()));
            bound.add(Sql.quoted(argument.getKey()) + " => ?::" + type);
            values.add(text(argument.getValue()));
        }
        return "SELECT * FROM " + Sql.quoted(name) + "(" + String.join(", ", bound) + ")";
    }

    private static String table(Connection db, String table, Exchange exchange, List<@Nullable Object> values)
            throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        Sql.rows(
                        db,
                        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                                + " AND table_name = ? ORDER BY ordinal_position",
                        table)
                .forEach(row -> columns.add(String.valueOf(row.get("column_name"))));
        if (columns.isEmpty()) {
            throw ApiError.badRequest(EXTRACT, "relation \"" + table + "\" does not exist");
        }
        List<String> conditions = new ArrayList<>();
        Instant from = NodePostgres.parse(exchange.text("fromDate"), "fromDate");
        Instant to = NodePostgres.parse(exchange.text("toDate"), "toDate");
        // Rows that were never edited have no date_updated and drop out: the reading that is worse for a client.
        if (from != null) {
            conditions.add(Sql.quoted(known(columns, "date_updated")) + " >= ?");
            values.add(from);
        }
        if (to != null) {
            conditions.add(Sql.quoted(known(columns, "date_updated")) + " < ?");
            values.add(to);
        }
        for (Map.Entry<String, JsonElement> filter : exchange.object("filters").entrySet()) {
            conditions.add(Sql.quoted(known(columns, filter.getKey())) + "::text IS NOT DISTINCT FROM ?");
            values.add(text(filter.getValue()));
        }
        String sort = exchange.text("sort");
        return "SELECT * FROM " + Sql.quoted(table)
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + (sort == null ? "" : " ORDER BY " + Sql.quoted(known(columns, sort)));
    }

    private static String known(Set<String> columns, String column) {
        if (!columns.contains(column)) {
            throw ApiError.badRequest(EXTRACT, "column \"" + column + "\" does not exist");
        }
        return column;
    }

    private static @Nullable String text(JsonElement value) {
        if (value.isJsonNull()) {
            return null;
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private void write(ResultSet rows, Exchange exchange) throws SQLException, IOException {
        // The first row is fetched before the answer begins, so that a failing query is still an error's status.
        boolean more = rows.next();
        int columns = rows.getMetaData().getColumnCount();
        try (JsonWriter out = new JsonWriter(new OutputStreamWriter(exchange.jsonStream(), StandardCharsets.UTF_8))) {
            out.setSerializeNulls(true);
            out.setHtmlSafe(false);
            out.beginArray();
            for (; more; more = rows.next()) {
                out.beginObject();
                for (int i = 1; i <= columns; i++) {
                    out.name(rows.getMetaData().getColumnLabel(i));
                    Exchange.GSON.toJson(NodePostgres.json(rows, i, zone), out);
                }
                out.endObject();
            }
            out.endArray();
        }
    }

    void createSubject(Exchange exchange) throws SQLException, IOException {
        try (Connection db = open(exchange)) {
            NewSubject subject = NewSubject.of(exchange, db, clock);
            int id = databases.chain(
                    db, each -> subject.insert(each, exchange.user().id(), clock.instant()));
            JsonObject answer = new JsonObject();
            answer.addProperty("study_subject_id", id);
            exchange.json(answer);
        }
    }
}
