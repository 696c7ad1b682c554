package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was sent in confidence. An answer may repeat it: as it is, in any case, escaped as in JSON, HTML or an address,
 * in base64 with whatever stands around it, or cut at the end of what is kept.
 */
final class Secrets {
    /** A shorter one would stand in every other text. */
    private static final int SHORTEST = 4;

    /** So much of a secret's beginning, at the end of a text, is a secret that was cut. */
    private static final int CUT = 8;

    private static final HexFormat HEX = HexFormat.of();

    private volatile List<Secret> secrets = List.of();

    /** Costs nothing until a text may hold it: each call has secrets, few fail. */
    private static final class Secret {
        private final String value;
        private volatile @Nullable Pattern plain;
        private volatile @Nullable List<List<String>> characters;
        private volatile @Nullable Pattern base64;

        Secret(String value) {
            this.value = value;
        }

        Pattern plain() {
            Pattern made = plain;
            if (made == null) {
                made = Pattern.compile(value, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                plain = made;
            }
            return made;
        }

        List<List<String>> characters() {
            List<List<String>> made = characters;
            if (made == null) {
                made = value.codePoints().mapToObj(Secrets::escaped).toList();
                characters = made;
            }
            return made;
        }

        Pattern base64() {
            Pattern made = base64;
            if (made == null) {
                made = Pattern.compile(String.join("|", inBase64(value)));
                base64 = made;
            }
            return made;
        }
    }

    /** A call adds its secrets one after the other. */
    void add(String secret) {
        if (secret.length() >= SHORTEST && secrets.stream().noneMatch(each -> each.value.equals(secret))) {
            secrets = Stream.concat(secrets.stream(), Stream.of(new Secret(secret)))
                    .toList();
        }
    }

    /** The text without them. */
    String hiddenIn(String text) {
        String shown = text;
        for (Secret secret : secrets) {
            String plain = secret.plain().matcher(shown).replaceAll(Redaction.REDACTED);
            shown = withoutBase64(withoutCut(withoutEscaped(plain, secret), secret.value), secret.base64());
        }
        return shown;
    }

    private static String withoutEscaped(String text, Secret secret) {
        if (text.chars().noneMatch(c -> c == '%' || c == '\\' || c == '&' || c == '+')) {
            return text;
        }
        return without(text, start -> end(text, start, secret.characters()));
    }

    /** The text without what begins where the operator finds an end. */
    private static String without(String text, IntUnaryOperator end) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int after = end.applyAsInt(at);
            if (after < 0) {
                shown.append(text.charAt(at++));
            } else {
                shown.append(Redaction.REDACTED);
                at = after;
            }
        }
        return shown.toString();
    }

    /** Where the secret that begins here ends; -1 when none does. */
    private static int end(String text, int start, List<List<String>> characters) {
        int at = start;
        for (List<String> forms : characters) {
            int before = at;
            for (int i = 0; i < forms.size() && at == before; i++) {
                String form = forms.get(i);
                at += text.regionMatches(true, at, form, 0, form.length()) ? form.length() : 0;
            }
            if (at == before) {
                return -1;
            }
        }
        return at;
    }

    /** The ways to write a character, itself last. */
    private static List<String> escaped(int character) {
        String itself = Character.toString(character);
        List<String> forms = new ArrayList<>();
        StringBuilder percent = new StringBuilder();
        for (byte each : itself.getBytes(StandardCharsets.UTF_8)) {
            percent.append('%').append(HEX.toHexDigits(each));
        }
        forms.add(percent.toString());
        StringBuilder json = new StringBuilder();
        itself.chars().forEach(each -> json.append("\\u").append(HEX.toHexDigits((char) each)));
        forms.add(json.toString());
        forms.add("&#" + character + ";");
        forms.add("&#x" + Integer.toHexString(character) + ";");
        switch (character) {
            case '&' -> forms.add("&amp;");
            case '<' -> forms.add("&lt;");
            case '>' -> forms.add("&gt;");
            case '"' -> forms.addAll(List.of("&quot;", "\\\""));
            case '\'' -> forms.addAll(List.of("&apos;", "&#039;", "\\'"));
            case '\\' -> forms.add("\\\\");
            case '/' -> forms.add("\\/");
            case ' ' -> forms.add("+");
            default -> {}
        }
        forms.add(itself);
        return forms;
    }

    /** Its whole characters at each of the three places where it may begin, in both alphabets. */
    private static List<String> inBase64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String form = Base64.getUrlEncoder()
                    .encodeToString(shifted)
                    .substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
            forms.add(form.replace("-", "[+-]").replace("_", "[/_]"));
        }
        return forms;
    }

    /** Its first and last character depend on what stands around it, so all of that goes too. */
    private static String withoutBase64(String text, Pattern secret) {
        var found = secret.matcher(text);
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (found.find(at)) {
            int start = found.start();
            while (start > at && isBase64(text.charAt(start - 1))) {
                start--;
            }
            shown.append(text, at, start).append(Redaction.REDACTED);
            at = found.end();
            while (at < text.length() && isBase64(text.charAt(at))) {
                at++;
            }
        }
        return at == 0 ? text : shown.append(text, at, text.length()).toString();
    }

    private static boolean isBase64(char c) {
        return (c < 0x80 && Character.isLetterOrDigit(c)) || "+/-_=".indexOf(c) >= 0;
    }

    private static String withoutCut(String text, String secret) {
        for (int length = Math.min(secret.length() - 1, text.length()); length >= CUT; length--) {
            if (text.regionMatches(text.length() - length, secret, 0, length)) {
                return text.substring(0, text.length() - length) + Redaction.REDACTED;
            }
        }
        return text;
    }

    /** Their number, never what they are. */
    @Override
    public String toString() {
        return "Secrets[" + secrets.size() + "]";
    }
}
