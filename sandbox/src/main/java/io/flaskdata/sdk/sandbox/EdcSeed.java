package io.flaskdata.sdk.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo study FD-DEMO-01: invented, and the same every time. */
final class EdcSeed {
    static final Map<String, Integer> SITES = sites();

    private static final Instant CREATED = Instant.parse("2026-01-12T08:00:00.000Z");
    private static final LocalDate FIRST_VISIT = LocalDate.of(2026, 2, 2);
    private static final List<String> RACES = List.of("1", "2", "3", "4");

    private final Connection db;
    private final Random random = new Random(20260101);
    private final Map<String, Integer> events = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private final Map<String, Integer> items = new LinkedHashMap<>();
    private int owner;

    EdcSeed(Connection db) {
        this.db = db;
    }

    private static Map<String, Integer> sites() {
        Map<String, Integer> sites = new LinkedHashMap<>();
        sites.put("001", 5);
        sites.put("002", 4);
        sites.put("003", 3);
        return sites;
    }

    void write() throws SQLException {
        db.setAutoCommit(false);
        owner = Sql.insert(
                db,
                "INSERT INTO user_account (user_name, first_name, last_name, email) VALUES ('sandbox', 'Sandbox', 'User',"
                        + " 'api@sandbox.flaskdata.test') RETURNING user_id");
        int study = study(null, "FD-DEMO-01", "FlaskData Demo Study");
        design(study);
        int number = 0;
        Map<String, String> names =
                Map.of("001", "North Clinic", "002", "Harbour Hospital", "003", "Valley Medical Centre");
        for (var site : SITES.entrySet()) {
            int siteId = study(study, site.getKey(), String.valueOf(names.get(site.getKey())));
            for (int i = 1; i <= site.getValue(); i++) {
                subject(siteId, String.format(Locale.ROOT, "%s-%03d", site.getKey(), i), number++);
            }
        }
        oddities(study);
        kits();
        wideView();
        db.commit();
        db.setAutoCommit(true);
    }

    private int study(@Nullable Integer parent, String identifier, String name) throws SQLException {
        return Sql.insert(
                db,
                "INSERT INTO study (parent_study_id, unique_identifier, name, oc_oid, owner_id, date_created)"
                        + " VALUES (?, ?, ?, ?, ?, ?) RETURNING study_id",
                parent,
                identifier,
                name,
                "S_" + identifier.replaceAll("\\W", ""),
                owner,
                CREATED);
    }

    private void design(int study) throws SQLException {
        crf("Informed Consent", "IC", "ICYN:ST ICDAT:DATE ICVERS:ST ICFILE:FILE", "");
        crf("Demographics", "DM", "DMDAT:DATE SEX:ST BRTHYR:INT AGE:INT RACE:ST", "");
        crf("Vital Signs", "VS", "VSDAT:DATE SYSBP:INT DIABP:INT PULSE:INT TEMP:REAL WEIGHT:REAL VSND:ST", "");
        crf(
                "Adverse Events",
                "AE",
                "AEYN:ST",
                "AETERM:ST AESTDAT:PDATE AEENDAT:PDATE AESEV:ST AESER:ST AESCRIT:ST AEOUT:ST");
        crf(
                "Concomitant Medications",
                "CM",
                "CMYN:ST",
                "CMTRT:ST CMDOSE:REAL CMDOSFRM:ST CMROUTE:ST CMSTDAT:PDATE CMENDAT:PDATE");
        crf("End of Study", "DS", "DSDAT:DATE DSDECOD:ST DSTERM:ST", "");
        event(study, "Screening", "scheduled", false, List.of("Informed Consent", "Demographics", "Vital Signs"));
        event(study, "Baseline", "scheduled", false, List.of("Vital Signs"));
        event(study, "Week 4", "scheduled", false, List.of("Vital Signs"));
        event(study, "Unscheduled Visit", "unscheduled", true, List.of("Vital Signs"));
        event(study, "Adverse Events Log", "common", false, List.of("Adverse Events"));
        event(study, "Concomitant Medications Log", "common", false, List.of("Concomitant Medications"));
        event(study, "End of Study", "scheduled", false, List.of("End of Study"));
    }

