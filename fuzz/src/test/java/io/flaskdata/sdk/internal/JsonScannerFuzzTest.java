package io.flaskdata.sdk.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.util.Arrays;
import okio.Buffer;

/** What the scanner passes is what Jackson and Gson read, and all that it keeps are the bytes of it. */
class JsonScannerFuzzTest {
    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        String text = StrictJson.utf8(data, 0);
        Object expected = text == null ? null : StrictJson.of(text);
        boolean valid = expected != null && StrictJson.depth(expected) <= JsonScanner.MAX_DEPTH;
        JsonScanner scanner = new JsonScanner(new Buffer().write(data));
        try {
            scanner.token();
            scanner.keep();
            boolean escaped = scanner.value();
            byte[] kept = scanner.kept();
            scanner.expectEnd();
            int start = new String(data, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(first(kept));
            if (!valid || !Arrays.equals(kept, Arrays.copyOfRange(data, start, start + kept.length))) {
                throw new AssertionError("passed " + text);
            }
            if (expected instanceof String string && !string.equals(JsonText.of(kept, 0, kept.length, escaped))) {
                throw new AssertionError("read " + JsonText.of(kept, 0, kept.length, escaped) + " for " + string);
            }
        } catch (BrokenAnswerException e) {
            if (valid) {
                throw new AssertionError("refused " + text, e);
            }
        }
    }

    private static String first(byte[] kept) {
        return String.valueOf((char) kept[0]);
    }
}
