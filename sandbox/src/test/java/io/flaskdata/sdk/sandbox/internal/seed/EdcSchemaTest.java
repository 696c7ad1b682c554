package io.flaskdata.sdk.sandbox.internal.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The EDC database as SQL sees it: keys, codes, audit triggers, views and the demo study's seed. */
class EdcSchemaTest {
    private static Databases databases;
    private static Connection db;

    @BeforeAll
    static void open() throws Exception {
        databases = new Databases(Cluster.OF_THIS_JVM, Seed.standard(), ZoneId.of("Asia/Jerusalem"), false);
        db = databases.edc("demo");
        db.setAutoCommit(false);
    }

    /** What a test changes is gone for the next. */
    @AfterEach
    void undo() throws SQLException {
        db.rollback();
    }

    @AfterAll
    static void close() throws Exception {
        db.close();
        databases.close();
    }

    private static String one(String sql) throws SQLException {
        return String.valueOf(Sql.value(db, sql));
    }

    private static List<String> audited(String change) throws SQLException {
        Object last = Sql.value(db, "SELECT coalesce(max(audit_id), 0) FROM audit_log_event");
        Sql.update(db, change);
        return Sql.rows(
                        db,
                        "SELECT t.audit_log_event_type_id AS id, t.name, old_value, new_value, audit_table, user_id FROM audit_log_event"
                                + " JOIN audit_log_event_type t USING (audit_log_event_type_id) WHERE audit_id > ? ORDER BY audit_id",
                        last)
                .stream()
                .map(row -> row.get("id") + " " + row.get("name") + ": " + row.get("old_value") + " > "
                        + row.get("new_value") + " by " + row.get("user_id"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE item_data SET value = '1', update_id = 3 WHERE item_data_id = 9 | 1 item value: {was} > 1 by 3",
                "UPDATE item_data SET status_id = 5 WHERE item_data_id = 9 | 12 item status: unavailable > removed by 1",
                "DELETE FROM item_data WHERE item_data_id = 9 | 13 item deleted: {was} > null by 1",
                "UPDATE event_crf SET status_id = 1 WHERE event_crf_id = 2 | 9 CRF properties: unavailable > available by 1",
                "UPDATE event_crf SET interviewer_name = 'A' WHERE event_crf_id = 2 | 9 CRF properties: Sandbox Nurse > A by 1",
                "UPDATE event_crf SET sdv_status = false WHERE event_crf_id = 2 | 32 CRF SDV: true > false by 1",
                "UPDATE study_event SET subject_event_status_id = 5 WHERE study_event_id = 2 | 20 event stopped: completed > stopped by 1",
                "UPDATE study_event SET subject_event_status_id = 6 WHERE study_event_id = 2 | 21 event skipped: completed > skipped by 1",
                "UPDATE study_event SET subject_event_status_id = 7 WHERE study_event_id = 2 | 22 event locked: completed > locked by 1",
                "UPDATE study_event SET subject_event_status_id = 10 WHERE study_event_id = 2 | 23 event removed: completed > removed by 1",
                "UPDATE study_event SET subject_event_status_id = 9 WHERE study_event_id = 2"
                        + " | 50 event SDV: completed > source data verified by 1",
                "UPDATE study_event SET date_start = '2026-02-17' WHERE study_event_id = 2"
                        + " | 24 event start date: 2026-02-16 00:00:00 > 2026-02-17 00:00:00 by 1",
                "UPDATE study_event SET date_end = '2026-02-17' WHERE study_event_id = 2 | 25 event end date: null > 2026-02-17 00:00:00 by 1",
                "UPDATE study_event SET location = 'Room 1' WHERE study_event_id = 2 | 26 event location: null > Room 1 by 1",
                "UPDATE study_subject SET status_id = 6 WHERE study_subject_id = 1 | 3 study subject status: available > locked by 1",
                "UPDATE study_subject SET label = 'x' WHERE study_subject_id = 1 | 4 study subject value: 001-001 > x by 1",
                "UPDATE subject SET status_id = 5 WHERE subject_id = 1 | 6 subject status: available > removed by 1",
                "UPDATE subject SET unique_identifier = 'p' WHERE subject_id = 1 | 7 subject value: null > p by 1",
            })
    void aChangeIsInTheAuditLogWithItsType(String change, String expected) throws SQLException {
        String was = one("SELECT value FROM item_data WHERE item_data_id = 9");
        assertThat(audited(change)).containsExactly(expected.replace("{was}", was));
    }

    @Test
    void whatIsCreatedIsInTheAuditLog() throws SQLException {
        assertThat(audited("INSERT INTO subject (unique_identifier, owner_id, date_created) VALUES ('p-1', 2, now())"))
                .containsExactly("5 subject created: null > p-1 by 2");
        assertThat(audited(
                        "INSERT INTO study_event (study_event_definition_id, study_subject_id, subject_event_status_id, owner_id,"
                                + " date_created) VALUES (4, 12, 3, 1, now())"))
                .containsExactly(
                        "17 event scheduled: null > scheduled by 1",
                        "18 event started: scheduled > data entry started by 1");
        assertThat(audited(
                        "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, owner_id, date_created)"
                                + " VALUES (1, 1, 3, 1, now())"))
                .isEmpty();
        assertThat(
                        audited(
                                "UPDATE event_crf SET status_id = 2 WHERE event_crf_id = (SELECT max(event_crf_id) FROM event_crf)"))
                .containsExactly("8 CRF complete: available > unavailable by 1");
    }

    @Test
    void whatDoesNotChangeLeavesNothingInTheAuditLog() throws SQLException {
        assertThat(audited("UPDATE item_data SET value = value, sdv = false")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO item_data (item_id, event_crf_id, value, date_created) SELECT item_id, event_crf_id, 'x', now() FROM item_data"
                        + " LIMIT 1 | item_data_item_id_event_crf_id_ordinal_key",
                "INSERT INTO event_crf (study_event_id, study_subject_id, crf_version_id, date_created) VALUES (999, 1, 1, now()) | study_event_id",
                "UPDATE study SET oc_oid = 'S_FDDEMO01' | study_oc_oid_key",
                "UPDATE discrepancy_note SET entity_type = 'nothing' | entity_type_check",
                "UPDATE item_data SET status_id = 99 | status_id",
                "UPDATE study_subject SET label = repeat('x', 31) | character varying(30)",
            })
    void keysCodesAndLengthsAreTheModels(String change, String reason) {
        assertThatThrownBy(() -> Sql.update(db, change))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aLabelIsTheApplicationsAffairAndNoKey() throws SQLException {
        assertThat(Sql.update(db, "UPDATE study_subject SET label = 'same' WHERE study_subject_id < 3"))
                .isEqualTo(2);
    }

    @Test
    void theDesignHasSectionsGroupsAndOptions() throws SQLException {
        assertThat(Sql.rows(
                        db,
                        "SELECT i.name, i.units, t.code, m.width_decimal, g.name AS item_group, x.repeating_group, s.label AS section"
                                + " FROM item i JOIN item_data_type t USING (item_data_type_id) JOIN item_form_metadata m USING (item_id)"
                                + " JOIN section s USING (section_id) JOIN item_group_metadata x USING (item_id) JOIN item_group g USING (item_group_id)"
                                + " WHERE i.name IN ('WEIGHT', 'AESTDAT') ORDER BY 1"))
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactly(
                        "[AESTDAT, null, PDATE, null, AE, true, Adverse Events]",
                        "[WEIGHT, kg, REAL, 5(1), VS, false, Vital Signs]");
        assertThat(one("SELECT options_text FROM response_set WHERE options_values LIKE 'RECOVERED%'"))
                .isEqualTo("Recovered,Recovered\\, with sequelae,Not recovered");
        assertThat(one("SELECT count(*) FROM item")).isEqualTo("34");
        assertThat(one("SELECT count(*) FROM item_form_metadata")).isEqualTo("34");
    }

    @Test
    void theSeedHasWhatTheModelsPageAsksFor() throws SQLException {
        String events =
                "SELECT count(*) FROM study_event JOIN study_event_definition d USING (study_event_definition_id) WHERE d.name = ";
        assertThat(one(events + "'Screening'")).isEqualTo("12");
        assertThat(one(events + "'Baseline'")).isEqualTo("11");
        assertThat(one(events + "'Week 4'")).isEqualTo("10");
        assertThat(one(events + "'End of Study'")).isEqualTo("8");
        assertThat(one(events + "'Adverse Events Log'")).isEqualTo("8");
        assertThat(one(events + "'Concomitant Medications Log'")).isEqualTo("6");
        assertThat(one(events + "'Unscheduled Visit' AND sample_ordinal = 2")).isEqualTo("1");
        assertThat(one("SELECT count(*) FROM item_data WHERE value = 'COMPLETED'"))
                .isEqualTo("6");
        assertThat(
                        one(
                                "SELECT count(*) FROM item_data JOIN item USING (item_id) WHERE name = 'PULSE' AND value = 'NA'"))
                .isEqualTo("1");
        assertThat(
                        one(
                                "SELECT count(*) FROM item_data JOIN item USING (item_id) WHERE name = 'RACE' AND value = '1,3'"))
                .isEqualTo("1");
        assertThat(one("SELECT string_agg(DISTINCT value, ' ' ORDER BY value) FROM item_data JOIN item USING (item_id)"
                        + " WHERE name = 'AESTDAT' AND length(value) < 10"))
                .isEqualTo("2026 2026-03");
        assertThat(one("SELECT value FROM item_data WHERE value LIKE 'HOSP%'")).isEqualTo("HOSP,OTHER");
        assertThat(one(
                        "SELECT count(*) FROM event_definition_crf o JOIN event_definition_crf p ON p.event_definition_crf_id = o.parent_id"
                                + " WHERE o.required_crf <> p.required_crf AND o.study_id = 3"))
                .isEqualTo("1");
        assertThat(one("SELECT count(*) FROM event_crf WHERE status_id = 5")).isEqualTo("1");
        assertThat(one("SELECT count(*) FROM study_event WHERE subject_event_status_id = 7"))
                .isEqualTo("1");
        assertThat(one("SELECT count(DISTINCT study_subject_id) FROM event_crf WHERE sdv_status"))
                .isEqualTo("1");
        assertThat(one("SELECT bool_and(d.sdv) FROM item_data d JOIN event_crf USING (event_crf_id) WHERE sdv_status"))
                .isEqualTo("true");
        assertThat(one("SELECT count(*) FROM kit")).isEqualTo("60");
        assertThat(
                        one(
                                "SELECT count(*) FROM (SELECT 1 FROM kit GROUP BY strata1_value, strata2_value HAVING count(*) = 10) cells"))
                .isEqualTo("6");
    }

    @Test
    void anOpenAndAClosedQueryAreThreadsOnTheirItem() throws SQLException {
        assertThat(Sql.rows(
                        db,
                        "SELECT r.name AS status, i.name AS item, (SELECT count(*) FROM discrepancy_note c WHERE c.parent_dn_id = n.discrepancy_note_id)"
                                + " AS notes FROM discrepancy_note n JOIN resolution_status r USING (resolution_status_id)"
                                + " JOIN dn_item_data_map USING (discrepancy_note_id) JOIN item_data USING (item_data_id) JOIN item i USING (item_id)"
                                + " WHERE n.parent_dn_id IS NULL AND n.discrepancy_note_type_id = 3 ORDER BY 1"))
                .extracting(Map::values)
                .extracting(Object::toString)
                .containsExactly("[closed, SYSBP, 3]", "[updated, PULSE, 2]");
    }

    @Test
    void viewsLeaveOutEmptyValuesAndWhatIsRemoved() throws SQLException {
        assertThat(one("SELECT count(*) FROM cc_event_data WHERE value = ''")).isEqualTo("0");
        assertThat(one("SELECT count(*) FROM item_data WHERE value = ''")).isNotEqualTo("0");
        assertThat(
                        one(
                                "SELECT count(*) FROM crf_vital_signs v JOIN event_crf e USING (event_crf_id) WHERE e.status_id = 5"))
                .isEqualTo("0");
        assertThat(one("SELECT count(*) FROM cc_event_data"))
                .isEqualTo(one("SELECT count(*) FROM item_data WHERE value <> '' AND status_id <> 7"));
    }

    @Test
    void wideViewsHaveTheirItemsAsColumns() throws SQLException {
        String columns =
                "SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = ";
        assertThat(one(columns + "'crf_end_of_study'"))
                .endsWith("crf_status sdv_status date_created date_updated group_ordinal DSDAT DSDECOD DSTERM");
        assertThat(one(columns + "'cross_event_crf_data'"))
                .contains("group_ordinal ICYN ICDAT")
                .endsWith("DSTERM");
        assertThat(one("SELECT count(*) FROM crf_adverse_events WHERE \"AETERM\" IS NOT NULL"))
                .isEqualTo(one("SELECT count(*) FROM cc_event_data WHERE item = 'AETERM'"));
    }

    /** A fingerprint of every value: it changes when the seed does, and then this line with it. */
    @Test
    void theSeedIsTheSameEveryTime() throws Exception {
        assertThat(
                        one(
                                "SELECT md5(string_agg(subject || item || group_ordinal || value, ';' ORDER BY item_data_id)) FROM cc_event_data"))
                .isEqualTo("92d9038b92dc6035e8cf77d5528fa55f");
    }
}
