package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /flask/link/{linkId}}: a link is read and replaced as a whole. Members that a client leaves out are lost;
 * unknown members that it adds are kept. Only CRFs, statuses, force and status are documented; the other members are
 * inferred.
 */
public final class LinkOperations {
    private static final String MODULE = "link";
    private static final List<String> FIXED = List.of("_id", "id", "token", "study_id", "subject", "eventId", "name");
    private static final List<String> WRITTEN =
            List.of("status", "scheduled_date", "CRFs", "statuses", "force", "date_created", "lastEdited");

    private final FormsChain forms;
    private final InstantSource clock;
    private final FormsSteps steps;

    public LinkOperations(FormsChain forms, InstantSource clock, FormsSteps steps) {
        this.forms = forms;
        this.clock = clock;
        this.steps = steps;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("GET", "/flask/link/{linkId}", "documented", this::read)
                        .inferring("members beyond CRFs, statuses and status"),
                Route.signedIn("PUT", "/flask/link/{linkId}", "documented", this::replace)
                        .changing("the link, its CRFs and statuses, a linked CRF in the EDC")
                        .inferring("the answer; a CRF left out is gone from the event; CRFs change only with force; a"
                                + " closed CRF stays closed"));
    }

    private void read(Exchange exchange) throws SQLException, IOException {
        exchange.json(forms.read(exchange, MODULE, lookup -> document(lookup, lookup.link(exchange.path("linkId")))));
    }

    private static JsonObject document(FormsLookup lookup, FormsLookup.Event event) throws SQLException {
        var row = Sql.rows(
                        lookup.db(),
                        "SELECT l.*, d.names, s.document_id, s.study_id FROM forms_link l JOIN forms_event_definition d USING (event_id)"
                                + " JOIN forms_subject s USING (subject_id) WHERE l.link_id = ?",
                        event.linkId())
                .get(0);
        JsonObject link = new JsonObject();
        link.addProperty("_id", event.linkId());
        link.addProperty("id", event.linkId());
        link.addProperty("token", Sql.text(row, "token"));
        link.addProperty("study_id", Sql.integer(row, "study_id"));
        link.addProperty("subject", Sql.text(row, "document_id"));
        link.addProperty("eventId", Sql.text(row, "event_id"));
        link.add("name", JsonParser.parseString(Sql.text(row, "names")));
        link.addProperty("status", Sql.text(row, "status"));
        link.addProperty("scheduled_date", instant(row.get("event_date")));
        JsonArray crfs = new JsonArray();
        JsonArray statuses = new JsonArray();
        for (var data : Sql.rows(
                lookup.db(),
                "SELECT * FROM crf_data WHERE link_id = ? AND shown ORDER BY ordinal, crf_data_id",
                event.linkId())) {
            crfs.add(crf(data));
            statuses.add(status(data));
        }
        link.add("CRFs", crfs);
        link.add("statuses", statuses);
        link.addProperty("date_created", instant(row.get("date_created")));
        link.addProperty("lastEdited", instant(row.get("last_edited")));
        JsonParser.parseString(Sql.text(row, "extra"))
                .getAsJsonObject()
                .entrySet()
                .forEach(each -> link.add(each.getKey(), each.getValue()));
        return link;
    }

    private static JsonObject crf(Map<String, @Nullable Object> data) {
        JsonObject crf = new JsonObject();
        crf.addProperty("crf", Sql.text(data, "crf_id"));
        crf.addProperty("omt", (Boolean) data.get("omt"));
        crf.addProperty("dataId", Sql.text(data, "crf_data_id"));
        crf.addProperty("order", Sql.integer(data, "ordinal"));
        return crf;
    }

    private static JsonObject status(Map<String, @Nullable Object> data) {
        JsonObject status = new JsonObject();
        status.addProperty("last_edited", instant(data.get("last_edited")));
        status.addProperty("dataId", Sql.text(data, "crf_data_id"));
        status.addProperty("status", Sql.text(data, "status"));
        status.addProperty("_id", Sql.text(data, "status_document_id"));
        return status;
    }

    /** Empty where there is no date. */
    static String instant(@Nullable Object column) {
        return column instanceof Timestamp time ? NodePostgres.instant(time.toInstant()) : "";
    }

    private void replace(Exchange exchange) throws SQLException, IOException {
        JsonObject body = exchange.body();
        JsonArray crfs = exchange.requiredArray("CRFs");
        JsonArray statuses = exchange.requiredArray("statuses");
        String status = known(exchange.required("status"));
        boolean force = exchange.flag("force");
        Instant date = NodePostgres.parse(exchange.text("scheduled_date"), "scheduled_date", ZoneOffset.UTC);
        Instant now = clock.instant();
        forms.run(exchange, MODULE, lookup -> {
            FormsLookup.Event event = lookup.link(exchange.path("linkId"));
            JsonObject before = document(lookup, event);
            refuseOthers(before, body);
            if (!force && !before.get("CRFs").equals(crfs)) {
                throw lookup.error("CRFs can't be changed without force.");
            }
            LinkedCrfs linked = new LinkedCrfs(lookup, event, steps);
            linked.replace(crfs, now);
            linked.statuses(statuses, now);
            JsonObject extra = body.deepCopy();
            FIXED.forEach(extra::remove);
            WRITTEN.forEach(extra::remove);
            Sql.update(
                    lookup.db(),
                    "UPDATE forms_link SET status = ?, event_date = coalesce(?, event_date), extra = ?::json, last_edited = ? WHERE link_id = ?",
                    status,
                    date,
                    PlainJson.GSON.toJson(extra),
                    now,
                    event.linkId());
            return event;
        });
        exchange.ok();
    }

    /** A PUT can't change a link's identity. */
    private static void refuseOthers(JsonObject before, JsonObject body) {
        for (String member : FIXED) {
            if (body.has(member) && !Objects.equals(body.get(member), before.get(member))) {
                throw ApiError.badRequest(MODULE, member + " can't be changed.");
            }
        }
    }

    static String known(String status) {
        if (!List.of("Not started", "Started", "Closed").contains(status)) {
            throw ApiError.badRequest(MODULE, "Status " + status + " not found.");
        }
        return status;
    }

    static JsonObject entry(JsonElement entry, String member) {
        if (!entry.isJsonObject()) {
            throw ApiError.badRequest(MODULE, "An entry of " + member + " is not an object.");
        }
        return entry.getAsJsonObject();
    }
}
