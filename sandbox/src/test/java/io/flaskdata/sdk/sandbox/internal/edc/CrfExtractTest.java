package io.flaskdata.sdk.sandbox.internal.edc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrfExtractTest {
    private static final String ROWS = "/edc/study/extract-study-data-at-crf-level";
    private static final String CSVS = ROWS + "-to-csvs";
    private static final String BY_EVENT = "/edc/study/download-csvs-data";
    private static final String EMAIL = "/edc/study/send-email-with-study-data-csvs";
    private static final String EDITED = "'fromDate':'2026-03-10T00:00:00.000Z','toDate':'2026-03-11T00:00:00.000Z'";
    private static Sandbox sandbox;
    private Caller caller;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void call() {
        caller = new Caller(sandbox);
    }

    @Test
    void aRowIsACrfWithItsOwnItemsAsColumns() throws Exception {
        var rows = caller.rows(ROWS, "{'filters':{'crf':'Vital Signs','subject':'001-001','event':'Screening'}}");
        assertThat(rows).hasSize(1);
        JsonObject row = rows.get(0);
        assertThat(row.get("SYSBP").getAsString()).isEqualTo("121");
        assertThat(row.get("site").getAsString()).isEqualTo("001");
        assertThat(row.get("VSND").isJsonNull()).isTrue();
        assertThat(row.has("AETERM")).isFalse();
    }

    @Test
    void onlyCrfsThatHaveDataAreRows() throws Exception {
        Map<String, Long> crfs = Caller.column(caller.rows(ROWS, "{}"), "crf").stream()
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        // 12 + 11 + 10 + 2 vital signs, less the removed one; a row for each adverse event and each medication.
        assertThat(crfs)
                .containsOnly(
                        Map.entry("Informed Consent", 12L),
                        Map.entry("Demographics", 12L),
                        Map.entry("Vital Signs", 34L),
                        Map.entry("Adverse Events", 15L),
                        Map.entry("Concomitant Medications", 9L),
                        Map.entry("End of Study", 8L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'filters':{'site':'003'}};001 002",
                "{'filtersNotIn':{'site':'001|002'}};001 002",
                "{'filtersNotIn':{'site':'001|002','subject':''},'filters':{'crf':'','nope':null}};001 002",
                "{'filtersNotIn':{'site':'001|002','event':null},'sort':''};001 002",
                "{'filtersNotIn':{'site':'001'},'filters':{'crf':'Demographics'}};001",
                "{'filtersNotIn':{'site':'002','subject':'001-001|001-002|001-003|001-004|001-005'}};001 002",
            })
    void filtersNotInLeavesOutEachOfItsValues(String request, String without) throws Exception {
        assertThat(Caller.column(caller.rows(ROWS, request), "site"))
                .contains("003")
                .doesNotContainAnyElementsOf(List.of(without.split(" ")));
    }

    @Test
    void asInSqlFiltersNotInLeavesOutWhatHasNoValue() throws Exception {
        var rows = caller.rows(ROWS, "{'filtersNotIn':{'PULSE':'NA'},'filters':{'event':'Unscheduled Visit'}}");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("event_ordinal").getAsInt()).isEqualTo(1);
    }

    @Test
    void aFilterOnAnItemLeavesCrfsWithItOnly() throws Exception {
        assertThat(Caller.column(caller.rows(ROWS, "{'filters':{'AESER':'Y'}}"), "crf"))
                .containsExactly("Adverse Events");
        assertThat(caller.refused(ROWS, "{'filters':{'NOPE':'1'}}")).contains("a column does not exist");
        assertThat(caller.refused(ROWS, "{'filtersNotIn':{'site':['001']}}")).contains("has a wrong type");
        assertThat(caller.refused(ROWS, "{'filtersNotIn':'001'}"))
                .isEqualTo("[parameters] filtersNotIn is not an object.");
    }

    @Test
    void theDatesAreThoseOfTheLastEdit() throws Exception {
        var rows = caller.rows(ROWS, "{" + EDITED + "}");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("date_updated").getAsString()).isEqualTo("2026-03-10T11:30:00.125Z");
        assertThat(caller.rows(ROWS, "{'fromDate':'2027-01-01'}")).isEmpty();
    }

    @Test
    void csvsAreAFileForEachCrf() throws Exception {
        var files = caller.zip(CSVS, "{}");
        assertThat(files.keySet())
                .containsExactly(
                        "Informed Consent.csv",
                        "Demographics.csv",
                        "Vital Signs.csv",
                        "Adverse Events.csv",
                        "Concomitant Medications.csv",
                        "End of Study.csv");
        List<String> vitals = files.get("Vital Signs.csv");
        assertThat(vitals).hasSize(35);
        assertThat(vitals.get(0)).endsWith("VSDAT,SYSBP,DIABP,PULSE,TEMP,WEIGHT,VSND");
        assertThat(vitals.get(1)).contains("001-001,", ",121,");
        assertThat(files.get("End of Study.csv")).anyMatch(line -> line.endsWith("\"Moved away, with thanks\""));
        assertThat(caller.zip(CSVS, "{" + EDITED + "}").keySet()).containsExactly("Vital Signs.csv");
    }

    @Test
    void aZipThatWouldHoldNothingIsAnEmptyZip() throws Exception {
        assertThat(caller.zip(CSVS, "{'fromDate':'2027-01-01'}")).isEmpty();
    }

    @Test
    void anEventsCsvsAreAFileForEachOfItsCrfs() throws Exception {
        var files = caller.zip(BY_EVENT, "{'filters':{'site':'001'},'sort':'subject'}");
        assertThat(files.keySet())
                .containsExactly(
                        "Screening - Informed Consent.csv",
                        "Screening - Demographics.csv",
                        "Screening - Vital Signs.csv",
                        "Baseline - Vital Signs.csv",
                        "Week 4 - Vital Signs.csv",
                        "Unscheduled Visit - Vital Signs.csv",
                        "Adverse Events Log - Adverse Events.csv",
                        "Concomitant Medications Log - Concomitant Medications.csv",
                        "End of Study - End of Study.csv");
        assertThat(files.get("Baseline - Vital Signs.csv")).hasSize(6);
        var answer = caller.bytes(BY_EVENT, "{}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(answer.headers().firstValue("x-sandbox-grade")).contains("inferred");
    }

    @Test
    void aSiteUserGetsTheSitesRowsAndASubjectNone() throws Exception {
        caller.as(Sandbox.SITE_USER);
        assertThat(Caller.column(caller.rows(ROWS, "{}"), "site")).isNotEmpty().containsOnly("001");
        assertThat(caller.zip(CSVS, "{}").get("Demographics.csv")).hasSize(6);
        assertThat(caller.zip(BY_EVENT, "{}").get("Screening - Demographics.csv"))
                .hasSize(6);
        assertThat(caller.as(Sandbox.SUBJECT_USER).refused(CSVS, "{}")).isEqualTo("[edc] Permission denied.");
    }

    @Test
    void aMailIsInTheOutboxWithItsZip() throws Exception {
        try (Sandbox own = Sandbox.start()) {
            Caller mail = new Caller(own);
            assertThat(mail.post(EMAIL, "{'emails':['user@example.org'],'filters':{'crf':'Demographics'}}"))
                    .isEqualTo("{\"message\":\"OK\"}");
            String outbox = new String(mail.get("/__sandbox/outbox").body(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(outbox).contains("\"id\":1,\"to\":[\"user@example.org\"],\"subject\":\"Study data\"");
            assertThat(Caller.unzipped(mail.get("/__sandbox/outbox/1").body()).get("Demographics.csv"))
                    .hasSize(13);
            assertThat(mail.get("/__sandbox/outbox/2").statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{'emails':[]}", "{'emails':'user@example.org'}", "{'emails':[5]}", "{'emails':['nobody']}"})
    void aMailWithoutAddressesIsRefused(String request) throws Exception {
        assertThat(caller.refused(EMAIL, request)).contains("emails is not a list of addresses");
        assertThat(caller.get("/__sandbox/outbox").body()).asString().isEqualTo("[]");
    }
}
