package io.flaskdata.sdk.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request: the answer is the server's kind of error, and nothing is written. */
class BadInputTest {
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String CRFS = "/edc/study/extract-study-data-at-crf-level";
    private static final String CSVS = CRFS + "-to-csvs";
    private static final String BY_EVENT = "/edc/study/download-csvs-data";
    private static final String EMAIL = "/edc/study/send-email-with-study-data-csvs";
    private static final String SUBJECTS = "/edc/subjects/create-subject";
    private static final String CUSTOMER = "/flask/customer/extract-data-to-json";
    private static final String BILLING = "/flask/customer/download-billing-reports";
    private static final String KITS = "/features/flask/subjectfeatures/randomize-kits-with-stratification";
    private static final String SQL = "x'; DROP TABLE study; --\\\"";
    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start();
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String state() throws Exception {
        List<String> state = new ArrayList<>();
        for (String table : List.of("study", "subject", "study_subject", "kit", "audit_log_event", "item_data")) {
            state.add(table + caller.extract("{'tableName':'" + table + "'}").hashCode());
        }
        return state + new String(caller.get("/__sandbox/outbox").body(), StandardCharsets.UTF_8);
    }

    /** Each member of each request, in turn, as a type it hasn't. */
    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                Arguments.of(EXTRACT, "{'tableName':{}}"),
                Arguments.of(EXTRACT, "{'tableName':['study']}"),
                Arguments.of(EXTRACT, "{'tableName':null}"),
                Arguments.of(EXTRACT, "{'tableName':'study','filters':[]}"),
                Arguments.of(EXTRACT, "{'tableName':'study','filters':{'name':{}}}"),
                Arguments.of(EXTRACT, "{'tableName':'study','sort':['name']}"),
                Arguments.of(EXTRACT, "{'tableName':'study','fromDate':5}"),
                Arguments.of(EXTRACT, "{'tableName':'study','toDate':{}}"),
                Arguments.of(EXTRACT, "{'tableName':'subject_events()','inputVariables':'x'}"),
                Arguments.of(CRFS, "{'filters':5}"),
                Arguments.of(CRFS, "{'filtersNotIn':[]}"),
                Arguments.of(CSVS, "{'fromDate':true}"),
                Arguments.of(BY_EVENT, "{'filters':'x'}"),
                Arguments.of(BY_EVENT, "{'sort':'nope'}"),
                Arguments.of(EMAIL, "{'emails':{}}"),
                Arguments.of(SUBJECTS, "{'label':{}}"),
                Arguments.of(SUBJECTS, "{'label':'x','gender':5}"),
                Arguments.of(SUBJECTS, "{'label':'x','dateOfBirth':true}"),
                Arguments.of(SUBJECTS, "{'label':'x','siteName':[]}"),
                Arguments.of(CUSTOMER, "{'tableName':'studies','studyIds':{}}"),
                Arguments.of(CUSTOMER, "{'tableName':'studies','filters':5}"),
                Arguments.of(BILLING, "{'billingDate':{}}"),
                Arguments.of(KITS, "{'db_name':{},'edc_subject_label':'001-001','operation':'read'}"),
                Arguments.of(KITS, "{'db_name':'demo','edc_subject_label':[],'operation':'read'}"),
                Arguments.of(
                        KITS, "{'db_name':'demo','edc_subject_label':'001-001','operation':'change','kit_id':'x'}"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void aWrongTypeIs400InPlainText(String path, String request) throws Exception {
        String before = state();
        assertThat(caller.refused(path, request)).startsWith("[");
        assertThat(state()).isEqualTo(before);
    }

    /** SQL in each text of each request. */
    static Stream<Arguments> sql() {
        return Stream.of(
                Arguments.of(EXTRACT, "{'tableName':'SQL'}"),
                Arguments.of(EXTRACT, "{'tableName':'SQL()'}"),
                Arguments.of(EXTRACT, "{'tableName':'study','sort':'SQL'}"),
                Arguments.of(EXTRACT, "{'tableName':'study','filters':{'SQL':1}}"),
                Arguments.of(EXTRACT, "{'tableName':'study','filters':{'name':'SQL'}}"),
                Arguments.of(EXTRACT, "{'tableName':'study','fromDate':'SQL'}"),
                Arguments.of(EXTRACT, "{'tableName':'subject_events()','inputVariables':{'SQL':1}}"),
                Arguments.of(EXTRACT, "{'tableName':'subject_events()','inputVariables':{'subject_label':'SQL'}}"),
                Arguments.of(CRFS, "{'filters':{'SQL':1}}"),
                Arguments.of(CRFS, "{'filters':{'site':'SQL'}}"),
                Arguments.of(CRFS, "{'filtersNotIn':{'SQL':'1'}}"),
                Arguments.of(CRFS, "{'filtersNotIn':{'site':'SQL|SQL'}}"),
                Arguments.of(BY_EVENT, "{'sort':'SQL'}"),
                Arguments.of(EMAIL, "{'emails':['SQL']}"),
                Arguments.of(SUBJECTS, "{'label':'x','siteName':'SQL'}"),
                Arguments.of(SUBJECTS, "{'label':'x','gender':'SQL'}"),
                Arguments.of(SUBJECTS, "{'label':'x','dateOfBirth':'SQL'}"),
                Arguments.of(SUBJECTS, "{'label':'x','enrollmentDate':'SQL'}"),
                Arguments.of(CUSTOMER, "{'tableName':'SQL'}"),
                Arguments.of(CUSTOMER, "{'tableName':'studies','studyIds':['SQL']}"),
                Arguments.of(BILLING, "{'billingDate':'SQL'}"),
                Arguments.of(KITS, "{'db_name':'SQL','edc_subject_label':'001-001','operation':'read'}"),
                Arguments.of(KITS, "{'db_name':'demo','edc_subject_label':'SQL','operation':'read'}"),
                Arguments.of(KITS, "{'db_name':'demo','edc_subject_label':'001-001','operation':'SQL'}"),
                Arguments.of(
                        KITS,
                        "{'db_name':'demo','edc_subject_label':'001-001','operation':'randomize','strata1':'SQL','strata1_value':'SQL',"
                                + "'strata2':'SQL','strata2_value':'SQL'}"));
    }

    @ParameterizedTest
    @MethodSource("sql")
    void sqlInATextIsOnlyAText(String path, String request) throws Exception {
        String before = state();
        // Single quotes are the helper's, so the text's own is escaped as JSON may.
        var answer = caller.bytes(path, request.replace("SQL", SQL.replace("'", "\\u0027")));
        assertThat(answer.statusCode()).isIn(200, 400);
        if (answer.statusCode() == 400) {
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .startsWith("[")
                    .doesNotContain("syntax error");
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void sqlInASubjectIsKeptAsItIs() throws Exception {
        try (Sandbox own = Sandbox.start()) {
            Caller writer = new Caller(own);
            String label = "x\\u0027; DROP TABLE kit; --";
            writer.post(
                    SUBJECTS, "{'label':'" + label + "','secondaryLabel':'" + label + "','personId':'" + label + "'}");
            List<JsonObject> rows = writer.extract("{'tableName':'study_subject','filters':{'label':'" + label + "'}}");
            assertThat(Caller.column(rows, "secondary_label")).containsExactly("x'; DROP TABLE kit; --");
            assertThat(writer.extract("{'tableName':'kit'}")).hasSize(60);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                KITS
                        + "|{'db_name':'nope','edc_subject_label':'001-001','operation':'read'}|[edc] Database nope not found.",
                KITS
                        + "|{'db_name':'demo','edc_subject_label':'nope','operation':'read'}|[randomize-kits] Subject nope not found.",
                KITS
                        + "|{'db_name':'demo','edc_subject_label':'001-001','operation':'nope'}|[randomize-kits] Operation nope is unknown.",
                CUSTOMER
                        + "|{'tableName':'studies','filters':{'nope':1}}|[extract-data-to-json] column \"nope\" does not exist",
                EXTRACT + "|{'tableName':'nope'}|[extract-data] relation \"nope\" does not exist",
                EXTRACT + "|{'tableName':'study','filters':{'nope':1}}|[extract-data] column \"nope\" does not exist",
                EXTRACT + "|{'tableName':'study','sort':'nope'}|[extract-data] column \"nope\" does not exist",
                SUBJECTS + "|{'label':'x','siteName':'nope'}|[create-subject] Site nope not found.",
            })
    void anUnknownThingIsNamed(String path, String request, String text) throws Exception {
        assertThat(caller.refused(path, request)).isEqualTo(text);
    }
}
