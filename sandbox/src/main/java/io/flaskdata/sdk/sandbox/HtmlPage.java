package io.flaskdata.sdk.sandbox;

/** The page that the framework answers with when no operation is reached (observed). */
final class HtmlPage {
    private HtmlPage() {}

    static String of(String message) {
        String escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n<body>\n<pre>"
                + escaped + "<br> &nbsp; &nbsp;at sandbox (server.js:1:1)</pre>\n</body>\n</html>\n";
    }
}
