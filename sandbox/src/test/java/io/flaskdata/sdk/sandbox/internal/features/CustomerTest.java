package io.flaskdata.sdk.sandbox.internal.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerTest {
    private static final String EXTRACT = "/flask/customer/extract-data-to-json";
    private static final String BILLING = "/flask/customer/download-billing-reports";
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.builder()
                .clock(() -> Instant.parse("2026-11-24T12:00:00Z"))
                .start();
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** The documentation's example asks for the studies of 2018. */
    @Test
    void aStudyIsInEveryWindowThatHasItsDates() throws Exception {
        var printed = caller.rows(
                EXTRACT,
                "{'tableName':'studies','fromDate':'2018-03-29T11:44:12.511Z','toDate':'2019-03-29T11:44:12.511Z'}");
        assertThat(Caller.column(printed, "study_id")).containsExactly("145858");
        var all = caller.rows(EXTRACT, "{'tableName':'studies'}");
        assertThat(caller.rows(EXTRACT, "{'tableName':'studies','fromDate':'2018-01-01','toDate':'2027-01-01'}"))
                .hasSameSizeAs(all);
        caller.post("/flask/study/create-update-flask-study", "{'study_id':145858,'brief_title':'Renamed'}");
        assertThat(caller.rows(EXTRACT, "{'tableName':'studies','fromDate':'2018-03-29','toDate':'2019-03-29'}"))
                .isEmpty();
    }

    @Test
    void studiesAreTheCustomersWithTheirDatabases() throws Exception {
        var studies = caller.rows(EXTRACT, "{'tableName':'studies'}");
        assertThat(Caller.column(studies, "study_id")).contains("1000001", "3581600", "145858", "1511357");
        assertThat(Caller.column(studies, "customer_id")).containsOnly("1");
        var demo =
                caller.rows(EXTRACT, "{'tableName':'studies','studyIds':[1000001],'filters':{'edc_database':'demo'}}");
        assertThat(Caller.column(demo, "brief_title")).containsExactly("FlaskData Demo Study");
    }

    @Test
    void valuesComeAsNodePostgresMakesThem() throws Exception {
        JsonObject metadata = caller.rows(EXTRACT, "{'tableName':'study_metadata','studyIds':[1000001]}")
                .get(0);
        assertThat(metadata.get("metadata").toString())
                .contains("\"budget\":1.1,")
                .contains("\"countries\":[\"IL\",\"US\"]");
        JsonObject bill = caller.rows(EXTRACT, "{'tableName':'billing_reports_customer','studyIds':['1000001']}")
                .get(0);
        assertThat(bill.get("amount").toString()).isEqualTo("\"54.00\"");
        assertThat(bill.get("billing_report_id").toString()).isEqualTo("\"1\"");
        assertThat(bill.get("billing_date").getAsString()).isEqualTo("2026-01-31T22:00:00.000Z");
    }

    @Test
    void aWindowHoldsWhatWasEditedInIt() throws Exception {
        String from = "{'tableName':'study_metadata','fromDate':'2026-02-01T08:00:00.000Z','toDate':";
        assertThat(caller.rows(EXTRACT, from + "'2026-02-01T08:00:00.001Z'}")).isNotEmpty();
        assertThat(caller.rows(EXTRACT, from + "'2026-02-01T08:00:00.000Z'}")).isEmpty();
    }

    @Test
    void everySignInIsInTheLoginAudit() throws Exception {
        caller.as(Sandbox.SITE_USER).post(EXTRACT, "{}");
        caller.as(Sandbox.API_USER);
        caller.post("/auth/authorize", "{'email':'" + Sandbox.STUDY_USER + "','password':'wrong'}");
        var logins = caller.rows(EXTRACT, "{'tableName':'audit_user_login','filters':{'login_status_code':1}}");
        assertThat(Caller.column(logins, "user_name")).containsExactly(Sandbox.SITE_USER, Sandbox.API_USER);
        var failed = caller.rows(EXTRACT, "{'tableName':'audit_user_login','filters':{'login_status_code':0}}");
        assertThat(Caller.column(failed, "user_name")).containsExactly(Sandbox.STUDY_USER);
        assertThat(Caller.column(failed, "login_attempt_date")).containsExactly("2026-11-24T12:00:00.000Z");
    }

    @Test
    void onlyACustomersTablesCanBeExtracted() throws Exception {
        for (String table : List.of("app_user", "session", "customer.studies", "pg_authid", "nope")) {
            assertThat(caller.refused(EXTRACT, "{'tableName':'" + table + "'}"))
                    .isEqualTo("[extract-data-to-json] relation \"" + table + "\" does not exist");
        }
        assertThat(caller.refused(EXTRACT, "{}")).isEqualTo("[tableName] parameter(s) is required.");
        assertThat(caller.refused(EXTRACT, "{'tableName':'studies','studyIds':[{}]}"))
                .contains("wrong type");
        assertThat(caller.refused(EXTRACT, "{'tableName':'studies','studyIds':5}"))
                .contains("studyIds is not a list");
    }

    @Test
    void aStudyUserSeesHisStudyAndOthersNothing() throws Exception {
        var studies = caller.as(Sandbox.STUDY_USER).rows(EXTRACT, "{'tableName':'studies'}");
        assertThat(Caller.column(studies, "study_id")).containsExactly("1000001");
        String denied = "[extract-data-to-json] Permission denied.";
        assertThat(caller.refused(EXTRACT, "{'tableName':'audit_user_login'}")).isEqualTo(denied);
        assertThat(caller.as(Sandbox.SITE_USER).refused(EXTRACT, "{'tableName':'studies'}"))
                .isEqualTo(denied);
        assertThat(caller.as(Sandbox.SUBJECT_USER).refused(EXTRACT, "{'tableName':'studies'}"))
                .isEqualTo(denied);
    }

    @Test
    void billingReportsAreTheMonthsInAZip() throws Exception {
        var files = caller.zip(BILLING, "{'billingDate':'2026-02-17T10:00:00.000Z'}");
        assertThat(files.keySet()).containsExactly("billing-report-2026-02.csv");
        assertThat(files.get("billing-report-2026-02.csv"))
                .contains(
                        "study,billing_date,item,quantity,unit_price,amount",
                        "FlaskData Demo Study,2026-01-31T22:00:00.000Z,Active subjects,12,4.50,54.00");
        assertThat(caller.zip(BILLING, "{'billingDate':'2027-01-01'}")).isEmpty();
        assertThat(caller.refused(BILLING, "{}")).isEqualTo("[billingDate] parameter(s) is required.");
        assertThat(caller.refused(BILLING, "{'billingDate':'May'}")).contains("billingDate is not a date");
        assertThat(caller.as(Sandbox.STUDY_USER).refused(BILLING, "{'billingDate':'2026-02-17'}"))
                .isEqualTo("[download-billing-reports] Permission denied.");
    }

    @Test
    void whereTheFeatureIsOffBillingReportsAreRefused() throws Exception {
        try (Sandbox off = Sandbox.builder().billingReports(false).start()) {
            assertThat(new Caller(off).refused(BILLING, "{'billingDate':'2026-02-17'}"))
                    .isEqualTo("[download-billing-reports] The feature is off for this customer.");
        }
    }

    @Test
    void aListsMemberIsOneStudy() throws Exception {
        assertThat(caller.rows(EXTRACT, "{'tableName':'studies','studyIds':[1000001.0,'145858']}"))
                .hasSize(2);
        assertThat(caller.rows(EXTRACT, "{'tableName':'studies','studyIds':['1000001|145858']}"))
                .isEmpty();
    }

    @Test
    void aUserOfSeveralStudiesSeesThemAll() throws Exception {
        caller.post(
                "/flask/study/create-update-flask-study-users",
                "{'study_id':145858,'users':[{'email':'" + Sandbox.STUDY_USER + "','role_id':3}]}");
        caller.as(Sandbox.STUDY_USER);
        assertThat(Caller.column(caller.rows(EXTRACT, "{'tableName':'studies'}"), "study_id"))
                .contains("1000001", "145858");
        assertThat(caller.rows(EXTRACT, "{'tableName':'studies','studyIds':[1000001]}"))
                .hasSize(1);
    }
}
