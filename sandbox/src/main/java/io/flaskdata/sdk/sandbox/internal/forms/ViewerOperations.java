package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Page;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /flask/viewer/{token}/*}: needs no sign-in; a link's token gives access to its event. */
public final class ViewerOperations {
    /** Item types whose value is always a list. */
    private static final Set<String> SEVERAL = Set.of("CHECKBOX_GROUP", "MULTIPLE_SELECT");

    /** Every event of a subject, as the viewer's log lists them. */
    private static final Page.Source EVENTS = new Page.Source(
            "viewer/log",
            "SELECT l.*, d.names, d.description, s.document_id, c.* FROM forms_link l JOIN forms_event_definition d USING (event_id)"
                    + " JOIN forms_subject s USING (subject_id) CROSS JOIN LATERAL (SELECT"
                    + " coalesce(json_agg(json_build_object('crf', v.crf_id, 'name', f.names, 'omt', v.omt, 'dataId', v.crf_data_id,"
                    + " 'order', v.ordinal) ORDER BY v.ordinal, v.crf_data_id), '[]') AS crfs,"
                    + " coalesce(json_agg(v.crf_data_id ORDER BY v.ordinal, v.crf_data_id) FILTER (WHERE v.status = 'Closed'), '[]')"
                    + " AS completed FROM crf_data v JOIN forms_crf f USING (crf_id) WHERE v.link_id = l.link_id AND v.shown) c"
                    + " WHERE l.subject_id = ?",
            Page.named(Map.of("status", "status", "date_created", "date_created", "date_updated", "last_edited")),
            "event_date, link_id");

    private final FormsChain forms;
    private final InstantSource clock;
    private final FormsSteps steps;

