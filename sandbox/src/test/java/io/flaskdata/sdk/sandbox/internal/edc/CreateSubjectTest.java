package io.flaskdata.sdk.sandbox.internal.edc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateSubjectTest {
    private static final String PATH = "/edc/subjects/create-subject";
    private static final String LONG = "1234567890123456789012345678901";
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

    /** The row of study_subject of the subject made. */
    private JsonObject created(String request) throws Exception {
        JsonObject answer = JsonParser.parseString(caller.post(PATH, request)).getAsJsonObject();
        int id = answer.get("study_subject_id").getAsInt();
        return caller.extract("{'tableName':'study_subject','filters':{'study_subject_id':" + id + "}}")
                .get(0);
    }

    private JsonObject person(JsonObject row) throws Exception {
        return caller.extract("{'tableName':'subject','filters':{'subject_id':" + row.get("subject_id") + "}}")
                .get(0);
    }

    private int people() throws Exception {
        return caller.extract("{'tableName':'subject'}").size();
    }

    @Test
    void everyMemberIsKept() throws Exception {
        JsonObject row = created("{'studySubjectLabel':'N-1','secondaryLabel':'S 1','siteName':'Harbour Hospital',"
                + "'enrollmentDate':'2026-11-23','gender':'F','dateOfBirth':'1980-05-06','personId':'P-77'}");
        assertThat(row.get("label").getAsString()).isEqualTo("N-1");
        assertThat(row.get("secondary_label").getAsString()).isEqualTo("S 1");
        assertThat(row.get("study_id").getAsInt()).isEqualTo(3);
        assertThat(row.get("enrollment_date").getAsString()).isEqualTo("2026-11-22T22:00:00.000Z");
        assertThat(row.get("oc_oid").getAsString()).isEqualTo("SS_N1");
        JsonObject person = person(row);
        assertThat(person.get("gender").getAsString()).isEqualTo("f");
        assertThat(person.get("date_of_birth").getAsString()).isEqualTo("1980-05-05T22:00:00.000Z");
        assertThat(person.get("dob_collected").getAsBoolean()).isTrue();
        assertThat(person.get("unique_identifier").getAsString()).isEqualTo("P-77");
    }

    @Test
    void whatIsLeftOutHasTheModelsDefaults() throws Exception {
        JsonObject row = created("{'label':'N-2','siteName':'003'}");
        assertThat(row.get("enrollment_date").getAsString()).isEqualTo("2026-11-23T22:00:00.000Z");
        assertThat(row.get("date_updated").isJsonNull()).isTrue();
        assertThat(person(row).get("gender").getAsString()).isEqualTo(" ");
        assertThat(person(row).get("dob_collected").getAsBoolean()).isFalse();
    }

    @Test
    void anOidThatIsTakenGetsANumber() throws Exception {
        assertThat(created("{'label':'a.b'}").get("oc_oid").getAsString()).isEqualTo("SS_AB");
        assertThat(created("{'label':'A-B'}").get("oc_oid").getAsString()).isEqualTo("SS_AB_1");
    }

    @Test
    void aLabelThatIsLeftOutIsTheSitesNextNumber() throws Exception {
        assertThat(created("{'siteName':'001'}").get("label").getAsString()).isEqualTo("001-006");
        assertThat(created("{'siteName':'003'}").get("label").getAsString()).isEqualTo("003-004");
        // Another site's subject may have the number.
        created("{'siteName':'003','label':'001-007'}");
        assertThat(created("{'siteName':'001'}").get("label").getAsString()).isEqualTo("001-008");
        created("{'siteName':'001','label':'001-999'}");
        assertThat(created("{'siteName':'001'}").get("label").getAsString()).isEqualTo("001-1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'label':'002-001','siteName':'001'}|Label is already used.",
                "{'label':'" + LONG + "'}|Label must have 1 to 30 characters.",
                "{'label':'  '}|Label must have 1 to 30 characters.",
                "{'label':'x','secondaryLabel':'" + LONG + "'}|Secondary label must have 1 to 30 characters.",
                "{'label':'x','gender':'female'}|Gender must be m or f.",
                "{'label':'x','dateOfBirth':'2026-11-25'}|Date of birth is in the future.",
                "{'label':'x','dateOfBirth':'1899-12-31'}|Date of birth is before 1900.",
                "{'label':'x','dateOfBirth':'1980'}|Date of birth must be a full date, yyyy-MM-dd.",
                "{'label':'x','dateOfBirth':'1980-02-30'}|Date of birth is not a date.",
                "{'label':'x','enrollmentDate':'2026-11-25'}|Enrollment date is in the future.",
                "{'label':'x','enrollmentDate':'24.11.2026'}|Enrollment date is not a date.",
                "{'label':'x','siteName':'nowhere'}|Site nowhere not found.",
            })
    void aRuleThatIsBrokenIsSaidAndNobodyCreated(String request, String text) throws Exception {
        assertThat(caller.refused(PATH, request)).isEqualTo("[create-subject] " + text);
        assertThat(people()).isEqualTo(12);
    }

    @Test
    void aPersonIdOver255IsRefused() throws Exception {
        assertThat(caller.refused(PATH, "{'label':'x','personId':'" + "9".repeat(256) + "'}"))
                .isEqualTo("[create-subject] Person id must have 1 to 255 characters.");
        assertThat(person(created("{'label':'x','personId':'" + "9".repeat(255) + "'}")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Label is required.",
                "{'label':'x'}|Enrollment date is required.",
                "{'label':'x','enrollmentDate':'2026-11-24'}|Gender is required.",
                "{'label':'x','enrollmentDate':'2026-11-24','gender':'m','dateOfBirth':'1980-05-06'}"
                        + "|Date of birth must be a year, 1900 or later.",
                "{'label':'x','enrollmentDate':'2026-11-24','gender':'m','dateOfBirth':'1899'}|Date of birth is before 1900.",
                "{'label':'x','enrollmentDate':'2026-11-24','gender':'m','dateOfBirth':'2027'}|Date of birth is in the future.",
                "{'label':'x','enrollmentDate':'2026-11-24','gender':'m'}|Person id is required.",
                "{'label':'x','siteName':'003'}|The study is locked or frozen.",
            })
    void aStudysSettingsAreItsRules(String request, String text) throws Exception {
        assertThat(caller.on("omdena").refused(PATH, request)).isEqualTo("[create-subject] " + text);
        assertThat(people()).isEqualTo(12);
    }

    @Test
    void aYearOfBirthIsKeptAsItsFirstDay() throws Exception {
        caller.on("omdena");
        JsonObject person = person(created(
                "{'label':'x','enrollmentDate':'2026-11-24','gender':'m','dateOfBirth':'1980','personId':'P-1'}"));
        assertThat(person.get("date_of_birth").getAsString()).isEqualTo("1979-12-31T22:00:00.000Z");
        assertThat(person.get("dob_collected").getAsBoolean()).isFalse();
    }

    @Test
    void aSitesSettingsReplaceItsStudys() throws Exception {
        caller.on("omdena");
        JsonObject row = created("{'siteName':'002','secondaryLabel':'S-9','dateOfBirth':'1980-05-06'}");
        assertThat(row.get("label").getAsString()).isEqualTo("002-005");
        assertThat(person(row).get("unique_identifier").getAsString()).isEqualTo("S-9");
        assertThat(person(row).get("date_of_birth").isJsonNull()).isTrue();
    }

    @Test
    void aPersonIdThatIsNotUsedIsDropped() throws Exception {
        assertThat(person(created("{'siteName':'003','personId':'P-1'}"))
                        .get("unique_identifier")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void aSiteUserCreatesAtHisSiteAndTheAuditLogNamesHim() throws Exception {
        caller.as(Sandbox.SITE_USER);
        JsonObject row = created("{}");
        assertThat(row.get("label").getAsString()).isEqualTo("001-006");
        assertThat(caller.refused(PATH, "{'siteName':'002'}")).isEqualTo("[create-subject] Permission denied.");
        assertThat(caller.as(Sandbox.SUBJECT_USER).refused(PATH, "{}")).isEqualTo("[edc] Permission denied.");
        caller.as(Sandbox.API_USER);
        List<JsonObject> log = caller.extract("{'tableName':'audit_log_event','filters':{'new_value':'001-006'}}");
        JsonObject account = caller.extract("{'tableName':'user_account','filters':{'user_id':"
                        + log.get(0).get("user_id") + "}}")
                .get(0);
        assertThat(log).hasSize(1);
        assertThat(account.get("email").getAsString()).isEqualTo(Sandbox.SITE_USER);
    }

    @Test
    void aStepThatFailsLeavesTheFirstOne() throws Exception {
        assertThat(caller.refused(PATH, "{'label':'x','secondaryLabel':'a\\u0000'}"))
                .startsWith("[database] ");
        assertThat(people()).isEqualTo(13);
        assertThat(caller.extract("{'tableName':'study_subject'}")).hasSize(12);
    }

    @Test
    void aTransactionalSandboxLeavesNothingHalfDone() throws Exception {
        try (Sandbox whole = Sandbox.builder().transactional(true).start()) {
            Caller other = new Caller(whole);
            assertThat(other.refused(PATH, "{'label':'x','secondaryLabel':'a\\u0000'}"))
                    .startsWith("[database] ");
            assertThat(other.extract("{'tableName':'subject'}")).hasSize(12);
            assertThat(other.post(PATH, "{'label':'x'}")).contains("study_subject_id");
        }
    }
}
