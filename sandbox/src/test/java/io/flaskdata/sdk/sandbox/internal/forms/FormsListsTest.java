package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists: pages, sorting, and what each user sees. */
class FormsListsTest extends FormsHttp {
    private static final String SUBJECTS = "/flask/subject/filter";

    private static List<String> names(JsonArray items) {
        List<String> names = new ArrayList<>();
        for (JsonElement item : items) {
            names.add(member(item.getAsJsonObject().getAsJsonObject("name"), "ENGLISH"));
        }
        return names;
    }

    private static List<String> labels(JsonArray items) {
        List<String> labels = new ArrayList<>();
        items.forEach(each -> labels.add(member(each.getAsJsonObject(), "subjectId")));
        return labels;
    }

    @Test
    void crfsHaveDocumentIdsAndNamesByLanguage() throws Exception {
        JsonArray items = items(
                Sandbox.API_USER,
                "/flask/crf/filter",
                "{'pagination':{'page':0,'size':10000,'sort':'name,asc'},'study_id':1000001}");
        assertThat(names(items)).containsExactly("Adverse Event", "Daily Diary", "Demographics", "Vital Signs");
        assertThat(items)
                .allSatisfy(
                        each -> assertThat(member(each.getAsJsonObject(), "id")).matches("[0-9a-f]{24}"));
        assertThat(member(items.get(1).getAsJsonObject().getAsJsonObject("name"), "HEBREW"))
                .isEqualTo("יומן יומי");
    }

    /** A client of 2018 asks so, and shows each CRF's description. */
    @Test
    void studyZeroIsEveryStudyThatTheUserSees() throws Exception {
        String all = "{'pagination':{'page':0,'size':100,'sort':'name,asc'},'study_id':0}";
        JsonArray crfs = items(Sandbox.API_USER, "/flask/crf/filter", all);
        assertThat(names(crfs)).contains("Daily Diary", "SampleCRF", "ConMeds").isSorted();
        assertThat(crfs)
                .allSatisfy(each -> assertThat(each.getAsJsonObject()
                                .getAsJsonObject("description")
                                .has("ENGLISH"))
                        .isTrue());
        assertThat(names(items(Sandbox.STUDY_USER, "/flask/crf/filter", all)))
                .contains("Daily Diary")
                .doesNotContain("SampleCRF", "ConMeds");
        assertThat(labels(items(Sandbox.API_USER, SUBJECTS, all))).contains("001-023", "003-003");
        assertThat(labels(items(Sandbox.SITE_USER, SUBJECTS, all)))
                .contains("001-005")
                .doesNotContain("001-023", "003-003");
        refused(post(Sandbox.API_USER, "/flask/crf/filter", "{'study_id':''}"), "[study_id] parameter(s) is required.");
    }

    /** The documentation's flow sends an empty status and takes the first event. */
    @ParameterizedTest
    @ValueSource(strings = {"''", "null"})
    void anEmptyStatusIsNone(String status) throws Exception {
        JsonArray links = items(
                Sandbox.API_USER,
                "/flask/link/filter",
                "{'subject':'" + subjectId(DEMO, "001-002") + "','status':" + status
                        + ",'pagination':{'page':0,'size':10,'sort':'name.ENGLISH,desc'}}");
        assertThat(names(links)).containsExactly("Screening", "Diary", "Baseline", "Adverse Events");
    }

