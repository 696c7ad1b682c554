package io.flaskdata.sdk.sandbox.internal.edc;

import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Oid;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ClinCapture's rules for a new subject; the names of the request's members and the texts of refusals are inferred. */
record SubjectRules(
        @Nullable String label,
        @Nullable String secondaryLabel,
        int studyId,
        int siteId,
        String site,
        LocalDate enrolled,
        String gender,
        @Nullable LocalDate born,
        boolean dobCollected,
        @Nullable String personId,
        ZoneId zone) {
    private static final String MODULE = "create-subject";
    private static final int LABEL = 30;
    private static final int PERSON_ID = 255;
    private static final int FIRST_YEAR = 1900;

    static SubjectRules of(Exchange exchange, Connection db, @Nullable List<String> own, Instant now, ZoneId zone)
            throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, zone);
        String label = atMost(
                LABEL,
                "Label",
                exchange.text("studySubjectLabel") != null
                        ? exchange.text("studySubjectLabel")
                        : exchange.text("label"));
        String secondary = atMost(LABEL, "Secondary label", exchange.text("secondaryLabel"));
        var site = site(exchange.text("siteName"), own, db);
        SubjectSettings settings = SubjectSettings.of(db, Sql.integer(site, "study_id"));
        if (label == null && !settings.labelsAreGiven()) {
            throw refused("Label is required.");
        }
        LocalDate enrolled = date(exchange.text("enrollmentDate"), "Enrollment date", today, zone);
        if (enrolled == null && settings.enrollmentDateRequired()) {
            throw refused("Enrollment date is required.");
        }
        return new SubjectRules(
                label,
                secondary,
                Sql.integer(site, "parent_study_id"),
                Sql.integer(site, "study_id"),
                String.valueOf(site.get("unique_identifier")),
                enrolled == null ? today : enrolled,
                gender(exchange.text("gender"), settings),
                born(exchange.text("dateOfBirth"), settings, today, zone),
                settings.birth() == SubjectSettings.Birth.DATE && present(exchange.text("dateOfBirth")),
                personId(exchange.text("personId"), secondary, settings),
                zone);
    }

    /** The site by name or identifier; if none is given, the user's first site, else the study's. */
    private static Map<String, @Nullable Object> site(
            @Nullable String wanted, @Nullable List<String> own, Connection db) throws SQLException {
        String name = wanted == null && own != null && !own.isEmpty() ? own.get(0) : wanted;
        var sites = Sql.rows(
                db,
                "SELECT s.study_id, s.parent_study_id, s.unique_identifier, s.status_id, p.status_id AS study_status_id FROM study s"
                        + " JOIN study p ON p.study_id = s.parent_study_id"
                        + " WHERE ?::text IS NULL OR ? IN (s.name, s.unique_identifier) ORDER BY s.study_id LIMIT 1",
                name,
                name);
        if (sites.isEmpty()) {
            throw refused("Site " + name + " not found.");
        }
        var site = sites.get(0);
        if (own != null && !own.contains(String.valueOf(site.get("unique_identifier")))) {
            throw refused("Permission denied.");
        }
        // Locked and frozen are documented; a removed or pending study accepts no subjects either.
        if (Sql.integer(site, "status_id") != 1 || Sql.integer(site, "study_status_id") != 1) {
            throw refused("The study is locked or frozen.");
        }
        return site;
    }

    private static ApiError refused(String text) {
        return ApiError.badRequest(MODULE, text);
    }

    private static boolean present(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String atMost(int length, String what, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > length)) {
            throw refused(what + " must have 1 to " + length + " characters.");
        }
        return text;
    }

    /** One letter; blank is stored as a space. */
    private static String gender(@Nullable String gender, SubjectSettings settings) {
        if (gender == null || gender.isBlank()) {
            if (settings.genderRequired()) {
                throw refused("Gender is required.");
            }
            return " ";
        }
        String code = gender.toLowerCase(Locale.ROOT);
        if (!code.equals("m") && !code.equals("f")) {
            throw refused("Gender must be m or f.");
        }
        return code;
    }

    /** A year is stored as its first day. If the study doesn't use the date, it is silently dropped. */
    private static @Nullable LocalDate born(
            @Nullable String text, SubjectSettings settings, LocalDate today, ZoneId zone) {
        if (!present(text) || settings.birth() == SubjectSettings.Birth.NOT_USED) {
            return null;
        }
        boolean year = String.valueOf(text).matches("\\d{4}");
        if (year != (settings.birth() == SubjectSettings.Birth.YEAR)) {
            throw refused(
                    year
                            ? "Date of birth must be a full date, yyyy-MM-dd."
                            : "Date of birth must be a year, " + FIRST_YEAR + " or later.");
        }
        LocalDate born = date(year ? text + "-01-01" : text, "Date of birth", today, zone);
        if (born != null && born.getYear() < FIRST_YEAR) {
            throw refused("Date of birth is before " + FIRST_YEAR + ".");
        }
        return born;
    }

    private static @Nullable String personId(
            @Nullable String personId, @Nullable String secondary, SubjectSettings settings) {
        if (present(personId) && String.valueOf(personId).length() > PERSON_ID) {
            throw refused("Person id must have 1 to " + PERSON_ID + " characters.");
        }
        return switch (settings.personId()) {
            case REQUIRED -> {
                if (!present(personId)) {
                    throw refused("Person id is required.");
                }
                yield personId;
            }
            case OPTIONAL -> personId;
            case FROM_SECONDARY_LABEL -> secondary;
            case NOT_USED -> null;
        };
    }

    /** For an instant, its day in the server's zone. */
    private static @Nullable LocalDate date(@Nullable String text, String what, LocalDate today, ZoneId zone) {
        if (!present(text)) {
            return null;
        }
        try {
            TemporalAccessor given = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    String.valueOf(text).contains("T") ? text : text + "T00:00", OffsetDateTime::from, LocalDate::from);
            LocalDate date = given instanceof OffsetDateTime instant
                    ? instant.atZoneSameInstant(zone).toLocalDate()
                    : LocalDate.from(given);
            if (date.isAfter(today)) {
                throw refused(what + " is in the future.");
            }
            return date;
        } catch (DateTimeParseException e) {
            throw refused(what + " is not a date.");
        }
    }

    /** Labels are kept unique by the application's check, which a lock makes safe under concurrency. */
    int insert(Connection db, int account, Instant now) throws SQLException {
        boolean own = db.getAutoCommit();
        Sql.rows(db, own ? "SELECT pg_advisory_lock(1)" : "SELECT pg_advisory_xact_lock(1)");
        try {
            String free = label != null ? label : nextLabel(db);
            if (isTaken(db, free)) {
                throw refused("Label is already used.");
            }
            int subject = Sql.insert(
                    db,
                    "INSERT INTO subject (unique_identifier, gender, date_of_birth, dob_collected, owner_id, date_created)"
                            + " VALUES (?, ?, ?, ?, ?, ?) RETURNING subject_id",
                    personId,
                    gender,
                    born == null ? null : midnight(born),
                    dobCollected,
                    account,
                    now);
            return Sql.insert(
                    db,
                    "INSERT INTO study_subject (label, secondary_label, subject_id, study_id, enrollment_date, oc_oid, owner_id,"
                            + " date_created) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING study_subject_id",
                    free,
                    secondaryLabel,
                    subject,
                    siteId,
                    midnight(enrolled),
                    Oid.free(db, "study_subject", "SS_", free),
                    account,
                    now);
        } finally {
            if (own) {
                Sql.rows(db, "SELECT pg_advisory_unlock(1)");
            }
        }
    }

    /** A day is stored as ClinCapture does, in the server's zone. */
    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private boolean isTaken(Connection db, String wanted) throws SQLException {
        return Sql.exists(
                db,
                "SELECT 1 FROM study_subject JOIN study USING (study_id) WHERE label = ? AND coalesce(parent_study_id, study_id) = ?",
                wanted,
                studyId);
    }

    /** The site's next number after the highest, with at least three digits, not used in the study. */
    private String nextLabel(Connection db) throws SQLException {
        Object highest = Sql.value(
                db,
                "SELECT coalesce(max(substring(label FROM '-(\\d{3,9})$')::int), 0) FROM study_subject WHERE study_id = ?"
                        + " AND starts_with(label, ? || '-')",
                siteId,
                site);
        int number = ((Number) java.util.Objects.requireNonNull(highest)).intValue();
        String next;
        do {
            number++;
            next = String.format(Locale.ROOT, "%s-%03d", site, number);
        } while (isTaken(db, next));
        return next;
    }
}