    public ViewerOperations(FormsChain forms, InstantSource clock, FormsSteps steps) {
        this.forms = forms;
        this.clock = clock;
        this.steps = steps;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("GET", "/flask/viewer/{token}/data", "documented", this::data)
                        .inferring("that no rule, query or local text is ever there"),
                Route.open("POST", "/flask/viewer/{token}/save-crf", "documented", this::saveCrf)
                        .changing("values, a linked CRF in the EDC")
                        .inferring(
                                "the answer; an item left out loses its value; values saved in between are lost; values are not checked against options or bounds;"
                                        + " without dataId, as clients of 2018 send it, the event's only CRF with that id, its items by id"),
                Route.open("POST", "/flask/viewer/{token}/log", "observed", this::log)
                        .inferring(
                                "all events of the subject; what CRFs, rules, metadata, completed and preview hold"));
    }

    private void data(Exchange exchange) throws SQLException, IOException {
        exchange.json(forms.read(
                exchange,
                "viewer",
                lookup -> new ViewerDocument(lookup.db(), lookup.token(exchange.path("token"))).json()));
    }

    /**
     * Saves one whole CRF: an item left out loses its value, and values saved by others in between are lost (inferred;
     * the interpretation that is worse for a client).
     */
    private void saveCrf(Exchange exchange) throws SQLException, IOException {
        boolean older = exchange.text("dataId") == null;
        String named = older ? "" : exchange.required("dataId");
        String crf = exchange.required("id");
        boolean completed = exchange.flag("completed");
        JsonArray sections = exchange.requiredArray("sections");
        Instant now = clock.instant();
        forms.run(exchange, "save-crf", lookup -> {
            FormsLookup.Event event = lookup.token(exchange.path("token"));
            String dataId = older ? only(lookup, event, crf) : named;
            FormsLookup.Data data = lookup.data(dataId);
            boolean shown = Sql.exists(
                    lookup.db(),
                    "SELECT 1 FROM crf_data WHERE crf_data_id = ? AND link_id = ? AND crf_id = ? AND shown",
                    dataId,
                    event.linkId(),
                    crf);
            if (!shown) {
                throw lookup.error("CRF data " + dataId + " not found.");
            }
            JsonObject values = values(lookup, data, sections, older);
            steps.write(lookup, data, values, now);
            if (completed) {
                steps.close(lookup, data, now);
            }
            return data;
        });
        exchange.ok();
    }

    /** The values by variable; null for an item that loses its value. Items sent as they were shown are unchanged. */
    private static JsonObject values(FormsLookup lookup, FormsLookup.Data data, JsonArray sections, boolean older)
            throws SQLException {
        JsonObject before = new JsonObject();
        for (var row : Sql.rows(
                lookup.db(),
                "SELECT variable, value FROM crf_value WHERE crf_data_id = ? ORDER BY crf_value_id",
                data.id())) {
            before.add(Sql.text(row, "variable"), json(row.get("value")));
        }
        JsonObject values = new JsonObject();
        before.keySet().forEach(each -> values.add(each, JsonNull.INSTANCE));
        Map<String, String> types = new HashMap<>();
        Map<String, String> variables = new HashMap<>();
        for (var row : Sql.rows(
                lookup.db(),
                "SELECT item_id, variable, item_type FROM forms_item WHERE crf_id = ?",
                data.crf().id())) {
            types.put(Sql.text(row, "variable"), Sql.text(row, "item_type"));
            variables.put(Sql.text(row, "item_id"), Sql.text(row, "variable"));
        }
        for (JsonObject item : items(lookup, sections)) {
            String variable = older ? byId(lookup, item, variables) : variable(lookup, item);
            String type = types.get(variable);
            if (type == null) {
                throw lookup.error("Item " + variable + " not found.");
            }
            JsonElement owner = item.get("dataId");
            if (owner != null && !owner.isJsonNull() && !owner.toString().equals('"' + data.id() + '"')) {
                throw lookup.error("Item " + variable + " has another CRF's dataId.");
            }
            if (!(item.get("value") instanceof JsonArray list)) {
                throw lookup.error("The value of item " + variable + " is not a list.");
            }
            JsonElement was = before.get(variable);
            if (was != null && NodePostgres.isSameInJavaScript(ViewerDocument.values(was), list)) {
                values.add(variable, was);
            } else if (was != null ? !list.isEmpty() : !isNone(list)) {
                boolean alone = list.size() == 1 && !list.get(0).isJsonArray() && !SEVERAL.contains(type);
                values.add(variable, alone ? list.get(0) : list);
            }
        }
        return values;
    }

    /** Whether the list is how an item without a value is shown. */
    private static boolean isNone(JsonArray list) {
        return list.isEmpty() || (list.size() == 1 && list.get(0).isJsonNull());
    }

    private static List<JsonObject> items(FormsLookup lookup, JsonArray sections) {
        List<JsonObject> items = new ArrayList<>();
        for (JsonElement section : sections) {
            if (!(section instanceof JsonObject json) || !(json.get("items") instanceof JsonArray list)) {
                throw lookup.error("A section has no items.");
            }
            for (JsonElement item : list) {
                if (!(item instanceof JsonObject entry)) {
                    throw lookup.error("An item is not an object.");
                }
                items.add(entry);
            }
        }
        return items;
    }

    private static String variable(FormsLookup lookup, JsonObject item) {
        JsonElement variable = item.get("variable");
        if (variable == null || !variable.isJsonPrimitive()) {
            throw lookup.error("An item has no variable.");
        }
        return variable.getAsString();
    }

    /** A client of 2018 sends an item's id instead of its variable (observed). */
    private static String byId(FormsLookup lookup, JsonObject item, Map<String, String> variables) {
        JsonElement id = item.get("id");
        String variable = id instanceof JsonPrimitive text ? variables.get(text.getAsString()) : null;
        if (variable == null) {
            throw lookup.error("An item has no id of the CRF's.");
        }
        return variable;
    }

    /** The data of a CRF that the event has exactly once. */
    private static String only(FormsLookup lookup, FormsLookup.Event event, String crf) throws SQLException {
        var found = Sql.rows(
                lookup.db(),
                "SELECT crf_data_id FROM crf_data WHERE link_id = ? AND crf_id = ? AND shown",
                event.linkId(),
                crf);
        if (found.isEmpty()) {
            throw lookup.error("CRF " + crf + " not found.");
        }
        if (found.size() > 1) {
            throw new ApiError(400, "[dataId] parameter(s) is required.");
        }
        return Sql.text(found.get(0), "crf_data_id");
    }

    /** The subject's events; the page's members are in the body itself. */
    private void log(Exchange exchange) throws SQLException, IOException {
        Page page = Page.of(exchange.body(), EVENTS);
        exchange.json(forms.read(exchange, EVENTS.module(), lookup -> {
            FormsLookup.Event event = lookup.token(exchange.path("token"));
            JsonObject answer = Page.list(
                            lookup.db(),
                            EVENTS,
                            page,
                            row -> entry(row, exchange.origin()),
                            event.subject().id())
                    .getAsJsonObject();
            JsonObject rest = new JsonObject();
            rest.add("pagination", answer.remove("pagination"));
            answer.add("rest", rest);
            return answer;
        }));
    }

    private static JsonObject entry(Map<String, @Nullable Object> row, String origin) {
        JsonObject entry = FilterOperations.link(row, origin);
        entry.addProperty("subject", Sql.text(row, "document_id"));
        entry.add("CRFs", json(row.get("crfs")));
        entry.add("rules", new JsonArray());
        entry.add("metadata", ViewerDocument.metadata(row));
        entry.addProperty("date_updated", LinkOperations.instant(row.get("last_edited")));
        entry.addProperty("date_created", LinkOperations.instant(row.get("date_created")));
        entry.add("completed", json(row.get("completed")));
        entry.add("preview", JsonNull.INSTANCE);
        return entry;
    }

    private static JsonElement json(@Nullable Object column) {
        return column == null ? JsonNull.INSTANCE : JsonParser.parseString(column.toString());
    }
}
