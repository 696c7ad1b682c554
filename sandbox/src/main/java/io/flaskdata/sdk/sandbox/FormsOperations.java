package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /flask/crf/*}. The texts of its errors are ours. */
final class FormsOperations {
    private static final String MODULE = "create-CRF-and-insert-data";
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int DATA_ID = 10;

    private final Databases databases;
    private final InstantSource clock;
    private final EdcLink edc;
    private final SecureRandom random = new SecureRandom();

    FormsOperations(Databases databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
        this.edc = new EdcLink(databases);
    }

    void createCrfAndInsertData(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String subject = exchange.required("subject_label");
        String event = exchange.required("event_name");
        String crf = exchange.required("crf_name");
        exchange.required(exchange.body().has("crf_data") ? "study_id" : "crf_data");
        JsonObject data = exchange.object("crf_data");
        try (Connection db = databases.platform()) {
            Object eventId = find(db, exchange.user(), study, subject, event, crf, data);
            Instant now = clock.instant();
            String dataId = dataId();
            databases.chain(db, each -> {
                Sql.update(
                        each,
                        "INSERT INTO crf_data VALUES (?, ?, ?, ?, 'Started', ?)",
                        dataId,
                        eventId,
                        study,
                        crf,
                        now);
                for (Map.Entry<String, JsonElement> value : data.entrySet()) {
                    Sql.update(
                            each,
                            "INSERT INTO crf_value (crf_data_id, variable, value, date_created) VALUES (?, ?, ?::json, ?)",
                            dataId,
                            value.getKey(),
                            Exchange.GSON.toJson(value.getValue()),
                            now);
                }
                edc.update(
                        each, study, subject, event, crf, data, exchange.user().id(), now);
                return dataId;
            });
            JsonObject answer = new JsonObject();
            answer.addProperty("crfDataId", dataId);
            exchange.json(answer);
        }
    }

    private static Object find(
            Connection db, User user, int study, String subject, String event, String crf, JsonObject data)
            throws SQLException {
        if (!Sql.exists(db, "SELECT 1 FROM forms_study WHERE study_id = ?", study)) {
            throw ApiError.badRequest(MODULE, "Study " + study + " not found.");
        }
        var subjects = Sql.rows(db, "SELECT site FROM forms_subject WHERE study_id = ? AND label = ?", study, subject);
        if (subjects.isEmpty()) {
            throw ApiError.badRequest(MODULE, "Subject " + subject + " not found.");
        }
        permit(user, study, String.valueOf(subjects.get(0).get("site")), subject);
        Object eventId = Sql.value(
                db,
                "SELECT event_id FROM forms_event WHERE study_id = ? AND subject = ? AND name = ? ORDER BY event_id LIMIT 1",
                study,
                subject,
                event);
        if (eventId == null) {
            throw ApiError.badRequest(MODULE, "Event " + event + " not found.");
        }
        if (!Sql.exists(db, "SELECT 1 FROM forms_crf WHERE study_id = ? AND name = ?", study, crf)) {
            throw ApiError.badRequest(MODULE, "CRF " + crf + " not found.");
        }
        Set<String> variables =
                Sql.rows(db, "SELECT variable FROM forms_item WHERE study_id = ? AND crf = ?", study, crf).stream()
                        .map(row -> String.valueOf(row.get("variable")))
                        .collect(Collectors.toSet());
        for (String variable : data.keySet()) {
            if (!variables.contains(variable)) {
                throw ApiError.badRequest(MODULE, "Item " + variable + " not found.");
            }
        }
        return eventId;
    }

    private static void permit(User user, int study, String site, String subject) {
        boolean ofStudy = matches(user.studyId(), study);
        boolean ofSite = matches(user.site(), site);
        boolean ofSubject = matches(user.subjectLabel(), subject);
        if (!ofStudy || !ofSite || !ofSubject) {
            throw ApiError.badRequest(MODULE, "Permission denied.");
        }
    }

    private static boolean matches(@Nullable Object limit, Object actual) {
        return limit == null || limit.equals(actual);
    }

    private String dataId() {
        return random.ints(DATA_ID, 0, ALPHANUMERICS.length())
                .mapToObj(i -> String.valueOf(ALPHANUMERICS.charAt(i)))
                .collect(Collectors.joining());
    }
}
