package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One document that says everything in another way than Swagger 2.0 does. */
class TrialTest {
    @TempDir
    Path folder;

    private String text;

    @BeforeEach
    void document() throws IOException {
        try (InputStream in = TrialTest.class.getResourceAsStream("/dialect-mixed.json")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private ObjectNode tried(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("mixed.json"), document);
        Trial.of(file, folder);
        return Documents.read(folder.resolve("tried.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /paths/~1a~1{id}~1things/get/parameters/1/name                                   | EDC
            /paths/~1a~1{id}~1things/get/parameters/2/name                                   | id
            /paths/~1a~1{id}~1things/get/parameters/0/schema/type                            | integer
            /paths/~1a~1{id}~1things/get/tags/0                                              | FlaskAuthorize
            /paths/~1a~1{id}~1things/get/responses/200/content/application~1json/schema/items/$ref | #/components/schemas/ThingsResponseEntry
            /components/schemas/ThingsResponseEntry/properties/_id/type                      | string
            /components/schemas/ThingsResponseEntry/properties/class/type                    | boolean
            /components/schemas/ThingsResponseEntry/properties/a-b/type                      | string
            /paths/~1b/post/requestBody/content/application~1json/schema/$ref                | #/components/schemas/PostBRequest
            /components/schemas/PostBRequest/required/0                                      | email
            /components/schemas/PostBRequest/properties/age/format                           | int64
            /paths/~1b/post/responses/201/content/application~1json/schema/$ref              | #/components/schemas/PostBResponse
            /components/schemas/PostBResponse/properties/a/type                              | string
            /components/schemas/PostBResponse/properties/b/type                              | string
            /components/schemas/PutBRequest/properties/y/type                                | number
            /paths/~1b~1/put/responses/200/content/application~1json/schema/type             | string
            /paths/~1c~1{id}/post/requestBody/content/application~1json/schema/$ref          | #/components/schemas/PostCIdRequest
            /components/schemas/PostCIdRequest/properties/k/type                             | string
            /components/schemas/PostCIdRequest/properties/z/properties/m/type                | string
            /paths/~1c~1{id}/post/responses/200/content/application~1json/schema/$ref        | #/components/schemas/ModelObject
            /paths/~1c~1{name}/post/responses/200/content/application~1json/schema/$ref      | #/components/schemas/Node
            /components/schemas/Node/properties/next/$ref                                    | #/components/schemas/Node
            /paths/~1d/get/responses/200/content/text~1csv/schema/format                     | binary
            /paths/~1d/get/parameters/0/description                                          | 'Values joined by |.'
            """)
    void whatIsMeantIsThere(String pointer, String value) throws IOException {
        assertThat(tried(text).at(pointer).asText()).as(pointer).isEqualTo(value);
    }

    @Test
    void noOperationIsLostAndEachActIsReported() throws IOException {
        JsonNode effective = tried(text);
        assertThat(effective.path("paths").size()).isEqualTo(6);
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("Spelling (1): /swagger")
                .contains("Bodies (", "Alternatives (", "TypeNames (", "PathTemplates (", "DefinitionNames (");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "in":"query","name":"ids"                  | "in":"body","name":"ids"                   | no Retrofit client can send trace, or a body with get
            "in":"query","name":"ids"                  | "in":"path","name":"ids"                   | the path has no {ids}
            "type":"any"                               | "type":5                                    | not string but number
            "/b/"                                      | "b"                                         | a path starts with /
            "paths"                                    | "path"                                      | not a Swagger 2.0 document
            #/definitions/Study                        | file:///etc/hosts                           | a reference outside the document is refused
            "get":{"tags"                              | "GET":{"tags"                               | neither a method in lower case
            "in":"cookie","name":"Authorization"       | "in":"query","name":"n"                     | a parameter is declared twice: n
            """)
    void whatCannotBeRepairedSaysWhereAndWhy(String from, String to, String reason) {
        assertThat(text).contains(from);
        assertThatThrownBy(() -> tried(text.replace(from, to)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(reason);
    }
}
