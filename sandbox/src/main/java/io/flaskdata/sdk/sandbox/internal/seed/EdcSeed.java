package io.flaskdata.sdk.sandbox.internal.seed;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The demo study's subjects and their data: invented, and the same every time. The design is in edc-design.sql. */
final class EdcSeed {
    /** How many subjects a site has. */
    static final Map<String, Integer> SITES = sites();

    private static final LocalDate FIRST_VISIT = LocalDate.of(2026, 2, 2);
    private static final int OWNER = 1;
    private static final int BASELINES = 11;
    private static final int WEEK_4S = 10;
    private static final int ENDED = 8;
    private static final int COMPLETED = 6;

    private final Connection db;
    private final ZoneId zone;
    private final Random random = new Random(20260101);

    EdcSeed(Connection db, ZoneId zone) {
        this.db = db;
        this.zone = zone;
    }

    private static Map<String, Integer> sites() {
        Map<String, Integer> sites = new LinkedHashMap<>();
        sites.put("001", 5);
        sites.put("002", 4);
        sites.put("003", 3);
        return sites;
    }

    void write() throws SQLException {
        int number = 0;
        for (var site : SITES.entrySet()) {
            for (int i = 1; i <= site.getValue(); i++) {
                subject(site.getKey(), String.format(Locale.ROOT, "%s-%03d", site.getKey(), i), number++);
            }
        }
    }

    private void subject(String site, String label, int number) throws SQLException {
        boolean female = random.nextBoolean();
        LocalDate born = LocalDate.ofYearDay(1950 + random.nextInt(53), 1 + random.nextInt(365));
        LocalDate visit = FIRST_VISIT.plusDays(3L * number);
        var created = visit.atTime(9, 0).toInstant(ZoneOffset.UTC);
        int person = Sql.insert(
                db,
                "INSERT INTO subject (gender, date_of_birth, dob_collected, owner_id, date_created) VALUES (?, ?, true, ?, ?) RETURNING subject_id",
                female ? "f" : "m",
                born.atStartOfDay(zone).toInstant(),
                OWNER,
                created);
        int subject = Sql.insert(
                db,
                "INSERT INTO study_subject (label, subject_id, study_id, enrollment_date, oc_oid, owner_id, date_created)"
                        + " SELECT ?, ?, study_id, ?, ?, ?, ? FROM study WHERE unique_identifier = ? RETURNING study_subject_id",
                label,
                person,
                visit.atStartOfDay(zone).toInstant(),
                "SS_" + label.replaceAll("\\W", ""),
                OWNER,
                created,
                site);
        screening(subject, label, visit, number, female, born);
        if (number < BASELINES) {
            vitals(visit(subject, "Baseline", visit.plusDays(14), 1), subject, visit.plusDays(14), false);
        }
        if (number < WEEK_4S) {
            vitals(visit(subject, "Week 4", visit.plusDays(42), 1), subject, visit.plusDays(42), false);
        }
        if (number == 1) {
            unscheduled(subject, visit.plusDays(20));
        }
        if (number < ENDED) {
            adverseEvents(subject, visit.plusDays(20), number);
            endOfStudy(subject, visit.plusDays(60), number);
        }
        if (number < COMPLETED) {
            medications(subject, visit.plusDays(5), number);
        }
    }

    private void screening(int subject, String label, LocalDate visit, int number, boolean female, LocalDate born)
            throws SQLException {
        int event = visit(subject, "Screening", visit, 1);
        String file = number == 0 ? "/attached_files/" + label + "/consent.pdf" : "";
        crf(
                event,
                subject,
                "Informed Consent",
                visit,
                List.of("ICYN=Y", "ICDAT=" + visit, "ICVERS=1.2", "ICFILE=" + file));
        String race = number == 2 ? "1,3" : String.valueOf(1 + random.nextInt(4));
        int year = born.getYear();
        crf(
                event,
                subject,
                "Demographics",
                visit,
                List.of(
                        "DMDAT=" + visit,
                        "SEX=" + (female ? "F" : "M"),
                        "BRTHYR=" + year,
                        "AGE=" + born.until(visit).getYears(),
                        "RACE=" + race));
        vitals(event, subject, visit, number == 4);
    }

    /** The unscheduled visit repeats; at the second one nothing was measured. */
    private void unscheduled(int subject, LocalDate day) throws SQLException {
        vitals(visit(subject, "Unscheduled Visit", day, 1), subject, day, false);
        LocalDate next = day.plusDays(3);
        crf(
                visit(subject, "Unscheduled Visit", next, 2),
                subject,
                "Vital Signs",
                next,
                List.of("VSDAT=" + next, "VSND=Y"));
    }

