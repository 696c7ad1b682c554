package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CRFs by one call: created, repeated, updated; what a failing chain leaves. */
class FormsWritesTest extends FormsHttp {
    private static final String CREATE = "/flask/crf/create-CRF-and-insert-data";
    private static final String CREATE_EVENT = "/flask/crf/create-event-CRF-and-insert-data";
    private static final String CREATE_EVENT_CRFS = "/data-server/data/create/create-event-crfs-and-insert-data";

    private static String diary(String label, String values) {
        return "{'study_id':1000001,'subject_label':'" + label
                + "','event_name':'Diary','crf_name':'Daily Diary','crf_data':" + values + "}";
    }

    private String create(String label, String values) throws Exception {
        return member(ok(post(Sandbox.API_USER, CREATE, diary(label, values))).getAsJsonObject(), "crfDataId");
    }

    private String values(String label) throws Exception {
        return extract(Sandbox.API_USER, DEMO, "{'subject':'" + label + "'}", "item", "value");
    }

    private JsonArray ids(String label) throws Exception {
        return ok(post(
                        Sandbox.API_USER,
                        "/flask/crf/get-CRF-data-ids",
                        "{'study_id':1000001,'subject_label':'" + label + "','crf_name':'Daily Diary'}"))
                .getAsJsonArray();
    }

    @Test
    void everyValueComesBackAsItWasSent() throws Exception {
        create("001-001", "{'SLEEP_HOURS':7.10,'MOOD':'07','TOOK_MEDICATION':false,'NOTES':null}");
        assertThat(values("001-001"))
                .isEqualTo("[{\"item\":\"SLEEP_HOURS\",\"value\":7.10},{\"item\":\"MOOD\",\"value\":\"07\"},"
                        + "{\"item\":\"TOOK_MEDICATION\",\"value\":false},{\"item\":\"NOTES\",\"value\":null}]");
    }

    @ParameterizedTest
    @CsvSource({"12345678901234567890", "-0", "1E5", "0.10", "1.0000000000000000001"})
    void noNumberLosesADigit(String number) throws Exception {
        String id = create("001-002", "{'SLEEP_HOURS':" + number + "}");
        assertThat(extract(Sandbox.API_USER, DEMO, "{'crf_data_id':'" + id + "'}", "value"))
                .isEqualTo("[{\"value\":" + number + "}]");
    }

    @Test
    void everyCallCreatesACrfAndARepetitionIsCounted() throws Exception {
        int before = ids("001-003").size();
        String first = create("001-003", "{'MOOD':1}");
        String second = create("001-003", "{'MOOD':1}");
        assertThat(ids("001-003")).hasSize(before + 2);
        JsonArray crfs = viewer(member(link(DEMO, "001-003", "Diary"), "token")).getAsJsonArray("CRFs");
        assertThat(find(crfs, "dataId", first).get("repeatIndex").getAsInt()).isEqualTo(before + 1);
        assertThat(find(crfs, "dataId", second).get("repeatIndex").getAsInt()).isEqualTo(before + 2);
        assertThat(find(crfs, "dataId", second).get("omt").getAsBoolean()).isTrue();
        assertThat(find(crfs, "dataId", second)
                        .getAsJsonObject("metadata")
                        .get("data_record_creator")
                        .getAsString())
                .isEqualTo("Sandbox api");
    }

