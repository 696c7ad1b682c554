package io.flaskdata.sdk.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever repeats a secret writes it with a library of theirs: the encoders here are others' code. */
class SecretsTest {
    private static final String SECRET = "s3\"cr\\et/'<&>%41 + pÄß \ud83d\ude00 \u05e9=~";

    private static String hidden(String secret, String text) {
        Secrets secrets = new Secrets();
        secrets.add("another secret");
        secrets.add(secret);
        return secrets.hiddenIn(text);
    }

    static Stream<UnaryOperator<String>> encoders() {
        return Stream.of(
                text -> text,
                text -> new Gson().toJson(text),
                text -> new GsonBuilder().disableHtmlEscaping().create().toJson(text),
                text -> URLEncoder.encode(text, UTF_8),
                text -> URLEncoder.encode(text, UTF_8).toLowerCase(java.util.Locale.ROOT),
                text -> new HttpUrl.Builder()
                        .scheme("https")
                        .host("h")
                        .addPathSegment(text)
                        .addQueryParameter("q", text)
                        .toString(),
                text -> Credentials.basic("user@example.org", text, UTF_8),
                text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)),
                text -> Base64.getEncoder().encodeToString(("a" + text).getBytes(UTF_8)),
                text -> Base64.getUrlEncoder().withoutPadding().encodeToString(("ab" + text + "c").getBytes(UTF_8)),
                text -> text.codePoints().mapToObj(c -> "&#" + c + ";").reduce("", String::concat),
                text -> text.codePoints()
                        .mapToObj(c -> "&#x" + Integer.toHexString(c) + ";")
                        .reduce("", String::concat),
                text -> text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"),
                text -> text.chars().mapToObj(c -> String.format("\\u%04X", c)).reduce("", String::concat));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void aSecretIsHiddenHoweverItIsWritten(UnaryOperator<String> encoder) {
        for (String secret : new String[] {SECRET, "eyJh.eyJz.abc-_", "opaque-token", "pass", "p+w=/x", "%41%42"}) {
            String text = "refused: " + encoder.apply(secret) + " is wrong; " + encoder.apply(secret);
            String shown = hidden(secret, text);
            assertThat(shown).contains("[redacted]").startsWith("refused: ").contains(" is wrong; ");
            String rest =
                    shown.replace("[redacted]", "").replaceAll("refused: | is wrong; |Basic |https://h/|\\?q=|\"", "");
            assertThat(rest).isEmpty();
        }
    }

    @Test
    void oneThatWasCutIsHiddenAsFarAsItGoes() {
        assertThat(hidden("opaque-token-of-a-test", "no opaque-token-of")).isEqualTo("no [redacted]");
        assertThat(hidden("opaque-token-of-a-test", "no opaque-")).isEqualTo("no opaque-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the server's reason", "100 % of a & b \\ c + d", "cGFzc2luZyBieQ==", ""})
    void whatIsNoSecretStays(String text) {
        assertThat(hidden("opaque-token-of-a-test", text)).isEqualTo(text);
        assertThat(hidden("the", text)).isEqualTo(text);
    }

    /** An error may have 64 KiB, made to be slow. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "\\u0073", "c2Vj", "sec", "&#115;"})
    void aLongTextOfBeginningsIsReadOnce(String beginning) {
        String text = beginning.repeat(64 * 1024 / beginning.length());
        assertThat(hidden("secret".repeat(400), text)).hasSizeLessThanOrEqualTo(text.length());
    }

    @Test
    void itSaysHowManyItHas() {
        Secrets secrets = new Secrets();
        secrets.add("opaque-token");
        secrets.add("opaque-token");
        secrets.add("abc");
        assertThat(secrets).hasToString("Secrets[1]");
    }
}
