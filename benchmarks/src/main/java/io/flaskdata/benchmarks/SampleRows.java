package io.flaskdata.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows of 30 columns as an EDC database sends them: texts, some in Hebrew and some with escapes, ints, bigints and
 * decimals as strings, decimals as numbers, flags, instants and nulls; some 900 bytes each. A block of different rows
 * from a fixed seed, over and over.
 */
final class SampleRows {
    static final List<String> COLUMNS = List.of(
            "study_subject_id",
            "study_subject_label",
            "secondary_label",
            "site_id",
            "site_name",
            "subject_status",
            "gender",
            "enrollment_date",
            "event_definition",
            "event_ordinal",
            "event_start_date",
            "event_status",
            "event_crf_id",
            "crf_name",
            "crf_version",
            "crf_status",
            "item_id",
            "item_name",
            "item_description",
            "item_units",
            "item_value",
            "item_decimal",
            "item_group",
            "item_group_ordinal",
            "audit_event_id",
            "is_source_verified",
            "query_count",
            "comment",
            "date_created",
            "date_updated");

    private static final int BLOCK_ROWS = 5000;

    private final byte[] block;
    private final int[] ends = new int[BLOCK_ROWS];

    SampleRows() {
        Random random = new Random(20261124);
        StringBuilder text = new StringBuilder();
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < BLOCK_ROWS; i++) {
            text.setLength(0);
            row(text.append(','), i, random);
            bytes.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
            ends[i] = bytes.size();
        }
        block = bytes.toByteArray();
    }

    long length(long rows) {
        int rest = (int) (rows % BLOCK_ROWS);
        long items = rows / BLOCK_ROWS * block.length + (rest == 0 ? 0 : ends[rest - 1]);
        return items + (rows == 0 ? 2 : 1);
    }

    /** Writes an array of so many rows; each row stands in the block with a comma before it. */
    void write(long rows, OutputStream out) throws IOException {
        out.write('[');
        int from = 1;
        for (long left = rows; left > 0; left -= BLOCK_ROWS) {
            out.write(block, from, (left >= BLOCK_ROWS ? block.length : ends[(int) left - 1]) - from);
            from = 0;
        }
        out.write(']');
    }

    private static void row(StringBuilder out, int i, Random random) {
        List<String> values = new ArrayList<>();
        int subject = 1 + i / 40;
        values.add(String.valueOf(1000 + subject));
        values.add(quoted("%03d-%03d".formatted(1 + subject % 12, subject)));
        values.add(random.nextInt(3) == 0 ? "null" : quoted("S" + random.nextInt(100_000)));
        values.add(String.valueOf(1 + subject % 12));
        values.add(quoted(subject % 4 == 0 ? "מרכז רפואי " + subject % 12 : "Medical Centre " + subject % 12));
        values.add(quoted("available"));
        values.add(quoted(random.nextBoolean() ? "f" : "m"));
        values.add(quoted(instant(random)));
        values.add(quoted("0" + (1 + i % 8) + "-Screening and baseline"));
        values.add(String.valueOf(1 + random.nextInt(3)));
        values.add(quoted(instant(random)));
        values.add(quoted("data entry started"));
        values.add(quoted(String.valueOf(9_007_199_254_740_993L + i)));
        values.add(quoted("Demographics and Vital Signs"));
        values.add(quoted("v1." + random.nextInt(4)));
        values.add(quoted("Started"));
        values.add(String.valueOf(10_000 + i % 40));
        values.add(quoted("VS_ITEM_" + i % 40));
        values.add(quoted("Systolic blood pressure, sitting, after five minutes of rest"));
        values.add(i % 3 == 0 ? "null" : quoted("mmHg"));
        values.add(quoted(String.valueOf(80 + random.nextInt(90))));
        values.add(quoted(80 + random.nextInt(90) + "." + (10 + random.nextInt(90))));
        values.add(quoted("VITALS"));
        values.add(random.nextInt(300) + "." + random.nextInt(10));
        values.add(quoted(String.valueOf(70_000_000_000L + random.nextInt(1_000_000))));
        values.add(String.valueOf(random.nextBoolean()));
        values.add(String.valueOf(random.nextInt(4)));
        values.add(i % 10 == 0 ? quoted("Repeated: \\\"cuff\\\" too small,\\nsee note " + i) : "null");
        values.add(quoted(instant(random)));
        values.add(random.nextInt(2) == 0 ? "null" : quoted(instant(random)));
        for (int column = 0; column < COLUMNS.size(); column++) {
            out.append(column == 0 ? "{" : ",").append(quoted(COLUMNS.get(column)));
            out.append(':').append(values.get(column));
        }
        out.append('}');
    }

    private static String quoted(String json) {
        return '"' + json + '"';
    }

    private static String instant(Random random) {
        return java.time.Instant.ofEpochSecond(1_700_000_000L + random.nextInt(80_000_000))
                .toString()
                .replace("Z", ".000Z");
    }
}
