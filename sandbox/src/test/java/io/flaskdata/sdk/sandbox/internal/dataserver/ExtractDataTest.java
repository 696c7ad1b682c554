package io.flaskdata.sdk.sandbox.internal.dataserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.sandbox.Caller;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.internal.http.Rows;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractDataTest {
    private static final String PATH = "/edc/study/extract-data";
    private static Sandbox sandbox;
    private Caller caller;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void call() {
        caller = new Caller(sandbox);
    }

    @Test
    void filtersAreEqualitiesThatMustAllHold() throws Exception {
        var rows = caller.extract(
                "{'tableName':'cc_event_data','filters':{'subject':'001-005','item':'PULSE','value':'NA'}}");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("event").getAsString()).isEqualTo("Screening");
        assertThat(caller.extract(
                        "{'tableName':'cc_event_data','filters':{'subject':'001-004','item':'PULSE','value':'NA'}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event_crf_id':1}|1",
                "{'event_crf_id':'1'}|1",
                "{'event_crf_id':1.0}|1",
                "{'event_crf_id':-1.0}|0",
                "{'sdv_status':true,'event_crf_id':2}|1",
                "{'event_crf_id':1,'date_interviewed':'2026-02-02'}|1",
                "{'event_crf_id':1,'date_created':'2026-02-02T12:00:00+02:00'}|1",
                "{'event_crf_id':1,'validator_id':null}|1",
                "{'event_crf_id':1,'validator_id':''}|1",
                "{'event_crf_id':1,'date_created':''}|1",
            })
    void aFilterComparesAsTheColumnsType(String filters, int rows) throws Exception {
        assertThat(caller.extract("{'tableName':'event_crf','filters':" + filters + "}"))
                .hasSize(rows);
    }

    @Test
    void aFilterOfAnotherTypeIsPostgresOwnError() throws Exception {
        assertThat(caller.refused(PATH, "{'tableName':'event_crf','filters':{'event_crf_id':'x'}}"))
                .contains("invalid input syntax for type integer");
        assertThat(caller.refused(PATH, "{'tableName':'event_crf','filters':{'event_crf_id':[1]}}"))
                .isEqualTo("[extract-data] The value for column \"event_crf_id\" has a wrong type.");
    }

    @Test
    void rowsComeInTheOrderOfTheSortColumn() throws Exception {
        var rows = caller.extract("{'tableName':'item','sort':'name'}");
        assertThat(Caller.column(rows, "name")).hasSize(34).isSorted();
    }

    @Test
    void aWindowHasItsStartAndNotItsEndAndNoRowThatWasNeverEdited() throws Exception {
        assertThat(window("2026-03-10T11:30:00.125Z", "2026-03-10T11:30:00.126Z"))
                .hasSize(1);
        assertThat(window("2026-03-10T11:30:00.124Z", "2026-03-10T11:30:00.125Z"))
                .isEmpty();
        assertThat(window("2000-01-01", "2100-01-01")).hasSize(1);
        assertThat(caller.refused(PATH, "{'tableName':'item_data','fromDate':'soon'}"))
                .isEqualTo("[parameters] fromDate is not a date.");
        assertThat(caller.refused(PATH, "{'tableName':'status','fromDate':'2026-01-01'}"))
                .isEqualTo("[extract-data] column \"date_updated\" does not exist");
    }

    private List<?> window(String from, String to) throws Exception {
        return caller.extract("{'tableName':'item_data','fromDate':'" + from + "','toDate':'" + to + "'}");
    }

    @Test
    void aFunctionTakesItsArgumentsByName() throws Exception {
        var rows = caller.extract("{'tableName':'subject_events()','inputVariables':{'subject_label':'001-002'}}");
        assertThat(Caller.column(rows, "event"))
                .containsExactly(
                        "Screening",
                        "Baseline",
                        "Week 4",
                        "Unscheduled Visit",
                        "Unscheduled Visit",
                        "Adverse Events Log",
                        "Concomitant Medications Log",
                        "End of Study");
        assertThat(caller.refused(PATH, "{'tableName':'subject_events()','inputVariables':{'x':1}}"))
                .contains("function subject_events has no argument x");
        assertThat(caller.refused(PATH, "{'tableName':'subject_events()'}")).contains("does not exist");
        assertThat(caller.refused(PATH, "{'tableName':'pg_sleep()','inputVariables':{}}"))
                .isEqualTo("[extract-data] function pg_sleep does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "study",
                "section",
                "item_form_metadata",
                "item_group_metadata",
                "response_set",
                "study_parameter_value",
                "study_user_role",
                "dn_item_data_map",
                "dn_event_crf_map",
                "dn_study_event_map",
                "dn_study_subject_map",
                "dn_subject_map",
                "item_data_type",
                "discrepancy_note",
                "audit_log_event",
                "dataset",
                "archived_dataset_file",
                "cc_event_data",
                "cross_event_crf_data",
                "adae_adverse_events_reduced",
                "crf_vital_signs"
            })
    void everyTableAndViewOfTheModelCanBeExtracted(String table) throws Exception {
        assertThat(caller.bytes(PATH, "{'tableName':'" + table + "'}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theDatabaseIsNamedByTheHeaderTheQueryOrTheBody() throws Exception {
        String study = "{'tableName':'study','filters':{'study_id':1}}";
        assertThat(caller.on("omdena").extract(study).get(0).get("name").getAsString())
                .isEqualTo("Omdena Study");
        caller.on("");
        assertThat(caller.rows(PATH + "?edc=omdena", study).get(0).get("name").getAsString())
                .isEqualTo("Omdena Study");
        assertThat(caller.extract(study.replaceFirst("\\{", "{'edc':'omdena',"))
                        .get(0)
                        .get("name")
                        .getAsString())
                .isEqualTo("Omdena Study");
        assertThat(caller.refused(PATH, study)).isEqualTo("[edc] parameter(s) is required.");
        assertThat(caller.on("nope").refused(PATH, study)).isEqualTo("[edc] Database nope not found.");
    }

    @Test
    void eachRoleSeesItsOwn() throws Exception {
        String all = "{'tableName':'cc_event_data'}";
        assertThat(Caller.column(caller.extract(all), "site")).contains("001", "002", "003");
        assertThat(Caller.column(caller.as(Sandbox.STUDY_USER).extract(all), "site"))
                .contains("001", "002", "003");
        assertThat(caller.on("omdena").refused(PATH, all)).isEqualTo("[edc] Permission denied.");
        caller.on("demo").as(Sandbox.SITE_USER);
        assertThat(Caller.column(caller.extract(all), "site")).isNotEmpty().containsOnly("001");
        assertThat(caller.extract("{'tableName':'cc_event_data','filters':{'site':'002'}}"))
                .isEmpty();
        assertThat(caller.extract("{'tableName':'item'}")).hasSize(34);
        assertThat(caller.refused(PATH, "{'tableName':'subject_events()'}"))
                .isEqualTo("[extract-data] Permission denied.");
        assertThat(caller.as(Sandbox.SUBJECT_USER).refused(PATH, all)).isEqualTo("[edc] Permission denied.");
    }

    @Test
    void anAnswerSaysHowSureItIs() throws Exception {
        assertThat(caller.bytes(PATH, "{'tableName':'study'}").headers().firstValue("x-sandbox-grade"))
                .contains("documented");
    }

    @Test
    void anAnswerThatFailsHalfWayIsNoWholeOne() throws Exception {
        try (Connection db = sandbox.connect("demo");
                var statement = db.createStatement()) {
            statement.execute(
                    "CREATE VIEW breaks AS SELECT n, 1 / (20000 - n) AS broken FROM generate_series(1, 30000) n");
        }
        assertThatThrownBy(() -> caller.post(PATH, "{'tableName':'breaks'}")).isInstanceOf(IOException.class);
        assertThat(sandbox.requests().get(sandbox.requests().size() - 1).status())
                .isEqualTo(200);
    }

    @Test
    void neitherAnArrayNorAZipIsEndedWhenARowFails() throws Exception {
        String sql = "SELECT n, 1 / (3 - n) FROM generate_series(1, 5) n";
        for (boolean zip : new boolean[] {true, false}) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            AtomicBoolean closed = new AtomicBoolean();
            OutputStream out = new FilterOutputStream(written) {
                @Override
                public void close() {
                    closed.set(true);
                }
            };
            try (Connection db = sandbox.connect("demo")) {
                db.setAutoCommit(false);
                try (PreparedStatement statement = db.prepareStatement(sql)) {
                    statement.setFetchSize(1);
                    ResultSet rows = statement.executeQuery();
                    assertThatThrownBy(() -> {
                                if (zip) {
                                    Rows.zip(Map.of("rows", rows), ZoneOffset.UTC, out);
                                } else {
                                    Rows.json(List.of(rows), ZoneOffset.UTC, out);
                                }
                            })
                            .isInstanceOf(SQLException.class);
                }
            }
            assertThat(closed).isFalse();
        }
    }

    @Test
    void whatAFunctionWritesStays() throws Exception {
        try (Connection db = sandbox.connect("demo");
                var statement = db.createStatement()) {
            statement.execute("CREATE TABLE notes (note text)");
            statement.execute("CREATE FUNCTION note(texts text[]) RETURNS int LANGUAGE sql AS"
                    + " 'INSERT INTO notes SELECT unnest(texts); SELECT count(*)::int FROM notes'");
        }
        assertThat(caller.extract("{'tableName':'note()','inputVariables':{'texts':['a','b, c',null]}}")
                        .toString())
                .isEqualTo("[{\"note\":3}]");
        assertThat(caller.extract("{'tableName':'notes'}").toString())
                .isEqualTo("[{\"note\":\"a\"}, {\"note\":\"b, c\"}, {\"note\":null}]");
    }
}
