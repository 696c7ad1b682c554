package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The viewer: an event's document, saving a CRF whole, closing it, the log. */
class ViewerTest extends FormsHttp {
    private static final List<String> LABELS =
            List.of("001-002", "001-003", "001-004", "001-005", "002-002", "002-003", "002-004", "003-002", "003-003");

    private final Iterator<String> free = LABELS.iterator();
    private String label = "002-001";
    private String token = NOBODY;

    /** An event nobody has written to. */
    private JsonObject openNew(String event) throws Exception {
        label = free.next();
        return open(event);
    }

    private JsonObject open(String event) throws Exception {
        token = member(link(DEMO, label, event), "token");
        return viewer(token);
    }

    private HttpResponse<String> save(JsonObject crf) throws Exception {
        return request(sandbox.apiUrl(), "POST", "/flask/viewer/" + token + "/save-crf", crf.toString(), NOBODY);
    }

    private static JsonObject crf(JsonObject document, String name) {
        for (JsonElement crf : document.getAsJsonArray("CRFs")) {
            if (member(crf.getAsJsonObject().getAsJsonObject("name"), "ENGLISH").equals(name)) {
                return crf.getAsJsonObject();
            }
        }
        throw new AssertionError("No CRF " + name);
    }

    private static JsonObject item(JsonObject crf, String variable) {
        return find(
                crf.getAsJsonArray("sections").get(0).getAsJsonObject().getAsJsonArray("items"), "variable", variable);
    }

    private static void edit(JsonObject crf, String variable, String value) {
        JsonObject item = item(crf, variable);
        item.add("value", JsonParser.parseString("[" + value + "]"));
        item.add("dataId", crf.get("dataId"));
        item.addProperty("date_updated", "2026-11-24T12:00:00.000Z");
    }

