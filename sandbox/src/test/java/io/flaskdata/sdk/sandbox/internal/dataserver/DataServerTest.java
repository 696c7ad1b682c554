package io.flaskdata.sdk.sandbox.internal.dataserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data server's extracts: columns, filters, groups, the cursor, CSV files. */
class DataServerTest extends FormsHttp {
    private static final String PARTIAL = "/data-server/data/extract/partial-extract-study-event-data-to-json";
    private static final String GROUPED = "/data-server/data/extract/extract-grouped-study-event-data-to-json";
    private static final String ALL = "'include_started_crfs':true,'include_closed_crfs':true";

    private void create(String label, String values) throws Exception {
        ok(post(
                Sandbox.API_USER,
                "/flask/crf/create-CRF-and-insert-data",
                "{'study_id':1000001,'subject_label':'" + label
                        + "','event_name':'Diary','crf_name':'Daily Diary','crf_data':" + values + "}"));
    }

    private JsonArray grouped(String user, String more) throws Exception {
        return ok(post(user, GROUPED, "{'study_id':1000001," + more + "}")).getAsJsonArray();
    }

    @Test
    void onesShowColumnsAndZerosLeaveThemOut() throws Exception {
        assertThat(ok(post(
                                Sandbox.API_USER,
                                PARTIAL,
                                "{'study_id':7253541,'filters':{'subject':'001-001','item':'AGE'}}"))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .keySet())
                .startsWith("_id", "study_id", "site", "subject", "event")
                .contains("crf_status", "item_type", "value");
        assertThat(post(
                                Sandbox.API_USER,
                                PARTIAL,
                                "{'study_id':7253541,'columns':{'value':1},'filters':{'item':'AGE','subject':'001-001'}}")
                        .body())
                .matches("\\[\\{\"_id\":\"[0-9a-f]{24}\",\"value\":\"21\"}]");
        assertThat(ok(post(Sandbox.API_USER, PARTIAL, "{'study_id':7253541,'columns':{'_id':0,'value':0}}"))
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .keySet())
                .doesNotContain("_id", "value")
                .contains("crf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'value':'21'}|1",
                "{'value':'21','item':'GENDER'}|0",
                "{'crf_status':'Closed'}|4",
                "{'event_date':'2021-06-14T09:00:00.000Z'}|2",
                "{'date_from':'2021-06-14T09:00:00.001Z'}|2",
                "{'date_to':'2021-06-14T09:00:00.000Z'}|0",
                "{'date_updated':null}|4",
                "{'date_updated':'','item':'','event':null,'value':'21'}|1"
            })
    void filtersAreEqualAndAllOfThem(String filters, int rows) throws Exception {
        assertThat(ok(post(Sandbox.API_USER, PARTIAL, "{'study_id':7253541,'filters':" + filters + "}"))
                        .getAsJsonArray())
                .hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|study_id",
                "{'study_id':99}|Study 99 not found",
                "{'study_id':7253541,'columns':{'nope':1}}|Column nope not found",
                "{'study_id':7253541,'columns':{'crf':2}}|0 or 1",
                "{'study_id':7253541,'columns':[]}|not an object",
                "{'study_id':7253541,'filters':{'crf; DROP TABLE crf_value':1}}|not found",
                "{'study_id':7253541,'filters':{'crf':['a']}}|wrong type",
                "{'study_id':7253541,'filters':{'date_from':'yesterday'}}|not a date"
            })
    void aBadPartialExtractIsRefused(String body, String text) throws Exception {
        refused(post(Sandbox.API_USER, PARTIAL, body), text);
    }

    @Test
    void aGroupHasEverythingOfASubjectUnderTheCrfsName() throws Exception {
        create("001-002", "{'SLEEP_HOURS':7.10,'MOOD':4}");
        create("001-002", "{'MOOD':5}");
        JsonArray groups = grouped(Sandbox.SITE_USER, ALL + ",'group_by':'subject','values_as_object':true");
        JsonArray diaries = find(groups, "subject", "001-002").getAsJsonArray("Daily Diary");
        assertThat(diaries).hasSize(2);
        assertThat(diaries.get(0).getAsJsonObject().get("values").toString())
                .isEqualTo("{\"SLEEP_HOURS\":7.10,\"MOOD\":4}");
        assertThat(member(diaries.get(0).getAsJsonObject(), "crf_status")).isEqualTo("Started");
        JsonArray lists = grouped(Sandbox.SITE_USER, ALL + ",'group_by':'subject'");
        assertThat(find(lists, "subject", "001-002")
                        .getAsJsonArray("Daily Diary")
                        .get(1)
                        .getAsJsonObject()
                        .get("values")
                        .toString())
                .isEqualTo("[{\"item\":\"MOOD\",\"item_type\":\"RADIO\",\"value\":5}]");
        assertThat(grouped(Sandbox.SITE_USER, ALL))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(member(each.getAsJsonObject(), "crf")).isEqualTo("Daily Diary"));
    }

    @Test
    void whatIsNotIncludedIsLeftOut() throws Exception {
        String limited = "'CRFs':[],'group_by':'subject'";
        String closed = "'include_closed_crfs':true,";
        assertThat(grouped(Sandbox.API_USER, limited)).isEmpty();
        assertThat(grouped(Sandbox.API_USER, closed + limited)).isEmpty();
        assertThat(grouped(Sandbox.API_USER, closed + "'include_deactivated_crfs':true," + limited)
                        .get(0)
                        .getAsJsonObject()
                        .keySet())
                .containsExactly("site", "subject", "Wellbeing");
        assertThat(grouped(Sandbox.API_USER, closed + "'include_all_crf_versions':true," + limited)
                        .get(0)
                        .getAsJsonObject()
                        .keySet())
                .containsExactly("site", "subject", "Daily Diary");
    }

    @Test
    void theCursorMovesWhenItIsAskedForAndWhateverTheRequestLeavesOut() throws Exception {
        create("003-001", "{'MOOD':1}");
        String fromLast = ALL + ",'from_last_extract':true";
        assertThat(grouped(Sandbox.API_USER, fromLast)).isNotEmpty();
        assertThat(grouped(Sandbox.API_USER, fromLast)).isEmpty();
        create("003-002", "{'MOOD':2,'NOTES':'new'}");
        assertThat(grouped(Sandbox.API_USER, ALL)).isNotEmpty();
        assertThat(grouped(Sandbox.API_USER, fromLast).toString())
                .contains("new")
                .doesNotContain("003-001");
        create("003-003", "{'MOOD':3}");
        assertThat(grouped(Sandbox.STUDY_USER, "'from_last_extract':true")).isEmpty();
        assertThat(grouped(Sandbox.API_USER, fromLast)).isEmpty();
    }

    @Test
    void aBadGroupedExtractIsRefusedAndMovesNothing() throws Exception {
        String fromLast = "{'study_id':7253541,'from_last_extract':true,'include_closed_crfs':true";
        for (String bad : List.of(
                "'group_by':'site'", "'CRFs':['nope']", "'CRFs':'nope'", "'CRFs':[{}]", "'include_started_crfs':1")) {
            refused(post(Sandbox.API_USER, GROUPED, fromLast + "," + bad + "}"), "[");
        }
        refused(post(Sandbox.STUDY_USER, GROUPED, fromLast + "}"), "Permission denied.");
        assertThat(ok(post(Sandbox.API_USER, GROUPED, fromLast + "}")).getAsJsonArray())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data-server/data/extract/extract-study-event-data-to-CSV",
                "/flask/subject/extract-study-event-data-to-CSV"
            })
    void theCsvFilesHaveALineForEachCrfAndAColumnForEachItem(String path) throws Exception {
        create("002-004", "{'SLEEP_HOURS':7.10,'NOTES':'a, \\'b\\' und\\nc'}".replace("\\'", "\\\""));
        Map<String, List<String>> files = new Caller(sandbox).zip(path, "{'study_id':1000001}");
        assertThat(files.keySet())
                .contains("Diary - Daily Diary v1.csv", "Diary - Wellbeing.csv", "Diary - Daily Diary.csv");
        List<String> diary = files.getOrDefault("Diary - Daily Diary.csv", List.of());
        assertThat(diary.get(0))
                .isEqualTo(
                        "site,subject,event,event_ordinal,event_date,crf,crf_version,crf_data_id,crf_status,repeat_index,"
                                + "date_created,date_updated,SLEEP_HOURS,MOOD,TOOK_MEDICATION,NOTES");
        assertThat(String.join("\n", diary)).contains("002,002-004,Diary,1,", ",7.10,,,\"a, \"\"b\"\" und\nc\"");
        assertThat(new Caller(sandbox)
                        .as(Sandbox.SITE_USER)
                        .zip(path, "{'study_id':1000001}")
                        .toString())
                .doesNotContain("002-004");
        assertThat(new Caller(sandbox)
                        .bytes(path, "{'study_id':1000001}")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("application/zip");
    }

    /** What 8 who ask at once get, one after the other. */
    private static List<String> atOnce(Callable<String> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(Collections.nCopies(8, call))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoAsksAtOnceForWhatIsNewDoesNotGetTheSame() throws Exception {
        String user = token(Sandbox.API_USER);
        create("001-003", "{'NOTES':'only once'}");
        String body = "{\"study_id\":1000001,\"include_started_crfs\":true,\"from_last_extract\":true}";
        assertThat(atOnce(() ->
                        request(sandbox.apiUrl(), "POST", GROUPED, body, user).body()))
                .filteredOn(answer -> answer.contains("only once"))
                .hasSize(1);
    }

    @Test
    void whoCreatesAtOnceGetsNumbersOfHisOwn() throws Exception {
        String user = token(Sandbox.API_USER);
        String body =
                "{\"study_id\":1000001,\"eventName\":\"Diary\",\"subjectLabel\":\"001-004\",\"CRFs\":{\"Daily Diary\":{\"MOOD\":1}}}";
        String path = "/data-server/data/create/create-event-crfs-and-insert-data";
        assertThat(atOnce(() ->
                        request(sandbox.apiUrl(), "POST", path, body, user).body()))
                .containsOnly("{\"message\":\"OK\"}");
        JsonArray rows = JsonParser.parseString(
                        extract(Sandbox.API_USER, DEMO, "{'subject':'001-004'}", "event_ordinal"))
                .getAsJsonArray();
        assertThat(rows.asList())
                .extracting(row -> row.getAsJsonObject().get("event_ordinal").getAsInt())
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
    }
}
