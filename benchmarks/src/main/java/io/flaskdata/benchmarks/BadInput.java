package io.flaskdata.benchmarks;

import io.flaskdata.sdk.rows.JsonLinesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that are made to be slow, of 25 and of 100 MB: nanoseconds of processor time a byte, which should be the same. */
final class BadInput {
    private static final int MEGABYTE = 1_000_000;

    private BadInput() {}

    public static void main(String[] args) throws IOException {
        Map<String, IntFunction<String>> rows = new LinkedHashMap<>();
        rows.put("one cell of letters", bytes -> cell("a", bytes));
        rows.put("one cell of line breaks as escapes", bytes -> cell("\\n", bytes));
        rows.put("one cell of Hebrew", bytes -> cell("א", bytes / 2));
        rows.put("one cell, letters and escapes in turns", bytes -> cell("a\\\"", bytes));
        rows.put("numbers with exponents in an array", bytes -> array("1e5,", bytes));
        rows.put("arrays 199 deep, again and again", bytes -> array("[".repeat(198) + "]".repeat(198) + ",", bytes));
        rows.put("10,000 columns, each value with an escape", bytes -> columns(10_000, bytes));
        rows.put("columns of one character", bytes -> columns(bytes / 14, bytes));
        rows.put("one object with as many names as fit", BadInput::names);
        for (Map.Entry<String, IntFunction<String>> row : rows.entrySet()) {
            double[] perByte = new double[2];
            for (int i = 0; i < 2; i++) {
                byte[] json =
                        row.getValue().apply((i == 0 ? 25 : 100) * MEGABYTE).getBytes(StandardCharsets.UTF_8);
                perByte[i] = Double.MAX_VALUE;
                for (int time = 0; time < 3; time++) {
                    long used = CpuProfiler.nanoseconds();
                    new JsonLinesReader(null).row(json);
                    perByte[i] = Math.min(perByte[i], (CpuProfiler.nanoseconds() - used) / (double) json.length);
                }
            }
            System.out.println("| %s | %.2f | %.2f |".formatted(row.getKey(), perByte[0], perByte[1]));
        }
    }

    private static String cell(String part, int bytes) {
        return "{\"a\":\"" + part.repeat(bytes / part.length()) + "\"}";
    }

    private static String array(String part, int bytes) {
        return "{\"a\":[" + part.repeat(bytes / part.length()) + "0]}";
    }

    private static String columns(int count, int bytes) {
        String value = ":\"" + "x".repeat(Math.max(0, bytes / count - 14)) + "\\n\"";
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + i + "\"" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String names(int bytes) {
        return IntStream.range(0, bytes / 12)
                .mapToObj(i -> "\"" + i + "\":0")
                .collect(Collectors.joining(",", "{\"a\":{", "}}"));
    }
}