    @Test
    void anUpdateChangesTheItemsItNamesAndNoOther() throws Exception {
        String id = create("001-004", "{'MOOD':1,'NOTES':'a'}");
        now = now.plusSeconds(5);
        ok(post(
                Sandbox.API_USER,
                "/flask/crf/update-CRF-data",
                "{'crfDataId':'" + id + "','study_id':1000001,'subject_label':'001-004','crf_data':{'NOTES':'b'}}"));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'crf_data_id':'" + id + "'}", "value", "date_updated"))
                .isEqualTo(
                        "[{\"value\":1,\"date_updated\":null},{\"value\":\"b\",\"date_updated\":\"2026-11-24T12:00:05.000Z\"}]");
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/crf/update-CRF-data",
                        "{'crfDataId':'" + id + "','subject_label':'001-005','crf_data':{'NOTES':'c'}}"),
                "not found");
        refused(
                post(Sandbox.API_USER, "/flask/crf/update-CRF-data", "{'crfDataId':'ZZZZZZZZZZ','crf_data':{}}"),
                "not found");
    }

    @Test
    void aRepeatingEventIsCreatedAnewAndAnotherOnlyOnce() throws Exception {
        ok(post(Sandbox.API_USER, CREATE_EVENT, diary("001-005", "{'MOOD':2}")));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'subject':'001-005'}", "event", "event_ordinal", "value"))
                .isEqualTo("[{\"event\":\"Diary\",\"event_ordinal\":2,\"value\":2}]");
        refused(
                post(
                        Sandbox.API_USER,
                        CREATE_EVENT,
                        "{'study_id':1000001,'subject_label':'001-005','event_name':'Adverse Events','crf_name':'Adverse Event','crf_data':{}}"),
                "already exists");
    }

    @Test
    void aFailingStepLeavesTheStepsBeforeIt() throws Exception {
        refused(post(Sandbox.API_USER, CREATE, diary("002-002", "{'MOOD':2,'NOPE':1,'NOTES':'x'}")), "Item NOPE");
        assertThat(values("002-002")).isEqualTo("[{\"item\":\"MOOD\",\"value\":2}]");
        refused(
                post(
                        Sandbox.API_USER,
                        CREATE_EVENT_CRFS,
                        "{'study_id':1000001,'eventName':'Diary','subjectLabel':'002-003','CRFs':{'Daily Diary':{'MOOD':3},'Nope':{}}}"),
                "CRF Nope not found");
        assertThat(values("002-003")).isEqualTo("[{\"item\":\"MOOD\",\"value\":3}]");
    }

    @Test
    void aSubjectsTokenAloneMayLeaveTheSubjectOut() throws Exception {
        String body = "{'study_id':1000001,'eventName':'Diary','CRFs':{'Daily Diary':{'MOOD':3}}}";
        refused(
                post(Sandbox.SITE_USER, CREATE_EVENT_CRFS, body),
                "[subjectLabel],[subjectId] parameter(s) is required.");
        refused(
                post(
                        Sandbox.SUBJECT_USER,
                        CREATE_EVENT_CRFS,
                        body.replace("'CRFs'", "'subjectLabel':'001-001','CRFs'")),
                "left out");
        int id = viewer(member(link(DEMO, "001-002", "Diary"), "token"))
                .getAsJsonObject("subject")
                .get("subject_id")
                .getAsInt();
        ok(post(Sandbox.SITE_USER, CREATE_EVENT_CRFS, body.replace("'CRFs'", "'subjectId':" + id + ",'CRFs'")));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'subject':'001-002','event_ordinal':2}", "value"))
                .isEqualTo("[{\"value\":3}]");
    }

    @ParameterizedTest
    @CsvSource({
        "study@sandbox.flaskdata.test, 002-004, 200",
        "site@sandbox.flaskdata.test, 001-002, 200",
        "site@sandbox.flaskdata.test, 002-004, 400",
        "subject@sandbox.flaskdata.test, 001-001, 200",
        "subject@sandbox.flaskdata.test, 001-002, 400"
    })
    void everyUserWritesForHisOwnSubjects(String user, String label, int status) throws Exception {
        HttpResponse<String> answer = post(user, CREATE, diary(label, "{'MOOD':5}"));
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            refused(answer, "[create-CRF-and-insert-data] Permission denied.");
        }
        refused(
                post(
                        user,
                        CREATE,
                        "{'study_id':3581600,'subject_label':'001-023','event_name':'01-Screening','crf_name':'Demographics','crf_data':{}}"),
                "Permission denied.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "study_id|99|Study 99 not found",
                "study_id|'1; DROP TABLE forms_study'|not a whole number",
                "study_id|1.5|not a whole number",
                "study_id|true|not a whole number",
                "study_id|[]|wrong type",
                "subject_label|'x'' OR 1=1 --'|not found",
                "subject_label|{}|wrong type",
                "subject_label|\"\"|required",
                "event_name|'Diary''; DROP TABLE forms_link; --'|not found",
                "crf_name|'Daily Diary''; DROP TABLE crf_data; --'|not found",
                "crf_name|'Wellbeing'|not found",
                "crf_data|[]|not an object",
                "crf_data|'text'|not an object",
                "crf_data|{'NOTES''); DROP TABLE crf_value; --':1}|not found",
                "crf_data|{'MOOD':{'a':1}}|wrong type"
            })
    void aBadRequestIsRefusedInTheServersWay(String member, String value, String text) throws Exception {
        var body = JsonParser.parseString(diary("003-002", "{'MOOD':1}").replace('\'', '"'))
                .getAsJsonObject();
        JsonElement bad = JsonParser.parseString(
                value.replace("''", "\u0001").replace('\'', '"').replace('\u0001', '\''));
        body.add(member, bad);
        HttpResponse<String> answer =
                request(sandbox.apiUrl(), "POST", CREATE, body.toString(), token(Sandbox.API_USER));
        refused(answer, text);
        body.remove(member);
        refused(request(sandbox.apiUrl(), "POST", CREATE, body.toString(), token(Sandbox.API_USER)), member);
        assertThat(values("003-002")).isEqualTo("[]");
    }

    @Test
    void sqlInAValueIsOnlyAValue() throws Exception {
        String sql = "'); DROP TABLE crf_value; --";
        String body = diary("003-003", "{'NOTES':'SQL'}").replace('\'', '"').replace("SQL", sql);
        ok(request(sandbox.apiUrl(), "POST", CREATE, body, token(Sandbox.API_USER)));
        assertThat(values("003-003")).isEqualTo("[{\"item\":\"NOTES\",\"value\":\"" + sql + "\"}]");
    }

    @Test
    void aCrfThatIsClosedWhileOthersWriteStaysClosed() throws Exception {
        token(Sandbox.API_USER);
        for (int i = 0; i < 15; i++) {
            String id = create("003-001", "{'MOOD':1}");
            JsonObject link = link(DEMO, "003-001", "Diary");
            String token = member(link, "token");
            JsonObject crf = find(viewer(token).getAsJsonArray("CRFs"), "dataId", id);
            crf.addProperty("completed", true);
            CompletableFuture<Integer> edit = async(
                    Sandbox.API_USER, "/flask/crf/update-CRF-data", "{'crfDataId':'" + id + "','crf_data':{'MOOD':2}}");
            CompletableFuture<Integer> close = async(NOBODY, "/flask/viewer/" + token + "/save-crf", crf.toString());
            assertThat(close.join()).isEqualTo(200);
            assertThat(edit.join()).isIn(200, 400);
            assertThat(member(find(viewer(token).getAsJsonArray("CRFs"), "dataId", id), "crfStatus"))
                    .isEqualTo("Closed");
        }
    }

    private CompletableFuture<Integer> async(String user, String path, String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return post(user, path, body).statusCode();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void aTextThatNeitherTheEdcNorAnExtractCanHaveIsRefused() throws Exception {
        for (String value :
                new String[] {"'a\\u0000b'", "['x','\\u0000']", "['x',{'y':['\\u0000']}]", "[{'y\\u0000':1}]"}) {
            refused(
                    post(Sandbox.API_USER, CREATE, diary("001-003", "{'NOTES':" + value + "}")),
                    "Item NOTES has a wrong type.");
        }
        String id = create("001-003", "{'NOTES':'a\\\\u0000b'}");
        assertThat(extract(Sandbox.API_USER, DEMO, "{'crf_data_id':'" + id + "'}", "value"))
                .isEqualTo("[{\"value\":\"a\\\\u0000b\"}]");
    }

    @Test
    void aMemberThatIsNullIsMissing() throws Exception {
        refused(post(Sandbox.API_USER, CREATE, diary("001-003", "null")), "[crf_data] parameter(s) is required.");
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/study/create-update-flask-study-users",
                        "{'study_id':1000001,'users':null}"),
                "[users] parameter(s) is required.");
    }
}
