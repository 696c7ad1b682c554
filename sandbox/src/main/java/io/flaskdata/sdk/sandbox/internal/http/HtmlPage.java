package io.flaskdata.sdk.sandbox.internal.http;

/** The framework's page for a request that reaches no operation (observed). */
public final class HtmlPage {
    private static final String START = "<!DOCTYPE html>";

    private HtmlPage() {}

    static boolean isOne(String text) {
        return text.startsWith(START);
    }

    static String of(String message) {
        return START
                + "\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n<body>\n<pre>"
                + escaped(message) + "<br> &nbsp; &nbsp;at sandbox (server.js:1:1)</pre>\n</body>\n</html>\n";
    }

    /** For a page's text, and for an attribute's value in quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
