package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffTest {
    private static final String DOCUMENT = """
            openapi: 3.0.3
            info: {title: t, version: '1'}
            paths:
              /edc/extract/{table}:
                post:
                  operationId: extract
                  tags: [EdcStudy]
                  summary: Extract
                  x-auth: api
                  x-retry: safe
                  x-stream: rows
                  parameters:
                    - {in: header, name: EDC, required: true, schema: {type: string}}
                    - {in: path, name: table, required: true, schema: {type: string}}
                  requestBody:
                    required: true
                    content: {application/json: {schema: {$ref: '#/components/schemas/ExtractRequest'}}}
                  responses:
                    '200':
                      description: rows
                      content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/EdcRow'}}}}
                    '400': {description: wrong}
            components:
              schemas:
                ExtractRequest:
                  type: object
                  required: [table_name]
                  properties:
                    table_name: {type: string}
                    page: {type: integer, format: int32}
                EdcRow:
                  type: object
                  properties:
                    crf_name: {type: string}
                    more: {$ref: '#/components/schemas/EdcRow'}
            """;

    private static ObjectNode document(String text) {
        return Documents.parse("x.yaml", text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crf_name: {type: string}   | other: {type: string}                    | BREAKING | EdcRow has no member crf_name any more | EdcRow.crfName
            crf_name: {type: string}   | crf_name: {type: integer}                | BREAKING | is integer instead of string | EdcRow.crfName
            crf_name: {type: string}   | crf_name: {type: string}¶b: {type: string} | COMPATIBLE | EdcRow has a new member b | EdcRow.b
            page: {type: integer, format: int32} | page: {type: integer, format: int64} | BREAKING | is integer (int64) instead of integer (int32) | ExtractRequest.page
            required: [table_name]     | required: [table_name, page]             | BREAKING | ExtractRequest requires page now | ExtractRequest.page
            name: EDC, required: true  | name: EDC, required: false               | COMPATIBLE | the header parameter EDC is optional now | EdcStudyApi.extract
            name: EDC                  | name: EDB                                | BREAKING | the header parameter EDC is gone | EdcStudyApi.extract
            operationId: extract       | operationId: extractRows                 | BREAKING | has another Java name: EdcStudyApi.extractRows | EdcStudyApi.extract
            x-retry: safe              | x-retry: never                           | COMPATIBLE | has x-retry "never" instead of "safe" | EdcStudyApi.extract
            x-auth: api                | x-auth: none                             | BREAKING | has x-auth "none" instead of "api" | EdcStudyApi.extract
            x-stream: rows             | x-other: rows                            | BREAKING | has no streaming twin any more | EdcStudyApi.extractStreaming
            summary: Extract           | summary: Extracts                        | DOCUMENTATION | differs | EdcStudyApi.extract
            title: t                   | title: other                             | DOCUMENTATION | words, examples or the order of members differ | ''
            /edc/extract/{table}       | /edc/extracts/{table}                    | BREAKING | POST /edc/extract/{table} is gone | EdcStudyApi.extract
            /edc/extract/{table}       | /edc/extracts/{table}                    | COMPATIBLE | POST /edc/extracts/{table} is new | EdcStudyApi.extract
            """)
    void aChangeHasALevelASentenceAndTheJavaNamesItTouches(
            String from, String to, Change.Level level, String what, String java) {
        assertThat(DOCUMENT).contains(from);
        List<Change> changes =
                Diff.between(document(DOCUMENT), document(DOCUMENT.replace(from, to.replace("¶", "\n        "))));
        assertThat(changes).anySatisfy(change -> {
            assertThat(change.level()).isEqualTo(level);
            assertThat(change.what()).contains(what);
            assertThat(String.join(" ", change.java())).isEqualTo(java);
        });
    }

    @Test
    void thePathsCaseAndOrderOfChangesAreTheSameEachTime() {
        ObjectNode changed = document(DOCUMENT.replace("crf_name", "crf").replace("page", "pages"));
        assertThat(Diff.between(document(DOCUMENT), changed))
                .isEqualTo(Diff.between(document(DOCUMENT), changed))
                .extracting(Change::level)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void theSameDocumentHasNoChanges() {
        assertThat(Diff.between(document(DOCUMENT), document(DOCUMENT))).isEmpty();
        DiffReport report =
                DiffReport.of("a", Map.of("edc", document(DOCUMENT)), "b", Map.of("edc", document(DOCUMENT)));
        assertThat(report.worst()).isEmpty();
        assertThat(report.markdown()).contains("suggested version step: none", "## edc: unchanged");
    }

    @Test
    void aModuleThatIsGoneBreaks() {
        DiffReport report =
                DiffReport.of("a", Map.of("edc", document(DOCUMENT)), "b", Map.of("forms", document(DOCUMENT)));
        assertThat(report.worst()).contains(Change.Level.BREAKING);
        assertThat(report.markdown())
                .contains("- **breaking** the document is gone", "- **compatible** the document is new")
                .contains("major (minor while the version is 0.x)");
    }
}