    private void crf(String name, String group, String single, String repeating) throws SQLException {
        int crf = Sql.insert(
                db,
                "INSERT INTO crf (name, oc_oid, date_created) VALUES (?, ?, ?) RETURNING crf_id",
                name,
                "F_" + name.replaceAll("\\W", "").toUpperCase(Locale.ROOT),
                CREATED);
        versions.put(
                name,
                Sql.insert(
                        db,
                        "INSERT INTO crf_version (crf_id, name, oc_oid, date_created) VALUES (?, 'v1.0', ?, ?) RETURNING crf_version_id",
                        crf,
                        "F_" + group + "_V10",
                        CREATED));
        items(crf, repeating.isEmpty() ? group : group + "H", single, false);
        if (!repeating.isEmpty()) {
            items(crf, group, repeating, true);
        }
    }

    private void items(int crf, String group, String definitions, boolean repeating) throws SQLException {
        int groupId = Sql.insert(
                db,
                "INSERT INTO item_group (crf_id, name, oc_oid, repeating_group) VALUES (?, ?, ?, ?) RETURNING item_group_id",
                crf,
                group,
                "IG_" + group,
                repeating);
        int ordinal = 1;
        for (String definition : definitions.split(" ")) {
            String[] parts = definition.split(":");
            items.put(
                    parts[0],
                    Sql.insert(
                            db,
                            "INSERT INTO item (item_group_id, name, item_data_type, oc_oid, ordinal, date_created)"
                                    + " VALUES (?, ?, ?, ?, ?, ?) RETURNING item_id",
                            groupId,
                            parts[0],
                            parts[1],
                            "I_" + parts[0],
                            ordinal++,
                            CREATED));
        }
    }

    private void event(int study, String name, String type, boolean repeating, List<String> crfs) throws SQLException {
        int event = Sql.insert(
                db,
                "INSERT INTO study_event_definition (study_id, name, type, repeating, ordinal, oc_oid, date_created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING study_event_definition_id",
                study,
                name,
                type,
                repeating,
                events.size() + 1,
                "SE_" + name.replaceAll("\\W", "").toUpperCase(Locale.ROOT),
                CREATED);
        events.put(name, event);
        int ordinal = 1;
        for (String crf : crfs) {
            Sql.update(
                    db,
                    "INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, null_values,"
                            + " source_data_verification_code, ordinal, date_created)"
                            + " SELECT ?, ?, crf_id, crf_version_id, 'NA,UNK,ASKU', 1, ?, ? FROM crf_version WHERE crf_version_id = ?",
                    event,
                    study,
                    ordinal++,
                    CREATED,
                    versions.get(crf));
        }
    }

