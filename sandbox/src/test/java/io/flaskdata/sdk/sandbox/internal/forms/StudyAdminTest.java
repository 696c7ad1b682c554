package io.flaskdata.sdk.sandbox.internal.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.FormsHttp;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies, sites, their users, the identity provider and devices. */
class StudyAdminTest extends FormsHttp {
    private static final String STUDY = "/flask/study/create-update-flask-study";
    private static final String SITE = "/flask/site/create-update-flask-site";
    private static final String USERS = "/flask/study/create-update-flask-study-users";

    private int newStudy(String title) throws Exception {
        return ok(post(Sandbox.API_USER, STUDY, "{'brief_title':'" + title + "'}"))
                .getAsJsonObject()
                .get("study_id")
                .getAsInt();
    }

    private int newSite(int study, String number) throws Exception {
        return ok(post(
                        Sandbox.API_USER,
                        SITE,
                        "{'study_id':" + study + ",'site_name':'New','unique_identifier':'" + number + "'}"))
                .getAsJsonObject()
                .get("site_id")
                .getAsInt();
    }

    private String customerStudies(int study) throws Exception {
        return post(
                        Sandbox.API_USER,
                        "/flask/customer/extract-data-to-json",
                        "{'tableName':'studies','studyIds':[" + study + "]}")
                .body();
    }

    @Test
    void aStudyIsCreatedAndChangedAndTheCustomersExtractShowsIt() throws Exception {
        int study = newStudy("A new study");
        assertThat(customerStudies(study)).contains("\"brief_title\":\"A new study\"");
        ok(post(Sandbox.API_USER, STUDY, "{'study_id':" + study + ",'official_title':'Officially','status_id':6}"));
        assertThat(customerStudies(study))
                .contains("\"brief_title\":\"A new study\"", "\"official_title\":\"Officially\"", "\"status_id\":6");
        assertThat(ok(post(NOBODY, "/flask/languages/filter", "{'study_id':" + study + "}"))
                        .getAsJsonArray())
                .hasSize(1);
    }

    @Test
    void aSitesNumberIsItsOwnInTheStudy() throws Exception {
        int study = newStudy("With sites");
        int site = newSite(study, "001");
        refused(
                post(
                        Sandbox.API_USER,
                        SITE,
                        "{'study_id':" + study + ",'site_name':'Other','unique_identifier':'001'}"),
                "already exists");
        ok(post(Sandbox.API_USER, SITE, "{'study_id':" + study + ",'site_id':" + site + ",'site_name':'Renamed'}"));
        refused(
                post(Sandbox.API_USER, SITE, "{'study_id':1000001,'site_id':" + site + ",'site_name':'Stolen'}"),
                "not found");
    }

    @Test
    void theGivenUsersReplaceAllOthersAndCanSignIn() throws Exception {
        int study = newStudy("With users");
        int site = newSite(study, "001");
        ok(post(
                Sandbox.API_USER,
                USERS,
                "{'study_id':" + study + ",'users':[{'email':'first@example.org','first_name':'First','role_id':3},"
                        + "{'email':'second@example.org','role_id':4,'site_id':" + site + "}]}"));
        String subjects = "{'study_id':" + study + "}";
        ok(post("first@example.org", "/flask/subject/filter", subjects));
        ok(post("second@example.org", "/flask/subject/filter", subjects));
        ok(post(
                Sandbox.API_USER,
                USERS,
                "{'study_id':" + study + ",'users':[{'email':'third@example.org','role_id':3}]}"));
        refused(post("first@example.org", "/flask/subject/filter", subjects), "Permission denied.");
        ok(post("third@example.org", "/flask/subject/filter", subjects));
        refused(post("third@example.org", "/edc/study/extract-data", "{'tableName':'study'}"), "Permission denied.");
    }

    private Set<String> sitesSeenInTheEdc(String user) throws Exception {
        Set<String> sites = new TreeSet<>();
        ok(post(user, "/edc/study/extract-data", "{'tableName':'cc_event_data'}"))
                .getAsJsonArray()
                .forEach(row -> sites.add(member(row.getAsJsonObject(), "site")));
        return sites;
    }