    @Test
    void pagesCountFromZeroAndTogetherAreTheWholeList() throws Exception {
        List<String> all = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
            JsonObject answer = ok(post(
                            Sandbox.API_USER,
                            SUBJECTS,
                            "{'study_id':1000001,'pagination':{'page':" + page + ",'size':5,'sort':'name,desc'}}"))
                    .getAsJsonObject();
            assertThat(answer.get("pagination").toString())
                    .isEqualTo("{\"page\":" + page + ",\"size\":5,\"total\":12}");
            all.addAll(labels(answer.getAsJsonArray("items")));
        }
        assertThat(all).hasSize(12).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(items(Sandbox.API_USER, SUBJECTS, "{'study_id':1000001,'pagination':{'page':9,'size':5}}"))
                .isEmpty();
    }

    @Test
    void withoutPaginationAListIsABareArray() throws Exception {
        assertThat(ok(post(Sandbox.API_USER, SUBJECTS, "{'study_id':1000001}")).getAsJsonArray())
                .hasSize(12);
    }

    @Test
    void linksHaveTokensAndAnAddressThatOpensTheEvent() throws Exception {
        String subject = subjectId(DEMO, "001-002");
        JsonArray links = items(
                Sandbox.API_USER,
                "/flask/link/filter",
                "{'subject':'" + subject
                        + "','status':'Not started','pagination':{'page':0,'size':10,'sort':'name,asc'}}");
        assertThat(names(links)).containsExactly("Adverse Events", "Baseline", "Diary", "Screening");
        JsonObject link = links.get(0).getAsJsonObject();
        assertThat(member(link, "token")).matches("FED_[A-Z0-9]{12}");
        assertThat(ok(send(NOBODY, "GET", URI.create(member(link, "url")).getPath(), ""))
                        .getAsJsonObject()
                        .get("linkId"))
                .isEqualTo(link.get("id"));
        assertThat(items(
                        Sandbox.API_USER,
                        "/flask/link/filter",
                        "{'subject':'" + subject + "','status':'Closed','pagination':{}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "api@sandbox.flaskdata.test, 12",
        "study@sandbox.flaskdata.test, 12",
        "site@sandbox.flaskdata.test, 5",
        "subject@sandbox.flaskdata.test, 1"
    })
    void everyUserSeesHisOwnSubjects(String user, int subjects) throws Exception {
        assertThat(ok(post(user, SUBJECTS, "{'study_id':1000001}")).getAsJsonArray())
                .hasSize(subjects);
    }

    @ParameterizedTest
    @ValueSource(strings = {Sandbox.STUDY_USER, Sandbox.SITE_USER, Sandbox.SUBJECT_USER})
    void nobodyButAnApiUserSeesAnotherStudy(String user) throws Exception {
        refused(post(user, SUBJECTS, "{'study_id':3581600}"), "Permission denied.");
        refused(post(user, "/flask/crf/filter", "{'study_id':3581600}"), "Permission denied.");
        refused(
                post(user, "/flask/link/filter", "{'subject':'" + subjectId(3581600, "001-023") + "'}"),
                "Permission denied.");
    }

    @Test
    void aSiteUserDoesNotSeeAnotherSitesLinks() throws Exception {
        JsonObject other = link(DEMO, "002-001", "Screening");
        refused(
                post(Sandbox.SITE_USER, "/flask/link/filter", "{'subject':'" + subjectId(DEMO, "002-001") + "'}"),
                "Permission denied.");
        refused(send(Sandbox.SITE_USER, "GET", "/flask/link/" + member(other, "id"), ""), "Permission denied.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|study_id",
                "{'study_id':'x'}|not a whole number",
                "{'study_id':{}}|wrong type",
                "{'study_id':99}|Study 99 not found",
                "{'study_id':1000001,'pagination':[]}|not an object",
                "{'study_id':1000001,'pagination':{'page':-1}}|at least 0",
                "{'study_id':1000001,'pagination':{'size':0}}|at least 1",
                "{'study_id':1000001,'pagination':{'size':'many'}}|not a whole number",
                "{'study_id':1000001,'pagination':{'sort':'label; DROP TABLE forms_subject,asc'}}|sort",
                "{'study_id':1000001,'pagination':{'sort':'name,asc; DROP TABLE forms_subject'}}|sort"
            })
    void aBadRequestForAListIsRefused(String body, String text) throws Exception {
        refused(post(Sandbox.API_USER, SUBJECTS, body), text);
        assertThat(ok(post(Sandbox.API_USER, SUBJECTS, "{'study_id':1000001}")).getAsJsonArray())
                .hasSize(12);
    }

    @Test
    void anyoneMayAskForLanguages() throws Exception {
        assertThat(post(NOBODY, "/flask/languages/filter", "{'study_id':1000001,'customer_id':1}")
                        .body())
                .isEqualTo(
                        "[{\"id\":1,\"name\":\"English\",\"direction\":\"ltr\",\"languagekey\":\"en\",\"enum\":\"ENGLISH\"},"
                                + "{\"id\":2,\"name\":\"Hebrew\",\"direction\":\"rtl\",\"languagekey\":\"he\",\"enum\":\"HEBREW\"}]");
        assertThat(ok(post(NOBODY, "/flask/languages/filter", "{'study_id':3581600}"))
                        .getAsJsonArray())
                .hasSize(1);
        refused(post(NOBODY, "/flask/languages/filter", "{'study_id':99}"), "Study 99 not found");
    }
}