    private void adverseEvents(int subject, LocalDate day, int number) throws SQLException {
        int log = visit(subject, "Adverse Events Log", day, 1);
        int crf = crf(log, subject, "Adverse Events", day, List.of("AEYN=Y"));
        List<String> terms = List.of("Headache", "Nausea", "Fatigue");
        for (int i = 1; i <= 1 + number % 3; i++) {
            // Partial dates: of some events only the month, or the year, is known.
            String started = i == 2 ? "2026-03" : i == 3 ? "2026" : day.toString();
            boolean serious = number == 5 && i == 1;
            data(
                    crf,
                    day,
                    List.of(
                            "AETERM=" + terms.get(i - 1),
                            "AESTDAT=" + started,
                            "AEENDAT=" + (i == 1 ? day.plusDays(2).toString() : ""),
                            "AESEV=" + (serious ? "SEVERE" : "MILD"),
                            "AESER=" + (serious ? "Y" : "N"),
                            "AESCRIT=" + (serious ? "HOSP,OTHER" : ""),
                            "AEOUT=" + (i == 1 ? "RECOVERED" : "ONGOING")),
                    i);
        }
    }

    private void endOfStudy(int subject, LocalDate day, int number) throws SQLException {
        boolean completed = number < COMPLETED;
        crf(
                visit(subject, "End of Study", day, 1),
                subject,
                "End of Study",
                day,
                List.of(
                        "DSDAT=" + day,
                        "DSDECOD=" + (completed ? "COMPLETED" : "WITHDRAWAL BY SUBJECT"),
                        "DSTERM=" + (completed ? "" : "Moved away, with thanks")));
    }

    private void medications(int subject, LocalDate start, int number) throws SQLException {
        int log = visit(subject, "Concomitant Medications Log", start, 1);
        int crf = crf(log, subject, "Concomitant Medications", start, List.of("CMYN=Y"));
        List<String> treatments = List.of("Paracetamol", "Ibuprofen");
        for (int i = 1; i <= 1 + number % 2; i++) {
            data(
                    crf,
                    start,
                    List.of(
                            "CMTRT=" + treatments.get(i - 1),
                            "CMDOSE=" + 250 * i,
                            "CMDOSFRM=TABLET",
                            "CMROUTE=ORAL",
                            "CMSTDAT=" + start,
                            "CMENDAT=" + (i == 1 ? "UNK" : start.plusDays(10).toString())),
                    i);
        }
    }

    private void vitals(int event, int subject, LocalDate day, boolean pulseNotDone) throws SQLException {
        long systolic = Math.round(125 + 12 * random.nextGaussian());
        long diastolic = Math.round(78 + 8 * random.nextGaussian());
        long pulse = Math.round(72 + 8 * random.nextGaussian());
        crf(
                event,
                subject,
                "Vital Signs",
                day,
                List.of(
                        "VSDAT=" + day,
                        "SYSBP=" + systolic,
                        "DIABP=" + diastolic,
                        "PULSE=" + (pulseNotDone ? "NA" : pulse),
                        String.format(Locale.ROOT, "TEMP=%.1f", 36.7 + 0.3 * random.nextGaussian()),
                        String.format(Locale.ROOT, "WEIGHT=%.1f", 75 + 12 * random.nextGaussian())));
    }

    private int visit(int subject, String event, LocalDate day, int ordinal) throws SQLException {
        return Sql.insert(
                db,
                "INSERT INTO study_event (study_event_definition_id, study_subject_id, sample_ordinal, date_start, subject_event_status_id,"
                        + " owner_id, date_created) SELECT study_event_definition_id, ?, ?, ?, 4, ?, ? FROM study_event_definition"
                        + " WHERE name = ? RETURNING study_event_id",
                subject,
                ordinal,
                LocalDateTime.of(day.getYear(), day.getMonth(), day.getDayOfMonth(), 0, 0),
                OWNER,
                day.atTime(9, 0).toInstant(ZoneOffset.UTC),
                event);
    }

    private int crf(int event, int subject, String crf, LocalDate day, List<String> values) throws SQLException {
        int eventCrf = Sql.insert(
                db,
                "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, completion_status_id, date_interviewed,"
                        + " interviewer_name, date_completed, status_id, owner_id, date_created)"
                        + " SELECT ?, ?, crf_version_id, 2, ?, 'Sandbox Nurse', ?, 2, ?, ? FROM crf_version JOIN crf USING (crf_id)"
                        + " WHERE crf.name = ? RETURNING event_crf_id",
                event,
                subject,
                day,
                day.atTime(10, 0),
                OWNER,
                day.atTime(10, 0).toInstant(ZoneOffset.UTC),
                crf);
        data(eventCrf, day, values, 1);
        return eventCrf;
    }

    /** Values as {@code NAME=value}; an empty one is a row with an empty value, as data entry leaves it. */
    private void data(int eventCrf, LocalDate day, List<String> values, int ordinal) throws SQLException {
        try (var insert = db.prepareStatement(
                "INSERT INTO item_data (item_id, event_crf_id, value, ordinal, status_id, owner_id, date_created)"
                        + " SELECT item_id, ?, ?, ?, 2, ?, ? FROM item WHERE name = ?")) {
            for (String value : values) {
                int equals = value.indexOf('=');
                insert.setInt(1, eventCrf);
                insert.setString(2, value.substring(equals + 1));
                insert.setInt(3, ordinal);
                insert.setInt(4, OWNER);
                insert.setObject(5, day.atTime(10, 0).atOffset(ZoneOffset.UTC));
                insert.setString(6, value.substring(0, equals));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
