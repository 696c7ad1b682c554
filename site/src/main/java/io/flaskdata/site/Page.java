package io.flaskdata.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A page of Markdown.
 *
 * @param path from the project's folder on
 * @param title its first heading
 * @param html its content as HTML
 * @param links those to pages and files of the project
 * @param anchors the ids of its headings
 */
record Page(String path, String title, String html, List<Link> links, Set<String> anchors) {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();
    private static final Pattern ANCHOR = Pattern.compile("<h\\d id=\"([^\"]+)\"");

    static Page of(String path, String markdown) {
        Node document = PARSER.parse(markdown);
        List<Link> links = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(org.commonmark.node.Link link) {
                if (!Link.isElsewhere(link.getDestination())) {
                    Link own = Link.of(path, link.getDestination());
                    links.add(own);
                    link.setDestination(own.href());
                    if (!own.isPage()) {
                        // The project's other files are not in the site: the words stay.
                        while (link.getFirstChild() != null) {
                            link.insertBefore(link.getFirstChild());
                        }
                        link.unlink();
                    }
                }
                visitChildren(link);
            }

            @Override
            public void visit(Heading heading) {
                titles.add(TextContentRenderer.builder().build().render(heading));
                visitChildren(heading);
            }
        });
        String html = HTML.render(document);
        Set<String> anchors = ANCHOR.matcher(html)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        return new Page(path, titles.isEmpty() ? path : titles.get(0), html, List.copyOf(links), Set.copyOf(anchors));
    }
}
