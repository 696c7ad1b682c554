package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as the viewer receives it, with every member and JSON type as observed, including nulls and empty strings.
 */
final class ViewerDocument {
    private static final String SYSTEM = "Sandbox System";
    private static final int FONT = 14;

    /**
     * Item types whose missing value and default are a list with one null (observed); for other types they are empty
     * lists.
     */
    private static final Set<String> NULL_WITHOUT_VALUE = Set.of("DATE", "TIME", "TEXTAREA");

    private final Connection db;
    private final FormsLookup.Event event;

    ViewerDocument(Connection db, FormsLookup.Event event) {
        this.db = db;
        this.event = event;
    }

    JsonObject json() throws SQLException {
        var row = Sql.rows(
                        db,
                        "SELECT l.*, d.names, d.description, s.*, l.status AS link_status, l.date_created AS link_created,"
                                + " y.name AS study, p.name AS site, g.direction, g.languagekey FROM forms_link l"
                                + " JOIN forms_event_definition d USING (event_id) JOIN forms_subject s USING (subject_id)"
                                + " JOIN forms_study y ON y.study_id = s.study_id JOIN forms_site p ON p.site_id = s.site_id"
                                + " JOIN language g ON g.enum = s.language WHERE l.link_id = ?",
                        event.linkId())
                .get(0);
        JsonObject json = new JsonObject();
        json.addProperty("rtl", "rtl".equals(row.get("direction")));
        json.add("name", parsed(row, "names"));
        json.add("rules", new JsonArray());
        json.addProperty("status", Sql.text(row, "link_status"));
        json.addProperty("study_id", event.subject().studyId());
        json.addProperty("linkId", event.linkId());
        json.addProperty("parentLink", "");
        json.addProperty("parentToken", "");
        json.addProperty("studyName", Sql.text(row, "study"));
        json.addProperty("siteName", Sql.text(row, "site"));
        json.add("subject", subject(row));
        json.add("metadata", metadata(row));
        JsonArray crfs = new JsonArray();
        for (var crf : Sql.rows(
                db,
                "SELECT v.*, c.names, c.description, c.study_id, c.oc_oid, c.variable, c.version, c.active, c.date_created AS crf_created,"
                        + " trim(a.first_name || ' ' || a.last_name) AS creator, trim(b.first_name || ' ' || b.last_name) AS editor"
                        + " FROM crf_data v JOIN forms_crf c USING (crf_id) LEFT JOIN app_user a ON a.user_id = v.creator_id"
                        + " LEFT JOIN app_user b ON b.user_id = v.editor_id WHERE v.link_id = ? AND v.shown"
                        // In a stable order that a client can't rely on.
                        + " ORDER BY md5(v.crf_data_id)",
                event.linkId())) {
            crfs.add(crf(crf));
        }
        json.add("CRFs", crfs);
        return json;
    }

