package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every member of every request of Forms and the data server, one after the other, as it must not be. */
class FormsBadInputTest extends FormsHttp {
    private static final List<String> BAD = List.of(
            "null",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "\"\"",
            "\"x\"",
            "-1",
            "1e999",
            "99999999999",
            "0.5",
            "true",
            "\"'; DROP TABLE forms_subject; --\"",
            "\"\\\" OR 1=1 --\"",
            "\"%00\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"2026-13-45\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/flask/crf/create-CRF-and-insert-data|{'study_id':1000001,'subject_label':'001-001','event_name':'Diary','crf_name':'Daily Diary','crf_data':{'MOOD':1}}",
                "/flask/crf/create-event-CRF-and-insert-data|{'study_id':1000001,'subject_label':'001-001','event_name':'Diary','crf_name':'Daily Diary','crf_data':{'MOOD':1}}",
                "/flask/crf/get-CRF-data-ids|{'study_id':1000001,'subject_label':'001-001','crf_name':'Daily Diary'}",
                "/flask/crf/update-CRF-data|{'crfDataId':'ZZZZZZZZZZ','study_id':1000001,'subject_label':'001-001','crf_data':{'MOOD':1}}",
                "/flask/crf/filter|{'study_id':1000001,'pagination':{'page':0,'size':1,'sort':'name,asc'}}",
                "/flask/subject/filter|{'study_id':1000001,'pagination':{'page':0,'size':1,'sort':'name,asc'}}",
                "/flask/link/filter|{'subject':'5f0000000000000000000001','status':'Started','pagination':{'page':0,'size':1,'sort':'name,asc'}}",
                "/flask/languages/filter|{'study_id':1000001,'customer_id':1}",
                "/flask/study/subject-studies|{'subject_id':1}",
                "/flask/study/create-update-flask-study|{'study_id':1000001,'customer_id':1,'brief_title':'x','official_title':'x','unique_protocolid':'x','status_id':1}",
                "/flask/site/create-update-flask-site|{'study_id':1000001,'site_id':1,'site_name':'x','unique_identifier':'x','status_id':1}",
                "/flask/study/create-update-flask-study-users|{'study_id':3581600,'users':[{'email':'x@example.org','first_name':'x','phone':'x','role_id':3,'site_id':1}]}",
                "/flask/device/get-logs|{'study_id':1000001,'subject_label':'001-001','device_id':'x','fromDate':'2026-01-01','toDate':'2026-01-01'}",
                "/flask/device/insert-log|{'study_id':1000001,'subject_label':'001-001','device_id':'x','log_type':'x','log_date':'2026-01-01','payload':1}",
                "/data-server/data/create/create-event-crfs-and-insert-data|{'study_id':1000001,'subjectLabel':'001-001','eventName':'Diary','CRFs':{'Daily Diary':{'MOOD':1}}}",
                "/data-server/data/create/create-event-crfs-and-insert-data|{'study_id':1000001,'subjectId':1,'eventName':'Diary','CRFs':{'Daily Diary':{'MOOD':1}}}",
                "/data-server/data/extract/partial-extract-study-event-data-to-json|{'study_id':1000001,'columns':{'crf':1},'filters':{'crf':'x','date_from':'2026-01-01','event_date':'2026-01-01'}}",
                "/data-server/data/extract/extract-grouped-study-event-data-to-json|{'study_id':7253541,'from_last_extract':false,'CRFs':['x'],'include_started_crfs':true,'group_by':'subject','values_as_object':true}",
                "/data-server/data/extract/extract-study-event-data-to-CSV|{'study_id':7253541,'filters':{'crf':'x'}}",
                "/flask/viewer/{token}/save-crf|{'id':'x','dataId':'x','completed':true,'sections':[{'items':[{'variable':'MOOD','value':[1],'dataId':'x'}]}]}",
                "/flask/viewer/{token}/log|{'page':0,'size':1,'sort':'status,asc'}"
            })
    void noMembersValueIsMoreThanAValue(String path, String body) throws Exception {
        String address = path.replace("{token}", member(link(DEMO, "001-001", "Diary"), "token"));
        replace(JsonParser.parseString(body.replace('\'', '"')).getAsJsonObject(), address);
        assertThat(ok(post(Sandbox.API_USER, "/flask/subject/filter", "{'study_id':1000001}"))
                        .getAsJsonArray())
                .hasSize(12);
    }

    private void replace(JsonObject body, String address) throws Exception {
        send(body, address);
        everyMember(body, body, address);
    }

    private void everyMember(JsonObject whole, JsonObject part, String address) throws Exception {
        for (String member : List.copyOf(part.keySet())) {
            JsonElement good = part.get(member).deepCopy();
            for (String bad : BAD) {
                part.add(member, JsonParser.parseString(bad));
                send(whole, address);
            }
            part.add(member, good.deepCopy());
            if (good.isJsonArray() && !good.getAsJsonArray().isEmpty()) {
                for (String bad : BAD) {
                    part.getAsJsonArray(member).set(0, JsonParser.parseString(bad));
                    send(whole, address);
                }
                part.add(member, good.deepCopy());
            }
            JsonElement here = part.get(member);
            JsonElement inside = here.isJsonArray() ? here.getAsJsonArray().get(0) : here;
            if (inside.isJsonObject()) {
                everyMember(whole, inside.getAsJsonObject(), address);
            }
        }
        part.add("'); DROP TABLE crf_value; --", JsonNull.INSTANCE);
        send(whole, address);
        part.remove("'); DROP TABLE crf_value; --");
    }

    /** Done or refused, in the server's way, with a grade; never a failure of ours. */
    private void send(JsonObject body, String address) throws Exception {
        HttpResponse<String> answer =
                request(sandbox.apiUrl(), "POST", address, PlainJson.GSON.toJson(body), token(Sandbox.API_USER));
        assertThat(answer.statusCode())
                .as("%s %s: %s", address, body, answer.body())
                .isIn(200, 400);
        assertThat(answer.headers().firstValue("x-sandbox-grade").orElse(""))
                .isIn(Set.of("documented", "observed", "inferred"));
        if (answer.statusCode() == 400) {
            assertThat(answer.body()).startsWith("[").doesNotContain("syntax error");
        }
    }
}
