package io.flaskdata.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    Path project;

    @BeforeEach
    void aProjectOfTwoPages() throws IOException {
        page("README.md", "# Us\n\n[More](docs/more.md#the-end)\n");
        page("docs/README.md", "# Contents\n\n- [Us](../README.md)\n");
        page("docs/more.md", "# More & more\n\n## The end\n\n[back](../README.md), [out](https://example.org/x.md)\n");
    }

    private void page(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void pagesLinkToEachOtherAndHaveTheContentsBesideThem() throws IOException {
        Path folder = project.resolve("site");
        Site.of(project).write(folder);
        assertThat(folder.resolve("index.html"))
                .content()
                .contains("<a href=\"more.html#the-end\">More</a>", "<title>Us</title>");
        assertThat(folder.resolve("more.html"))
                .content()
                .contains("<h2 id=\"the-end\">", "<title>More &amp; more</title>", "<a href=\"index.html\">back</a>")
                .contains("<a href=\"https://example.org/x.md\">out</a>")
                .contains("<li><a href=\"index.html\">Us</a></li>");
        assertThat(folder.resolve("style.css")).isNotEmptyFile();
    }

    @Test
    void aLinkThatLeadsNowhereIsAnError() throws IOException {
        page("docs/more.md", "# More\n\n## The end\n\n[a](gone.md) [b](#nothing) [c](../README.md#us)\n");
        assertThatThrownBy(() -> Site.of(project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "docs/more.md: nothing is at docs/gone.md\ndocs/more.md: docs/more.md has no heading #nothing");
    }

    @Test
    void aPageThatNoLinkLeadsToIsAnError() throws IOException {
        page("docs/lost.md", "# Lost\n");
        assertThatThrownBy(() -> Site.of(project)).hasMessage("docs/lost.md: no link leads here from docs/README.md");
    }

    @Test
    void aTableIsATableAndHtmlIsText() throws IOException {
        page("docs/more.md", "# <b>\n\n## The end\n\n| a | b |\n|---|---|\n| `x` | <script> |\n");
        Path folder = project.resolve("site");
        Site.of(project).write(folder);
        assertThat(folder.resolve("more.html"))
                .content()
                .contains("<table>", "&lt;script&gt;")
                .doesNotContain("<script>", "<title><b>");
    }

    @Test
    void ofALinkToAnotherFileOnlyTheWordsStayAndTheFileMustExist() throws IOException {
        page("docs/more.md", "# More\n\n## The end\n\nSee [the *list*](../list.tsv).\n");
        assertThatThrownBy(() -> Site.of(project)).hasMessage("docs/more.md: nothing is at list.tsv");
        page("list.tsv", "a\tb\n");
        Path folder = project.resolve("site");
        Site.of(project).write(folder);
        assertThat(folder.resolve("more.html")).content().contains("<p>See the <em>list</em>.</p>");
    }

    @Test
    void withoutItsJavadocASiteIsNotWritten() {
        Path folder = project.resolve("site");
        assertThatThrownBy(() -> Site.main(new String[] {project.toString(), folder.toString()}))
                .hasMessageContaining("no Javadoc");
        assertThat(folder).doesNotExist();
    }

    /** What -Psite-docs writes, without the Javadoc. */
    @Test
    void thisProjectsPagesAreWholeAndEveryLinkInTheHtmlHasItsFile() throws IOException {
        Path folder = project.resolve("site");
        Site.of(Path.of("..")).write(folder);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pages =
                    files.filter(each -> each.toString().endsWith(".html")).toList();
            assertThat(pages)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(page -> assertThat(Pattern.compile("href=\"([^\"#:]+)(#[^\"]*)?\"")
                                    .matcher(Files.readString(page))
                                    .results()
                                    .map(found -> found.group(1))
                                    .filter(file -> !file.startsWith("apidocs/")))
                            .isNotEmpty()
                            .allSatisfy(file -> assertThat(folder.resolve(file)).exists()));
        }
    }
}