    private String siteOf(String label) throws Exception {
        return member(viewer(member(link(DEMO, label, "Diary"), "token")).getAsJsonObject("subject"), "site_id");
    }

    @Test
    void aSiteUserOfTwoStudiesSeesInTheEdcTheSitesOfItsStudyOnly() throws Exception {
        int other = newStudy("Elsewhere");
        String users = "{'study_id':%d,'users':[{'email':'two@example.org','role_id':4,'site_id':%s}]}";
        ok(post(Sandbox.API_USER, USERS, users.formatted(145858, newSite(145858, "003"))));
        ok(post(Sandbox.API_USER, USERS, users.formatted(other, newSite(other, "001"))));
        refused(
                post("two@example.org", "/edc/study/extract-data", "{'tableName':'cc_event_data'}"),
                "Permission denied.");
        ok(post(
                Sandbox.API_USER,
                USERS,
                "{'study_id':1000001,'users':[{'email':'" + Sandbox.STUDY_USER + "','role_id':3},{'email':'"
                        + Sandbox.SITE_USER + "','role_id':4,'site_id':" + siteOf("001-001")
                        + "},{'email':'two@example.org','role_id':4,'site_id':" + siteOf("002-001") + "}]}"));
        assertThat(sitesSeenInTheEdc("two@example.org")).containsExactly("002");
        String create = "/edc/subjects/create-subject";
        ok(post("two@example.org", create, "{'studySubjectLabel':'002-901'}"));
        ok(post("two@example.org", create, "{'studySubjectLabel':'002-902','siteName':'002'}"));
        refused(
                post("two@example.org", create, "{'studySubjectLabel':'003-901','siteName':'003'}"),
                "Permission denied.");
    }

    @Test
    void nobodyGivesMoreThanHeHas() throws Exception {
        int study = newStudy("With an administrator");
        String users = "{'study_id':" + study + ",'users':[{'email':'%s@example.org','role_id':%d}]}";
        ok(post(Sandbox.API_USER, USERS, users.formatted("study-user", 3)));
        refused(post("study-user@example.org", USERS, users.formatted("upstart", 2)), "role_id");
        ok(post(Sandbox.API_USER, USERS, users.formatted("administrator", 2)));
        ok(post("administrator@example.org", "/flask/subject/filter", "{'study_id':1000001}"));
    }

    @Test
    void aBadUserLeavesThoseBeforeItAndNoneOfTheOldOnes() throws Exception {
        int study = newStudy("With a bad user");
        ok(post(
                Sandbox.API_USER,
                USERS,
                "{'study_id':" + study + ",'users':[{'email':'old@example.org','role_id':3}]}"));
        refused(
                post(
                        Sandbox.API_USER,
                        USERS,
                        "{'study_id':" + study
                                + ",'users':[{'email':'good@example.org','role_id':3},{'email':'bad','role_id':3}]}"),
                "not an address");
        String subjects = "{'study_id':" + study + "}";
        ok(post("good@example.org", "/flask/subject/filter", subjects));
        refused(post("old@example.org", "/flask/subject/filter", subjects), "Permission denied.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                STUDY + "|{}|brief_title",
                STUDY + "|{'study_id':99}|Study 99 not found",
                STUDY + "|{'brief_title':'x','status_id':77}|Status 77 not found",
                STUDY + "|{'brief_title':'x','customer_id':2}|Permission denied",
                STUDY + "|{'brief_title':{}}|wrong type",
                SITE + "|{'study_id':1000001}|site_name",
                SITE + "|{'study_id':99,'site_name':'x','unique_identifier':'1'}|Study 99 not found",
                USERS + "|{'study_id':3581600}|users",
                USERS + "|{'study_id':3581600,'users':{}}|not a list",
                USERS + "|{'study_id':3581600,'users':[1]}|not an object",
                USERS + "|{'study_id':3581600,'users':[{'email':'x@example.org','role_id':5}]}|role_id",
                USERS + "|{'study_id':3581600,'users':[{'email':'x@example.org','role_id':4,'site_id':1}]}|site_id",
                USERS
                        + "|{'study_id':3581600,'users':[{'email':'api@sandbox.flaskdata.test','role_id':3}]}|another role"
            })
    void aBadRequestIsRefused(String path, String body, String text) throws Exception {
        refused(post(Sandbox.API_USER, path, body), text);
    }