    /** From a link's row with its event's description. */
    static JsonObject metadata(Map<String, @Nullable Object> row) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("eventId", Sql.text(row, "event_id"));
        metadata.add("description", parsed(row, "description"));
        metadata.addProperty("scheduled_date", date(row, "event_date"));
        metadata.addProperty("lastEdited", date(row, "last_edited"));
        return metadata;
    }

    private static JsonObject subject(Map<String, @Nullable Object> row) {
        String first = Sql.text(row, "first_name");
        String last = Sql.text(row, "last_name");
        JsonObject subject = new JsonObject();
        subject.addProperty("subjectId", Sql.text(row, "label"));
        subject.addProperty("fullName", (first + " " + last).strip());
        subject.addProperty("firstName", first);
        subject.addProperty("lastName", last);
        subject.addProperty("phone", Sql.text(row, "phone"));
        subject.addProperty("email", Sql.text(row, "email"));
        subject.addProperty("site_name", Sql.text(row, "site"));
        // A number as text (observed).
        subject.addProperty("site_id", Sql.text(row, "site_id"));
        subject.addProperty("creator_name", SYSTEM);
        subject.addProperty("language", Sql.text(row, "languagekey"));
        subject.addProperty("id", Sql.text(row, "document_id"));
        subject.addProperty("study_id", Sql.integer(row, "study_id"));
        subject.addProperty("subject_id", Sql.integer(row, "subject_id"));
        subject.addProperty("update_id", 1);
        subject.addProperty("status_id", 1);
        nulls(subject, "user_id", "editor_name", "test");
        subject.addProperty("date_updated", date(row, "date_updated"));
        subject.addProperty("date_created", date(row, "date_created"));
        subject.add("epro_events_generated_by_periods", new JsonArray());
        subject.addProperty("epro_events_generated", false);
        JsonObject metadata = new JsonObject();
        metadata.addProperty("enabled", true);
        subject.add("metadata", metadata);
        JsonArray tokens = new JsonArray();
        tokens.add(Sql.text(row, "token"));
        subject.add("tokens", tokens);
        return subject;
    }

    private JsonObject crf(Map<String, @Nullable Object> row) throws SQLException {
        String status = Sql.text(row, "status");
        JsonObject crf = new JsonObject();
        crf.add("name", parsed(row, "names"));
        crf.add("description", parsed(row, "description"));
        crf.addProperty("study_id", Sql.integer(row, "study_id"));
        crf.addProperty("layout_columns", 1);
        crf.addProperty("layout_type", 1);
        crf.addProperty("order", Sql.integer(row, "ordinal"));
        crf.addProperty("repeatIndex", Sql.integer(row, "repeat_index") + 1);
        crf.addProperty("oc_oid", Sql.text(row, "oc_oid"));
        crf.addProperty("variable", Sql.text(row, "variable"));
        crf.addProperty("flask_crf_version", version(row));
        crf.addProperty("id", Sql.text(row, "crf_id"));
        crf.addProperty("dataId", Sql.text(row, "crf_data_id"));
        crf.addProperty("crfStatus", status);
        crf.addProperty("hide_fields", false);
        crf.addProperty("queries_on", true);
        crf.addProperty("omt", (Boolean) row.get("omt"));
        crf.addProperty("active", (Boolean) row.get("active"));
        crf.addProperty("completed", status.equals("Closed"));
        nulls(crf, "item_group_id", "crf_version_id", "crf_id", "externalId");
        crf.addProperty("last_edited", date(row, "last_edited"));
        authors(crf, date(row, "crf_created"));
        crf.add("metadata", record(row));
        JsonArray sections = new JsonArray();
        for (var section :
                Sql.rows(db, "SELECT * FROM forms_section WHERE crf_id = ? ORDER BY ordinal", row.get("crf_id"))) {
            sections.add(section(section, row));
        }
        crf.add("sections", sections);
        return crf;
    }

    private static boolean isSaved(Map<String, @Nullable Object> crf) {
        return crf.get("last_edited") != null;
    }

    /** As in the recorded document. */
    private static String version(Map<String, @Nullable Object> crf) {
        String version = Sql.text(crf, "version");
        return version.matches("\\d+") ? version + ".0" : version;
    }

    private static JsonObject record(Map<String, @Nullable Object> row) {
        JsonObject record = new JsonObject();
        record.addProperty("data_record_creator", (String) row.get("creator"));
        record.add("data_record_creator_id", text(row.get("creator_id")));
        record.addProperty("data_record_editor", (String) row.get("editor"));
        record.add("data_record_editor_id", text(row.get("editor_id")));
        record.addProperty("data_record_created", isSaved(row) ? date(row, "date_created") : null);
        String updated = date(row, "date_updated");
        record.addProperty("data_record_updated", updated.isEmpty() ? null : updated);
        return record;
    }

    private JsonObject section(Map<String, @Nullable Object> row, Map<String, @Nullable Object> crf)
            throws SQLException {
        String created = date(crf, "crf_created");
        JsonObject section = new JsonObject();
        section.add("name", parsed(row, "names"));
        section.add("description", parsed(row, "description"));
        section.addProperty("crfId", Sql.text(crf, "crf_id"));
        section.addProperty("flask_crf_version", version(crf));
        section.addProperty("id", Sql.text(row, "section_id"));
        section.addProperty("study_id", Sql.integer(crf, "study_id"));
        section.addProperty("order", Sql.integer(row, "ordinal"));
        nulls(section, "crf_version_id", "crf_id", "section_id");
        authors(section, created);
        JsonArray items = new JsonArray();
        for (var item : Sql.rows(
                db,
                "SELECT i.*, v.value, v.date_created AS value_created, v.date_updated AS value_updated FROM forms_item i"
                        + " LEFT JOIN crf_value v ON v.crf_data_id = ? AND v.variable = i.variable WHERE i.section_id = ? ORDER BY i.ordinal",
                crf.get("crf_data_id"),
                row.get("section_id"))) {
            items.add(item(item, crf));
        }
        section.add("items", items);
        return section;
    }

    private JsonObject item(Map<String, @Nullable Object> row, Map<String, @Nullable Object> crf) throws SQLException {
        JsonObject item = new JsonObject();
        item.addProperty("type", Sql.text(row, "item_type"));
        item.addProperty("variable", Sql.text(row, "variable"));
        item.addProperty("crfId", Sql.text(row, "crf_id"));
        item.addProperty("sectionId", Sql.text(row, "section_id"));
        item.addProperty("oc_oid", Sql.text(row, "oc_oid"));
        item.addProperty("flask_crf_version", version(crf));
        item.addProperty("id", Sql.text(row, "item_id"));
        item.addProperty("formName", Sql.text(row, "variable"));
        item.add("title", parsed(row, "title"));
        item.add("label", parsed(row, "label"));
        item.addProperty("study_id", Sql.integer(crf, "study_id"));
        item.addProperty("label_font_size", FONT);
        item.addProperty("title_font_size", FONT);
        item.addProperty("order", Sql.integer(row, "ordinal"));
        List.of("allow_wrap", "label_word_wrap", "title_word_wrap", "manual_entry")
                .forEach(each -> item.addProperty(each, true));
        nulls(item, "response_set_id", "section_id", "crf_id", "item_form_metadata_id");
        nulls(item, "item_group_metadata_id", "item_id");
        authors(item, date(crf, "crf_created"));
        JsonArray none = new JsonArray();
        if (NULL_WITHOUT_VALUE.contains(Sql.text(row, "item_type"))) {
            none.add(JsonNull.INSTANCE);
        }
        item.add("defaultValue", none);
        Object value = row.get("value");
        item.add("value", value == null ? none.deepCopy() : values(JsonParser.parseString(value.toString())));
        item.add("queries", new JsonArray());
        item.addProperty("value_created", date(row, "value_created"));
        item.addProperty("value_updated", date(row, "value_updated"));
        item.addProperty("localStringValue", isSaved(crf) ? null : "");
        JsonArray options = new JsonArray();
        for (var choice :
                Sql.rows(db, "SELECT * FROM forms_option WHERE item_id = ? ORDER BY value", row.get("item_id"))) {
            options.add(option(choice));
        }
        item.add("options", options);
        item.add("adds", parsed(row, "adds"));
        return item;
    }

    private static JsonObject option(Map<String, @Nullable Object> row) {
        JsonObject option = new JsonObject();
        option.addProperty("isNotUnique", false);
        option.addProperty("value", Sql.integer(row, "value"));
        option.add("title", parsed(row, "title"));
        option.addProperty("uid", Sql.text(row, "uid"));
        return option;
    }

    /** A value is sent in a list; several values of an item are that list. */
    static JsonArray values(JsonElement value) {
        if (value.isJsonArray()) {
            return value.getAsJsonArray();
        }
        JsonArray values = new JsonArray();
        values.add(value);
        return values;
    }

    private static void authors(JsonObject json, String date) {
        json.addProperty("editor_name", SYSTEM);
        json.addProperty("creator_name", SYSTEM);
        nulls(json, "owner_id", "status_id");
        json.addProperty("date_updated", date);
        json.addProperty("date_created", date);
    }

    private static void nulls(JsonObject json, String... members) {
        for (String member : members) {
            json.add(member, JsonNull.INSTANCE);
        }
    }

    private static JsonElement text(@Nullable Object id) {
        return id == null ? JsonNull.INSTANCE : new JsonPrimitive(id.toString());
    }

    private static JsonElement parsed(Map<String, @Nullable Object> row, String column) {
        return JsonParser.parseString(Sql.text(row, column));
    }

    private static String date(Map<String, @Nullable Object> row, String column) {
        return LinkOperations.instant(row.get(column));
    }
}
