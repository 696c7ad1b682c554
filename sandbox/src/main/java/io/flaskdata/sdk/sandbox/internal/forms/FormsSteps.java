package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.seed.FormsIds;
import io.flaskdata.sdk.sandbox.internal.seed.FormsValues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * The steps of writes in Forms. Each stays when a later one fails: an unknown item leaves behind the CRF created for it
 * and the items before it.
 */
public final class FormsSteps {
    private static final String CLOSED = "Closed";

    private final FormsIds ids;
    private final FormsValues values;

    public FormsSteps(FormsIds ids) {
        this.ids = ids;
        this.values = new FormsValues(ids);
    }

    FormsValues values() {
        return values;
    }

    /** An event with no CRFs yet; one that does not repeat is created once. */
    FormsLookup.Event createEvent(FormsLookup lookup, FormsLookup.Subject subject, String name, Instant now)
            throws SQLException {
        FormsLookup.Definition definition = lookup.definition(subject.studyId(), name);
        String link = ids.document();
        if (!definition.repeating()
                && Sql.exists(
                        lookup.db(),
                        "SELECT 1 FROM forms_link WHERE subject_id = ? AND event_id = ?",
                        subject.id(),
                        definition.id())) {
            throw lookup.error("Event " + name + " already exists.");
        }
        values.insertLink(lookup.db(), link, subject.id(), definition.id(), now, now);
        return new FormsLookup.Event(link, name, "Not started", subject);
    }

    /** Creates a CRF's data, still empty: each call adds one, as a repetition if the event already has the CRF. */
    FormsLookup.Data createData(FormsLookup lookup, FormsLookup.Event event, FormsLookup.Crf crf, Instant now)
            throws SQLException {
        if (event.status().equals(CLOSED)) {
            throw lookup.error("Event " + event.name() + " is closed.");
        }
        String data = ids.data();
        values.insertData(lookup.db(), data, event.linkId(), crf.id(), lookup.userId(), now);
        return new FormsLookup.Data(data, "Not started", crf, event);
    }

    /**
     * Writes values by item variable, also to the EDC if the CRF is linked to it, where unchanged values are not
     * touched.
     */
    void write(FormsLookup lookup, FormsLookup.Data data, JsonObject written, Instant now) throws SQLException {
        refuseClosed(lookup, data);
        for (Map.Entry<String, JsonElement> value : written.entrySet()) {
            writeValue(lookup, data, value.getKey(), value.getValue(), now);
        }
        Sql.update(
                lookup.db(),
                "UPDATE crf_data SET status = 'Started', date_updated = ?, last_edited = ?, editor_id = ? WHERE crf_data_id = ?",
                now,
                now,
                lookup.userId(),
                data.id());
        Sql.update(
                lookup.db(),
                "UPDATE forms_link SET status = 'Started', last_edited = ? WHERE link_id = ?",
                now,
                data.event().linkId());
        EdcLink.update(lookup, data, written, now);
    }

    private void refuseClosed(FormsLookup lookup, FormsLookup.Data data) {
        if (data.status().equals(CLOSED)) {
            throw lookup.error("CRF " + data.crf().name() + " is closed.");
        }
        if (data.event().status().equals(CLOSED)) {
            throw lookup.error("Event " + data.event().name() + " is closed.");
        }
    }

    private static void writeValue(
            FormsLookup lookup, FormsLookup.Data data, String variable, JsonElement value, Instant now)
            throws SQLException {
        if (!Sql.exists(
                lookup.db(),
                "SELECT 1 FROM forms_item WHERE crf_id = ? AND variable = ?",
                data.crf().id(),
                variable)) {
            throw lookup.error("Item " + variable + " not found.");
        }
        if (value.isJsonObject() || hasNul(value)) {
            throw lookup.error("Item " + variable + " has a wrong type.");
        }
        String json = PlainJson.GSON.toJson(value);
        Object before = Sql.value(
                lookup.db(),
                "SELECT value::text FROM crf_value WHERE crf_data_id = ? AND variable = ?",
                data.id(),
                variable);
        if (!json.equals(before)) {
            FormsValues.insertValue(lookup.db(), data.id(), variable, json, now);
        }
    }

    /** Neither the EDC nor an extract can contain NUL. */
    private static boolean hasNul(JsonElement value) {
        if (value instanceof JsonArray list) {
            return list.asList().stream().anyMatch(FormsSteps::hasNul);
        }
        if (value instanceof JsonObject object) {
            return object.entrySet().stream()
                    .anyMatch(each -> each.getKey().indexOf('\0') >= 0 || hasNul(each.getValue()));
        }
        return value.isJsonPrimitive() && value.getAsString().indexOf('\0') >= 0;
    }

    void close(FormsLookup lookup, FormsLookup.Data data, Instant now) throws SQLException {
        Sql.update(
                lookup.db(),
                "UPDATE crf_data SET status = 'Closed', date_updated = ?, last_edited = ?, editor_id = ? WHERE crf_data_id = ?",
                now,
                now,
                lookup.userId(),
                data.id());
        EdcLink.close(lookup, data, now);
    }
}
