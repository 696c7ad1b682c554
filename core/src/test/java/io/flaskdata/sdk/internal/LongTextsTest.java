package io.flaskdata.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fuzzer found: bodies that took a minute to read, or all of Java's stack. Now they take milliseconds. */
class LongTextsTest {
    /** What an exception keeps of a body. */
    private static final int KEPT = 64 * 1024;

    private static final long MOST_NANOS = 3_000_000_000L;

    private static String filled(String piece) {
        return piece.repeat(KEPT / piece.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pre",
                "<pre>",
                "<pre a",
                "[a],",
                "[",
                "eyJ",
                "eyJ.",
                "..",
                "https://",
                "/viewer/",
                "{\"a\":",
                "&amp;"
            })
    void theTimeGrowsWithTheLength(String piece) {
        String body = filled(piece);
        // Processor time: other processes don't count.
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long begun = cpu.getCurrentThreadCpuTime();
        assertThat(ErrorText.saysNothingWasDone(body)).isFalse();
        assertThat(ErrorText.of(body)).isNotNull();
        assertThat(ErrorText.object(body)).isNull();
        assertThat(Redaction.of("eyJa" + body)).isNotNull();
        assertThat(Redaction.of(body)).isNotNull();
        assertThat(cpu.getCurrentThreadCpuTime() - begun).isLessThan(MOST_NANOS);
    }

    @Test
    void whatIsFoundInThemIsTheSame() {
        assertThat(ErrorText.saysNothingWasDone(filled("[study_id],") + " parameter(s) is required."))
                .isTrue();
        assertThat(Redaction.of("eyJ" + filled("a.") + " of https://a.example/b?c=d and https://a.example/b"))
                .isEqualTo("[redacted] of https://a.example/b?[redacted] and https://a.example/b");
        assertThat(Redaction.of("/b$1?c /d?e https://x#y")).isEqualTo("/b$1?[redacted] /d?e https://x?[redacted]");
        assertThat(ErrorText.of("<html><pre>Error: no<br>at x</pre><pre>Three</pre>"))
                .isEqualTo("Error: no");
        assertThat(ErrorText.isForeignPage("<html><pre and no end")).isTrue();
        assertThat(ErrorText.isForeignPage("<html><pre>and no end")).isTrue();
    }
}
