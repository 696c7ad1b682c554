package io.flaskdata.sdk.internal.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** An answer ends at the same byte however its bytes come, and never before its head has ended. The first byte says how. */
class FramingFuzzTest {
    private static final byte[] POST = "POST /edc/study/extract-data HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    @FuzzTest
    void fuzz(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int whole = taken(data, data.length);
        int parts = taken(data, 1 + (data[0] & 0x1f));
        if (whole != parts) {
            throw new AssertionError(whole + " bytes at once, in parts " + parts);
        }
        String text = new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1);
        boolean headEnds = text.contains("\n\n") || text.contains("\n\r\n");
        if (whole < data.length - 1 && !headEnds) {
            throw new AssertionError("ended in its head");
        }
    }

    private static int taken(byte[] data, int most) {
        Framing framing = new Framing();
        framing.begins(POST, 0, POST.length);
        int at = 1;
        while (at < data.length && !framing.idle()) {
            int offered = Math.min(most, data.length - at);
            int took = framing.take(data, at, offered);
            at += took;
            if (took < offered && !framing.idle()) {
                throw new AssertionError("left bytes of an answer under way");
            }
        }
        return at - 1;
    }
}
