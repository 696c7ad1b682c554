package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.formats.ColumnType;
import io.flaskdata.sdk.formats.ColumnTypes;
import io.flaskdata.sdk.formats.TypedColumn;
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
        ColumnTypes types = ColumnTypes.of(
                TypedColumn.of("study_subject_id", ColumnType.INTEGER),
                TypedColumn.text("label").labelled("Subject label"),
                TypedColumn.of("enrollment_date", ColumnType.DATE));
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
