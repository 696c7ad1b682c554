package io.flaskdata.sdk.sandbox.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.SandboxBuilder;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that existed before the sandbox. */
class GivenDatabaseTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private String name = "";
    private String url = "";

    /** Its owner may do nothing beyond it. */
    @BeforeEach
    void anEmptyDatabase() throws SQLException {
        name = "given" + NUMBER.incrementAndGet();
        try (Connection db = Cluster.OF_THIS_JVM.connect("postgres")) {
            execute(db, "CREATE ROLE owner_of_" + name + " LOGIN");
            execute(db, "CREATE DATABASE " + name + " OWNER owner_of_" + name);
        }
        try (Connection db = Cluster.OF_THIS_JVM.connect(name)) {
            url = db.getMetaData().getURL() + "?user=owner_of_" + name;
        }
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    private void inside(String sql) throws SQLException {
        try (Connection db = Cluster.OF_THIS_JVM.connect(name)) {
            execute(db, sql);
        }
    }

    private SandboxBuilder builder() {
        return Sandbox.builder().jdbcUrl(url);
    }

    private void refused(String why) {
        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Database " + name + why);
    }

    @Test
    void theSandboxBehavesTheSameAndItsDataStay() throws Exception {
        try (Sandbox sandbox = builder().start()) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.extract("{'tableName':'study_subject'}")).hasSize(12);
            assertThat(caller.extract("{'tableName':'subject_events()','inputVariables':{'subject_label':'001-001'}}"))
                    .isNotEmpty();
            assertThat(caller.refused("/edc/study/extract-data", "{'tableName':'log()','inputVariables':{}}"))
                    .contains("does not exist");
            caller.post(
                    "/flask/crf/create-CRF-and-insert-data",
                    "{'study_id':1000001,'subject_label':'002-002','event_name':'Baseline','crf_name':'Vital Signs','crf_data':{'SYSBP':131}}");
            assertThat(Caller.column(
                            caller.extract(
                                    "{'tableName':'cc_event_data','filters':{'value':'131','subject':'002-002'}}"),
                            "item"))
                    .containsExactly("SYSBP");
            assertThat(caller.extract("{'tableName':'audit_log_event','filters':{'new_value':'131'}}"))
                    .isNotEmpty();
            assertThat(caller.on("omdena").extract("{'tableName':'study_subject'}"))
                    .hasSize(12);
            assertThat(caller.rows("/flask/customer/extract-data-to-json", "{'tableName':'studies'}"))
                    .isNotEmpty();
        }
        try (Sandbox again = builder().start()) {
            assertThat(new Caller(again)
                            .extract("{'tableName':'cc_event_data','filters':{'value':'131','subject':'002-002'}}"))
                    .hasSize(1);
            again.reset();
            assertThat(new Caller(again)
                            .extract("{'tableName':'cc_event_data','filters':{'value':'131','subject':'002-002'}}"))
                    .isEmpty();
        }
    }

    @Test
    void aResetDoesNotWaitForAnExtractThatIsStreaming() throws Exception {
        try (Sandbox sandbox = builder().start();
                Connection streaming = sandbox.connect("demo")) {
            streaming.setAutoCommit(false);
            assertThat(Sql.rows(streaming, "SELECT 1 FROM cc_event_data LIMIT 1"))
                    .hasSize(1);
            sandbox.reset();
            assertThat(new Caller(sandbox).extract("{'tableName':'study_subject'}"))
                    .hasSize(12);
        }
    }

    @Test
    void aDatabaseWithATableIsLeftAsItIs() throws Exception {
        inside("CREATE TABLE patients (name text); INSERT INTO patients VALUES ('Ada')");
        refused(" is neither empty nor a sandbox's; it is left as it is.");
        inside("INSERT INTO patients VALUES ('still there')");
    }

    @Test
    void soIsOneWithASchemaOrAFunction() throws Exception {
        inside("CREATE SCHEMA mine");
        refused(" is neither empty nor a sandbox's; it is left as it is.");
        inside("DROP SCHEMA mine; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        refused(" is neither empty nor a sandbox's; it is left as it is.");
    }

    @Test
    void soIsOneOfAnotherSeedOrVersion() throws Exception {
        builder().seed(Seed.none()).start().close();
        refused(
                " was made by a sandbox of another version, with another seed or in another zone; it is left as it is.");
        inside("DROP TABLE flaskdata_sandbox.seed");
        refused(" is neither empty nor a sandbox's; it is left as it is.");
    }

    @Test
    void oneWithNothingButTheMarkOfAStartThatFailedIsEmpty() throws Exception {
        builder().seed(Seed.none()).start().close();
        inside("DROP SCHEMA flaskdata, customer CASCADE");
        refused(
                " was made by a sandbox of another version, with another seed or in another zone; it is left as it is.");
        inside("DROP SCHEMA edc_demo, audit_demo, edc_omdena, audit_omdena CASCADE");
        try (Sandbox sandbox = builder().start()) {
            assertThat(new Caller(sandbox).extract("{'tableName':'study_subject'}"))
                    .hasSize(12);
        }
        builder().start().close();
        assertThatThrownBy(() -> builder().seed(Seed.none()).start())
                .hasMessage(
                        "Database " + name
                                + " was made by a sandbox of another version, with another seed or in another zone; it is left as it is.");
    }

    @Test
    void oneSandboxAtATimeUsesIt() throws Exception {
        try (Sandbox sandbox = builder().start()) {
            refused(" is in use by another sandbox.");
            assertThat(new Caller(sandbox).extract("{'tableName':'study'}")).isNotEmpty();
        }
        builder().start().close();
    }

    @Test
    void oneOfAnotherEncodingIsRefused() throws Exception {
        name = name + "_latin";
        try (Connection db = Cluster.OF_THIS_JVM.connect("postgres")) {
            execute(db, "CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        }
        url = url.replaceFirst("/given\\d+", "/" + name);
        refused(" does not have the encoding UTF8.");
    }

    @Test
    void anAddressIsNeverRepeatedInAMessage() {
        assertThatThrownBy(() ->
                        Sandbox.builder().jdbcUrl("postgres://me:secret@h/d").start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Sandbox.builder()
                        .jdbcUrl("jdbc:postgresql://127.0.0.1:1/d?user=me&password=secret")
                        .start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't be used")
                .hasMessageNotContaining("secret");
    }
}
