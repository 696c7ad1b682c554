package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.formats.ColumnTypes;
import io.flaskdata.sdk.formats.EdcColumns;
import io.flaskdata.sdk.formats.TypedFormat;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files of flaskdata-formats, of the sandbox's rows, read by DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsAgainstSandboxTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private FlaskDataClient client;

    @BeforeAll
    void start() throws IOException {
        sandbox = Sandbox.start();
        client = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .zone(ZoneId.of("Asia/Jerusalem"))
                .build();
    }

    @AfterAll
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void subjectsWithTheirTypes() throws SQLException {
        ColumnTypes types = EdcColumns.ofTable("study_subject");
        Manifest manifest = client.edc("demo")
                .extract("study_subject")
                .toFile(folder.resolve("subjects.parquet"))
                .write(TypedFormat.parquet().types(types));
        assertThat(manifest.content().format()).isEqualTo(Manifest.Format.PARQUET);
        manifest.verify(folder.resolve("subjects.parquet"));
        List<String> days = client.edc("demo").extract("study_subject").toList().stream()
                .map(row -> row.string("label") + " " + row.date("enrollment_date"))
                .toList();
        assertThat(query("select label || ' ' || enrollment_date::varchar from '" + folder.resolve("subjects.parquet")
                        + "'"))
                .isEqualTo(days)
                .hasSize(Math.toIntExact(manifest.content().rows()));
    }

    @Test
    void itemsWithTheTypesAndCodeListsOfTheirMetadata() throws SQLException {
        ColumnTypes types = EdcColumns.ofTable("cc_event_data").and(EdcColumns.ofItems(client.edc("demo")));
        Path file = folder.resolve("vital-signs.parquet");
        client.edc("demo")
                .extract("crf_vital_signs")
                .toFile(file)
                .write(TypedFormat.parquet().types(types));
        assertThat(query("select column_name || ' ' || column_type from (describe select * from '" + file + "')"))
                .contains(
                        "WEIGHT DECIMAL(5,1)",
                        "WEIGHT_null VARCHAR",
                        "SYSBP BIGINT",
                        "VSDAT DATE",
                        "sdv_status BOOLEAN",
                        "event VARCHAR",
                        "date_created TIMESTAMP WITH TIME ZONE");
        // The demo study has a pulse that is not available.
        assertThat(query("select PULSE_null from '" + file + "' where PULSE is null and PULSE_null is not null"))
                .containsExactly("NA");
        List<String> weights = client.edc("demo").extract("crf_vital_signs").toList().stream()
                .filter(row -> row.string("WEIGHT") != null)
                .map(row -> row.decimal("WEIGHT").setScale(1).toPlainString())
                .toList();
        assertThat(query("select WEIGHT from '" + file + "' where WEIGHT is not null"))
                .isEqualTo(weights)
                .isNotEmpty();
        Path demographics = folder.resolve("demographics.parquet");
        client.edc("demo")
                .extract("crf_demographics")
                .toFile(demographics)
                .write(TypedFormat.parquet().types(types));
        assertThat(query("select distinct SEX || '=' || SEX_label from '" + demographics + "' order by 1"))
                .containsExactly("F=Female", "M=Male");
        assertThat(query("select RACE_label from '" + demographics + "' where RACE like '%,%'"))
                .isNotEmpty()
                .allMatch(label -> label.contains(", "));
    }

    @Test
    void everyKnownTableFitsItsTypesInEveryFormat() {
        for (String table : List.of(
                "cc_event_data",
                "study",
                "study_subject",
                "study_event_definition",
                "study_event",
                "crf",
                "event_definition_crf",
                "event_crf",
                "discrepancy_note",
                "audit_log_event")) {
            ColumnTypes types = EdcColumns.ofTable(table);
            assertThat(types.columns()).as(table).isNotEmpty();
            for (TypedFormat format : List.of(
                    TypedFormat.parquet(), TypedFormat.excel(), TypedFormat.datasetJson(), TypedFormat.xport())) {
                Path file = folder.resolve(table + "." + format.format());
                Manifest manifest = client.edc("demo")
                        .extract(table)
                        .toFile(file)
                        .write(format.types(types).named(table).cutting());
                manifest.verify(file);
                assertThat(manifest.content().rows()).isPositive();
            }
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> first = new ArrayList<>();
            while (result.next()) {
                first.add(result.getString(1));
            }
            return first;
        }
    }
}
