package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats with types, of the sandbox's rows. */
class FormatsTest {
    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void open() {
        shell = Shell.at(folder, sandbox.apiUrl(), sandbox.idpUrl());
    }

    private Shell.Said extract(String table, String file, String... further) {
        String[] all = {
            "extract",
            "table",
            table,
            "--edc",
            "demo",
            "-o",
            folder.resolve(file).toString()
        };
        String[] arguments = new String[all.length + further.length];
        System.arraycopy(all, 0, arguments, 0, all.length);
        System.arraycopy(further, 0, arguments, all.length, further.length);
        return shell.run(arguments);
    }

    private String beginning(String file) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1).substring(0, 20);
    }

    @Test
    void theEndingSaysTheFormat() throws IOException {
        assertThat(extract("study_subject", "s.parquet").exit()).isZero();
        assertThat(beginning("s.parquet")).startsWith("PAR1");
        assertThat(extract("study_subject", "s.xlsx").exit()).isZero();
        assertThat(beginning("s.xlsx")).startsWith("PK");
        assertThat(extract("study_subject", "s.json").exit()).isZero();
        assertThat(beginning("s.json")).startsWith("{\"datasetJSONCreatio");
        assertThat(extract("study_subject", "s.ndjson").exit()).isZero();
        assertThat(Files.readAllLines(folder.resolve("s.ndjson"))).hasSize(13);
        Shell.Said said = extract("study_subject", "s.xpt");
        assertThat(said.exit()).isZero();
        assertThat(beginning("s.xpt")).isEqualTo("HEADER RECORD*******");
        assertThat(said.out()).contains("12 rows", "the dataset study_subject is named STUDY_SU", "study_subject_id=");
        assertThat(Manifest.beside(folder.resolve("s.xpt")).content().format()).isEqualTo(Manifest.Format.XPORT);
    }

    @Test
    void aFolderOfTablesWithTheTypesOfTheirItems() throws IOException {
        Shell.Said said = shell.run(
                "extract",
                "table",
                "study_subject",
                "crf_vital_signs",
                "crf_demographics",
                "--edc",
                "demo",
                "-o",
                folder.resolve("out") + "/",
                "--format",
                "dataset-json");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(Files.readString(folder.resolve("out/crf_vital_signs.json")))
                .contains(
                        "\"name\":\"WEIGHT\",\"label\":\"Weight\",\"dataType\":\"decimal\"",
                        "\"name\":\"WEIGHT_null\"");
        assertThat(Files.readString(folder.resolve("out/crf_demographics.json")))
                .contains("\"name\":\"SEX_label\"");
        assertThat(sandbox.requests().stream()
                        .filter(each -> each.body().contains("response_set"))
                        .count())
                .as("the types are read once")
                .isOne();
    }

    @Test
    void untypedIsTextAndAsksForNothing() throws IOException {
        int before = sandbox.requests().size();
        assertThat(extract("crf_vital_signs", "v.json", "--untyped").exit()).isZero();
        assertThat(Files.readString(folder.resolve("v.json")))
                .contains("\"name\":\"WEIGHT\",\"label\":\"WEIGHT\",\"dataType\":\"string\"");
        assertThat(sandbox.requests().subList(before, sandbox.requests().size()))
                .noneMatch(each -> each.body().contains("response_set"));
    }

    @Test
    void aDayNeedsTheZoneOrLeniency() {
        shell.variables.remove("FLASKDATA_ZONE");
        Shell.Said strict = extract("study_subject", "z.parquet");
        assertThat(strict.exit()).isEqualTo(2);
        assertThat(strict.err()).contains("Row 1, column enrollment_date: ", "declare the zone");
        assertThat(folder.resolve("z.parquet")).doesNotExist();
        Shell.Said lenient = extract("study_subject", "z.parquet", "--lenient");
        assertThat(lenient.exit()).isZero();
        assertThat(lenient.out()).contains("column enrollment_date is text, because a value is an instant");
    }

    @Test
    void aFileWrittenInAnotherWayIsNotResumed() {
        assertThat(extract("study_subject", "r.parquet").exit()).isZero();
        assertThat(extract("study_subject", "r.parquet", "--resume").out()).contains("kept");
        assertThat(extract("study_subject", "r.parquet", "--resume", "--untyped")
                        .err())
                .contains("differs in untyped");
        assertThat(extract("study_subject", "r.parquet", "--resume", "--lenient")
                        .err())
                .contains("differs in lenient");
    }

    @Test
    void standardOutputTakesLinesAlone() {
        Shell.Said said = shell.run("extract", "table", "crf", "--edc", "demo", "--format", "parquet");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("csv or jsonl");
    }

    @Test
    void optionsOfAnotherFormatAreRefused() {
        assertThat(extract("crf", "c.parquet", "--guard-formulas").err()).contains("are for csv, not parquet");
        assertThat(extract("crf", "c.csv", "--lenient").err()).contains("are for formats with types, not csv");
        assertThat(extract("crf", "c.xlsx", "--cut").err()).contains("--cut is for xport, not xlsx");
    }
}