    @ParameterizedTest
    @CsvSource({"site@sandbox.flaskdata.test", "subject@sandbox.flaskdata.test"})
    void sitesAndSubjectsAdministerNothing(String user) throws Exception {
        refused(post(user, STUDY, "{'study_id':1000001,'brief_title':'x'}"), "Permission denied.");
        refused(post(user, SITE, "{'study_id':1000001,'site_name':'x','unique_identifier':'x'}"), "Permission denied.");
        refused(post(user, USERS, "{'study_id':1000001,'users':[]}"), "Permission denied.");
    }

    @Test
    void aStudyUserChangesHisStudyAndMakesNone() throws Exception {
        ok(post(Sandbox.STUDY_USER, STUDY, "{'study_id':1000001,'official_title':'A demo'}"));
        refused(post(Sandbox.STUDY_USER, STUDY, "{'brief_title':'x'}"), "Permission denied.");
        refused(post(Sandbox.STUDY_USER, STUDY, "{'study_id':3581600}"), "Permission denied.");
    }

    @Test
    void aSubjectSeesTheStudiesHeIsIn() throws Exception {
        JsonObject self = ok(request(sandbox.idpUrl(), "GET", "/auth/self", "", token(Sandbox.SUBJECT_USER)))
                .getAsJsonObject();
        JsonArray studies = ok(post(
                        Sandbox.SUBJECT_USER, "/flask/study/subject-studies", "{'subject_id':" + self.get("id") + "}"))
                .getAsJsonArray();
        assertThat(studies).hasSize(2);
        JsonObject demo = studies.get(0).getAsJsonObject();
        assertThat(demo.keySet())
                .containsExactly(
                        "study_id",
                        "brief_title",
                        "official_title",
                        "unique_protocolid",
                        "status_id",
                        "status",
                        "study_status_id");
        assertThat(demo.get("study_id").getAsInt()).isEqualTo(DEMO);
        refused(
                post(Sandbox.API_USER, "/flask/study/subject-studies", "{'subject_id':" + self.get("id") + "}"),
                "Permission denied.");
    }

    @Test
    void selfHasItsFullShapeAndASubjectsIdIsItsSubjectId() throws Exception {
        JsonObject self = ok(request(sandbox.idpUrl(), "GET", "/auth/self", "", token(Sandbox.SUBJECT_USER)))
                .getAsJsonObject();
        int subject = viewer(member(link(DEMO, "001-001", "Diary"), "token"))
                .getAsJsonObject("subject")
                .get("subject_id")
                .getAsInt();
        assertThat(self.toString())
                .isEqualTo("{\"id\":" + subject
                        + ",\"first_name\":\"Sandbox\",\"last_name\":\"subject\",\"edc_username\":\"sandbox_subject\","
                        + "\"email\":\"subject@sandbox.flaskdata.test\",\"finished_tutorial\":true,\"company_name\":\"Sandbox Trials\","
                        + "\"study_subject_label\":\"001-001\",\"customer_id\":1,\"phone\":\"\"}");
    }

