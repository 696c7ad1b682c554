package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form by hand: a link is read and put back whole, with a CRF added. */
class LinkTest extends FormsHttp {
    private JsonObject read(String label, String event) throws Exception {
        return ok(send(Sandbox.API_USER, "GET", "/flask/link/" + member(link(DEMO, label, event), "id"), ""))
                .getAsJsonObject();
    }

    private HttpResponse<String> put(JsonObject link) throws Exception {
        return request(
                sandbox.apiUrl(),
                "PUT",
                "/flask/link/" + member(link, "_id"),
                link.toString(),
                token(Sandbox.API_USER));
    }

    private String crf(String name) throws Exception {
        for (var crf : ok(post(Sandbox.API_USER, "/flask/crf/filter", "{'study_id':1000001}"))
                .getAsJsonArray()) {
            JsonObject entry = crf.getAsJsonObject();
            if (member(entry.getAsJsonObject("name"), "ENGLISH").equals(name)) {
                return member(entry, "id");
            }
        }
        throw new AssertionError("No CRF " + name);
    }

    private static void add(JsonObject link, String crf, String dataId) {
        link.getAsJsonArray("CRFs")
                .add(JsonParser.parseString(
                        "{\"crf\":\"" + crf + "\",\"omt\":false,\"dataId\":\"" + dataId + "\",\"order\":9}"));
        link.getAsJsonArray("statuses")
                .add(JsonParser.parseString("{\"last_edited\":\"\",\"dataId\":\"" + dataId
                        + "\",\"status\":\"Not started\",\"_id\":\"5f0000000000000000000001\"}"));
        link.addProperty("force", true);
        link.addProperty("status", "Started");
    }

    @Test
    void aCrfThatIsAddedIsInTheViewerAndInTheNextRead() throws Exception {
        JsonObject link = read("001-002", "Diary");
        add(link, crf("Adverse Event"), "AAAABBBB01");
        link.addProperty("unknownMember", 1.50);
        ok(put(link));
        JsonObject again = read("001-002", "Diary");
        assertThat(again.getAsJsonArray("CRFs")).hasSize(2);
        assertThat(again.getAsJsonArray("CRFs").get(1))
                .isEqualTo(link.getAsJsonArray("CRFs").get(1));
        assertThat(again.getAsJsonArray("statuses").get(1))
                .isEqualTo(link.getAsJsonArray("statuses").get(1));
        assertThat(member(again, "status")).isEqualTo("Started");
        assertThat(again.has("unknownMember")).isTrue();
        assertThat(again.has("force")).isFalse();
        JsonArray shown = viewer(member(again, "token")).getAsJsonArray("CRFs");
        assertThat(find(shown, "dataId", "AAAABBBB01").get("order").getAsInt()).isEqualTo(9);
    }

    @Test
    void theWholeDocumentedFlowSavesAFormByHand() throws Exception {
        JsonObject link = read("001-003", "Diary");
        add(link, crf("Adverse Event"), "AAAABBBB02");
        ok(put(link));
        JsonObject form = find(viewer(member(link, "token")).getAsJsonArray("CRFs"), "dataId", "AAAABBBB02");
        JsonObject item = find(
                form.getAsJsonArray("sections").get(0).getAsJsonObject().getAsJsonArray("items"), "variable", "AETERM");
        item.add("value", JsonParser.parseString("[\"Headache\"]"));
        item.addProperty("dataId", "AAAABBBB02");
        item.addProperty("date_updated", "2026-11-24T12:00:00.000Z");
        ok(request(
                sandbox.apiUrl(),
                "POST",
                "/flask/viewer/" + member(link, "token") + "/save-crf",
                form.toString(),
                NOBODY));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'crf_data_id':'AAAABBBB02'}", "event", "crf", "value"))
                .isEqualTo("[{\"event\":\"Diary\",\"crf\":\"Adverse Event\",\"value\":\"Headache\"}]");
    }

    @Test
    void aLinkPutBackAsItWasReadStaysAsItWas() throws Exception {
        JsonObject link = read("001-004", "Screening");
        ok(put(link));
        JsonObject again = read("001-004", "Screening");
        again.add("lastEdited", link.get("lastEdited"));
        assertThat(again).isEqualTo(link);
    }

    @Test
    void aCrfLeftOutOfTheWholeIsGoneFromTheEvent() throws Exception {
        JsonObject link = read("001-005", "Screening");
        JsonObject gone = find(
                viewer(member(link, "token")).getAsJsonArray("CRFs"),
                "dataId",
                member(link.getAsJsonArray("CRFs").get(0).getAsJsonObject(), "dataId"));
        link.getAsJsonArray("CRFs").remove(0);
        link.getAsJsonArray("statuses").remove(0);
        refused(put(link), "without force");
        link.addProperty("force", true);
        ok(put(link));
        assertThat(viewer(member(link, "token")).getAsJsonArray("CRFs")).hasSize(1);
        refused(
                request(
                        sandbox.apiUrl(),
                        "POST",
                        "/flask/viewer/" + member(link, "token") + "/save-crf",
                        gone.toString(),
                        NOBODY),
                "not found");
    }

    @Test
    void aCrfOrAnEventThatIsClosedByItsLinkTakesNoMoreData() throws Exception {
        JsonObject link = read("002-002", "Diary");
        link.getAsJsonArray("statuses").get(0).getAsJsonObject().addProperty("status", "Closed");
        ok(put(link));
        JsonObject closed = read("002-002", "Diary");
        closed.getAsJsonArray("statuses").get(0).getAsJsonObject().addProperty("status", "Started");
        refused(put(closed), "closed");
        JsonObject event = read("002-003", "Diary");
        event.addProperty("status", "Closed");
        ok(put(event));
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/crf/create-CRF-and-insert-data",
                        "{'study_id':1000001,'subject_label':'002-003','event_name':'Diary','crf_name':'Daily Diary','crf_data':{}}"),
                "Event Diary is closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "token|'FED_AAAAAAAAAAAA'|can't be changed",
                "subject|'5f0000000000000000000001'|can't be changed",
                "status|'Nope'|Status Nope not found",
                "scheduled_date|'soon'|not a date",
                "CRFs|{}|not a list",
                "CRFs|[1]|not an object",
                "CRFs|[{'crf':'x','dataId':'AAAABBBB03','order':1}]|CRF x not found",
                "CRFs|[{'crf':'x','dataId':'lower','order':1}]|ten upper-case",
                "statuses|[{'dataId':'ZZZZZZZZZZ','status':'Started'}]|not found",
                "force|'yes'|not true or false"
            })
    void aBadLinkIsRefused(String member, String value, String text) throws Exception {
        JsonObject link = read("003-002", "Baseline");
        link.addProperty("force", true);
        link.add(member, JsonParser.parseString(value.replace('\'', '"')));
        refused(put(link), text);
    }

    @Test
    void wholeMeansThatNothingIsMissing() throws Exception {
        for (String member : List.of("CRFs", "statuses", "status")) {
            JsonObject link = read("003-003", "Baseline");
            link.remove(member);
            refused(put(link), member);
        }
        refused(send(Sandbox.API_USER, "GET", "/flask/link/5f0000000000000000000001", ""), "not found");
    }
}