    private void subject(int site, String label, int number) throws SQLException {
        boolean female = random.nextBoolean();
        int year = 1950 + random.nextInt(53);
        LocalDate visit = FIRST_VISIT.plusDays(3L * number);
        Instant created = visit.atTime(9, 0).toInstant(ZoneOffset.UTC);
        int subject = Sql.insert(
                db,
                "INSERT INTO subject (gender, date_of_birth, dob_collected, owner_id, date_created) VALUES (?, ?, false, ?, ?) RETURNING subject_id",
                female ? "f" : "m",
                LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC),
                owner,
                created);
        int id = Sql.insert(
                db,
                "INSERT INTO study_subject (label, subject_id, study_id, enrollment_date, oc_oid, owner_id, date_created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING study_subject_id",
                label,
                subject,
                site,
                created,
                "SS_" + label.replaceAll("\\W", ""),
                owner,
                created);
        int screening = visit(id, "Screening", visit);
        crfData(
                screening,
                id,
                "Informed Consent",
                visit,
                Map.of("ICYN", "Y", "ICDAT", visit.toString(), "ICVERS", "1.2"),
                1);
        Map<String, String> demographics = new LinkedHashMap<>();
        demographics.put("DMDAT", visit.toString());
        demographics.put("SEX", female ? "F" : "M");
        demographics.put("BRTHYR", String.valueOf(year));
        demographics.put("AGE", String.valueOf(2026 - year));
        demographics.put("RACE", number == 2 ? "1,3" : RACES.get(random.nextInt(RACES.size())));
        crfData(screening, id, "Demographics", visit, demographics, 1);
        vitals(screening, id, visit, number == 4);
        if (number < 11) {
            vitals(visit(id, "Baseline", visit.plusDays(14)), id, visit.plusDays(14), false);
        }
        if (number < 10) {
            vitals(visit(id, "Week 4", visit.plusDays(42)), id, visit.plusDays(42), false);
        }
        if (number < 8) {
            adverseEvents(id, visit.plusDays(20), number);
            LocalDate end = visit.plusDays(60);
            String how = number < 6 ? "COMPLETED" : "WITHDRAWAL BY SUBJECT";
            crfData(
                    visit(id, "End of Study", end),
                    id,
                    "End of Study",
                    end,
                    Map.of("DSDAT", end.toString(), "DSDECOD", how),
                    1);
        }
        if (number < 6) {
            LocalDate start = visit.plusDays(5);
            int log = visit(id, "Concomitant Medications Log", start);
            int crf = crfData(log, id, "Concomitant Medications", start, Map.of("CMYN", "Y"), 1);
            data(
                    crf,
                    start,
                    Map.of("CMTRT", "Paracetamol", "CMDOSE", "500", "CMROUTE", "ORAL", "CMSTDAT", start.toString()),
                    1);
        }
    }

    private void adverseEvents(int subject, LocalDate day, int number) throws SQLException {
        int log = visit(subject, "Adverse Events Log", day);
        int crf = crfData(log, subject, "Adverse Events", day, Map.of("AEYN", "Y"), 1);
        List<String> terms = List.of("Headache", "Nausea", "Fatigue");
        for (int i = 1; i <= 1 + number % 3; i++) {
            // Partial dates: of some events only the month, or the year, is known.
            String started = i == 2 ? "2026-03" : i == 3 ? "2026" : day.toString();
            data(crf, day, Map.of("AETERM", terms.get(i - 1), "AESTDAT", started, "AESEV", "MILD", "AESER", "N"), i);
        }
    }

    private void vitals(int event, int subject, LocalDate day, boolean pulseNotDone) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("VSDAT", day.toString());
        values.put("SYSBP", String.valueOf(Math.round(125 + 12 * random.nextGaussian())));
        values.put("DIABP", String.valueOf(Math.round(78 + 8 * random.nextGaussian())));
        values.put("PULSE", pulseNotDone ? "NA" : String.valueOf(Math.round(72 + 8 * random.nextGaussian())));
        values.put("TEMP", String.format(Locale.ROOT, "%.1f", 36.7 + 0.3 * random.nextGaussian()));
        values.put("WEIGHT", String.format(Locale.ROOT, "%.1f", 75 + 12 * random.nextGaussian()));
        crfData(event, subject, "Vital Signs", day, values, 1);
    }

    private int visit(int subject, String event, LocalDate day) throws SQLException {
        return Sql.insert(
                db,
                "INSERT INTO study_event (study_event_definition_id, study_subject_id, date_start, subject_event_status_id, owner_id,"
                        + " date_created) VALUES (?, ?, ?, 4, ?, ?) RETURNING study_event_id",
                events.get(event),
                subject,
                LocalDateTime.of(day.getYear(), day.getMonth(), day.getDayOfMonth(), 0, 0),
                owner,
                day.atTime(9, 0).toInstant(ZoneOffset.UTC));
    }

    private int crfData(int event, int subject, String crf, LocalDate day, Map<String, String> values, int ordinal)
            throws SQLException {
        int eventCrf = Sql.insert(
                db,
                "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, date_interviewed, status_id, owner_id,"
                        + " date_created) VALUES (?, ?, ?, ?, 2, ?, ?) RETURNING event_crf_id",
                event,
                subject,
                versions.get(crf),
                day,
                owner,
                day.atTime(10, 0).toInstant(ZoneOffset.UTC));
        data(eventCrf, day, values, ordinal);
        return eventCrf;
    }

    /** In the order of the items' names: Map.of has an order of its own in every JVM. */
    private void data(int eventCrf, LocalDate day, Map<String, String> values, int ordinal) throws SQLException {
        for (String item : values.keySet().stream().sorted().toList()) {
            Sql.update(
                    db,
                    "INSERT INTO item_data (item_id, event_crf_id, value, ordinal, owner_id, date_created) VALUES (?, ?, ?, ?, ?, ?)",
                    items.get(item),
                    eventCrf,
                    values.get(item),
                    ordinal,
                    owner,
                    day.atTime(10, 0).toInstant(ZoneOffset.UTC));
        }
    }

    private void oddities(int study) throws SQLException {
        Sql.update(
                db,
                "UPDATE item_data SET value = '121', update_id = owner_id, date_updated = ? WHERE item_data_id ="
                        + " (SELECT min(item_data_id) FROM item_data JOIN item USING (item_id) WHERE name = 'SYSBP')",
                Instant.parse("2026-03-10T11:30:00.125Z"));
        Sql.update(
                db,
                "UPDATE event_crf SET sdv_status = true WHERE study_subject_id IN (SELECT min(study_subject_id) FROM study_subject)");
        Sql.update(
                db,
                "UPDATE event_crf SET status_id = 5 WHERE event_crf_id = (SELECT max(event_crf_id) FROM event_crf)");
        Sql.update(
                db,
                "UPDATE study_event SET subject_event_status_id = 7, status_id = 6 WHERE study_event_id ="
                        + " (SELECT min(study_event_id) FROM study_event)");
        Sql.update(
                db,
                "INSERT INTO event_definition_crf (study_event_definition_id, study_id, crf_id, default_version_id, required_crf,"
                        + " null_values, parent_id, ordinal, date_created)"
                        + " SELECT e.study_event_definition_id, s.study_id, e.crf_id, e.default_version_id, false, 'NA', e.event_definition_crf_id,"
                        + " e.ordinal, ? FROM event_definition_crf e, study s WHERE s.unique_identifier = '002'"
                        + " AND e.event_definition_crf_id = (SELECT max(event_definition_crf_id) FROM event_definition_crf)",
                CREATED);
        query(study, "Is the pulse missing?", 1, "PULSE");
        query(study, "Please confirm the weight.", 4, "WEIGHT");
    }

    private void query(int study, String text, int resolution, String item) throws SQLException {
        int note = Sql.insert(
                db,
                "INSERT INTO discrepancy_note (description, discrepancy_note_type_id, resolution_status_id, entity_type, study_id,"
                        + " owner_id, date_created) VALUES (?, 3, ?, 'itemData', ?, ?, ?) RETURNING discrepancy_note_id",
                text,
                resolution,
                study,
                owner,
                CREATED);
        Sql.update(
                db,
                "INSERT INTO dn_item_data_map SELECT ?, min(item_data_id), 'value' FROM item_data WHERE item_id = ?",
                note,
                items.get(item));
    }

    private void kits() throws SQLException {
        int id = 1;
        for (String sex : List.of("M", "F")) {
            for (String site : SITES.keySet()) {
                for (int i = 0; i < 10; i++) {
                    Sql.update(
                            db,
                            "INSERT INTO kit VALUES (?, ?, 'SEX', ?, 'SITE', ?)",
                            id,
                            String.format(Locale.ROOT, "K%04d", 1000 + id),
                            sex,
                            site);
                    id++;
                }
            }
        }
    }

    private void wideView() throws SQLException {
        String columns = items.keySet().stream()
                .map(item -> "max(value) FILTER (WHERE item = '" + item + "') AS " + item.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        try (var statement = db.createStatement()) {
            statement.execute(
                    "CREATE VIEW cross_event_crf_data AS SELECT study_id, study, site_id, site, study_subject_id, subject,"
                            + " event_id, event, event_date, event_status, crf, crf_version, event_crf_id, crf_status, sdv_status, group_ordinal,"
                            + " min(date_created) AS date_created, max(date_updated) AS date_updated, " + columns
                            + " FROM cc_event_data GROUP BY study_id, study, site_id, site, study_subject_id, subject, event_id, event, event_date,"
                            + " event_status, crf, crf_version, event_crf_id, crf_status, sdv_status, group_ordinal");
        }
    }
}
