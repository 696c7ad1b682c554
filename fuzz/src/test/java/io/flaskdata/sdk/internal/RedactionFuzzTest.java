package io.flaskdata.sdk.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A form's token and a JWT don't survive, whatever stands around them. The first byte says where they stand. */
class RedactionFuzzTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.S3cr3tSignature_-x";
    private static final String FORM = "FED_k3PtS3cr3tXy";

    @FuzzTest
    void fuzz(byte[] data) {
        String text = data.length == 0 ? "" : new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.contains("S3cr3t")) {
            // The fuzzer reads constants too.
            return;
        }
        int at = Math.min(data[0] & 0xff, text.length());
        String secrets = text.substring(0, at) + JWT + text.substring(at) + "/viewer/" + FORM;
        String shown = Redaction.of(secrets);
        if (shown.contains("S3cr3t")) {
            throw new AssertionError(shown);
        }
        if (!text.contains("eyJ")
                && !text.contains("FED_")
                && !text.toLowerCase(java.util.Locale.ROOT).contains("/viewer/")
                && !text.contains("?")
                && !text.contains("#")
                && !Redaction.of(text).equals(text)) {
            throw new AssertionError("took away from " + text);
        }
    }
}
