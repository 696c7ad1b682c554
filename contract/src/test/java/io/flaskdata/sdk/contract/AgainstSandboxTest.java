package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.contract.AssumptionResult.Result;
import io.flaskdata.sdk.contract.Documents.Kind;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.contract.OperationResult.Verdict;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs against the sandbox, which behaves as the documents say: one that reads, and one that writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgainstSandboxTest {
    private static final WriteTo TO = new WriteTo(
            1000001, "001-001", "Diary", "Daily Diary", "SLEEP_HOURS", "7", "flaskdata-contract@example.invalid", true);

    private static final Path UNCHECKED = Path.of("unchecked-facts.txt");

    private final Wire wire = new Wire(1 << 20);
    private Sandbox sandbox;
    private ContractReport read;
    private ContractReport written;
    private Map<String, Long> before;
    private Map<String, Long> between;
    private Map<String, Long> after;
    private List<ReceivedRequest> reads;

    @BeforeAll
    void run() throws IOException, SQLException {
        sandbox = Sandbox.start();
        try (FlaskDataClient flask = client(sandbox, wire)) {
            flask.devices(1000001)
                    .insertLog(DeviceLog.of("monitor").subject("001-001").at(Instant.EPOCH));
            flask.logout();
            editedLateInTheEvening();
            before = counts();
            int mark = sandbox.requests().size();
            read = full(FlaskDataContract.verify(flask)).run();
            List<ReceivedRequest> all = sandbox.requests();
            reads = List.copyOf(all.subList(mark, all.size()));
            read.writeTo(Path.of("target", "contract-report"));
            between = counts();
            written = full(FlaskDataContract.verify(flask))
                    .without("http.idle")
                    .writingTo(TO)
                    .run();
            after = counts();
        }
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private static FlaskDataClient client(Sandbox sandbox, Wire wire) {
        return builder(sandbox)
                .httpClient(
                        new OkHttpClient.Builder().addNetworkInterceptor(wire).build())
                .build();
    }

    static FlaskDataClient client(Sandbox sandbox) {
        return builder(sandbox).build();
    }

    private static FlaskDataClientBuilder builder(Sandbox sandbox) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD);
    }

    static FlaskDataContract full(FlaskDataContract contract) {
        return contract.edc("demo")
                .study(1000001)
                .stratum("SEX", "F")
                .stratum("SITE", "001")
                .user(() -> new Credentials(Sandbox.SUBJECT_USER, Sandbox.PASSWORD));
    }

    /** Between the midnights of the server's zone and of UTC. */
    private void editedLateInTheEvening() throws SQLException {
        try (Connection edc = sandbox.connect("demo");
                Statement statement = edc.createStatement()) {
            statement.executeUpdate("UPDATE item_data SET date_updated = '2026-03-11 23:00:00+00' WHERE item_data_id ="
                    + " (SELECT max(item_data_id) FROM item_data WHERE date_updated IS NOT NULL)");
        }
    }

    /** A sum over the rows of each table of the EDC's, of Forms' and of all other databases, which are those of this sandbox. */
    private Map<String, Long> counts() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection demo = sandbox.connect("demo")) {
            String url = demo.getMetaData().getURL();
            for (String database : texts(demo, "SELECT datname FROM pg_database WHERE datname LIKE 'sandbox%'")) {
                try (Connection each = DriverManager.getConnection(
                        url.replace("/" + demo.getCatalog(), "/" + database),
                        demo.getMetaData().getUserName(),
                        "")) {
                    sums(each, database, counts);
                }
            }
        }
        return counts;
    }

    private static void sums(Connection database, String name, Map<String, Long> into) throws SQLException {
        for (String table : texts(
                database,
                "SELECT table_schema || '.' || table_name FROM information_schema.tables"
                        + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')")) {
            into.put(
                    name + "." + table.substring(table.indexOf('.') + 1),
                    Long.valueOf(texts(
                                    database,
                                    "SELECT count(*) + coalesce(sum(hashtext(t::text)::bigint), 0) FROM " + table
                                            + " t")
                            .get(0)));
        }
    }

    private static List<String> texts(Connection database, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void aRunThatReadsAgrees() {
        ContractAssert.assertThat(read).isComplete().agrees();
        assertThat(read.exitCode()).isZero();
        assertThat(read.text()).startsWith("AGREES: 27 of 39 operations called; nothing differs");
    }

    @Test
    void everyProbeHasAnAnswerButTheNamedOnes() {
        assertThat(read.assumptions().stream()
                        .filter(each -> each.result() != Result.CONFIRMED)
                        .map(AssumptionResult::id))
                .containsExactly("customer.window-never-edited");
    }

    @Test
    void itSendsReadsAndItsOwnSessionOnlyAndChangesNothing() {
        assertThat(reads).hasSizeGreaterThan(100);
        for (ReceivedRequest each : reads) {
            boolean get = each.method().equals("GET") || each.method().equals("OPTIONS");
            boolean session = each.path().startsWith("/auth/");
            // A body that is no JSON was refused before anything looked at it.
            boolean unread = each.body().equals("{}") && (each.status() == 400 || each.status() == 415);
            assertThat(get || session || unread || isRead(each))
                    .as(each.toString())
                    .isTrue();
        }
        // A sign-in is recorded, as FlaskData's customers see in their table of logins.
        assertThat(changed(before, between)).containsExactly("flaskdata.audit_user_login");
    }

    /** The tables whose rows differ, with the name of their database. */
    private static Set<String> changed(Map<String, Long> earlier, Map<String, Long> later) {
        assertThat(later.keySet()).isEqualTo(earlier.keySet());
        Set<String> tables = new TreeSet<>();
        later.forEach((table, sum) -> {
            if (!sum.equals(earlier.get(table))) {
                tables.add(table.replaceFirst("^sandbox[0-9]+_", ""));
            }
        });
        return tables;
    }

    private static boolean isRead(ReceivedRequest request) {
        return Documents.bundled()
                .find(request.method(), request.path(), false)
                .filter(each ->
                        each.kind() == Kind.READ || each.isRead(request.body().getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /** Each operation of the documents is called and judged three ways, or this fails. */
    @Test
    void everyOperationHasItsThreeWayTest() {
        ContractAssert.assertThat(written).isComplete();
        for (Operation operation : Documents.bundled().operations()) {
            OperationResult result = written.operation(operation.id());
            assertThat(List.of(
                            result.sent().result(),
                            result.received().result(),
                            result.given().result()))
                    .as(operation.id())
                    .containsAnyOf(Verdict.VALID)
                    .doesNotContain(Verdict.NOT_RUN, Verdict.FAILED, Verdict.INVALID);
        }
    }

    @Test
    void aRunThatWritesChangesOnlyWhatItSaid() {
        assertThat(changed(between, after))
                .containsExactly(
                        "demo.audit_log_event",
                        "demo.study_subject",
                        "demo.subject",
                        "flaskdata.app_user",
                        "flaskdata.audit_user_login",
                        "flaskdata.crf_data",
                        "flaskdata.crf_value",
                        "flaskdata.device_log",
                        "flaskdata.forms_link",
                        "flaskdata.forms_site",
                        "flaskdata.forms_study",
                        "flaskdata.forms_study_language",
                        "flaskdata.forms_study_user",
                        "flaskdata.outbox");
        assertThat(written.created())
                .hasSize(9)
                .anyMatch(each -> each.startsWith("edc.createSubject: a subject labelled flaskdata-contract"));
        assertThat(read.created()).isEmpty();
    }

    @Test
    void theReportNamesWhatItRests() {
        assertThat(read.json()).contains("\"evidence\" : 1", "\"withoutProbe\"");
        assertThat(read.html()).contains("FlaskData against its contract").doesNotContain("<script", "http://www");
        assertThat(read.junitXml()).contains("failures=\"0\" errors=\"0\"");
    }

    /** Held both ways: a fact that is checked no longer stands there, and a new one must be checked or be added. */
    @Test
    void eachFactIsNoticedWhenItChangesOrStandsInTheListOfThoseThatAreNot() throws IOException {
        Map<String, Boolean> facts = new Facts(wire.since(0), HttpUrl.get(sandbox.idpUrl())).checked();
        List<String> unchecked = facts.entrySet().stream()
                .filter(fact -> !fact.getValue())
                .map(Map.Entry::getKey)
                .toList();
        Files.write(
                Path.of("target", "unchecked-facts.txt"),
                unchecked.stream().sorted().toList());
        Files.writeString(
                Path.of("target", "facts.txt"), facts.size() + " facts, " + unchecked.size() + " not noticed");
        assertThat(facts).hasSizeGreaterThan(1000);
        assertThat(unchecked).containsExactlyInAnyOrderElementsOf(Files.readAllLines(UNCHECKED));
    }
}
