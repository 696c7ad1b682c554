package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SELECT on one table or view: names are looked up in the catalogue, values are bound. */
public final class Query {
    private static final int FETCH = 1000;

    private final String module;
    private final String relation;
    /** Column to type. */
    private final Map<String, String> columns;

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private String order = "";

    private Query(String module, String relation, Map<String, String> columns) {
        this.module = module;
        this.relation = relation;
        this.columns = columns;
    }

    /** Fails as PostgreSQL does when the schema has no such table or view. */
    public static Query on(Connection db, String schema, String table, String module) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        var found = Sql.rows(
                db,
                "SELECT a.attname, format_type(a.atttypid, -1) AS type FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?"
                        + " AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                schema,
                table);
        if (found.isEmpty()) {
            throw ApiError.badRequest(module, "relation \"" + table + "\" does not exist");
        }
        found.forEach(row -> columns.put(String.valueOf(row.get("attname")), String.valueOf(row.get("type"))));
        return new Query(module, Sql.quoted(schema) + "." + Sql.quoted(table), columns);
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** All of them must be equal. */
    public Query equal(JsonObject filters) {
        filters.entrySet().forEach(each -> equal(each.getKey(), text(each.getKey(), each.getValue())));
        return this;
    }

    public Query equal(String column, @Nullable String value) {
        return where(column, " = ?::" + type(column), value);
    }

    /** Excludes the listed values, which are joined by a bar. As in SQL, nulls are excluded too. */
    public Query notIn(JsonObject filters) {
        filters.entrySet()
                .forEach(each -> where(
                        each.getKey(),
                        "::text <> ALL (string_to_array(?, '|'))",
                        text(each.getKey(), each.getValue())));
        return this;
    }

    public Query oneOf(String column, List<@Nullable String> wanted) {
        return where(column, "::text = ANY (?)", wanted.toArray(new String[0]));
    }

    public List<@Nullable String> texts(String column, JsonArray values) {
        return values.asList().stream().map(each -> text(column, each)).toList();
    }

    /**
     * The rows edited from {@code fromDate} (inclusive) to {@code toDate} (exclusive); as in SQL, rows that were never
     * edited are excluded.
     */
    public Query window(Exchange exchange, ZoneId zone) {
        Instant from = exchange.instant("fromDate", zone);
        Instant to = exchange.instant("toDate", zone);
        String edited = from == null && to == null
                ? ""
                : exchange.deviates("never-edited") && has("date_created")
                        ? "coalesce(" + name("date_updated") + ", date_created)"
                        : name("date_updated");
        if (from != null) {
            condition(edited + " >= ?", from);
        }
        return to == null ? this : condition(edited + " < ?", to);
    }

    public Query sorted(@Nullable String column) {
        if (column != null) {
            order += (order.isEmpty() ? " ORDER BY " : ", ") + name(column);
        }
        return this;
    }

    /** The rows, fetched in parts when the connection is in a transaction. */
    public ResultSet run(Connection db) throws SQLException {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return run(db, "SELECT * FROM " + relation + where + order, values);
    }

    public static ResultSet run(Connection db, String sql, List<@Nullable Object> values) throws SQLException {
        var statement = Sql.prepare(db, sql, values.toArray());
        statement.closeOnCompletion();
        statement.setFetchSize(FETCH);
        return statement.executeQuery();
    }

    private Query where(String column, String condition, @Nullable Object value) {
        return condition(name(column) + condition, value);
    }

    private Query condition(String condition, @Nullable Object value) {
        conditions.add(condition);
        values.add(value);
        return this;
    }

    private String name(String column) {
        type(column);
        return Sql.quoted(column);
    }

    private String type(String column) {
        String type = columns.get(column);
        if (type == null) {
            throw ApiError.badRequest(module, "column \"" + column + "\" does not exist");
        }
        return type;
    }

    private @Nullable String text(String column, JsonElement value) {
        if (value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw ApiError.badRequest(module, "The value for column \"" + column + "\" has a wrong type.");
        }
        return PlainJson.text(value.getAsJsonPrimitive());
    }
}
