package io.flaskdata.site;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A link to one of the project's own pages or files.
 *
 * @param path the page or file, from the project's folder on
 * @param anchor a heading in it, or empty
 */
record Link(String path, String anchor) {
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    static boolean isElsewhere(String destination) {
        return ELSEWHERE.matcher(destination).matches();
    }

    /** As it is written in a page. */
    static Link of(String page, String destination) {
        int at = destination.indexOf('#');
        String file = at < 0 ? destination : destination.substring(0, at);
        String anchor = at < 0 ? "" : destination.substring(at + 1);
        return new Link(file.isEmpty() ? page : resolved(page, file), anchor);
    }

    private static String resolved(String page, String file) {
        return Path.of(page).resolveSibling(file).normalize().toString().replace('\\', '/');
    }

    boolean isPage() {
        return path.endsWith(".md");
    }

    /** What it is in HTML. */
    String href() {
        return file(path) + (anchor.isEmpty() ? "" : "#" + anchor);
    }

    /** The name of a page's file in the site, which has no folders. */
    static String file(String page) {
        return switch (page) {
            case "README.md" -> "index.html";
            case "docs/README.md" -> "contents.html";
            default -> page.replace("docs/", "").replaceAll("md$", "html").toLowerCase(Locale.ROOT);
        };
    }
}
