package io.flaskdata.sdk.sandbox.internal.edc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Query;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code extract-data} and {@code create-subject}. */
public final class EdcOperations {
    private static final String EXTRACT = "extract-data";

    private final Databases databases;
    private final EdcAccess access;
    private final ZoneId zone;
    private final InstantSource clock;

    public EdcOperations(Databases databases, ZoneId zone, InstantSource clock) {
        this.databases = databases;
        this.access = new EdcAccess(databases);
        this.zone = zone;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("POST", "/edc/study/extract-data", "documented", this::extractData)
                        .inferring(
                                "a window leaves out rows that were never edited, and its end; views' columns; nothing equals"
                                        + " a null; a site user sees the site's rows where they have a site, and no function"),
                Route.signedIn("POST", "/edc/subjects/create-subject", "inferred", this::createSubject)
                        .changing("subject, study_subject, audit_log_event")
                        .inferring("members' names, the texts of refusals; a label is made when none is given"));
    }

    private void extractData(Exchange exchange) throws SQLException, IOException {
        String table = exchange.required("tableName");
        try (Connection db = access.open(exchange)) {
            db.setAutoCommit(false);
            try (ResultSet rows = table.endsWith("()")
                    ? function(db, table.substring(0, table.length() - 2), exchange)
                    : table(db, table, exchange)) {
                Rows.json(List.of(rows), exchange.answerZone(zone), exchange.jsonStream());
            }
            // The function may have written.
            db.commit();
        }
    }

    private ResultSet table(Connection db, String table, Exchange exchange) throws SQLException {
        Query query = Query.on(db, db.getSchema(), table, EXTRACT)
                .window(exchange, zone)
                .equal(exchange.filters("filters"))
                .sorted(exchange.filter("sort"));
        return access.limited(query, exchange).run(db);
    }

    private static ResultSet function(Connection db, String name, Exchange exchange) throws SQLException {
        if (exchange.user().isOfSites()) {
            throw ApiError.badRequest(EXTRACT, "Permission denied.");
        }
        var known = Sql.rows(
                db,
                "SELECT a.name, format_type(a.type, NULL) AS type FROM pg_proc p"
                        + " LEFT JOIN LATERAL unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) a(name, type) ON true"
                        + " WHERE p.pronamespace = current_schema()::regnamespace AND p.prorettype <> 'trigger'::regtype AND p.proname = ?",
                name);
        if (known.isEmpty()) {
            throw ApiError.badRequest(EXTRACT, "function " + name + " does not exist");
        }
        List<String> bound = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (Map.Entry<String, JsonElement> argument :
                exchange.object("inputVariables").entrySet()) {
            String type = known.stream()
                    .filter(each -> argument.getKey().equals(each.get("name")))
                    .map(each -> String.valueOf(each.get("type")))
                    .findFirst()
                    .orElseThrow(() ->
                            ApiError.badRequest(EXTRACT, "function " + name + " has no argument " + argument.getKey()));
            bound.add(Sql.quoted(argument.getKey()) + " => ?::" + type);
            boolean list = type.endsWith("[]") && argument.getValue().isJsonArray();
            values.add(list ? texts(argument.getValue().getAsJsonArray()) : text(argument.getValue()));
        }
        return Query.run(db, "SELECT * FROM " + Sql.quoted(name) + "(" + String.join(", ", bound) + ")", values);
    }

    private static @Nullable String text(JsonElement value) {
        if (value.isJsonNull()) {
            return null;
        }
        return value instanceof JsonPrimitive primitive ? PlainJson.text(primitive) : value.toString();
    }

    private static @Nullable String[] texts(JsonArray list) {
        return list.asList().stream().map(EdcOperations::text).toArray(String[]::new);
    }

    private void createSubject(Exchange exchange) throws SQLException, IOException {
        try (Connection db = access.open(exchange)) {
            SubjectRules subject = SubjectRules.of(exchange, db, access.sites(exchange), clock.instant(), zone);
            int account = access.account(db, exchange.user());
            int id = databases.chain(db, exchange.steps(), each -> subject.insert(each, account, clock.instant()));
            JsonObject answer = new JsonObject();
            answer.addProperty("study_subject_id", id);
            exchange.json(answer);
        }
    }
}
