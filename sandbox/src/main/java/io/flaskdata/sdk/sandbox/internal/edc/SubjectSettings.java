package io.flaskdata.sdk.sandbox.internal.edc;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What a site requires of a new subject: its own settings, else its study's; without either, nothing. */
final class SubjectSettings {
    /** How the date of birth is collected. */
    enum Birth {
        DATE,
        YEAR,
        NOT_USED
    }

    /** How the person's id is collected. */
    enum PersonId {
        REQUIRED,
        OPTIONAL,
        FROM_SECONDARY_LABEL,
        NOT_USED
    }

    private final Map<String, String> values;

    private SubjectSettings(Map<String, String> values) {
        this.values = values;
    }

    static SubjectSettings of(Connection db, int siteId) throws SQLException {
        Map<String, String> values = new HashMap<>();
        // The site's rows come last and override the study's.
        Sql.rows(
                        db,
                        "SELECT v.parameter, v.value FROM study s JOIN study_parameter_value v ON v.study_id IN (s.study_id, s.parent_study_id)"
                                + " WHERE s.study_id = ? ORDER BY v.study_id = s.study_id",
                        siteId)
                .forEach(row -> values.put(String.valueOf(row.get("parameter")), String.valueOf(row.get("value"))));
        return new SubjectSettings(values);
    }

    Birth birth() {
        return switch (values.getOrDefault("collectDob", "1")) {
            case "2" -> Birth.YEAR;
            case "3" -> Birth.NOT_USED;
            default -> Birth.DATE;
        };
    }

    PersonId personId() {
        return switch (values.getOrDefault("subjectPersonIdRequired", "optional")) {
            case "required" -> PersonId.REQUIRED;
            case "copyFromSSID" -> PersonId.FROM_SECONDARY_LABEL;
            case "not used" -> PersonId.NOT_USED;
            default -> PersonId.OPTIONAL;
        };
    }

    boolean genderRequired() {
        return "true".equals(values.get("genderRequired"));
    }

    boolean enrollmentDateRequired() {
        return "yes".equals(values.get("dateOfEnrollmentForStudyRequired"));
    }

    boolean labelsAreGiven() {
        return !"manual".equals(values.get("subjectIdGeneration"));
    }
}
