package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The CRFs of one link, replaced by a PUT entry by entry, each as its own step. */
final class LinkedCrfs {
    private final FormsLookup lookup;
    private final FormsLookup.Event event;
    private final FormsSteps steps;

    LinkedCrfs(FormsLookup lookup, FormsLookup.Event event, FormsSteps steps) {
        this.lookup = lookup;
        this.event = event;
        this.steps = steps;
    }

    /** CRFs no longer named are no longer shown. */
    void replace(JsonArray crfs, Instant now) throws SQLException {
        Sql.update(lookup.db(), "UPDATE crf_data SET shown = false WHERE link_id = ?", event.linkId());
        for (JsonElement each : crfs) {
            JsonObject entry = LinkOperations.entry(each, "CRFs");
            String id = text(entry, "dataId");
            String crf = text(entry, "crf");
            if (!id.matches("[A-Z0-9]{10}")) {
                throw lookup.error("dataId must be ten upper-case letters or digits.");
            }
            if (Sql.exists(lookup.db(), "SELECT 1 FROM crf_data WHERE crf_data_id = ?", id)) {
                refuseOther(id, crf);
            } else {
                FormsLookup.Crf definition = lookup.crfById(event.subject().studyId(), crf);
                steps.values().insertData(lookup.db(), id, event.linkId(), definition.id(), lookup.userId(), now);
            }
            Sql.update(
                    lookup.db(),
                    "UPDATE crf_data SET shown = true, omt = ?, ordinal = ? WHERE crf_data_id = ?",
                    Exchange.flag(entry, "omt"),
                    number(entry),
                    id);
        }
    }

    private void refuseOther(String id, String crf) throws SQLException {
        FormsLookup.Data data = lookup.data(id);
        if (!data.event().linkId().equals(event.linkId()) || !data.crf().id().equals(crf)) {
            throw lookup.error("dataId " + id + " is another CRF's.");
        }
    }

    /** A CRF that is closed stays closed. */
    void statuses(JsonArray statuses, Instant now) throws SQLException {
        for (JsonElement each : statuses) {
            JsonObject entry = LinkOperations.entry(each, "statuses");
            FormsLookup.Data data = lookup.data(text(entry, "dataId"));
            String status = LinkOperations.known(text(entry, "status"));
            refuseOther(data.id(), data.crf().id());
            if (data.status().equals("Closed") && !status.equals("Closed")) {
                throw lookup.error("CRF " + data.crf().name() + " is closed.");
            }
            Instant edited =
                    entry.has("last_edited") && !entry.get("last_edited").isJsonNull()
                            ? NodePostgres.parse(text(entry, "last_edited"), "last_edited", ZoneOffset.UTC)
                            : null;
            Sql.update(
                    lookup.db(),
                    "UPDATE crf_data SET status = ?, last_edited = ?, status_document_id = coalesce(?, status_document_id)"
                            + " WHERE crf_data_id = ?",
                    status,
                    edited,
                    entry.has("_id") ? text(entry, "_id") : null,
                    data.id());
            if (status.equals("Closed") && !data.status().equals("Closed")) {
                steps.close(lookup, data, now);
            }
        }
    }

    private String text(JsonObject entry, String member) {
        JsonElement value = entry.get(member);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw lookup.error(member + " must be a text.");
        }
        return value.getAsString();
    }

    private int number(JsonObject entry) {
        JsonElement value = entry.get("order");
        if (value == null || !value.toString().matches("-?\\d{1,9}")) {
            throw lookup.error("order must be a whole number.");
        }
        return value.getAsInt();
    }
}
