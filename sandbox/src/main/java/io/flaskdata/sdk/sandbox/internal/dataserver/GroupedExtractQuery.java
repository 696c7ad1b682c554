package io.flaskdata.sdk.sandbox.internal.dataserver;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.forms.FormsChain;
import io.flaskdata.sdk.sandbox.internal.forms.FormsLookup;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grouped extract; its answer's shape is inferred. CRFs that a request does not include are left out, and {@code
 * from_last_extract} moves the study's only cursor past all changes before the answer begins, so values left out or
 * lost in transit do not come again.
 */
final class GroupedExtractQuery {
    private static final String MODULE = "extract-grouped";

    /** The members before the values of a CRF's data. */
    private static final List<String> MEMBERS =
            List.of("event", "event_ordinal", "event_date", "crf_data_id", "crf_version", "crf_status", "repeat_index");

    private final FormsChain forms;

    GroupedExtractQuery(FormsChain forms) {
        this.forms = forms;
    }

    void run(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String groupBy = exchange.filter("group_by");
        boolean asObject = exchange.flag("values_as_object");
        boolean onlyNew = exchange.flag("from_last_extract");
        if (groupBy != null && !groupBy.equals("subject")) {
            throw ApiError.badRequest(MODULE, "group_by " + groupBy + " not found.");
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(exchange.user().id(), study));
        String[] crfs = crfs(exchange.array("CRFs"));
        String where = where(exchange, crfs, values);
        values.addAll(forms.run(exchange, MODULE, lookup -> {
            check(lookup, lookup.study(study), crfs);
            return onlyNew ? moveCursor(lookup, study) : List.of(0L, Long.MAX_VALUE);
        }));
        String sql =
                "SELECT p.unique_identifier AS site, s.label AS subject, e.name AS event, l.ordinal AS event_ordinal, l.event_date,"
                        + " c.name AS crf, d.crf_data_id, c.version AS crf_version, d.status AS crf_status, d.repeat_index, v.variable, i.item_type, v.value"
                        + DataServerOperations.VALUES + where
                        + " AND v.change > ? AND v.change <= ? ORDER BY s.label COLLATE \"C\", l.event_date, l.link_id, d.ordinal, d.crf_data_id, v.crf_value_id";
        forms.stream(exchange, MODULE, lookup -> {
            try (PreparedStatement statement = Sql.prepare(lookup.db(), sql, values.toArray())) {
                statement.setFetchSize(1000);
                try (ResultSet rows = statement.executeQuery()) {
                    JsonWriter out = Rows.begin(exchange.jsonStream());
                    write(rows, out, groupBy != null, asObject);
                    Rows.end(out);
                }
            }
        });
    }

    private static String where(Exchange exchange, String[] crfs, List<@Nullable Object> values) {
        boolean all = exchange.flag("include_all_crf_versions");
        StringBuilder where = new StringBuilder();
        if (!exchange.flag("include_deactivated_crfs")) {
            where.append(" AND c.active");
        }
        if (!exchange.flag("include_started_crfs")) {
            where.append(" AND d.status <> 'Started'");
        }
        if (!exchange.flag("include_closed_crfs")) {
            where.append(" AND d.status <> 'Closed'");
        }
        if (crfs.length > 0) {
            where.append(
                    all
                            ? " AND c.name IN (SELECT name FROM forms_crf o WHERE o.study_id = c.study_id AND o.crf_id = ANY (?))"
                            : " AND c.crf_id = ANY (?)");
            values.add(crfs);
        } else if (!all) {
            where.append(" AND c.newest");
        }
        return where.toString();
    }

    private static String[] crfs(JsonArray crfs) {
        List<String> ids = new ArrayList<>();
        for (JsonElement crf : crfs) {
            if (!crf.isJsonPrimitive()) {
                throw ApiError.badRequest(MODULE, "An entry of CRFs is not a text.");
            }
            ids.add(crf.getAsString());
        }
        return ids.toArray(new String[0]);
    }

    private static void check(FormsLookup lookup, int study, String[] crfs) throws SQLException {
        for (String crf : crfs) {
            if (!Sql.exists(lookup.db(), "SELECT 1 FROM forms_crf WHERE study_id = ? AND crf_id = ?", study, crf)) {
                throw lookup.error("CRF " + crf + " not found.");
            }
        }
    }

    /** The cursor's previous and new position, the latter after all changes of the study. */
    private static List<Long> moveCursor(FormsLookup lookup, int study) throws SQLException {
        var moved = Sql.rows(
                        lookup.db(),
                        "INSERT INTO extract_cursor SELECT ?, coalesce(max(v.change), 0), 0 FROM crf_value v JOIN crf_data d USING (crf_data_id)"
                                + " JOIN forms_crf c USING (crf_id) WHERE c.study_id = ? ON CONFLICT (study_id) DO UPDATE SET"
                                + " previous = extract_cursor.change, change = greatest(extract_cursor.change, excluded.change) RETURNING previous, change",
                        study,
                        study)
                .get(0);
        return List.of((Long) moved.get("previous"), (Long) moved.get("change"));
    }

    /** Each group is built in memory and written; rows arrive in group order. */
    private static void write(ResultSet rows, JsonWriter out, boolean bySubject, boolean asObject)
            throws SQLException, IOException {
        String subject = "";
        String dataId = "";
        JsonObject group = new JsonObject();
        JsonObject data = new JsonObject();
        while (rows.next()) {
            boolean newGroup = !rows.getString("subject").equals(subject);
            boolean newData = !rows.getString("crf_data_id").equals(dataId);
            if ((bySubject ? newGroup : newData) && !group.isEmpty()) {
                PlainJson.GSON.toJson(group, out);
            }
            if (bySubject ? newGroup : newData) {
                group = new JsonObject();
                group.addProperty("site", rows.getString("site"));
                group.addProperty("subject", rows.getString("subject"));
            }
            if (newData) {
                data = bySubject ? entry(group, rows.getString("crf")) : group;
                describe(data, rows, bySubject, asObject);
            }
            add(data, rows, asObject);
            subject = rows.getString("subject");
            dataId = rows.getString("crf_data_id");
        }
        if (!group.isEmpty()) {
            PlainJson.GSON.toJson(group, out);
        }
    }

    /** A CRF can occur more than once, so its name always has a list. */
    private static JsonObject entry(JsonObject group, String crf) {
        if (!group.has(crf)) {
            group.add(crf, new JsonArray());
        }
        JsonObject entry = new JsonObject();
        group.getAsJsonArray(crf).add(entry);
        return entry;
    }

    private static void describe(JsonObject data, ResultSet rows, boolean bySubject, boolean asObject)
            throws SQLException {
        if (!bySubject) {
            data.addProperty("crf", rows.getString("crf"));
        }
        for (String member : MEMBERS) {
            data.add(member, NodePostgres.json(rows, rows.findColumn(member), ZoneOffset.UTC));
        }
        data.add("values", asObject ? new JsonObject() : new JsonArray());
    }

    private static void add(JsonObject data, ResultSet rows, boolean asObject) throws SQLException {
        JsonElement value = JsonParser.parseString(rows.getString("value"));
        if (asObject) {
            data.getAsJsonObject("values").add(rows.getString("variable"), value);
            return;
        }
        JsonObject entry = new JsonObject();
        entry.addProperty("item", rows.getString("variable"));
        entry.addProperty("item_type", rows.getString("item_type"));
        entry.add("value", value);
        data.getAsJsonArray("values").add(entry);
    }
}
