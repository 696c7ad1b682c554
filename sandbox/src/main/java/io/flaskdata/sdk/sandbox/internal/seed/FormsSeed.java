package io.flaskdata.sdk.sandbox.internal.seed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.Users;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Users, the demo study's Forms side, and the studies that the documentation's example requests name: forms-seed.json. */
final class FormsSeed {
    private static final int DEMO = 1000001;

    private static final Instant CREATED = Instant.parse("2026-01-12T08:00:00.000Z");
    private static final String FIRST_VISIT = "2026-02-02T09:00:00.000Z";

    private final Connection db;
    private final FormsIds ids = FormsIds.seeded(20260101);
    private final FormsValues values = new FormsValues(ids);

    FormsSeed(Connection db) {
        this.db = db;
    }

    void write(Seed seed) throws SQLException, GeneralSecurityException, IOException {
        user(Users.API, "api");
        user(Users.STUDY, "study");
        user(Users.SITE, "site");
        user(Users.SUBJECT, "subject");
        if (seed.demo()) {
            for (JsonElement study : read().getAsJsonArray("studies")) {
                study(study.getAsJsonObject());
            }
            assign(DEMO);
        }
        for (StudyDesign own : seed.studies()) {
            study(json(own));
            assign(own.id());
        }
    }

    /** In the shape of forms-seed.json. */
    private static JsonObject json(StudyDesign design) {
        JsonObject study = new JsonObject();
        study.addProperty("study_id", design.id());
        study.addProperty("name", design.name());
        if (!design.edcDatabase().isEmpty()) {
            study.addProperty("edc", design.edcDatabase());
        }
        JsonObject sites = new JsonObject();
        design.sites().forEach(site -> sites.addProperty(site.label(), site.name()));
        study.add("sites", sites);
        study.add("crfs", list(design.crfs(), crf -> {
            JsonObject json = new JsonObject();
            json.add("name", FormsDesign.english(crf.name()));
            json.addProperty("edc", crf.name());
            json.add("items", list(crf.items(), FormsSeed::json));
            return json;
        }));
        study.add("events", list(design.events(), event -> {
            JsonObject json = new JsonObject();
            json.add("name", FormsDesign.english(event.name()));
            json.add("crfs", list(event.crfs(), JsonPrimitive::new));
            if (event.repeating()) {
                json.addProperty("repeating", true);
                json.addProperty("scheduled", false);
            }
            return json;
        }));
        study.add("subjects", list(design.subjects(), subject -> {
            JsonObject json = new JsonObject();
            json.addProperty("label", subject.label());
            json.addProperty("site", subject.site());
            if (subject.equals(design.subjects().get(0))) {
                json.addProperty("user", Users.SUBJECT);
            }
            return json;
        }));
        return study;
    }

    private static JsonObject json(StudyDesign.Item item) {
        JsonObject json = new JsonObject();
        json.addProperty("variable", item.variable());
        json.addProperty("type", item.type().name());
        json.add("options", list(item.options(), JsonPrimitive::new));
        return json;
    }

    private static <T> JsonArray list(List<T> things, Function<T, JsonElement> json) {
        JsonArray array = new JsonArray();
        things.forEach(each -> array.add(json.apply(each)));
        return array;
    }

