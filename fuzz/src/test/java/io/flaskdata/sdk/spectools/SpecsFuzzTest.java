package io.flaskdata.sdk.spectools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.spectools.repair.Repair;
import java.util.List;

/** Any document is taken or refused in words, as JSON and, with a first byte of y, as YAML; written and read it is the same. */
class SpecsFuzzTest {
    private static final Sources.Document ALL = new Sources.Document("all", "general", List.of("/**"), null, "All");

    @FuzzTest
    void fuzz(byte[] data) {
        boolean yaml = data.length > 0 && data[0] == 'y';
        String name = yaml ? "fuzz.yaml" : "fuzz.json";
        byte[] bytes = yaml ? java.util.Arrays.copyOfRange(data, 1, data.length) : data;
        try {
            ObjectNode document = Documents.parse(name, bytes);
            String text = yaml ? null : StrictJson.utf8(bytes, 0);
            if (text != null && StrictJson.of(text) == null) {
                throw new AssertionError("read what is no JSON: " + text);
            }
            String written = Documents.write(document, "fuzz.json");
            // Half a pair of surrogates can't be written; FileSync would say so.
            boolean writable = UTF_8.newEncoder().canEncode(written);
            if (writable
                    && !Documents.parse("fuzz.json", written.getBytes(UTF_8)).equals(document)) {
                throw new AssertionError("written and read again it differs: " + document);
            }
            Repair.apply(name, document);
            ObjectNode effective = Converter.convert(name, document, ALL);
            Naming.apply(effective, ALL.prefix());
            Lint.check(name, effective);
        } catch (SpecException e) {
            if (!e.toString().contains(name)) {
                throw new AssertionError("doesn't say where", e);
            }
        }
    }
}
