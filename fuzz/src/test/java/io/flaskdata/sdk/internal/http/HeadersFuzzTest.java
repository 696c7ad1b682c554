package io.flaskdata.sdk.internal.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.MediaType;

/** Retry-After, Date and Content-Type as any bytes: read as RFC 9110 and OkHttp read them, never failing. */
class HeadersFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-28T06:30:00Z");
    private static final Pattern TOKENS =
            Pattern.compile("([!#$%&'*+.^_`|~{}0-9A-Za-z-]+)/([!#$%&'*+.^_`|~{}0-9A-Za-z-]+)(.*)");

    @FuzzTest
    void fuzz(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        retryAfter(text);
        contentType(text);
    }

    private static void retryAfter(String text) {
        Date sent = text.length() % 2 == 0 ? null : Date.from(NOW.minusSeconds(30));
        Optional<Duration> wait = RetryInterceptor.retryAfter(text, sent, NOW);
        String plain = text.strip();
        if (wait.isPresent() && wait.get().isNegative()) {
            throw new AssertionError("waits " + wait);
        }
        boolean digits = !plain.isEmpty() && plain.chars().allMatch(each -> each >= '0' && each <= '9');
        if (digits) {
            Optional<Duration> seconds = plain.length() > 9
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(new BigInteger(plain).longValueExact()));
            if (!seconds.equals(wait)) {
                throw new AssertionError(wait + " for " + plain);
            }
            return;
        }
        if (wait.isPresent() && plain.chars().allMatch(each -> each >= ' ' && each < 0x7f)) {
            Date date = new Headers.Builder().add("D", plain).build().getDate("D");
            if (date != null && plain.endsWith(" GMT")) {
                Duration other = Duration.between(sent == null ? NOW : sent.toInstant(), date.toInstant());
                if (!wait.get().equals(other.isNegative() ? Duration.ZERO : other)) {
                    throw new AssertionError(wait + ", by OkHttp " + other);
                }
            }
        }
    }

    private static void contentType(String text) {
        boolean json = ContentTypes.isJson(MediaType.parse(text));
        Matcher tokens = TOKENS.matcher(text);
        String subtype = tokens.matches() ? tokens.group(2).toLowerCase(Locale.ROOT) : "";
        boolean expected = subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json");
        if (json && !expected) {
            throw new AssertionError(text + " is no JSON");
        }
        if (expected && !json && tokens.group(3).isEmpty()) {
            throw new AssertionError(text + " is JSON");
        }
    }
}
