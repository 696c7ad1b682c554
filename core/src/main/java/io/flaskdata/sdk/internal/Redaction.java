package io.flaskdata.sdk.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from a text whatever would let a reader impersonate someone: form tokens, JWTs and the query of an address.
 */
public final class Redaction {
    public static final String REDACTED = "[redacted]";
    private static final Pattern VIEWER = Pattern.compile("(?i)(/viewer/)[^/?#\\s]+");
    private static final Pattern FORM_TOKEN = Pattern.compile("FED_[A-Za-z0-9]+");
    /** Possessive, because Java's stack would not last for a long one. */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+)*+");
    /** Matches addresses without a query too, so that none is looked through again from its middle. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)((?:https?:/|^)/[^\\s?#]*+)([?#]\\S*+)?");

    private Redaction() {}

    public static String of(String text) {
        String path = VIEWER.matcher(text).replaceAll("$1" + REDACTED);
        String query = ADDRESS.matcher(path)
                .replaceAll(address ->
                        Matcher.quoteReplacement(address.group(1)) + (address.group(2) == null ? "" : "?" + REDACTED));
        return JWT.matcher(FORM_TOKEN.matcher(query).replaceAll(REDACTED)).replaceAll(REDACTED);
    }
}
