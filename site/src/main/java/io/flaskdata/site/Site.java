package io.flaskdata.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Markdown of a project as a site: {@code README.md} is its front page, {@code docs/README.md} its contents, which stand
 * beside each page. A link that leads nowhere and a page that no link leads to are errors.
 */
public final class Site {
    private static final String CONTENTS = "docs/README.md";

    private final Map<String, Page> pages;

    private Site(Map<String, Page> pages) {
        this.pages = pages;
    }

    /**
     * Reads the pages: {@code *.md} of the project's folder and of {@code docs}.
     *
     * @param project the project's folder
     * @return the site
     * @throws IllegalArgumentException when a link leads nowhere, or no link leads to a page; it lists all of them
     */
    public static Site of(Path project) {
        Map<String, Page> pages = new TreeMap<>();
        for (String folder : List.of("", "docs/")) {
            try (Stream<Path> files = Files.list(project.resolve(folder))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".md")).toList()) {
                    String path = folder + file.getFileName();
                    pages.put(path, Page.of(path, Files.readString(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Site site = new Site(pages);
        List<String> faults = site.faults(project);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return site;
    }

    private List<String> faults(Path project) {
        List<String> faults = new ArrayList<>();
        for (Page page : pages.values()) {
            for (Link link : page.links()) {
                Page to = pages.get(link.path());
                if (to == null) {
                    if (link.isPage() || Files.notExists(project.resolve(link.path()))) {
                        faults.add(page.path() + ": nothing is at " + link.path());
                    }
                } else if (!link.anchor().isEmpty() && !to.anchors().contains(link.anchor())) {
                    faults.add(page.path() + ": " + link.path() + " has no heading #" + link.anchor());
                }
            }
        }
        Set<String> reached = reached();
        pages.keySet().stream()
                .filter(path -> !reached.contains(path))
                .forEach(path -> faults.add(path + ": no link leads here from " + CONTENTS));
        return faults;
    }

    private Set<String> reached() {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(CONTENTS));
        while (!next.isEmpty()) {
            String path = next.remove();
            Page page = pages.get(path);
            if (page != null && reached.add(path)) {
                page.links().forEach(link -> next.add(link.path()));
            }
        }
        return reached;
    }

    /**
     * Writes the site.
     *
     * @param folder where to; what is there stays unless it has a page's name
     * @throws IOException when it can't be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String frame = resource("frame.html");
        Page contents = Objects.requireNonNull(pages.get(CONTENTS), CONTENTS);
        for (Page page : pages.values()) {
            String html = frame.replace(
                            "{title}", page.title().replace("&", "&amp;").replace("<", "&lt;"))
                    .replace("{contents}", contents.html().replaceAll(" id=\"[^\"]*\"", ""))
                    .replace("{page}", page.html());
            Files.writeString(folder.resolve(Link.file(page.path())), html);
        }
        Files.writeString(folder.resolve("style.css"), resource("style.css"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Writes the site of a project beside its Javadoc.
     *
     * @param arguments the project's folder; the site's folder, in which the Javadoc is in {@code apidocs}
     * @throws IOException when it can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        if (Files.notExists(folder.resolve("apidocs/index.html"))) {
            throw new IllegalArgumentException("There is no Javadoc in " + folder + ", which each page links to");
        }
        of(Path.of(arguments[0])).write(folder);
    }
}
