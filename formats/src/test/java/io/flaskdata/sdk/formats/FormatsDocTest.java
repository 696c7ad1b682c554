package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/formats.md are parts of this class or the sandbox's tests, wherever they are indented. */
class FormatsDocTest {
    @TempDir
    Path folder;

    @Test
    void rowsFromElsewhere() {
        List<TypedColumn> columns = List.of(TypedColumn.of("run", ColumnType.INTEGER), TypedColumn.text("value"));
        try (TypedFile file = TypedFile.create(folder.resolve("mirror.parquet"), TypedFormat.parquet(), columns)) {
            file.write(List.of("1", "70.50"));
            TypedFile.Written written = file.finish();
            assertThat(written.rows()).isOne();
        }
        assertThat(DuckDb.query("select run, value from FILE", folder.resolve("mirror.parquet")))
                .containsExactly(List.of("1", "70.50"));
    }

    @Test
    void eachBlockIsCompiledAndRun() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String each : List.of(
                "src/test/java/io/flaskdata/sdk/formats/FormatsDocTest.java",
                "../contract-tests/src/test/java/io/flaskdata/sdk/contract/FormatsAgainstSandboxTest.java")) {
            all.append(unindented(Files.readString(Path.of(each))));
        }
        String sources = all.toString();
        assertThat(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("../docs/formats.md")))
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(1)
                .allSatisfy(block -> {
                    for (String line : unindented(block).split("\n")) {
                        assertThat(sources).contains(line);
                    }
                });
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
