package io.flaskdata.sdk.sandbox.internal.forms;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.base.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what a request names, as far as its user may see it; a null user has a link's token, which gives access to
 * the link's event. The error texts are ours.
 */
public record FormsLookup(
        Connection db, FormsChain.EdcSide edc, @Nullable User user, String module) {
    record Subject(int id, int studyId, String label) {}

    /** A definition of events. */
    record Definition(String id, boolean repeating) {}

    /** A subject's event. */
    record Event(String linkId, String name, String status, Subject subject) {}

    record Crf(String id, String name, @Nullable String edcCrf) {}

    /** A CRF's data in an event. */
    record Data(String id, String status, Crf crf, Event event) {}

    private static final String SUBJECT = "SELECT s.subject_id, s.study_id, s.label FROM forms_subject s WHERE ";
    private static final String EVENT =
            "SELECT l.link_id, d.name AS event, l.status AS event_status, s.subject_id, s.study_id,"
                    + " s.label FROM forms_link l JOIN forms_event_definition d USING (event_id) JOIN forms_subject s USING (subject_id) WHERE ";

    public ApiError error(String text) {
        return ApiError.badRequest(module, text);
    }

    private ApiError notFound(String what) {
        return error(what + " not found.");
    }

    @Nullable
    Integer userId() {
        return user == null ? null : user.id();
    }

    public int study(int study) throws SQLException {
        if (!Sql.exists(db, "SELECT 1 FROM forms_study WHERE study_id = ?", study)) {
            throw notFound("Study " + study);
        }
        if (!Sql.exists(db, "SELECT 1 FROM visible_study WHERE user_id = ? AND study_id = ?", userId(), study)) {
            throw error("Permission denied.");
        }
        return study;
    }

    Subject subject(int study, String label) throws SQLException {
        study(study);
        return subject("Subject " + label, "s.study_id = ? AND s.label = ?", study, label);
    }

    Subject subject(int study, int id) throws SQLException {
        study(study);
        return subject("Subject " + id, "s.study_id = ? AND s.subject_id = ?", study, id);
    }

    Subject subject(String documentId) throws SQLException {
        return subject("Subject " + documentId, "s.document_id = ?", documentId);
    }

    /** The subject that the token belongs to. */
    Subject self(int study) throws SQLException {
        study(study);
        return subject("Subject", "s.study_id = ? AND s.user_id = ?", study, userId());
    }

    private Subject subject(String what, String where, @Nullable Object... values) throws SQLException {
        Subject subject = subject(one(what, SUBJECT + where, values));
        permit(subject);
        return subject;
    }

    private static Subject subject(Map<String, @Nullable Object> row) {
        return new Subject(Sql.integer(row, "subject_id"), Sql.integer(row, "study_id"), Sql.text(row, "label"));
    }

    private void permit(Subject subject) throws SQLException {
        if (user != null
                && !Sql.exists(
                        db,
                        "SELECT 1 FROM visible_subject WHERE user_id = ? AND subject_id = ?",
                        user.id(),
                        subject.id())) {
            throw error("Permission denied.");
        }
    }

    Definition definition(int study, String event) throws SQLException {
        var row = one(
                "Event " + event,
                "SELECT event_id, repeating FROM forms_event_definition WHERE study_id = ? AND name = ?",
                study,
                event);
        return new Definition(Sql.text(row, "event_id"), Boolean.TRUE.equals(row.get("repeating")));
    }

    /** An event by name; the first one if it repeats. */
    Event event(Subject subject, String name) throws SQLException {
        return event("Event " + name, "s.subject_id = ? AND d.name = ? ORDER BY l.ordinal LIMIT 1", subject.id(), name);
    }

    Event link(String linkId) throws SQLException {
        return event("Link " + linkId, "l.link_id = ?", linkId);
    }

    /** The token is a secret: no error repeats it. */
    Event token(String token) throws SQLException {
        return event("Link", "l.token = ?", token);
    }

    private Event event(String what, String where, @Nullable Object... values) throws SQLException {
        Event event = event(one(what, EVENT + where, values));
        permit(event.subject());
        return event;
    }

    private static Event event(Map<String, @Nullable Object> row) {
        return new Event(Sql.text(row, "link_id"), Sql.text(row, "event"), Sql.text(row, "event_status"), subject(row));
    }

    /** The newest version, and only while it is active. */
    Crf crf(int study, String name) throws SQLException {
        return crf("CRF " + name, "study_id = ? AND name = ? AND newest AND active", study, name);
    }

    Crf crfById(int study, String id) throws SQLException {
        return crf("CRF " + id, "study_id = ? AND crf_id = ? AND active", study, id);
    }

    private Crf crf(String what, String where, @Nullable Object... values) throws SQLException {
        return crf(one(what, "SELECT crf_id, name AS crf, edc_crf FROM forms_crf WHERE " + where, values));
    }

    private static Crf crf(Map<String, @Nullable Object> row) {
        return new Crf(Sql.text(row, "crf_id"), Sql.text(row, "crf"), (String) row.get("edc_crf"));
    }

    Data data(String id) throws SQLException {
        var row = one(
                "CRF data " + id,
                "SELECT e.*, v.crf_data_id, v.status, c.crf_id, c.name AS crf, c.edc_crf FROM crf_data v JOIN forms_crf c USING (crf_id) JOIN ("
                        + EVENT + "true) e USING (link_id) WHERE v.crf_data_id = ?",
                id);
        Event event = event(row);
        permit(event.subject());
        return new Data(Sql.text(row, "crf_data_id"), Sql.text(row, "status"), crf(row), event);
    }

    private Map<String, @Nullable Object> one(String what, String sql, @Nullable Object... values) throws SQLException {
        var rows = Sql.rows(db, sql, values);
        if (rows.isEmpty()) {
            throw notFound(what);
        }
        return rows.get(0);
    }
}
