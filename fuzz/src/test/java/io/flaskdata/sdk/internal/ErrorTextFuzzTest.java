package io.flaskdata.sdk.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/** Any body of an error is read, alone and a thousand times over, in a time that grows with its length. */
class ErrorTextFuzzTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int KEPT = 64 * 1024;
    private static final long MOST_NANOS = 2_000_000_000L;

    @FuzzTest
    void fuzz(byte[] data) {
        String body = new String(data, StandardCharsets.UTF_8);
        read(body);
        if (!body.isEmpty() && body.length() < 40 && data[0] % 16 == 0) {
            long begun = CPU.getCurrentThreadCpuTime();
            read(body.repeat(KEPT / body.length()));
            if (CPU.getCurrentThreadCpuTime() - begun > MOST_NANOS) {
                throw new AssertionError("took " + (CPU.getCurrentThreadCpuTime() - begun) / 1_000_000 + " ms");
            }
        }
    }

    private static void read(String body) {
        String text = ErrorText.of(body);
        if (text.length() > body.length() + 20) {
            throw new AssertionError("made up " + text);
        }
        if (ErrorText.refusesTheToken(body) && !ErrorText.saysNothingWasDone(body)) {
            throw new AssertionError("refused before anything was done");
        }
        if (ErrorText.isForeignPage(body) && ErrorText.saysNothingWasDone(body)) {
            throw new AssertionError("a foreign page says nothing of FlaskData");
        }
        if (ErrorText.isKnownSuccess(body)
                && (body.strip().startsWith("{") || body.strip().startsWith("<"))) {
            throw new AssertionError("no word");
        }
        JsonElement json = ErrorText.object(body);
        if (json != null && ErrorText.isError(json) && json.getAsJsonObject().size() > 2) {
            throw new AssertionError("more than an error");
        }
        ErrorText.saysItFailed(json);
        Redaction.of(body);
    }
}
