package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** ClinCapture's rules for a new subject; the names of the request's members are inferred. */
record NewSubject(
        @Nullable String label,
        @Nullable String secondaryLabel,
        int studyId,
        int siteId,
        String site,
        LocalDate enrolled,
        String gender,
        @Nullable LocalDate born,
        boolean dobCollected,
        @Nullable String personId) {
    private static final String MODULE = "create-subject";
    private static final int LABEL = 30;
    private static final int PERSON_ID = 255;

    static NewSubject of(Exchange exchange, Connection db, InstantSource clock) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String label = exchange.text("studySubjectLabel") != null
                ? exchange.text("studySubjectLabel")
                : exchange.text("label");
        atMost(label, LABEL, "Label");
        atMost(exchange.text("secondaryLabel"), LABEL, "Secondary label");
        atMost(exchange.text("personId"), PERSON_ID, "Person id");
        String wanted = exchange.text("siteName");
        String site = wanted == null ? exchange.user().site() : wanted;
        var sites = Sql.rows(
                db,
                "SELECT study_id, parent_study_id, unique_identifier, status_id FROM study WHERE parent_study_id IS NOT NULL"
                        + " AND (?::text IS NULL OR ? IN (name, unique_identifier)) ORDER BY study_id LIMIT 1",
                site,
                site);
        if (sites.isEmpty()) {
            throw ApiError.badRequest(MODULE, "Site " + site + " not found.");
        }
        var row = sites.get(0);
        if (!Integer.valueOf(1).equals(row.get("status_id"))) {
            throw ApiError.badRequest(MODULE, "The study is locked or frozen.");
        }
        String own = exchange.user().site();
        if (own != null && !own.equals(row.get("unique_identifier"))) {
            throw ApiError.badRequest(MODULE, "Permission denied.");
        }
        String birth = exchange.text("dateOfBirth");
        boolean yearOnly = birth != null && birth.matches("\\d{4}");
        LocalDate born =
                yearOnly ? date(birth + "-01-01", "Date of birth", today) : date(birth, "Date of birth", today);
        if (born != null && born.getYear() < 1900) {
            throw ApiError.badRequest(MODULE, "Date of birth is before 1900.");
        }
        LocalDate enrolled = date(exchange.text("enrollmentDate"), "Enrollment date", today);
        return new NewSubject(
                label,
                exchange.text("secondaryLabel"),
                Sql.integer(row, "parent_study_id"),
                Sql.integer(row, "study_id"),
                String.valueOf(row.get("unique_identifier")),
                enrolled == null ? today : enrolled,
                gender(exchange.text("gender")),
                born,
                born != null && !yearOnly,
                exchange.text("personId"));
    }

    private static void atMost(@Nullable String text, int length, String what) {
        if (text != null && (text.isBlank() || text.length() > length)) {
            throw ApiError.badRequest(MODULE, what + " must have 1 to " + length + " characters.");
        }
    }

    private static String gender(@Nullable String gender) {
        if (gender == null || gender.isBlank()) {
            return " ";
        }
        String code = gender.toLowerCase(Locale.ROOT);
        if (!code.equals("m") && !code.equals("f")) {
            throw ApiError.badRequest(MODULE, "Gender must be m or f.");
        }
        return code;
    }

    private static @Nullable LocalDate date(@Nullable String text, String what, LocalDate today) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            if (date.isAfter(today)) {
                throw ApiError.badRequest(MODULE, what + " is in the future.");
            }
            return date;
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest(MODULE, what + " is not a date.");
        }
    }

    /** Labels are unique by the application's check, which a lock makes good under concurrency. */
    int insert(Connection db, int userId, Instant now) throws SQLException {
        boolean own = db.getAutoCommit();
        Sql.rows(db, own ? "SELECT pg_advisory_lock(1)" : "SELECT pg_advisory_xact_lock(1)");
        try {
            String free = label != null ? label : nextLabel(db);
            if (Sql.exists(
                    db,
                    "SELECT 1 FROM study_subject JOIN study USING (study_id) WHERE label = ? AND coalesce(parent_study_id, study_id) = ?",
                    free,
                    studyId)) {
                throw ApiError.badRequest(MODULE, "Label is already used.");
            }
            int subject = Sql.insert(
                    db,
                    "INSERT INTO subject (unique_identifier, gender, date_of_birth, dob_collected, owner_id, date_created)"
                            + " VALUES (?, ?, ?, ?, ?, ?) RETURNING subject_id",
                    personId,
                    gender,
                    born == null
                            ? null
                            : Timestamp.from(born.atStartOfDay(ZoneOffset.UTC).toInstant()),
                    dobCollected,
                    userId,
                    now);
            return Sql.insert(
                    db,
                    "INSERT INTO study_subject (label, secondary_label, subject_id, study_id, enrollment_date, oc_oid, owner_id,"
                            + " date_created) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING study_subject_id",
                    free,
                    secondaryLabel,
                    subject,
                    siteId,
                    Timestamp.from(enrolled.atStartOfDay(ZoneOffset.UTC).toInstant()),
                    "SS_" + subject + "_" + free.replaceAll("\\W", "").toUpperCase(Locale.ROOT),
                    userId,
                    now);
        } finally {
            if (own) {
                Sql.rows(db, "SELECT pg_advisory_unlock(1)");
            }
        }
    }

    private String nextLabel(Connection db) throws SQLException {
        Object highest = Sql.value(
                db,
                "SELECT coalesce(max(substring(label FROM '-(\\d{3})$')::int), 0) FROM study_subject WHERE study_id = ?"
                        + " AND label ~ '-\\d{3}$'",
                siteId);
        return String.format(
                Locale.ROOT, "%s-%03d", site, ((Number) java.util.Objects.requireNonNull(highest)).intValue() + 1);
    }
}