    private HttpResponse<String> mobile(String caller, String email) throws Exception {
        return request(
                sandbox.idpUrl(),
                "POST",
                "/auth/mobile-form-authorization",
                "{\"email\":\"" + email + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}",
                caller);
    }

    @Test
    void subjectsAndSiteUsersSignInUnderAnApiUsersToken() throws Exception {
        JsonObject subject =
                ok(mobile(token(Sandbox.API_USER), Sandbox.SUBJECT_USER)).getAsJsonObject();
        assertThat(member(subject, "expired")).isEqualTo("2026-11-24T18:00:00.000Z");
        ok(mobile(token(Sandbox.API_USER), Sandbox.SITE_USER));
        HttpResponse<String> other = mobile(token(Sandbox.API_USER), Sandbox.STUDY_USER);
        assertThat(other.statusCode() + " " + other.body()).isEqualTo("400 User or password invalid.");
        refused(mobile(token(Sandbox.SITE_USER), Sandbox.SUBJECT_USER), "Permission denied.");
        assertThat(mobile("nonsense", Sandbox.SUBJECT_USER).statusCode()).isEqualTo(401);
    }

    /** The document asks for a token, the newest public client sends none. */
    @Test
    void whetherWithoutOneIsASwitch() throws Exception {
        ok(mobile(NOBODY, Sandbox.SUBJECT_USER));
        try (Sandbox strict = builder().idpTokenRequired(true).start()) {
            String body = "{\"email\":\"" + Sandbox.SUBJECT_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}";
            HttpResponse<String> refused =
                    request(strict.idpUrl(), "POST", "/auth/mobile-form-authorization", body, NOBODY);
            assertThat(refused.statusCode() + " " + refused.body()).isEqualTo("401 Authentication required.");
        }
    }

    @Test
    void theIdpLogsOutTheSessionThatTheWholeHeaderNames() throws Exception {
        String token =
                member(ok(mobile(token(Sandbox.API_USER), Sandbox.SITE_USER)).getAsJsonObject(), "token");
        assertThat(request(sandbox.idpUrl(), "POST", "/auth/logout", "{}", token)
                        .body())
                .isEqualTo("{\"message\":\"OK\"}");
        // The header had the word JWT before it.
        ok(request(sandbox.idpUrl(), "GET", "/auth/self", "", token));
        bare("/auth/logout", token);
        assertThat(request(sandbox.idpUrl(), "GET", "/auth/self", "", token).statusCode())
                .isEqualTo(401);
    }

    private void bare(String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(sandbox.idpUrl().resolve(path))
                .header("Authorization", token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String log(String more) {
        return "{'study_id':1000001,'device_id':'watch-1'," + more + "}";
    }

    @Test
    void aDevicesLogIsKeptAsGivenAndReadByWhoSeesTheSubject() throws Exception {
        ok(
                post(
                        Sandbox.SUBJECT_USER,
                        "/flask/device/insert-log",
                        log(
                                "'log_type':'steps','log_date':'2026-11-23T10:00:00.000Z','payload':{'steps':5120,'ratio':1.10,'raw':[null,'1']}")));
        ok(post(Sandbox.SITE_USER, "/flask/device/insert-log", log("'subject_label':'001-002','payload':null")));
        ok(post(Sandbox.STUDY_USER, "/flask/device/insert-log", log("'payload':'of the study'")));
        String logs = "/flask/device/get-logs";
        String mine = post(Sandbox.SUBJECT_USER, logs, "{'study_id':1000001}").body();
        assertThat(mine)
                .contains(
                        "\"subject_label\":\"001-001\"",
                        "\"log_date\":\"2026-11-23T10:00:00.000Z\"",
                        "\"payload\":{\"steps\":5120,\"ratio\":1.10,\"raw\":[null,\"1\"]}");
        assertThat(JsonParser.parseString(mine).getAsJsonArray()).hasSize(1);
        assertThat(ok(post(Sandbox.SITE_USER, logs, "{'study_id':1000001}")).getAsJsonArray())
                .hasSize(2);
        assertThat(ok(post(Sandbox.API_USER, logs, "{'study_id':1000001,'device_id':'watch-1'}"))
                        .getAsJsonArray())
                .hasSize(3);
        assertThat(ok(post(
                                Sandbox.API_USER,
                                logs,
                                "{'study_id':1000001,'fromDate':'2026-11-01','toDate':'2026-12-01'}"))
                        .getAsJsonArray())
                .hasSize(1);
        refused(post(Sandbox.SITE_USER, logs, "{'study_id':1000001,'subject_label':'002-001'}"), "Permission denied.");
        refused(post(Sandbox.API_USER, "/flask/device/insert-log", log("'log_date':'noon'")), "not a date");
        refused(
                post(Sandbox.API_USER, "/flask/device/insert-log", log("'subject_label':'nope'")),
                "Subject nope not found");
    }
}
