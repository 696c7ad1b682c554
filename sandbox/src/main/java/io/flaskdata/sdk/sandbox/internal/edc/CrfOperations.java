package io.flaskdata.sdk.sandbox.internal.edc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Query;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import io.flaskdata.sdk.sandbox.internal.seed.SeedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The extracts by CRF, from the wide view that each CRF has. The rows' shape and the files' names are inferred. */
public final class CrfOperations {
    private static final String MODULE = "extract-study-data-at-crf-level";
    private static final String VIEW = SeedWriter.CRF_VIEW + " AS view";

    private final Databases databases;
    private final EdcAccess access;
    private final ZoneId zone;
    private final InstantSource clock;

    public CrfOperations(Databases databases, ZoneId zone, InstantSource clock) {
        this.databases = databases;
        this.access = new EdcAccess(databases);
        this.zone = zone;
        this.clock = clock;
    }

    public List<Route> routes() {
        String shape =
                "the rows' shape; a window leaves out what was never edited; a condition on a column that a CRF lacks"
                        + " leaves out the CRF";
        return List.of(
                Route.signedIn("POST", "/edc/study/extract-study-data-at-crf-level", "inferred", this::rows)
                        .inferring(shape),
                Route.signedIn("POST", "/edc/study/extract-study-data-at-crf-level-to-csvs", "inferred", this::csvs)
                        .inferring(shape + "; the files' names"),
                Route.signedIn("POST", "/edc/study/download-csvs-data", "inferred", this::csvsByEvent)
                        .inferring("the request's members; a file is an event and a CRF, over all subjects"),
                Route.signedIn("POST", "/edc/study/send-email-with-study-data-csvs", "inferred", this::email)
                        .changing("the outbox")
                        .inferring("the answer; toDate itself is left out"),
                Route.open("GET", "/__sandbox/outbox", "sandbox", this::outbox),
                Route.open("GET", "/__sandbox/outbox/{id}", "sandbox", this::attachment));
    }

    private void rows(Exchange exchange) throws SQLException, IOException {
        try (Connection db = access.open(exchange)) {
            Rows.json(byCrf(db, exchange).values(), zone, exchange.jsonStream());
        }
    }

    private void csvs(Exchange exchange) throws SQLException, IOException {
        try (Connection db = access.open(exchange)) {
            Rows.zip(byCrf(db, exchange), zone, exchange.fileStream("application/zip", "crfs.zip"));
        }
    }

    private void csvsByEvent(Exchange exchange) throws SQLException, IOException {
        try (Connection db = access.open(exchange)) {
            db.setAutoCommit(false);
            Map<String, ResultSet> results = new LinkedHashMap<>();
            for (var each : Sql.rows(
                    db,
                    "SELECT e.name AS event, c.name AS crf, " + VIEW + " FROM event_definition_crf d"
                            + " JOIN study_event_definition e USING (study_event_definition_id) JOIN crf c ON c.crf_id = d.crf_id"
                            + " WHERE d.parent_id IS NULL ORDER BY e.ordinal, d.ordinal")) {
                Query query = Query.on(db, db.getSchema(), String.valueOf(each.get("view")), "download-csvs-data");
                if (hasAll(query, exchange, "filters")) {
                    String event = String.valueOf(each.get("event"));
                    query.equal("event", event).sorted(exchange.filter("sort"));
                    results.put(event + " - " + each.get("crf"), run(db, query, exchange));
                }
            }
            Rows.zip(refusedWhenEmpty(results), zone, exchange.fileStream("application/zip", "event-crfs.zip"));
        }
    }

    /** All results are ready before the answer begins, so that a failure still gets an error status. */
    private Map<String, ResultSet> byCrf(Connection db, Exchange exchange) throws SQLException {
        db.setAutoCommit(false);
        Map<String, ResultSet> results = new LinkedHashMap<>();
        for (var each : Sql.rows(db, "SELECT c.name, " + VIEW + " FROM crf c ORDER BY c.crf_id")) {
            Query query = Query.on(db, db.getSchema(), String.valueOf(each.get("view")), MODULE);
            if (hasAll(query, exchange, "filters") && hasAll(query, exchange, "filtersNotIn")) {
                query.notIn(exchange.filters("filtersNotIn"));
                results.put(String.valueOf(each.get("name")), run(db, query, exchange));
            }
        }
        return refusedWhenEmpty(results);
    }

    private static boolean hasAll(Query query, Exchange exchange, String member) {
        return exchange.filters(member).keySet().stream().allMatch(query::has);
    }

    private ResultSet run(Connection db, Query query, Exchange exchange) throws SQLException {
        query.window(exchange, zone).equal(exchange.filters("filters"));
        access.limited(query, exchange);
        for (String column : List.of("site", "subject", "event_date", "event_crf_id", "group_ordinal")) {
            query.sorted(column);
        }
        return query.run(db);
    }

    private static Map<String, ResultSet> refusedWhenEmpty(Map<String, ResultSet> results) {
        if (results.isEmpty()) {
            throw ApiError.badRequest(MODULE, "No CRF has the columns of the filters; a column does not exist.");
        }
        return results;
    }

    private void email(Exchange exchange) throws SQLException, IOException {
        JsonElement emails = exchange.body().get("emails");
        boolean addresses = emails instanceof JsonArray list
                && !list.isEmpty()
                && list.asList().stream()
                        .allMatch(each -> each instanceof JsonPrimitive text
                                && text.isString()
                                && text.getAsString().matches("[^@\\s]+@[^@\\s]+"));
        if (!addresses) {
            throw ApiError.badRequest("send-email-with-study-data-csvs", "emails is not a list of addresses.");
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (Connection db = access.open(exchange)) {
            Rows.zip(byCrf(db, exchange), zone, zip);
        }
        try (Connection platform = databases.platform()) {
            Sql.update(
                    platform,
                    "INSERT INTO outbox (recipients, subject, sent, attachment) VALUES (?::json, 'Study data', ?, ?)",
                    emails.toString(),
                    clock.instant(),
                    zip.toByteArray());
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("message", "OK");
        exchange.json(answer);
    }

    private void outbox(Exchange exchange) throws SQLException, IOException {
        try (Connection platform = databases.platform();
                ResultSet mails = Query.run(
                        platform,
                        "SELECT outbox_id AS id, recipients AS \"to\", subject, sent, length(attachment) AS attachment_bytes"
                                + " FROM outbox ORDER BY outbox_id",
                        List.of())) {
            Rows.json(List.of(mails), zone, exchange.jsonStream());
        }
    }

    private void attachment(Exchange exchange) throws SQLException, IOException {
        try (Connection platform = databases.platform()) {
            Object zip =
                    Sql.value(platform, "SELECT attachment FROM outbox WHERE outbox_id::text = ?", exchange.path("id"));
            if (!(zip instanceof byte[] bytes)) {
                throw ApiError.badRequest("outbox", "There is no such mail.");
            }
            try (var out = exchange.fileStream("application/zip", "crfs.zip")) {
                out.write(bytes);
            }
        }
    }
}
