package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The three paths of data capture: through Forms into the EDC, in Forms alone, in the EDC alone. */
class EdcLinkTest extends FormsHttp {
    private static final String CREATE = "/flask/crf/create-CRF-and-insert-data";

    private static String vitals(String label, String event, String values) {
        return "{'study_id':1000001,'subject_label':'" + label + "','event_name':'" + event
                + "','crf_name':'Vital Signs','crf_data':" + values + "}";
    }

    private JsonArray audit(String value) throws Exception {
        return ok(post(
                        Sandbox.API_USER,
                        "/edc/study/extract-data",
                        "{'tableName':'audit_log_event','sort':'audit_id','filters':{'new_value':'" + value + "'}}"))
                .getAsJsonArray();
    }

    private static String filter(String label, String event, String item) {
        return "{'subject':'" + label + "','event':'" + event + "','item':'" + item + "'}";
    }

    @Test
    void whatIsSavedInALinkedCrfIsInTheEdcWithItsAuditLog() throws Exception {
        JsonObject before = edc(filter("001-002", "Screening", "SYSBP")).get(0).getAsJsonObject();
        ok(post(Sandbox.SITE_USER, CREATE, vitals("001-002", "Screening", "{'SYSBP':133.50,'VSND':'7331'}")));
        JsonObject after = edc(filter("001-002", "Screening", "SYSBP")).get(0).getAsJsonObject();
        assertThat(after.get("item_data_id")).isEqualTo(before.get("item_data_id"));
        assertThat(member(after, "value")).isEqualTo("133.50");
        assertThat(member(after, "date_updated")).isEqualTo("2026-11-24T12:00:00.000Z");
        JsonObject audited = audit("133.50").get(0).getAsJsonObject();
        assertThat(member(audited, "old_value")).isEqualTo(member(before, "value"));
        assertThat(ok(post(
                                Sandbox.API_USER,
                                "/edc/study/extract-data",
                                "{'tableName':'user_account','filters':{'user_id':" + audited.get("user_id") + "}}"))
                        .getAsJsonArray()
                        .toString())
                .contains(Sandbox.SITE_USER);
    }

