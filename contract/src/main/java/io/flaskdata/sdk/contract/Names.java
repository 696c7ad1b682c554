package io.flaskdata.sdk.contract;

import java.util.regex.Pattern;

/** Names of members can be data, such as a subject label that is a map's key: which ones a report may hold. */
final class Names {
    /** Stands for any entry, any member of a map, and any name that may be data. */
    static final String ANY = "*";

    private static final Pattern CONTENT_TYPE = Pattern.compile(
            "none|(text|application)/(json|x-json|problem\\+json|hal\\+json|html|plain|xml|csv"
                    + "|zip|x-zip-compressed|octet-stream|javascript)(; ?charset=\"?(utf-8|utf-16|us-ascii|iso-8859-1|windows-125[0-9])\"?)?");

    private Names() {}

    /** Whether a name is a word of our own documents, which is no data. */
    static boolean isWord(String name) {
        return Documents.bundled().isWord(name);
    }

    /** A content type as it came, if it is one that servers use. */
    static String contentType(String came) {
        return CONTENT_TYPE.matcher(came).matches() ? came : "another";
    }

    /** A name without knowing how often it came. */
    static String shown(String name) {
        return isWord(name) ? name : ANY;
    }
}
