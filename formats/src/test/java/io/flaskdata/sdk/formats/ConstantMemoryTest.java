package io.flaskdata.sdk.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each format in a process of 24 or 32 MiB, which rows that are kept would exceed: Parquet's only if they can't be compressed. {@code -Dflaskdata.rows=10000000} writes
 * more rows, and fails no sooner; Excel has at most 1,048,575.
 */
class ConstantMemoryTest {
    private static final int ROWS = Integer.getInteger("flaskdata.rows", 40_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "xlsx", "dataset-json", "xport"})
    void manyRows(String format) throws IOException, InterruptedException {
        boolean parquet = format.equals("parquet");
        int rows = format.equals("xlsx") ? Math.min(ROWS, ExcelSink.MOST_ROWS - 1) : parquet ? ROWS / 2 : ROWS;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        parquet ? "-Xmx24m" : "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyRows.class.getName(),
                        format,
                        String.valueOf(rows),
                        folder.resolve("rows").toString(),
                        "1",
                        parquet ? "1500" : "0")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(format + ": " + rows + " rows");
        if (System.getProperty("flaskdata.rows") != null) {
            System.out.print(said);
        }
    }
}
