package io.flaskdata.sdk.spectools;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Any overlay is applied or refused in words; what is refused whole leaves the document's types as they were. */
class OverlayFuzzTest {
    private static final byte[] DOCUMENT = ("{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},"
                    + "\"paths\":{\"/a\":{\"post\":{\"tags\":[\"x\"],\"responses\":{\"200\":{\"description\":\"d\"}}}}},"
                    + "\"components\":{\"schemas\":{\"S\":{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\"}}}}}}")
            .getBytes(StandardCharsets.UTF_8);

    @FuzzTest
    void fuzz(byte[] data) {
        ObjectNode document = Documents.parse("document.json", DOCUMENT);
        try {
            ObjectNode overlay = Documents.parse("overlay.yaml", data);
            Overlay.apply("overlay.yaml", overlay, document);
        } catch (SpecException e) {
            if (!e.toString().contains("overlay.yaml")) {
                throw new AssertionError("doesn't say where", e);
            }
        }
    }
}