    /** Every path with the types that stand there; what is in an array is one path. */
    private static void shape(String path, JsonElement json, Map<String, Set<String>> shape) {
        String type = json.isJsonNull()
                ? "null"
                : json.isJsonArray()
                        ? "[]"
                        : json.isJsonObject()
                                ? "{}"
                                : json.getAsJsonPrimitive().isBoolean()
                                        ? "bool"
                                        : json.getAsJsonPrimitive().isNumber() ? "int" : text(json.getAsString());
        shape.computeIfAbsent(path, each -> new TreeSet<>()).add(type);
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(each -> shape(path + "[]", each, shape));
        } else if (json.isJsonObject()) {
            json.getAsJsonObject()
                    .entrySet()
                    .forEach(each -> shape(path + "." + each.getKey(), each.getValue(), shape));
        }
    }

    private static String text(String text) {
        return text.isEmpty()
                ? "empty"
                : text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z") ? "D" : "str";
    }

    @Test
    void theDocumentHasEveryObservedMemberWithItsType() throws Exception {
        label = "001-001";
        JsonObject diary = crf(open("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "7");
        edit(diary, "NOTES", "\"slept well\"");
        edit(diary, "MOOD", "null");
        ok(save(diary));
        Map<String, Set<String>> shape = new TreeMap<>();
        shape("", viewer(token), shape);
        shape("", viewer(member(link(DEMO, label, "Screening"), "token")), shape);
        JsonObject expected;
        try (InputStream in = ViewerTest.class.getResourceAsStream("viewer-shape.json")) {
            expected = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
        Map<String, Set<String>> wanted = new TreeMap<>();
        expected.entrySet()
                .forEach(each -> wanted.put(
                        each.getKey(),
                        new TreeSet<>(Set.of(each.getValue().getAsString().split(" ")))));
        assertThat(shape).isEqualTo(wanted);
    }

    @Test
    void theTokenAloneOpensTheEventAndNoOtherDoes() throws Exception {
        assertThat(open("Screening").get("study_id").getAsInt()).isEqualTo(DEMO);
        HttpResponse<String> wrong = send(NOBODY, "GET", "/flask/viewer/FED_AAAAAAAAAAAA/data", "");
        refused(wrong, "Link not found.");
        assertThat(wrong.body()).doesNotContain("FED_");
    }

    @Test
    void whatIsSavedIsReadDigitForDigit() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "7.10");
        edit(diary, "NOTES", "\"7.10\"");
        edit(diary, "TOOK_MEDICATION", "true");
        ok(save(diary));
        String body =
                send(NOBODY, "GET", "/flask/viewer/" + token + "/data", "").body();
        assertThat(body).contains("\"value\":[7.10]", "\"value\":[\"7.10\"]", "\"value\":[true]", "\"value\":[]");
        JsonObject after = crf(viewer(token), "Daily Diary");
        assertThat(member(after, "crfStatus")).isEqualTo("Started");
        assertThat(member(after, "last_edited")).isEqualTo("2026-11-24T12:00:00.000Z");
        assertThat(viewer(token).get("status").getAsString()).isEqualTo("Started");
        assertThat(extract(Sandbox.API_USER, DEMO, "{'event':'Diary','subject':'" + label + "'}", "item", "value"))
                .isEqualTo("[{\"item\":\"SLEEP_HOURS\",\"value\":7.10},{\"item\":\"TOOK_MEDICATION\",\"value\":true},"
                        + "{\"item\":\"NOTES\",\"value\":\"7.10\"}]");
    }

    @Test
    void aDocumentSavedAsItWasReadChangesNothing() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "6");
        ok(save(diary));
        now = now.plusSeconds(60);
        ok(save(crf(viewer(token), "Daily Diary")));
        assertThat(extract(
                        Sandbox.API_USER, DEMO, "{'event':'Diary','subject':'" + label + "'}", "value", "date_updated"))
                .isEqualTo("[{\"value\":6,\"date_updated\":null}]");
    }

    /** A client that reads 7.10 with JavaScript sends 7.1. */
    @Test
    void soDoesOneThatAJavaScriptClientSavesAsItReadIt() throws Exception {
        label = "001-004";
        JsonObject vitals = crf(open("Screening"), "Vital Signs");
        edit(vitals, "SYSBP", "133.10");
        ok(save(vitals));
        String saved = crf(viewer(token), "Vital Signs").toString();
        now = now.plusSeconds(60);
        ok(save(JsonParser.parseString(saved.replace("133.10", "133.1")).getAsJsonObject()));
        String own = "{'event':'Screening','subject':'" + label + "','item':'SYSBP'}";
        assertThat(extract(Sandbox.API_USER, DEMO, own, "value", "date_updated"))
                .isEqualTo("[{\"value\":133.10,\"date_updated\":null}]");
    }

    @Test
    void aCrfThatWasNeverSavedIsAsARecordedOne() throws Exception {
        label = "001-003";
        JsonObject document = open("Screening");
        assertThat(member(document.getAsJsonObject("subject"), "language")).isEqualTo("en");
        for (JsonElement each : document.getAsJsonArray("CRFs")) {
            JsonObject crf = each.getAsJsonObject();
            assertThat(crf.getAsJsonObject("metadata")
                            .get("data_record_created")
                            .isJsonNull())
                    .isTrue();
            assertThat(crf.get("repeatIndex").getAsInt()).isEqualTo(1);
            assertThat(member(crf, "flask_crf_version")).isEqualTo("1.0");
            JsonObject section = crf.getAsJsonArray("sections").get(0).getAsJsonObject();
            assertThat(section.get("order").getAsInt()).isZero();
            int order = 0;
            for (JsonElement entry : section.getAsJsonArray("items")) {
                JsonObject item = entry.getAsJsonObject();
                String none = Set.of("DATE", "TIME", "TEXTAREA").contains(member(item, "type")) ? "[null]" : "[]";
                assertThat(item.get("value")).hasToString(none);
                assertThat(item.get("defaultValue")).hasToString(none);
                assertThat(member(item, "localStringValue")).isEmpty();
                assertThat(item.get("order").getAsInt()).isEqualTo(order);
                order++;
            }
        }
        List<Integer> orders = document.getAsJsonArray("CRFs").asList().stream()
                .map(each -> each.getAsJsonObject().get("order").getAsInt())
                .toList();
        assertThat(orders).contains(0).doesNotHaveDuplicates();
    }

    @Test
    void onceItIsSavedItHasADateAndNoLocalTexts() throws Exception {
        label = "003-001";
        JsonObject diary = crf(open("Diary"), "Daily Diary");
        ok(save(diary));
        JsonObject saved = crf(viewer(token), "Daily Diary");
        assertThat(member(saved.getAsJsonObject("metadata"), "data_record_created"))
                .isNotEmpty();
        assertThat(item(saved, "SLEEP_HOURS").get("localStringValue").isJsonNull())
                .isTrue();
        // The lists with a null that it came with are no values.
        assertThat(extract(Sandbox.API_USER, DEMO, "{'event':'Diary','subject':'" + label + "'}", "item"))
                .isEqualTo("[]");
    }

    @Test
    void noClientCanRelyOnTheOrderOfTheCrfs() throws Exception {
        boolean sorted = true;
        for (String each : LABELS) {
            List<Integer> orders =
                    viewer(member(link(DEMO, each, "Screening"), "token")).getAsJsonArray("CRFs").asList().stream()
                            .map(crf -> crf.getAsJsonObject().get("order").getAsInt())
                            .toList();
            sorted &= orders.equals(orders.stream().sorted().toList());
        }
        assertThat(sorted).isFalse();
    }

    @Test
    void anItemLeftOutOfTheWholeLosesItsValue() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "6");
        ok(save(diary));
        JsonObject again = crf(viewer(token), "Daily Diary");
        again.getAsJsonArray("sections")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("items")
                .remove(0);
        ok(save(again));
        assertThat(item(crf(viewer(token), "Daily Diary"), "SLEEP_HOURS")
                        .get("value")
                        .toString())
                .isEqualTo("[null]");
    }

    @Test
    void aCompletedCrfIsClosedAndRefusesEveryEdit() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "8");
        diary.addProperty("completed", true);
        ok(save(diary));
        JsonObject closed = crf(viewer(token), "Daily Diary");
        assertThat(member(closed, "crfStatus")).isEqualTo("Closed");
        assertThat(closed.get("completed").getAsBoolean()).isTrue();
        edit(closed, "SLEEP_HOURS", "9");
        refused(save(closed), "closed");
        refused(
                post(
                        Sandbox.API_USER,
                        "/flask/crf/update-CRF-data",
                        "{'crfDataId':'" + member(closed, "dataId") + "','crf_data':{'SLEEP_HOURS':9}}"),
                "closed");
        assertThat(extract(
                        Sandbox.API_USER, DEMO, "{'event':'Diary','subject':'" + label + "'}", "crf_status", "value"))
                .isEqualTo("[{\"crf_status\":\"Closed\",\"value\":8}]");
    }

    @Test
    void aSubjectWhoReadsHebrewGetsItFromRightToLeft() throws Exception {
        JsonObject document = open("Screening");
        assertThat(document.get("rtl").getAsBoolean()).isFalse();
        assertThat(member(document.getAsJsonObject("name"), "HEBREW")).isEqualTo("סינון");
        JsonObject hebrew = viewer(member(link(DEMO, "003-001", "Screening"), "token"));
        assertThat(hebrew.get("rtl").getAsBoolean()).isTrue();
        assertThat(member(hebrew.getAsJsonObject("subject"), "language")).isEqualTo("he");
    }

    @Test
    void theLogListsTheSubjectsEventsPageByPage() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        edit(diary, "SLEEP_HOURS", "6");
        diary.addProperty("completed", true);
        ok(save(diary));
        JsonObject log = log("{'page':0,'size':3,'sort':'name.ENGLISH,desc'}");
        assertThat(log.keySet()).containsExactlyInAnyOrder("items", "rest");
        assertThat(log.getAsJsonObject("rest").toString())
                .isEqualTo("{\"pagination\":{\"page\":0,\"size\":3,\"total\":4}}");
        assertThat(events(log)).isEqualTo("Screening Diary Baseline");
        JsonObject entry = log.getAsJsonArray("items").get(1).getAsJsonObject();
        assertThat(entry.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "subject",
                        "status",
                        "CRFs",
                        "rules",
                        "metadata",
                        "token",
                        "url",
                        "date_updated",
                        "date_created",
                        "completed",
                        "preview");
        assertThat(member(entry, "token")).isEqualTo(token);
        assertThat(member(entry, "url")).endsWith("/flask/viewer/" + token + "/data");
        assertThat(member(entry, "subject")).isEqualTo(subjectId(DEMO, label));
        assertThat(member(entry, "date_updated")).isEqualTo("2026-11-24T12:00:00.000Z");
        assertThat(entry.get("completed").toString()).isEqualTo("[" + diary.get("dataId") + "]");
        assertThat(member(entry.getAsJsonArray("CRFs").get(0).getAsJsonObject(), "dataId"))
                .isEqualTo(member(diary, "dataId"));
        assertThat(entry.get("metadata")).isEqualTo(viewer(token).get("metadata"));
    }

    @Test
    void theLogIsSortedByStatusOrName() throws Exception {
        label = "001-001";
        JsonObject adverse = crf(open("Adverse Events"), "Adverse Event");
        edit(adverse, "AETERM", "\"Headache\"");
        ok(save(adverse));
        assertThat(status(log("{'page':0,'size':5,'sort':'status,desc'}")))
                .startsWith("Started")
                .endsWith("Not started");
        assertThat(status(log("{'page':0,'size':5,'sort':'status,asc'}")))
                .startsWith("Not started")
                .endsWith("Started");
        assertThat(events(log("{'page':1,'size':2,'sort':'name,asc'}"))).isEqualTo("Diary Screening");
        assertThat(events(log("{}"))).startsWith("Screening");
        refused(
                post(NOBODY, "/flask/viewer/" + token + "/log", "{'sort':'action,asc'}"),
                "sort must be a member and asc or desc");
    }

    private JsonObject log(String body) throws Exception {
        return ok(post(NOBODY, "/flask/viewer/" + token + "/log", body)).getAsJsonObject();
    }

    private static String status(JsonObject log) {
        return log.getAsJsonArray("items").asList().stream()
                .map(each -> member(each.getAsJsonObject(), "status"))
                .collect(Collectors.joining(" "));
    }

    private static String events(JsonObject log) {
        return log.getAsJsonArray("items").asList().stream()
                .map(each -> member(each.getAsJsonObject().getAsJsonObject("name"), "ENGLISH"))
                .collect(Collectors.joining(" "));
    }

    /** As a client of 2018 does: no dataId, the items by id and with nothing else of the document but their type. */
    private static JsonObject older(JsonObject crf) {
        JsonObject older = new JsonObject();
        List.of("id", "name", "sections").forEach(each -> older.add(each, crf.get(each)));
        older.addProperty("completed", false);
        for (JsonElement item :
                crf.getAsJsonArray("sections").get(0).getAsJsonObject().getAsJsonArray("items")) {
            List.of("variable", "dataId", "crfId", "formName").forEach(item.getAsJsonObject()::remove);
        }
        return older;
    }

    @Test
    void withoutADataIdTheEventsOnlyCrfIsSavedAndNothingThatCanNotBeTold() throws Exception {
        label = "003-001";
        JsonObject event = crf(open("Adverse Events"), "Adverse Event");
        edit(event, "AETERM", "\"6.50\"");
        JsonObject older = older(event);
        ok(save(older));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'event':'Adverse Events','subject':'003-001'}", "item", "value"))
                .contains("{\"item\":\"AETERM\",\"value\":\"6.50\"}");
        JsonObject strange = older.deepCopy();
        first(strange).addProperty("id", "");
        refused(save(strange), "An item has no id of the CRF's.");
        JsonObject another = older.deepCopy();
        another.addProperty("id", "0123456789abcdef01234567");
        refused(save(another), "not found");
        ok(post(
                Sandbox.API_USER,
                "/flask/crf/create-CRF-and-insert-data",
                "{'study_id':1000001,'subject_label':'003-001','event_name':'Adverse Events','crf_name':'Adverse Event',"
                        + "'crf_data':{'AETERM':'x'}}"));
        refused(save(older), "[dataId] parameter(s) is required.");
    }

    private static JsonObject first(JsonObject crf) {
        return crf.getAsJsonArray("sections")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource({
        "dataId, 'ZZZZZZZZZZ', not found",
        "dataId, '', required",
        "id, '0123456789abcdef01234567', not found",
        "completed, 'yes', not true or false",
        "sections, 'none', not a list"
    })
    void aBadCrfIsRefused(String member, String value, String text) throws Exception {
        JsonObject diary = crf(open("Diary"), "Daily Diary");
        diary.addProperty(member, value);
        refused(save(diary), text);
    }

    @Test
    void anItemWithAWrongValueOrNameIsRefused() throws Exception {
        JsonObject diary = crf(openNew("Diary"), "Daily Diary");
        item(diary, "MOOD").addProperty("value", 3);
        refused(save(diary), "MOOD is not a list");
        edit(diary, "MOOD", "{}");
        refused(save(diary), "wrong type");
        edit(diary, "MOOD", "3");
        item(diary, "MOOD").addProperty("dataId", "AAAAAAAAAA");
        refused(save(diary), "another CRF's");
        edit(diary, "MOOD", "3");
        item(diary, "NOTES").addProperty("variable", "x'); DROP TABLE crf_value; --");
        refused(save(diary), "[save-crf] Item x'); DROP TABLE crf_value; -- not found.");
    }

    @Test
    void aTokenDoesNotReachAnotherEventsCrf() throws Exception {
        JsonObject diary = crf(open("Diary"), "Daily Diary");
        token = member(link(DEMO, "003-001", "Diary"), "token");
        refused(save(diary), "not found");
    }

    @Test
    void whatIsSavedAsItWasShownKeepsItsKind() throws Exception {
        label = "002-001";
        String id = member(
                ok(post(
                                Sandbox.API_USER,
                                "/flask/crf/create-CRF-and-insert-data",
                                "{'study_id':1000001,'subject_label':'002-001','event_name':'Diary','crf_name':'Daily Diary',"
                                        + "'crf_data':{'NOTES':['1'],'MOOD':[],'SLEEP_HOURS':[null]}}"))
                        .getAsJsonObject(),
                "crfDataId");
        String all = "[{\"item\":\"NOTES\",\"value\":[\"1\"],\"date_updated\":null},"
                + "{\"item\":\"MOOD\",\"value\":[],\"date_updated\":null},"
                + "{\"item\":\"SLEEP_HOURS\",\"value\":[null],\"date_updated\":null}]";
        JsonObject shown = find(open("Diary").getAsJsonArray("CRFs"), "dataId", id);
        ok(save(shown));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'crf_data_id':'" + id + "'}", "item", "value", "date_updated"))
                .isEqualTo(all);
    }

    @Test
    void oneOfSeveralChoicesIsAList() throws Exception {
        JsonObject demographics = crf(openNew("Screening"), "Demographics");
        edit(demographics, "RACE", "2");
        ok(save(demographics));
        assertThat(extract(Sandbox.API_USER, DEMO, "{'subject':'" + label + "','item':'RACE'}", "value"))
                .isEqualTo("[{\"value\":[2]}]");
    }
}
