package io.flaskdata.sdk.internal;

import java.util.regex.Pattern;

/**
 * Removes from a text whatever would let a reader impersonate someone: form tokens, JWTs and the query of an address.
 */
public final class Redaction {
    public static final String REDACTED = "[redacted]";
    private static final Pattern VIEWER = Pattern.compile("(?i)(/viewer/)[^/?#\\s]+");
    private static final Pattern FORM_TOKEN = Pattern.compile("FED_[A-Za-z0-9]+");
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)*");
    private static final Pattern QUERY = Pattern.compile("(?i)(https?://[^\\s?#]*|^/[^\\s?#]*)[?#]\\S*");

    private Redaction() {}

    public static String of(String text) {
        String path = VIEWER.matcher(text).replaceAll("$1" + REDACTED);
        String query = QUERY.matcher(path).replaceAll("$1?" + REDACTED);
        return JWT.matcher(FORM_TOKEN.matcher(query).replaceAll(REDACTED)).replaceAll(REDACTED);
    }
}
