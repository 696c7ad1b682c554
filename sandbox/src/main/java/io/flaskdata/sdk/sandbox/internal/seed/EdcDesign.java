package io.flaskdata.sdk.sandbox.internal.seed;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a user-defined study into its EDC database. */
final class EdcDesign {
    private static final Instant CREATED = Instant.parse("2026-01-12T08:00:00Z");

    private final Connection db;
    private final StudyDesign study;
    private final Instant enrolled;

    EdcDesign(Connection db, StudyDesign study, ZoneId zone) {
        this.db = db;
        this.study = study;
        this.enrolled =
                LocalDate.ofInstant(CREATED, ZoneOffset.UTC).atStartOfDay(zone).toInstant();
    }

    /** Writes the study with its sites, and the design from which edc-structure.sql makes CRFs and events. */
    void write() throws SQLException {
        Sql.update(
                db,
                "INSERT INTO study (unique_identifier, name, oc_oid, owner_id, date_created) VALUES (?, ?, ?, 1, ?)",
                "P-" + study.id(),
                study.name(),
                "S_" + study.id(),
                CREATED);
        for (StudyDesign.Site site : study.sites()) {
            Sql.update(
                    db,
                    "INSERT INTO study (parent_study_id, unique_identifier, name, facility_name, oc_oid, owner_id, date_created)"
                            + " VALUES (1, ?, ?, ?, ?, 1, ?)",
                    site.label(),
                    site.name(),
                    site.name(),
                    "S_" + study.id() + "_" + study.sites().indexOf(site),
                    CREATED);
        }
        for (StudyDesign.Crf crf : study.crfs()) {
            for (StudyDesign.Item item : crf.items()) {
                item(crf.name(), item);
            }
        }
        for (StudyDesign.Event event : study.events()) {
            Sql.update(
                    db,
                    "INSERT INTO visits (event, type, repeating, crfs) VALUES (?, ?, ?, ?)",
                    event.name(),
                    event.repeating() ? "unscheduled" : "scheduled",
                    event.repeating(),
                    db.createArrayOf("text", event.crfs().toArray()));
        }
    }

    private static String type(StudyDesign.Item.Type type) {
        return switch (type) {
            case NUMBER -> "REAL";
            case DATE -> "DATE";
            default -> "ST";
        };
    }

    private void item(String crf, StudyDesign.Item item) throws SQLException {
        List<String> options = item.options();
        Sql.update(
                db,
                "INSERT INTO design (crf, item_group, item, data_type, response, label, required, codes, texts)"
                        + " VALUES (?, ?, ?, ?, ?, ?, false, ?, ?)",
                crf,
                "G" + study.crfs().stream().map(StudyDesign.Crf::name).toList().indexOf(crf),
                item.variable(),
                type(item.type()),
                response(item.type()),
                item.variable(),
                options.isEmpty()
                        ? null
                        : IntStream.rangeClosed(1, options.size())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(",")),
                options.isEmpty()
                        ? null
                        : options.stream().map(each -> each.replace(",", "\\,")).collect(Collectors.joining(",")));
    }

    private static String response(StudyDesign.Item.Type type) {
        return switch (type) {
            case CHECKBOX, RADIO -> type.name().toLowerCase(Locale.ROOT);
            case TEXT, NUMBER, DATE -> "text";
        };
    }

    void subjects() throws SQLException {
        for (StudyDesign.Subject subject : study.subjects()) {
            int person = Sql.insert(
                    db,
                    "INSERT INTO subject (dob_collected, owner_id, date_created) VALUES (false, 1, ?) RETURNING subject_id",
                    CREATED);
            Sql.update(
                    db,
                    "INSERT INTO study_subject (label, subject_id, study_id, enrollment_date, oc_oid, owner_id, date_created)"
                            + " SELECT ?, ?, study_id, ?, ?, 1, ? FROM study WHERE parent_study_id IS NOT NULL AND unique_identifier = ?",
                    subject.label(),
                    person,
                    enrolled,
                    "SS_" + person,
                    CREATED,
                    subject.site());
        }
    }
}
