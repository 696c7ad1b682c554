package io.flaskdata.sdk.sandbox.internal.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import io.flaskdata.sdk.sandbox.seed.StudyDesign.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sandbox can begin with. */
class SeedTest {
    private static final String INSERT = "/flask/crf/create-CRF-and-insert-data";
    private static final String PARTIAL = "/data-server/data/extract/partial-extract-study-event-data-to-json";
    private static final StudyDesign PUMP = StudyDesign.of(9000001, "Pump trial")
            .inEdc("pump")
            .site("001", "Hill Clinic")
            .site("002", "Lake Clinic")
            .crf("Pump check", Item.number("FLOW"), Item.choice("ALARM", "None", "Low, or empty"), Item.date("CHECKED"))
            .crf("Notes", Item.text("NOTE"), Item.checkbox("DONE"))
            .event("Baseline", "Pump check")
            .repeatingEvent("Visit", "Pump check", "Notes")
            .subject("001", "001-001")
            .subject("002", "002-001");

    @Test
    void aStudyOfOnesOwnIsInFormsAndWhatIsSavedThereArrivesInItsEdc() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.none().and(PUMP)).start()) {
            Caller caller = new Caller(sandbox).on("pump");
            String saved = caller.post(
                    INSERT,
                    "{'study_id':9000001,'subject_label':'002-001','event_name':'Baseline','crf_name':'Pump check',"
                            + "'crf_data':{'FLOW':1.50,'ALARM':2,'CHECKED':'2026-03-01'}}");
            assertThat(saved).containsPattern("[A-Z0-9]{10}");
            List<JsonObject> rows = caller.extract("{'tableName':'cc_event_data'}");
            assertThat(Caller.column(rows, "item")).containsExactlyInAnyOrder("FLOW", "ALARM", "CHECKED");
            assertThat(Caller.column(rows, "value")).containsExactlyInAnyOrder("1.50", "2", "2026-03-01");
            assertThat(Caller.column(rows, "subject")).containsOnly("002-001");
            assertThat(Caller.column(caller.extract("{'tableName':'crf_pump_check'}"), "FLOW"))
                    .containsExactly("1.50");
            assertThat(Caller.column(caller.extract("{'tableName':'study_subject','sort':'label'}"), "label"))
                    .containsExactly("001-001", "002-001");
            assertThat(caller.rows(PARTIAL, "{'study_id':9000001,'columns':{'_id':0},'filters':{}}"))
                    .hasSize(3);
        }
    }

    @Test
    void aChoiceOfLongOptionsAndAStudyBesideTheDemoStudyAreThereInTheEdc() throws Exception {
        StudyDesign long80 = StudyDesign.of(9000002, "Long")
                .inEdc("long")
                .site("001", "Hill")
                .crf("Question", Item.choice("ANSWER", "a".repeat(60), "b, or " + "c".repeat(60)));
        try (Sandbox sandbox =
                Sandbox.builder().seed(Seed.standard().and(long80)).start()) {
            Caller study = new Caller(sandbox).as(Sandbox.STUDY_USER).on("long");
            assertThat(study.extract("{'tableName':'item'}")).hasSize(1);
            assertThat(study.on("demo").extract("{'tableName':'study'}")).isNotEmpty();
            assertThat(study.on("omdena").refused("/edc/study/extract-data", "{'tableName':'study'}"))
                    .contains("Permission denied");
        }
    }

    @Test
    void itsUsersAreTheSandboxs() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.none().and(PUMP)).start()) {
            Caller site = new Caller(sandbox).as(Sandbox.SITE_USER).on("pump");
            String subjects = site.post("/flask/subject/filter", "{'study_id':9000001,'page':0,'size':10}");
            assertThat(subjects).contains("001-001").doesNotContain("002-001");
            assertThat(new Caller(sandbox)
                            .as(Sandbox.SUBJECT_USER)
                            .post("/flask/study/subject-studies", "{'subject_id':1}"))
                    .contains("Pump trial");
        }
    }

    private static final String DEMOGRAPHICS = "\u05d3\u05de\u05d5\u05d2\u05e8\u05e4\u05d9\u05d4";

    @Test
    void namesAreInAnyScript() throws Exception {
        String signs = "\u05e1\u05d9\u05de\u05e0\u05d9\u05dd 1";
        String longest = "\u05d0".repeat(36);
        StudyDesign study = StudyDesign.of(9000002, "\u05de\u05d7\u05e7\u05e8")
                .inEdc("hebrew")
                .site("001", "\u05d1\u05d9\u05ea")
                .crf(DEMOGRAPHICS, Item.number("AGE"))
                .crf(DEMOGRAPHICS + " 1", Item.number("WEIGHT"))
                .crf(signs, Item.number("PULSE"))
                .crf("\u7535\u8bdd\u56de\u8bbf", Item.text("CALL"))
                .crf(longest, Item.text("LONGEST"))
                .crf(longest.substring(1) + "\u05d1", Item.text("LONG"))
                .event("\u05d1\u05d9\u05e7\u05d5\u05e8", DEMOGRAPHICS, signs)
                .event("\u0412\u0438\u0437\u0438\u0442 1", longest)
                .event("\u0412\u0438\u0437\u0438\u0442 2", longest)
                .subject("001", "001-001");
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.none().and(study)).start()) {
            Caller caller = new Caller(sandbox).on("hebrew");
            caller.post(
                    "/flask/crf/create-CRF-and-insert-data",
                    "{'study_id':9000002,'subject_label':'001-001','event_name':'\u05d1\u05d9\u05e7\u05d5\u05e8','crf_name':'"
                            + DEMOGRAPHICS + "','crf_data':{'AGE':41}}");
            assertThat(Caller.column(caller.extract("{'tableName':'crf_" + DEMOGRAPHICS + "'}"), "AGE"))
                    .containsExactly("41");
            List<String> oids = Caller.column(caller.extract("{'tableName':'crf'}"), "oc_oid");
            assertThat(oids).hasSize(6).doesNotHaveDuplicates().allMatch(each -> each.matches("F_\\w+"));
            assertThat(Caller.column(caller.extract("{'tableName':'study_event_definition'}"), "oc_oid"))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
            assertThat(caller.zip("/edc/study/extract-study-data-at-crf-level-to-csvs", "{}")
                            .keySet())
                    .contains(DEMOGRAPHICS + ".csv");
            assertThat(caller.zip("/data-server/data/extract/extract-study-event-data-to-CSV", "{'study_id':9000002}")
                            .keySet())
                    .anyMatch(each -> each.contains(DEMOGRAPHICS));
        }
    }

    @Test
    void withoutASeedThereAreUsersAndEmptyTables() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.none()).start()) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.extract("{'tableName':'cc_event_data'}")).isEmpty();
            assertThat(caller.extract("{'tableName':'study'}")).isEmpty();
            assertThat(caller.extract("{'tableName':'status'}")).hasSize(11);
            assertThat(caller.refused("/edc/study/extract-data", "{'tableName':'cross_event_crf_data'}"))
                    .contains("does not exist");
            assertThat(caller.rows("/flask/customer/extract-data-to-json", "{'tableName':'studies'}"))
                    .isEmpty();
        }
    }

    @Test
    void aLargeSeedHasMoreSubjectsInTheEdcAndInForms() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.large(30)).start();
                Sandbox plain = Sandbox.start()) {
            Caller caller = new Caller(sandbox);
            List<JsonObject> subjects = caller.extract("{'tableName':'study_subject','sort':'study_subject_id'}");
            assertThat(Caller.column(subjects, "label"))
                    .hasSize(42)
                    .doesNotHaveDuplicates()
                    .contains("001-001", "001-100001", "002-100030");
            int before =
                    new Caller(plain).extract("{'tableName':'cc_event_data'}").size();
            List<JsonObject> data = caller.extract("{'tableName':'cc_event_data'}");
            // Thirty are the twelve twice and the first six, who have more than half of the data.
            assertThat(data.size()).isGreaterThan(before * 7 / 2).isLessThan(before * 4);
            assertThat(caller.extract("{'tableName':'audit_log_event'}").size()).isGreaterThan(data.size());
            List<JsonObject> forms =
                    caller.rows(PARTIAL, "{'study_id':1000001,'columns':{'_id':0},'filters':{'crf':'Daily Diary'}}");
            assertThat(forms).hasSize(1 + 30 * 3);
        }
    }

    @Test
    void aResetBringsTheSameSeedBack() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().seed(Seed.standard().and(PUMP)).start()) {
            Caller caller = new Caller(sandbox).on("pump");
            caller.post(
                    INSERT,
                    "{'study_id':9000001,'subject_label':'002-001','event_name':'Visit','crf_name':'Notes','crf_data':{'NOTE':'x'}}");
            sandbox.reset();
            Caller again = new Caller(sandbox).on("pump");
            assertThat(again.extract("{'tableName':'item_data'}")).isEmpty();
            assertThat(again.extract("{'tableName':'item'}")).hasSize(5);
            assertThat(again.on("demo").extract("{'tableName':'study_subject'}"))
                    .hasSize(12);
        }
    }

    @Test
    void designsThatCannotBeAreRefused() {
        StudyDesign study = StudyDesign.of(9, "A study").site("001", "Hill");
        refused(() -> StudyDesign.of(0, "A study"), "more than zero");
        refused(() -> study.inEdc("Pump;drop"), "EDC database");
        refused(() -> Seed.standard().and(study.inEdc("demo")), "EDC database");
        refused(() -> Seed.none().and(study).and(study), "one id");
        refused(() -> study.site("001", "Lake"), "two of one name: 001");
        refused(() -> study.event("Visit", "Nope"), "no CRF Nope");
        refused(() -> study.subject("002", "002-001"), "no site 002");
        refused(() -> study.subject("001", "x".repeat(31)), "30 characters");
        refused(() -> study.crf("A", Item.text("X")).crf("a!", Item.text("Y")), "two of one name");
        refused(() -> study.crf("x".repeat(37), Item.text("X")), "36 characters");
        refused(() -> study.crf("A", Item.text("X"), Item.number("X")), "two of one name: X");
        refused(() -> study.crf("A"), "CRF A has no item");
        refused(() -> study.crf("Version", Item.text("X")), "crf_version");
        refused(() -> study.crf("A B", Item.text("X")).crf("A_B", Item.text("Y")), "two of one name");
        refused(() -> study.crf("A", Item.text("X")).event("Visit", "A", "A"), "CRF in event Visit");
        refused(() -> StudyDesign.of(9, "x".repeat(256)), "255 characters");
        refused(() -> Item.text("site"), "column site");
        refused(() -> Item.choice("X", "x".repeat(4001)), "4000 characters");
        refused(() -> Seed.none().and(study.inEdc("flaskdata")), "EDC database");
        refused(() -> Seed.standard().and(StudyDesign.of(6670398, "A study")), "one id");
        refused(() -> Item.text("1X"), "variable");
        refused(() -> Item.choice("X"), "options");
        refused(() -> Seed.large(0), "at least one");
        refused(() -> new Seed(false, 5, List.of()), "need the demo study");
        refused(() -> Seed.named("large:"), "no seed large:");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }
}
