package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void numbersKeepTheirDigits() {
        String json = "{\n  \"a\": 1.10,\n  \"b\": 9007199254740993,\n  \"c\": 0.10000000000000000001\n}\n";
        assertThat(Documents.write(Documents.parse("x.json", json.getBytes(UTF_8)), "x.json"))
                .isEqualTo(json);
        assertThat(Documents.write(Documents.parse("x.yaml", "a: 1.10".getBytes(UTF_8)), "x.json"))
                .isEqualTo("{\n  \"a\": 1.10\n}\n");
    }
}