    @Test
    void whoReadsDoesNotWaitForAChainThatIsUnderWay() throws Exception {
        try (Connection edc = sandbox.connect("demo")) {
            edc.setAutoCommit(false);
            Sql.update(edc, "LOCK TABLE item_data IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<HttpResponse<String>> saved = CompletableFuture.supplyAsync(() -> {
                try {
                    return post(Sandbox.SITE_USER, CREATE, vitals("001-004", "Screening", "{'SYSBP':134}"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!Sql.exists(edc, "SELECT 1 FROM pg_locks WHERE NOT granted")) {
                Thread.onSpinWait();
            }
            HttpRequest read = HttpRequest.newBuilder(sandbox.apiUrl().resolve("/flask/languages/filter"))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"study_id\":1000001}"))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(read, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(viewer(member(link(DEMO, "001-004", "Diary"), "token")).size())
                    .isPositive();
            assertThat(saved).isNotDone();
            edc.rollback();
            ok(saved.get());
        }
    }

    @Test
    void theViewersSaveGoesToTheEdcTooAndClosingCompletesItsCrf() throws Exception {
        String token = member(link(DEMO, "001-003", "Baseline"), "token");
        JsonObject crf = viewer(token).getAsJsonArray("CRFs").get(0).getAsJsonObject();
        for (JsonElement item :
                crf.getAsJsonArray("sections").get(0).getAsJsonObject().getAsJsonArray("items")) {
            if (member(item.getAsJsonObject(), "variable").equals("PULSE")) {
                item.getAsJsonObject().add("value", JsonParser.parseString("[61]"));
            }
        }
        crf.addProperty("completed", true);
        ok(request(sandbox.apiUrl(), "POST", "/flask/viewer/" + token + "/save-crf", crf.toString(), NOBODY));
        JsonObject row = edc(filter("001-003", "Baseline", "PULSE")).get(0).getAsJsonObject();
        assertThat(member(row, "value")).isEqualTo("61");
        assertThat(member(row, "crf_status")).isEqualTo("unavailable");
    }

    @Test
    void anEventThatTheEdcLacksIsStartedThere() throws Exception {
        assertThat(edc(filter("003-003", "Baseline", "DIABP"))).isEmpty();
        ok(post(Sandbox.API_USER, CREATE, vitals("003-003", "Baseline", "{'DIABP':77}")));
        JsonObject row = edc(filter("003-003", "Baseline", "DIABP")).get(0).getAsJsonObject();
        assertThat(member(row, "event_status")).isEqualTo("data entry started");
    }

    @Test
    void severalCodesAreJoinedAndNullBlanks() throws Exception {
        ok(post(
                Sandbox.API_USER,
                CREATE,
                "{'study_id':1000001,'subject_label':'001-004','event_name':'Screening','crf_name':'Demographics',"
                        + "'crf_data':{'RACE':[1,3],'AGE':null}}"));
        assertThat(member(edc(filter("001-004", "Screening", "RACE")).get(0).getAsJsonObject(), "value"))
                .isEqualTo("1,3");
        assertThat(edc(filter("001-004", "Screening", "AGE"))).isEmpty();
        assertThat(extract(Sandbox.API_USER, DEMO, "{'subject':'001-004','item':'RACE'}", "value"))
                .isEqualTo("[{\"value\":[1,3]}]");
    }

    @Test
    void aCrfOfFormsAloneLeavesTheEdcAsItIs() throws Exception {
        int before = edc("{}").size();
        ok(
                post(
                        Sandbox.API_USER,
                        CREATE,
                        "{'study_id':1000001,'subject_label':'001-005','event_name':'Diary','crf_name':'Daily Diary','crf_data':{'NOTES':'alone'}}"));
        assertThat(edc("{}")).hasSize(before);
        assertThat(audit("alone")).isEmpty();
    }

    @Test
    void aSubjectOfTheEdcAloneIsNotInForms() throws Exception {
        ok(post(Sandbox.API_USER, "/edc/subjects/create-subject", "{'studySubjectLabel':'only-edc','siteName':'001'}"));
        assertThat(post(Sandbox.API_USER, "/flask/subject/filter", "{'study_id':1000001}")
                        .body())
                .contains("001-001")
                .doesNotContain("only-edc");
    }

    @Test
    void whatTheEdcRefusesStaysInForms() throws Exception {
        String tooLong = "x".repeat(4001);
        refused(
                post(Sandbox.API_USER, CREATE, vitals("002-001", "Baseline", "{'VSND':'" + tooLong + "'}")),
                "[database]");
        assertThat(extract(Sandbox.API_USER, DEMO, "{'subject':'002-001','item':'VSND'}", "value"))
                .contains(tooLong);
        assertThat(edc(filter("002-001", "Baseline", "VSND"))).isEmpty();
    }

    @Test
    void whatTheEdcMissedItGetsWhenItIsSavedAgain() throws Exception {
        String id = member(
                ok(post(Sandbox.API_USER, CREATE, vitals("002-001", "Screening", "{'SYSBP':111}")))
                        .getAsJsonObject(),
                "crfDataId");
        String update = "{'crfDataId':'" + id + "','crf_data':{'SYSBP':152}}";
        sandbox.faults().next("/flask/crf/update-CRF-data", Fault.afterFirstStep());
        refused(post(Sandbox.API_USER, "/flask/crf/update-CRF-data", update), "later step");
        assertThat(member(edc(filter("002-001", "Screening", "SYSBP")).get(0).getAsJsonObject(), "value"))
                .isEqualTo("111");
        ok(post(Sandbox.API_USER, "/flask/crf/update-CRF-data", update));
        assertThat(member(edc(filter("002-001", "Screening", "SYSBP")).get(0).getAsJsonObject(), "value"))
                .isEqualTo("152");
        ok(post(Sandbox.API_USER, "/flask/crf/update-CRF-data", update));
        assertThat(audit("152")).hasSize(1);
    }
}
