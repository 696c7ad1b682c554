package io.flaskdata.sdk.sandbox.internal.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomizationTest {
    private static final String PATH = "/features/flask/subjectfeatures/randomize-kits-with-stratification";
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.builder()
                .clock(() -> Instant.parse("2026-11-24T12:00:00.250Z"))
                .start();
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String request(String operation, String label, String more) {
        return "{'db_name':'demo','operation':'" + operation + "','edc_subject_label':'" + label
                + "','strata1':'SEX','strata1_value':'F','strata2':'SITE','strata2_value':'002'" + more + "}";
    }

    /** Without the strata. */
    private static String bare(String operation, String label, String more) {
        return "{'db_name':'demo','operation':'" + operation + "','edc_subject_label':'" + label + "'" + more + "}";
    }

    /** Sent by nobody, as the page does. */
    private String nobody(String request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sandbox.apiUrl().resolve(PATH))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request.replace('\'', '"')))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String kit(String operation, String label, String more) throws Exception {
        return caller.post(PATH, request(operation, label, more));
    }

    private String refused(String operation, String label, String more) throws Exception {
        return caller.refused(PATH, request(operation, label, more));
    }

    @Test
    void aKitIsOfItsStratumAndCanBeReadAgain() throws Exception {
        assertThat(caller.refused(PATH, bare("read", "002-001", "")))
                .isEqualTo("[randomize-kits] The subject is not randomized.");
        String kit = kit("randomize", "002-001", "");
        assertThat(kit)
                .isEqualTo("{\"kit_id\":41,\"kitno\":\"K1041\",\"randomization_date\":\"2026-11-24T12:00:00.250Z\"}");
        assertThat(kit("read", "002-001", "")).isEqualTo(kit);
        assertThat(caller.post(PATH, bare("read", "002-001", ""))).isEqualTo(kit);
        assertThat(refused("randomize", "002-001", ""))
                .isEqualTo("[randomize-kits] The subject is randomized already.");
        assertThat(kit("randomize", "002-002", ",'kit_id':45")).contains("\"kit_id\":45,");
    }

    @Test
    void theEdcsSubjectAndItsAuditLogSaySo() throws Exception {
        kit("randomize", "002-001", "");
        JsonObject subject = caller.extract("{'tableName':'study_subject','filters':{'label':'002-001'}}")
                .get(0);
        assertThat(subject.get("randomization_result").getAsString()).isEqualTo("K1041");
        assertThat(subject.get("randomization_date").getAsString()).isEqualTo("2026-11-24T12:00:00.250Z");
        assertThat(caller.extract(
                        "{'tableName':'audit_log_event','filters':{'new_value':'K1041','audit_log_event_type_id':4}}"))
                .hasSize(1);
    }

    /** What the EDC's public page sends, in its order: no Authorization, no strata when it randomizes. */
    @Test
    void thePageReadsTheNextKitThenRandomizesWithItThenChanges() throws Exception {
        String next = nobody(request("read", "002-001", ""));
        assertThat(next)
                .isEqualTo("{\"kit_id\":41,\"kitno\":\"K1041\",\"randomization_date\":\"2026-11-24T12:00:00.250Z\"}");
        assertThat(caller.extract("{'tableName':'kit','filters':{'state':'given'}}"))
                .isEmpty();
        assertThat(nobody(bare("randomize", "002-001", ",'kit_id':41"))).isEqualTo(next);
        assertThat(nobody(request("read", "002-001", "").replace("'F'", "'M'"))).isEqualTo(next);
        assertThat(nobody(request("change", "002-001", ",'kit_id':41").replace("'F'", "'M'")))
                .contains("\"kit_id\":11,");
        assertThat(nobody(request("read", "002-001", ""))).contains("\"kit_id\":11,");
        assertThat(nobody(request("read", "002-002", ""))).contains("\"kit_id\":42,");
    }

    @Test
    void aKitIsChangedOnlyByWhoKnowsWhichOneItIsAndIsNotGivenAgain() throws Exception {
        kit("randomize", "002-001", "");
        assertThat(refused("change", "002-001", ",'kit_id':1"))
                .isEqualTo("[randomize-kits] Kit 1 is not the subject's.");
        assertThat(refused("change", "002-001", "")).isEqualTo("[kit_id] parameter(s) is required.");
        assertThat(refused("change", "002-002", ",'kit_id':42")).contains("The subject is not randomized.");
        assertThat(caller.refused(PATH, bare("change", "002-001", ",'kit_id':41")))
                .isEqualTo("[strata1] parameter(s) is required.");
        assertThat(kit("read", "002-001", "")).contains("\"kit_id\":41,");
        assertThat(kit("change", "002-001", ",'kit_id':41")).contains("\"kit_id\":42,");
        assertThat(refused("randomize", "002-002", ",'kit_id':41")).contains("Kit 41 is unknown, given already");
        assertThat(refused("change", "002-001", ",'kit_id':41")).contains("Kit 41 is not the subject's");
        assertThat(caller.refused(PATH, bare("randomize", "002-002", ",'kit_id':42")))
                .contains("Kit 42 is unknown, given already");
        assertThat(refused("randomize", "002-002", ",'kit_id':1")).contains("of another stratum");
        assertThat(kit("randomize", "002-002", "")).contains("\"kit_id\":43,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"002-003", "002-004"})
    void aLockedOrRemovedSubjectGetsNoKit(String label) throws Exception {
        for (String operation : List.of("randomize", "change")) {
            assertThat(caller.refused(PATH, request(operation, label, "").replace("'demo'", "'omdena'")))
                    .isEqualTo("[randomize-kits] The subject is locked or removed.");
        }
    }

    @Test
    void aStratumHasAnEnd() throws Exception {
        for (int i = 0; i < 10; i++) {
            caller.post("/edc/subjects/create-subject", "{'label':'N-" + i + "'}");
            assertThat(kit("randomize", "N-" + i, "")).contains("kitno");
        }
        assertThat(refused("randomize", "002-001", "")).isEqualTo("[randomize-kits] No kit is left in this stratum.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strata1",
                "strata1_value",
                "strata2",
                "strata2_value",
                "db_name",
                "operation",
                "edc_subject_label"
            })
    void aMemberThatIsMissingIsNamed(String member) throws Exception {
        JsonObject request =
                JsonParser.parseString(request("randomize", "002-001", "")).getAsJsonObject();
        request.remove(member);
        assertThat(caller.refused(PATH, request.toString())).isEqualTo("[" + member + "] parameter(s) is required.");
    }

    @Test
    void anUnknownStratumHasNoKit() throws Exception {
        assertThat(caller.refused(PATH, request("randomize", "002-001", "").replace("'SEX'", "'AGE'")))
                .isEqualTo("[randomize-kits] No kit is left in this stratum.");
    }

    @Test
    void whenAllWantTheSameKitOneGetsIt() throws Exception {
        List<String> labels =
                List.of("001-001", "001-002", "002-001", "002-002", "002-003", "003-001", "003-002", "003-003");
        List<String> answers = together(labels.stream()
                .<Callable<String>>map(label -> () -> kit("randomize", label, ",'kit_id':44"))
                .toList());
        assertThat(answers).filteredOn(answer -> answer.contains("kitno")).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.contains("given already"))
                .hasSize(7);
    }

    @Test
    void whenOneAskManyTimesAtOnceOneKitIsGiven() throws Exception {
        List<String> answers = together(IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> kit("randomize", "002-001", ""))
                .toList());
        assertThat(answers).filteredOn(answer -> answer.contains("kitno")).hasSize(1);
        assertThat(caller.extract("{'tableName':'kit','filters':{'state':'given'}}"))
                .hasSize(1);
    }

    private static List<String> together(List<Callable<String>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
