package io.flaskdata.sdk.formats;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes as many rows as it is told to, in a process whose memory is bounded. */
final class ManyRows {
    static final List<TypedColumn> COLUMNS = List.of(
            TypedColumn.of("item_data_id", ColumnType.INTEGER),
            TypedColumn.text("subject"),
            TypedColumn.text("event"),
            TypedColumn.of("event_ordinal", ColumnType.INTEGER),
            TypedColumn.of("event_date", ColumnType.DATE),
            TypedColumn.text("item").coded(Map.of("SYSBP", "Systolic blood pressure", "PULSE", "Pulse")),
            TypedColumn.decimal("value", 7, 2).orNullCode(),
            TypedColumn.text("comment"),
            TypedColumn.of("sdv_status", ColumnType.FLAG),
            TypedColumn.of("date_created", ColumnType.INSTANT));

    private ManyRows() {}

    /** Text that doesn't become smaller when it is compressed. */
    private static String noise(int i, int length) {
        Random random = new Random(i);
        StringBuilder noise = new StringBuilder();
        while (noise.length() < length) {
            noise.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
        }
        return noise.toString();
    }

    private static List<@Nullable String> row(int i, int noise) {
        return Arrays.asList(
                String.valueOf(1_000_000_000 + i),
                digits(i % 300, 3) + "-" + digits(i / 300, 5),
                i % 3 == 0 ? "Screening" : "Week " + i % 52,
                String.valueOf(i % 7),
                "2026-0" + (1 + i % 9) + "-1" + i % 10,
                i % 2 == 0 ? "SYSBP" : "PULSE",
                i % 101 == 0 ? "NA" : i % 1000 + "." + (10 + i % 90),
                i % 5 == 0
                        ? null
                        : "comment " + Integer.toString(i * 31, 36) + " of the investigator" + noise(i, noise),
                i % 4 == 0 ? "true" : "false",
                "2026-11-28T06:" + digits(i / 60 % 60, 2) + ":" + digits(i % 60, 2) + "." + digits(i % 1000, 3) + "Z");
    }

    private static String digits(int number, int count) {
        return Integer.toString(number + (int) Math.pow(10, count)).substring(1);
    }

    /** Format, rows, file, MiB of a row group, characters of noise in each row. Prints seconds, bytes and the most of the heap that was in use. */
    public static void main(String[] arguments) {
        TypedFormat format = switch (arguments[0]) {
            case "parquet" -> TypedFormat.parquet().groupBytes(Long.parseLong(arguments[3]) << 20);
            case "xlsx" -> TypedFormat.excel();
            case "dataset-json" -> TypedFormat.datasetJson();
            case "xport" -> TypedFormat.xport();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        int rows = Integer.parseInt(arguments[1]);
        int noise = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
        long started = System.nanoTime();
        try (TypedFile file = TypedFile.replace(Path.of(arguments[2]), format, COLUMNS)) {
            for (int i = 0; i < rows; i++) {
                file.write(row(i, noise));
            }
            TypedFile.Written written = file.finish();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d rows, %d bytes, %.1f s, heap at most %d MiB%n",
                    arguments[0],
                    written.rows(),
                    written.bytes(),
                    (System.nanoTime() - started) / 1e9,
                    Runtime.getRuntime().totalMemory() >> 20);
        }
    }
}
