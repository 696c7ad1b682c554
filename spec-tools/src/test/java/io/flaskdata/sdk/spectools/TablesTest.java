package io.flaskdata.sdk.spectools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of tables that no EDC has, with an accessor of each type. */
class TablesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/tables");

    @TempDir
    Path folder;

    private String list;

    @BeforeEach
    void read() throws IOException {
        list = Files.readString(GOLDEN.resolve("list.yaml"));
    }

    private void make(String changed) throws IOException {
        Path file = Files.writeString(folder.resolve("list.yaml"), changed);
        FileSync.synchronise(Tables.sources(file), folder.resolve("out"));
    }

    private Path made(String name) {
        return folder.resolve("out/io/flaskdata/sdk/edc").resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdcVisit.java", "EdcCodes.java"})
    void eachTypeBecomesWhatTheGoldenFileHas(String name) throws IOException {
        make(list);
        assertThat(made(name)).hasSameTextualContentAs(GOLDEN.resolve(name));
    }

    @Test
    void theTypesOfColumnsAndTheLabelsOfCodes() throws IOException {
        Path file = folder.resolve("list.yaml");
        Files.writeString(
                file,
                list.replace("Over the table", "Reads the table").replace("A label.", "Reads the table {@code b}."));
        String visit = new String(TableColumns.lines(file), StandardCharsets.UTF_8);
        assertThat(visit.lines())
                .startsWith("column\tvisit\tvisit_id\tid\tthe id", "column\tvisit\tlabel\ttext\tthe label")
                .contains(
                        "column\tvisit\tstate_id\tcode State\thow far it is",
                        "column\tvisit\tstatus_id\tcode Status\tthe status",
                        "column\tb\tlabel\ttext\tthe label",
                        "code\tState\t20\tdone")
                .noneMatch(line -> line.contains("isFirst"));
        Files.writeString(file, list);
        assertThatThrownBy(() -> TableColumns.lines(file)).hasMessageContaining("doesn't say which table it reads");
    }

    @Test
    void aClassImportsWhatItUses() throws IOException {
        make(list);
        assertThat(made("EdcLabel.java")).content().contains("rows.Row;").doesNotContain("java.time", "implements");
    }

    @Test
    void onlyWhatDiffersIsTouched() throws IOException {
        make(list);
        FileTime then = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(made("EdcVisit.java"), then);
        Files.setLastModifiedTime(made("EdcLabel.java"), then);
        make(list.replace("A label.", "Another label."));
        assertThat(Files.getLastModifiedTime(made("EdcVisit.java"))).isEqualTo(then);
        assertThat(made("EdcLabel.java")).content().contains("Another label.");
    }

    @Test
    void aTableThatIsGoneLeavesNoClass() throws IOException {
        make(list);
        make(list.replace("EdcLabel", "EdcTag"));
        assertThat(made("EdcLabel.java")).doesNotExist();
        assertThat(made("EdcTag.java")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tables:            | table:       | /: an entry has no member table
            doc: A label.      | docs: A.     | /tables/1: an entry has no member docs
            doc: A label.      | doc:         | /tables/1: an entry lacks doc
            column: value,     | columns: v,  | /tables/0/accessors/6: an entry has no member columns
            column: value,     | ''           | /tables/0/accessors/6: an accessor has either a column or a doc
            type: boolean      | column: a, type: boolean | /tables/0/accessors/8: an accessor has either a column or a doc
            type: flag         | type: bool   | /tables/0/accessors/3: there is no type bool of a column
            type: flag         | type: boolean | /tables/0/accessors/3: there is no type boolean of a column
            code State         | code Stage   | /tables/0/accessors/7: there is no type code Stage of a column
            returns: the id    | returns: ''  | /tables/0/accessors/0: an entry lacks returns
            class: EdcLabel    | class: EdcVisit | /tables/1: another class is called EdcVisit
            class: EdcLabel    | class: EdcCodes | /tables/1: another class is called EdcCodes
            class: Kind        | class: State | /codes/1: another list of codes is called State
            1: PLANNED         | one: PLANNED | /codes/0/codes: a code is a number, not one
            1: PLANNED         | 010: PLANNED | /codes/0/codes: a code is a number, not 010
            1: PLANNED         | 1:           | /codes/0/codes: an entry lacks 1
            name: DONE, doc    | name: DONE, does | /codes/0/codes/20: an entry has no member does
            """)
    void whatTheListGetsWrongStopsTheBuildWithItsPlace(String before, String after, String reason) {
        assertThat(list).containsOnlyOnce(before);
        assertThatThrownBy(() -> make(list.replace(before, after)))
                .isInstanceOf(SpecException.class)
                .hasMessage("list.yaml at " + reason);
    }
}
