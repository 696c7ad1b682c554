package io.flaskdata.sdk.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdcReadingTest extends FacadeTest {
    private static final Instant CREATED = Instant.parse("2026-03-02T08:15:00Z");
    private static final String AUDIT =
            "\"status_id\":6,\"date_created\":\"2026-03-02T08:15:00.000Z\",\"date_updated\":null";

    private EdcDatabase edc() {
        return flask.edc("demo").zone(ZoneId.of("Asia/Jerusalem"));
    }

    @Test
    void eventDataAreReadAsTypedRows() throws Exception {
        server.answers(Server.json("""
                [{"site":"001","subject":"001-001","event":"Screening","event_ordinal":1,
                  "event_date":"2026-03-01T22:00:00.000Z","event_status":"completed","crf":"Vital Signs",
                  "crf_status":"available","sdv_status":true,"item_group":"VS","group_ordinal":"2","item":"SYSBP",
                  "data_type":"INT","value":"124","date_created":"2026-03-02T08:15:00.000Z","date_updated":null}]"""));
        EventDataRow row =
                edc().eventData().where("site", "001").sortedBy("item").toList().get(0);
        assertThat(row.site()).isEqualTo("001");
        assertThat(row.subject()).isEqualTo("001-001");
        assertThat(row.event()).isEqualTo("Screening");
        assertThat(row.eventOrdinal()).isEqualTo(1);
        assertThat(row.eventDate()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(row.eventStatus()).isEqualTo("completed");
        assertThat(row.crf()).isEqualTo("Vital Signs");
        assertThat(row.crfStatus()).isEqualTo("available");
        assertThat(row.sourceDataVerified()).isTrue();
        assertThat(row.itemGroup()).isEqualTo("VS");
        assertThat(row.groupOrdinal()).isEqualTo(2);
        assertThat(row.item()).isEqualTo("SYSBP");
        assertThat(row.dataType()).isEqualTo("INT");
        assertThat(row.value()).isEqualTo(new ItemValue.Value("124"));
        assertThat(row.updated()).isNull();
        assertThat(row.lastChanged()).isEqualTo(CREATED);
        assertThat(row.toString()).doesNotContain("124", "001-001");
        assertSent(
                "/edc/study/extract-data",
                "{\"tableName\":\"cc_event_data\",\"sort\":\"item\",\"filters\":{\"site\":\"001\"}}");
    }

    @Test
    void aColumnThatTheViewDoesNotHaveThrowsAndListsThoseItHas() {
        server.answers(Server.json("[{\"site\":\"001\",\"wert\":\"1\"}]"));
        EventDataRow row = edc().eventData().toList().get(0);
        assertThat(row.site()).isEqualTo("001");
        assertThatThrownBy(row::subject).hasMessageContaining("site, wert");
        assertThat(row.value()).isEqualTo(new ItemValue.Absent());
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("\"124\"", new ItemValue.Value("124")),
                Arguments.of("124", new ItemValue.Value("124")),
                Arguments.of("\"NA\"", new ItemValue.Missing(NullCode.NA)),
                Arguments.of("\"NPE\"", new ItemValue.Missing(NullCode.NPE)),
                Arguments.of("\"na\"", new ItemValue.Value("na")),
                Arguments.of("\"NA \"", new ItemValue.Value("NA ")),
                Arguments.of("\"\"", new ItemValue.Blank()),
                Arguments.of("\" \"", new ItemValue.Blank()),
                Arguments.of("null", new ItemValue.Absent()));
    }

    @ParameterizedTest
    @MethodSource("states")
    void anItemIsAValueANullCodeBlankOrAbsent(String json, ItemValue expected) {
        server.answers(Server.json("[{\"SYSBP\":" + json + "}]"));
        Row wide = flask.edc("demo").crfLevel().toList().get(0);
        assertThat(ItemValue.of(wide, "SYSBP")).isEqualTo(expected);
        assertThat(ItemValue.of(wide, "DIABP")).isEqualTo(new ItemValue.Absent());
        assertThat(expected.value().isPresent()).isEqualTo(expected instanceof ItemValue.Value);
    }

    @Test
    void everyNullCodeOfClinCaptureIsKnown() {
        assertThat(Stream.of(NullCode.values()).map(Enum::name))
                .containsExactlyInAnyOrder(
                        "NI", "NA", "UNK", "NASK", "ASKU", "NAV", "OTH", "PINF", "NINF", "MSK", "NP", "NPE");
    }

    @Test
    void aValueIsReadAsWhatItsItemIs() {
        assertThat(new ItemValue.Value("1.10").decimal()).isEqualTo(new BigDecimal("1.10"));
        assertThat(new ItemValue.Value("2021-03-05").date()).isEqualTo(LocalDate.of(2021, 3, 5));
        assertThat(new ItemValue.Value("2021-03").partialDate()).isEqualTo(PartialDate.of("2021-03"));
        assertThat(new ItemValue.Value("1,5").codes()).containsExactly("1", "5");
        ItemValue.Value secret = new ItemValue.Value("Jane");
        assertThatThrownBy(secret::decimal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("Jane");
        assertThatThrownBy(secret::date).hasMessageContaining("date").hasMessageNotContaining("Jane");
        assertThatThrownBy(() -> new ItemValue.Value("2021").date()).hasMessageContaining("partial");
        assertThat(secret).hasToString("Value[redacted]");
    }

    @ParameterizedTest
    @CsvSource({"2021, 2021-01-01, 2021-12-31", "2020-02, 2020-02-01, 2020-02-29", "2021-03-05, 2021-03-05, 2021-03-05"
    })
    void aPartialDateKnowsWhatItMayBe(String text, LocalDate earliest, LocalDate latest) {
        PartialDate date = PartialDate.of(text);
        assertThat(date.earliest()).isEqualTo(earliest);
        assertThat(date.latest()).isEqualTo(latest);
        assertThat(date.year()).isEqualTo(earliest.getYear());
        assertThat(date.month().isPresent()).isEqualTo(text.length() > 4);
        assertThat(date.date().isPresent()).isEqualTo(earliest.equals(latest));
        assertThat(date).hasToString(text).isEqualTo(PartialDate.of(text)).hasSameHashCodeAs(PartialDate.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21", "2021-3", "2021-13", "2021-02-30", "2021-03-05T00:00", "NA", "20210305"})
    void whatIsNoDateIsNoPartialDate(String text) {
        assertThatThrownBy(() -> PartialDate.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text");
    }

    @Test
    void aCodeListKeepsCommasInsideItsTexts() throws Exception {
        server.answers(Server.json("""
                [{"label":"SEV","options_text":"Mild,Moderate\\\\, perhaps, Severe","options_values":"1,2,3"},
                 {"label":"X","options_text":"a","options_values":"1,2"}]"""));
        try (RowStream rows = edc().codeLists().extract().open()) {
            CodeList list = CodeList.of(rows.next());
            assertThat(list.label()).isEqualTo("SEV");
            assertThat(list.texts()).isEqualTo(Map.of("1", "Mild", "2", "Moderate, perhaps", "3", "Severe"));
            assertThat(list.texts().keySet()).containsExactly("1", "2", "3");
            Row uneven = rows.next();
            assertThatThrownBy(() -> CodeList.of(uneven)).hasMessageContaining("options_text");
        }
        assertThat(CodeList.split("")).isEmpty();
        assertThat(CodeList.split("a,,b\\")).containsExactly("a", "", "b\\");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"response_set\"}");
    }

    @Test
    void sitesAreStudiesWithAParent() throws Exception {
        String table = "[{\"study_id\":1,\"parent_study_id\":null,\"unique_identifier\":\"FD-1\",\"name\":\"Demo\","
                + "\"oc_oid\":\"S_1\",\"principal_investigator\":null,\"date_planned_start\":null,"
                + "\"date_planned_end\":\"2026-12-30T22:00:00.000Z\"," + AUDIT + "},"
                + "{\"study_id\":2,\"parent_study_id\":1,\"unique_identifier\":\"001\"," + AUDIT + "}]";
        server.answers(Server.json(table)).answers(Server.json(table));
        List<EdcStudy> studies = edc().studies().toList();
        assertThat(studies).hasSize(1);
        EdcStudy study = studies.get(0);
        assertThat(List.of(study.id(), study.identifier(), study.name(), study.oid()))
                .isEqualTo(List.of(1, "FD-1", "Demo", "S_1"));
        assertThat(study.principalInvestigator()).isNull();
        assertThat(study.plannedStart()).isNull();
        assertThat(study.plannedEnd()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(study.status()).isEqualTo(new Coded<>(6, EdcCodes.Status.LOCKED));
        assertThat(study.lastChanged()).isEqualTo(CREATED);
        assertThat(edc().sites().forEach(site -> assertThat(site.parentId()).isEqualTo(1)))
                .isEqualTo(1);
        assertSent("/edc/study/extract-data", "{\"tableName\":\"study\"}");
    }

    @Test
    void subjectsEventsAndTheirDefinitionsAreRead() throws Exception {
        server.answers(Server.json("[{\"study_subject_id\":\"7\",\"label\":\"001-001\",\"secondary_label\":null,"
                        + "\"subject_id\":3,\"study_id\":2,\"enrollment_date\":\"2026-03-01T22:00:00.000Z\","
                        + "\"oc_oid\":\"SS_1\",\"randomization_date\":\"2026-03-02T08:15:00.000Z\","
                        + "\"randomization_result\":\"K-1\"," + AUDIT + "}]"))
                .answers(Server.json("[{\"study_event_definition_id\":1,\"study_id\":1,\"name\":\"Screening\","
                        + "\"type\":\"scheduled\",\"repeating\":false,\"ordinal\":1,\"schedule_day\":0,\"oc_oid\":\"SE\","
                        + AUDIT + "}]"))
                .answers(Server.json("[{\"study_event_id\":1,\"study_event_definition_id\":1,\"study_subject_id\":7,"
                        + "\"sample_ordinal\":1,\"date_start\":\"2026-03-02T06:00:00.000Z\",\"date_end\":null,"
                        + "\"location\":null,\"subject_event_status_id\":42," + AUDIT + "}]"));
        EdcSubject subject = edc().subjects().toList().get(0);
        assertThat(List.of(subject.id(), subject.label(), subject.personId(), subject.studyId(), subject.oid()))
                .isEqualTo(List.of(7, "001-001", 3, 2, "SS_1"));
        assertThat(subject.enrolled()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(subject.randomized()).isEqualTo(CREATED);
        assertThat(subject.randomization()).isEqualTo("K-1");
        EdcEventDefinition definition = edc().eventDefinitions().toList().get(0);
        assertThat(List.of(definition.id(), definition.name(), definition.type(), definition.repeating()))
                .isEqualTo(List.of(1, "Screening", "scheduled", false));
        assertThat(List.of(definition.ordinal(), definition.scheduleDay())).isEqualTo(List.of(1, 0));
        EdcEvent event = edc().events().where("study_subject_id", "7").toList().get(0);
        assertThat(List.of(event.id(), event.definitionId(), event.subjectId(), event.ordinal()))
                .isEqualTo(List.of(1, 1, 7, 1));
        assertThat(event.started()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(event.eventStatus()).isEqualTo(new Coded<>(42, null)).hasToString("code 42");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"study_subject\"}");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"study_event_definition\"}");
        assertSent(
                "/edc/study/extract-data", "{\"tableName\":\"study_event\",\"filters\":{\"study_subject_id\":\"7\"}}");
    }

    @Test
    void crfsAndTheirVerificationAreRead() throws Exception {
        server.answers(Server.json("[{\"crf_id\":1,\"name\":\"Vital Signs\",\"description\":\"d\",\"oc_oid\":\"F_V\","
                        + AUDIT + "}]"))
                .answers(Server.json("[{\"event_definition_crf_id\":1,\"study_event_definition_id\":1,\"study_id\":1,"
                        + "\"crf_id\":1,\"parent_id\":null,\"required_crf\":true,\"source_data_verification_code\":2,"
                        + "\"null_values\":\"NA,UNK\"," + AUDIT + "}]"))
                .answers(Server.json("[{\"event_crf_id\":1,\"study_event_id\":1,\"study_subject_id\":7,"
                        + "\"crf_version_id\":1,\"date_interviewed\":\"2026-03-01T22:00:00.000Z\","
                        + "\"date_completed\":null,\"sdv_status\":false,\"not_started\":\"maybe\"," + AUDIT + "}]"));
        EdcCrf crf = edc().crfs().toList().get(0);
        assertThat(List.of(crf.id(), crf.name(), crf.description(), crf.oid()))
                .isEqualTo(List.of(1, "Vital Signs", "d", "F_V"));
        EdcCrfOfEvent planned = edc().crfsOfEvents().toList().get(0);
        assertThat(List.of(planned.id(), planned.eventDefinitionId(), planned.studyId(), planned.crfId()))
                .isEqualTo(List.of(1, 1, 1, 1));
        assertThat(planned.parentId()).isNull();
        assertThat(planned.required()).isTrue();
        assertThat(planned.nullCodes()).isEqualTo("NA,UNK");
        assertThat(planned.verification()).hasToString("SPECIFIC_ITEMS");
        EdcEventCrf filled = edc().eventCrfs().toList().get(0);
        assertThat(List.of(filled.id(), filled.eventId(), filled.subjectId(), filled.crfVersionId()))
                .isEqualTo(List.of(1, 1, 7, 1));
        assertThat(filled.interviewed()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(filled.completed()).isNull();
        assertThat(filled.sourceDataVerified()).isFalse();
        assertThatThrownBy(filled::notStarted)
                .hasMessageContaining("not_started")
                .hasMessageNotContaining("maybe");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"crf\"}");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"event_definition_crf\"}");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"event_crf\"}");
    }

    @Test
    void queriesAndTheAuditLogAreRead() throws Exception {
        server.answers(Server.json("""
                        [{"discrepancy_note_id":1,"parent_dn_id":null,"discrepancy_note_type_id":3,
                          "resolution_status_id":4,"entity_type":"itemData","description":"Why?","detailed_notes":"n",
                          "study_id":1,"assigned_user_id":2,"owner_id":3,"date_created":"2026-03-02T08:15:00.000Z"},
                         {"discrepancy_note_id":2,"parent_dn_id":1}]""")).answers(Server.json("""
                        [{"audit_id":1,"audit_date":"2026-03-02T08:15:00.000Z","audit_table":"item_data","user_id":2,
                          "entity_id":9,"entity_name":"Item value","reason_for_change":"typo",
                          "audit_log_event_type_id":1,"old_value":"12","new_value":"124","event_crf_id":4,
                          "study_event_id":5,"study_subject_id":6}]"""));
        List<EdcQuery> queries = edc().queries()
                .updatedFrom(CREATED)
                .updatedBefore(CREATED.plusSeconds(1))
                .toList();
        EdcQuery query = queries.get(0);
        assertThat(query.isHead()).isTrue();
        assertThat(queries.get(1).isHead()).isFalse();
        assertThat(List.of(query.id(), query.entityType(), query.description(), query.detailedNotes()))
                .isEqualTo(List.of(1, "itemData", "Why?", "n"));
        assertThat(List.of(query.studyId(), query.assignedUserId(), query.ownerId(), query.created()))
                .isEqualTo(List.of(1, 2, 3, CREATED));
        assertThat(query.type()).hasToString("QUERY");
        assertThat(query.resolution())
                .isNotNull()
                .satisfies(resolution ->
                        assertThat(resolution.is(EdcCodes.Resolution.CLOSED)).isTrue());
        EdcAuditEntry entry = edc().auditLog().toList().get(0);
        assertThat(List.of(entry.id(), entry.at(), entry.table(), entry.userId(), entry.entityId()))
                .isEqualTo(List.of(1, CREATED, "item_data", 2, 9));
        assertThat(List.of(entry.entityName(), entry.reason(), entry.oldValue(), entry.newValue()))
                .isEqualTo(List.of("Item value", "typo", "12", "124"));
        assertThat(List.of(entry.eventCrfId(), entry.eventId(), entry.subjectId()))
                .isEqualTo(List.of(4, 5, 6));
        assertThat(entry.type()).isEqualTo(new Coded<>(1, EdcCodes.AuditType.ITEM_VALUE));
        assertSent("/edc/study/extract-data", """
                {"tableName":"discrepancy_note","fromDate":"2026-03-02T08:15:00.000Z",
                 "toDate":"2026-03-02T08:15:01.000Z"}""");
        assertSent("/edc/study/extract-data", "{\"tableName\":\"audit_log_event\"}");
    }

    @Test
    void anIdThatIsNoWholeNumberSaysWhichColumn() {
        server.answers(Server.json(
                "[{\"study_id\":1.5,\"parent_study_id\":null},{\"study_id\":null,\"parent_study_id\":null}]"));
        List<EdcStudy> studies = edc().studies().toList();
        assertThatThrownBy(() -> studies.get(0).id()).hasMessageContaining("study_id");
        assertThatThrownBy(() -> studies.get(1).id()).hasMessageContaining("study_id");
    }
}
