package io.flaskdata.sdk.sandbox.internal.seed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** A study's CRFs and events, from the seed; ids come from names, so that they stay when the seed grows. */
final class FormsDesign {
    private static final Set<String> TEXTS = Set.of("TEXT", "INPUT", "TEXTAREA");
    private static final Set<String> NUMBERS = Set.of("NUMBER", "SLIDER");

    private final Connection db;
    private final int study;
    private final Instant created;

    FormsDesign(Connection db, int study, Instant created) {
        this.db = db;
        this.study = study;
        this.created = created;
    }

    void crf(JsonObject crf, int ordinal) throws SQLException {
        JsonObject names = crf.getAsJsonObject("name");
        String name = names.get("ENGLISH").getAsString();
        String version = crf.has("version") ? crf.get("version").getAsString() : "1";
        String key = study + " " + name + " " + version;
        String id = crf.has("id") ? crf.get("id").getAsString() : FormsIds.document("crf " + key);
        Sql.update(
                db,
                "INSERT INTO forms_crf (crf_id, study_id, names, description, variable, oc_oid, version, newest, active, edc_crf, ordinal,"
                        + " date_created) VALUES (?, ?, ?::json, ?::json, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                study,
                names.toString(),
                empty().toString(),
                word(name),
                oid("CRF", name, key),
                version,
                !crf.has("newest") || crf.get("newest").getAsBoolean(),
                !crf.has("active") || crf.get("active").getAsBoolean(),
                crf.has("edc") ? crf.get("edc").getAsString() : null,
                ordinal,
                created);
        String section = FormsIds.document("section " + key);
        Sql.update(
                db,
                "INSERT INTO forms_section VALUES (?, ?, ?::json, ?::json, 0)",
                section,
                id,
                names.toString(),
                empty().toString());
        int items = 0;
        for (JsonElement item : crf.getAsJsonArray("items")) {
            item(item.getAsJsonObject(), id, section, key, items);
            items++;
        }
    }

    private void item(JsonObject item, String crf, String section, String crfKey, int ordinal) throws SQLException {
        String variable = item.get("variable").getAsString();
        String type = item.get("type").getAsString();
        String key = crfKey + " " + variable;
        String id = FormsIds.document("item " + key);
        JsonObject title = item.has("title") ? item.getAsJsonObject("title") : english(variable);
        Sql.update(
                db,
                "INSERT INTO forms_item VALUES (?, ?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?)",
                id,
                crf,
                section,
                variable,
                oid("ITEM", variable, key),
                type,
                title.toString(),
                title.toString(),
                PlainJson.GSON.toJson(adds(item, type)),
                ordinal);
        int value = 0;
        for (JsonElement option : item.has("options") ? item.getAsJsonArray("options") : new JsonArray()) {
            value++;
            Sql.update(
                    db,
                    "INSERT INTO forms_option VALUES (?, ?, ?::json, ?)",
                    id,
                    value,
                    english(option.getAsString()).toString(),
                    FormsIds.document("option " + key + " " + value).substring(0, 8));
        }
    }

    /** Which of them there are depends on the item's type (observed). */
    private static JsonObject adds(JsonObject item, String type) {
        JsonObject adds = new JsonObject();
        adds.add("help", empty());
        adds.add("placeholder", empty());
        adds.add("assertionText", empty());
        adds.add("pattern", item.get("pattern"));
        adds.addProperty("required", false);
        adds.addProperty("disabled", false);
        adds.addProperty("assert", false);
        adds.addProperty("branchingLogic", "");
        adds.addProperty("variableAssignment", "");
        if (TEXTS.contains(type)) {
            adds.addProperty("minlength", 0);
            adds.addProperty("maxlength", 4000);
        }
        if (type.equals("TEXTAREA")) {
            adds.addProperty("rows", 4);
        }
        if (type.equals("INPUT")) {
            adds.addProperty("unique", false);
        }
        if (NUMBERS.contains(type) && item.has("min")) {
            adds.add("min", item.get("min"));
            adds.add("max", item.get("max"));
            adds.addProperty("step", 1);
        }
        return adds;
    }

    /** Its CRFs, by name, are those that every subject's event starts with. */
    void event(JsonObject event, int ordinal) throws SQLException {
        String name = event.getAsJsonObject("name").get("ENGLISH").getAsString();
        String id = FormsIds.document("event " + study + " " + name);
        Sql.update(
                db,
                "INSERT INTO forms_event_definition (event_id, study_id, names, description, repeating, ordinal) VALUES (?, ?, ?::json, ?::json, ?, ?)",
                id,
                study,
                event.get("name").toString(),
                empty().toString(),
                event.has("repeating") && event.get("repeating").getAsBoolean(),
                ordinal);
        int crfs = 0;
        for (JsonElement crf : event.has("crfs") ? event.getAsJsonArray("crfs") : new JsonArray()) {
            crfs++;
            Sql.update(
                    db,
                    "INSERT INTO forms_event_crf SELECT ?, crf_id, ? FROM forms_crf WHERE study_id = ? AND name = ? AND newest",
                    id,
                    crfs,
                    study,
                    crf.getAsString());
        }
    }

    static JsonObject english(String text) {
        JsonObject texts = new JsonObject();
        texts.addProperty("ENGLISH", text);
        return texts;
    }

    private static JsonObject empty() {
        return english("");
    }

    private static String word(String name) {
        return name.replaceAll("\\W", "").toUpperCase(Locale.ROOT);
    }

    /** Prefix, short name and five letters or digits. */
    private static String oid(String prefix, String name, String key) {
        String word = word(name);
        return prefix + "_" + word.substring(0, Math.min(10, word.length())) + "_"
                + FormsIds.seeded(key.hashCode()).alphanumerics(5);
    }
}
