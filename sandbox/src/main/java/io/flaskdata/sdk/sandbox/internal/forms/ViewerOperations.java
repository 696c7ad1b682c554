package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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

/** {@code /flask/viewer/{token}/*}: nobody signs in, whoever has a link's token has its event. */
public final class ViewerOperations {
    /** Items whose value is a list, also of one. */
    private static final Set<String> SEVERAL = Set.of("CHECKBOX_GROUP", "MULTIPLE_SELECT");

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
                        .changing("values, the event's log, a linked CRF in the EDC")
                        .inferring(
                                "the answer; an item left out loses its value; values saved in between are lost; values are not checked against options or bounds"),
                Route.open("POST", "/flask/viewer/{token}/log", "observed", this::log)
                        .inferring("an entry's members"));
    }

    private void data(Exchange exchange) throws SQLException, IOException {
        exchange.json(forms.read(
                exchange,
                "viewer",
                lookup -> new ViewerDocument(lookup.db(), lookup.token(exchange.path("token"))).json()));
    }

    /**
     * One CRF, whole: an item that is left out loses its value, and values that someone else saved in between are lost
     * (inferred, the reading that is worse for a client).
     */
    private void saveCrf(Exchange exchange) throws SQLException, IOException {
        String dataId = exchange.required("dataId");
        String crf = exchange.required("id");
        boolean completed = exchange.flag("completed");
        JsonArray sections = exchange.requiredArray("sections");
        Instant now = clock.instant();
        forms.run(exchange, "save-crf", lookup -> {
            FormsLookup.Event event = lookup.token(exchange.path("token"));
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
            JsonObject values = values(lookup, data, sections);
            steps.write(lookup, data, values, now);
            if (completed) {
                steps.close(lookup, data, now);
            }
            return data;
        });
        exchange.ok();
    }

    /** By variable; null for an item that had a value and gets none. What is sent as it was shown is as it was. */
    private static JsonObject values(FormsLookup lookup, FormsLookup.Data data, JsonArray sections)
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
        for (var row : Sql.rows(
                lookup.db(),
                "SELECT variable, item_type FROM forms_item WHERE crf_id = ?",
                data.crf().id())) {
            types.put(Sql.text(row, "variable"), Sql.text(row, "item_type"));
        }
        for (JsonObject item : items(lookup, sections)) {
            String variable = variable(lookup, item);
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

    /** As an item is shown that never had a value. */
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

    /** Its page stands in the body itself. */
    private void log(Exchange exchange) throws SQLException, IOException {
        Page.Source list = new Page.Source(
                "viewer/log",
                "SELECT log_id, action, crf_data_id, variable, old_value, new_value, date_created FROM forms_log WHERE link_id = ?",
                Map.of("action", "action", "variable", "variable", "date_created", "date_created"),
                "log_id");
        Page page = Page.of(exchange.body(), list);
        exchange.json(forms.run(exchange, list.module(), lookup -> {
            FormsLookup.Event event = lookup.token(exchange.path("token"));
            JsonObject answer = Page.list(lookup.db(), list, page, ViewerOperations::entry, event.linkId())
                    .getAsJsonObject();
            JsonObject rest = new JsonObject();
            rest.add("pagination", answer.remove("pagination"));
            answer.add("rest", rest);
            return answer;
        }));
    }

    private static JsonObject entry(Map<String, @Nullable Object> row) {
        JsonObject entry = new JsonObject();
        entry.addProperty("action", Sql.text(row, "action"));
        entry.addProperty("dataId", (String) row.get("crf_data_id"));
        entry.addProperty("variable", (String) row.get("variable"));
        entry.add("old_value", json(row.get("old_value")));
        entry.add("new_value", json(row.get("new_value")));
        entry.addProperty("date_created", LinkOperations.instant(row.get("date_created")));
        return entry;
    }

    private static JsonElement json(@Nullable Object column) {
        return column == null ? JsonNull.INSTANCE : JsonParser.parseString(column.toString());
    }
}
