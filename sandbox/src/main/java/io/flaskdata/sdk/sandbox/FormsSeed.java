package io.flaskdata.sdk.sandbox;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Users, the demo study's Forms side, and the studies that the documentation's example requests name. */
final class FormsSeed {
    private static final int DEMO = 1000001;
    private static final Instant FIRST_VISIT = Instant.parse("2026-02-02T09:00:00.000Z");

    private final Connection db;

    FormsSeed(Connection db) {
        this.db = db;
    }

    void write() throws SQLException, GeneralSecurityException {
        db.setAutoCommit(false);
        user(1, Sandbox.API_USER, "api", null, null, null);
        user(2, Sandbox.STUDY_USER, "study", DEMO, null, null);
        user(3, Sandbox.SITE_USER, "site", DEMO, "001", null);
        user(4, Sandbox.SUBJECT_USER, "subject", DEMO, "001", "001-001");
        demo();
        examples();
        db.commit();
        db.setAutoCommit(true);
    }

    private void user(
            int id, String email, String role, @Nullable Integer study, @Nullable String site, @Nullable String subject)
            throws SQLException, GeneralSecurityException {
        Sql.update(
                db,
                "INSERT INTO app_user VALUES (?, ?, ?, ?, 'Sandbox', ?, 1, ?, ?, ?)",
                id,
                email,
                Sessions.sha256(Sandbox.PASSWORD),
                role,
                role,
                study,
                site,
                subject);
    }

    private void demo() throws SQLException {
        study(DEMO, "FlaskData Demo Study", "demo");
        crf(DEMO, "Demographics", "Demographics", "DMDAT:DATE SEX:RADIO BRTHYR:NUMBER AGE:NUMBER RACE:CHECKBOX_GROUP");
        crf(
                DEMO,
                "Vital Signs",
                "Vital Signs",
                "VSDAT:DATE SYSBP:NUMBER DIABP:NUMBER PULSE:NUMBER TEMP:NUMBER WEIGHT:NUMBER VSND:TEXT");
        crf(DEMO, "Daily Diary", null, "SLEEP_HOURS:NUMBER MOOD:RADIO TOOK_MEDICATION:CHECKBOX NOTES:TEXTAREA");
        crf(DEMO, "Adverse Event", null, "AETERM:TEXT AESTDAT:DATE AESEV:RADIO AESER:CHECKBOX");
        for (var site : EdcSeed.SITES.entrySet()) {
            for (int i = 1; i <= site.getValue(); i++) {
                String label = String.format(Locale.ROOT, "%s-%03d", site.getKey(), i);
                subject(DEMO, label, site.getKey(), List.of("Screening", "Baseline", "Diary", "Adverse Events"));
            }
        }
    }

    private void examples() throws SQLException {
        study(3581600, "Example study 3581600", null);
        crf(3581600, "Demographics", null, "GENDER:RADIO AGE:INPUT");
        subject(3581600, "001-023", "001", List.of("01-Screening"));

        study(145858, "Example study 145858", null);
        crf(145858, "Subject properties", null, "ITEM_SP_AGE_WR6NP:NUMBER ITEM_SP_MANWOMAN_HDNAO:RADIO");
        crf(145858, "InformedConsent", null, "PATIENT_AGE:NUMBER PATIENT_GENDER_CODE:RADIO");
        subject(145858, "mongo_test_site_1-03", "mongo_test_site_1", List.of("Screening"));
        subject(145858, "001-021", "001", List.of("Screening"));

        study(1511357, "Example study 1511357", null);
        crf(1511357, "SampleCRF", null, "NUMSAMP:INPUT");
        subject(1511357, "Default-Site-202106160633380638-004", "Default-Site-202106160633380638", List.of("Sample"));

        study(7253541, "Example study 7253541", null);
        crf(7253541, "Demographics", null, "GENDER:RADIO AGE:INPUT");
        subject(7253541, "001-001", "001", List.of("Screening"));
        Sql.update(
                db,
                "INSERT INTO crf_data SELECT 'SEEDED0001', event_id, 7253541, 'Demographics', 'Closed', event_date FROM forms_event"
                        + " WHERE study_id = 7253541");
        Sql.update(
                db,
                "INSERT INTO crf_value (crf_data_id, variable, value, date_created) VALUES ('SEEDED0001', 'GENDER', '\"Female\"', ?),"
                        + " ('SEEDED0001', 'AGE', '\"21\"', ?)",
                FIRST_VISIT,
                FIRST_VISIT);
    }

    private void study(int id, String name, @Nullable String edc) throws SQLException {
        Sql.update(db, "INSERT INTO forms_study VALUES (?, ?, ?)", id, name, edc);
    }

    private void crf(int study, String name, @Nullable String edc, String items) throws SQLException {
        Sql.update(db, "INSERT INTO forms_crf VALUES (?, ?, ?)", study, name, edc);
        int ordinal = 1;
        for (String item : items.split(" ")) {
            String[] parts = item.split(":");
            Sql.update(db, "INSERT INTO forms_item VALUES (?, ?, ?, ?, ?)", study, name, parts[0], parts[1], ordinal++);
        }
    }

    private void subject(int study, String label, String site, List<String> events) throws SQLException {
        Sql.update(db, "INSERT INTO forms_subject VALUES (?, ?, ?)", study, label, site);
        for (int i = 0; i < events.size(); i++) {
            Sql.update(
                    db,
                    "INSERT INTO forms_event (study_id, subject, name, event_date) VALUES (?, ?, ?, ?)",
                    study,
                    label,
                    events.get(i),
                    FIRST_VISIT.plus(14L * i, ChronoUnit.DAYS));
        }
    }
}