    private static JsonObject read() throws IOException {
        try (InputStream in = Objects.requireNonNull(FormsSeed.class.getResourceAsStream("forms-seed.json"))) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    private void user(String email, String role) throws SQLException, GeneralSecurityException {
        Sql.update(
                db,
                "INSERT INTO app_user (email, password_sha256, role, first_name, last_name, edc_username, company_name, customer_id)"
                        + " VALUES (?, ?, ?, 'Sandbox', ?, ?, 'Sandbox Trials', 1)",
                email,
                Users.sha256(Users.PASSWORD),
                role,
                role,
                "sandbox_" + email.substring(0, email.indexOf('@')));
    }

    /** The users of the study and, if it has one, of its first site. */
    private void assign(int study) throws SQLException {
        Sql.update(
                db,
                "INSERT INTO forms_study_user SELECT ?, user_id, NULL FROM app_user WHERE email = ?",
                study,
                Users.STUDY);
        Sql.update(
                db,
                "INSERT INTO forms_study_user SELECT study_id, user_id, site_id FROM forms_site, app_user WHERE study_id = ? AND email = ?"
                        + " ORDER BY site_id LIMIT 1",
                study,
                Users.SITE);
    }

    private void study(JsonObject study) throws SQLException, GeneralSecurityException {
        int id = study.get("study_id").getAsInt();
        Sql.update(
                db,
                "INSERT INTO forms_study (study_id, name, official_title, unique_protocolid, edc_database, date_created) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                study.get("name").getAsString(),
                study.get("name").getAsString(),
                study.has("protocol") ? study.get("protocol").getAsString() : "P-" + id,
                study.has("edc") ? study.get("edc").getAsString() : null,
                study.has("created") ? Instant.parse(study.get("created").getAsString()) : CREATED);
        for (JsonElement language : study.has("languages") ? study.getAsJsonArray("languages") : english()) {
            Sql.update(
                    db,
                    "INSERT INTO forms_study_language SELECT ?, language_id FROM language WHERE enum = ?",
                    id,
                    language.getAsString());
        }
        for (Map.Entry<String, JsonElement> site :
                study.getAsJsonObject("sites").entrySet()) {
            Sql.update(
                    db,
                    "INSERT INTO forms_site (study_id, unique_identifier, name, date_created) VALUES (?, ?, ?, ?)",
                    id,
                    site.getKey(),
                    site.getValue().getAsString(),
                    CREATED);
        }
        FormsDesign design = new FormsDesign(db, id, CREATED);
        int ordinal = 0;
        for (JsonElement crf : study.getAsJsonArray("crfs")) {
            ordinal++;
            design.crf(crf.getAsJsonObject(), ordinal);
        }
        ordinal = 0;
        for (JsonElement event : study.getAsJsonArray("events")) {
            ordinal++;
            design.event(event.getAsJsonObject(), ordinal);
        }
        for (JsonElement subject : study.getAsJsonArray("subjects")) {
            subject(id, subject.getAsJsonObject(), study.getAsJsonArray("events"));
        }
        for (JsonElement data : study.has("data") ? study.getAsJsonArray("data") : new JsonArray()) {
            data(id, data.getAsJsonObject());
        }
    }

    private static JsonArray english() {
        JsonArray english = new JsonArray();
        english.add("ENGLISH");
        return english;
    }

    private void subject(int study, JsonObject subject, JsonArray events)
            throws SQLException, GeneralSecurityException {
        String label = subject.get("label").getAsString();
        Instant visit = Instant.parse(
                subject.has("first_visit") ? subject.get("first_visit").getAsString() : FIRST_VISIT);
        if (subject.has("user")
                && !Sql.exists(
                        db,
                        "SELECT 1 FROM app_user WHERE email = ?",
                        subject.get("user").getAsString())) {
            user(subject.get("user").getAsString(), "subject");
        }
        int id = Sql.insert(
                db,
                "INSERT INTO forms_subject (document_id, study_id, site_id, label, user_id, email, language, date_created, date_updated)"
                        + " SELECT ?, study_id, site_id, ?, (SELECT user_id FROM app_user WHERE email = ?), ?, ?, ?, ? FROM forms_site"
                        + " WHERE study_id = ? AND unique_identifier = ? RETURNING subject_id",
                FormsIds.document("subject " + study + " " + label),
                label,
                subject.has("user") ? subject.get("user").getAsString() : null,
                subject.has("user") ? subject.get("user").getAsString() : "",
                subject.has("language") ? subject.get("language").getAsString() : "ENGLISH",
                CREATED,
                CREATED,
                study,
                subject.has("site") ? subject.get("site").getAsString() : label.substring(0, 3));
        int number = 0;
        for (JsonElement each : events) {
            if (!each.getAsJsonObject().has("scheduled")) {
                String event = each.getAsJsonObject()
                        .getAsJsonObject("name")
                        .get("ENGLISH")
                        .getAsString();
                event(study, id, label, event, visit.plus(14L * number, ChronoUnit.DAYS));
                number++;
            }
        }
    }

    private void event(int study, int subject, String label, String event, Instant date) throws SQLException {
        String definition = FormsIds.document("event " + study + " " + event);
        String link = link(study, label, event);
        values.insertLink(db, link, subject, definition, date, CREATED);
        var crfs = Sql.rows(db, "SELECT crf_id FROM forms_event_crf WHERE event_id = ? ORDER BY ordinal", definition);
        for (var crf : crfs) {
            values.insertData(db, ids.data(), link, Sql.text(crf, "crf_id"), null, CREATED);
        }
    }

    private static String link(int study, String label, String event) {
        return FormsIds.document("link " + study + " " + label + " " + event);
    }

    private void data(int study, JsonObject data) throws SQLException {
        String link =
                link(study, data.get("subject").getAsString(), data.get("event").getAsString());
        String crf = FormsIds.document("crf " + study + " " + data.get("crf").getAsString() + " "
                + data.get("version").getAsString());
        String id = ids.data();
        Instant date = ((Timestamp) Objects.requireNonNull(
                        Sql.value(db, "SELECT event_date FROM forms_link WHERE link_id = ?", link)))
                .toInstant();
        values.insertData(db, id, link, crf, null, date);
        for (Map.Entry<String, JsonElement> value :
                data.getAsJsonObject("values").entrySet()) {
            FormsValues.insertValue(db, id, value.getKey(), value.getValue().toString(), date);
        }
        Sql.update(
                db,
                "UPDATE crf_data SET status = ?, last_edited = ? WHERE crf_data_id = ?",
                data.get("status").getAsString(),
                date,
                id);
        Sql.update(db, "UPDATE forms_link SET status = 'Started', last_edited = ? WHERE link_id = ?", date, link);
    }
}
