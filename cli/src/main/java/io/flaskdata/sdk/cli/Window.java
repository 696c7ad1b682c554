package io.flaskdata.sdk.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows: conditions and a window. */
final class Window {
    @Option(
            names = {"-w", "--where"},
            paramLabel = "COLUMN=VALUE",
            description = "Only rows with this value; may be repeated.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description =
                    "Rows updated from then on, such as 2026-11-01 (in UTC) or 2026-11-01T08:00:00Z. Rows that were never edited may be missing.")
    private @Nullable String from;

    @Option(names = "--before", paramLabel = "INSTANT", description = "Rows updated before then.")
    private @Nullable String before;

    Map<String, String> where() {
        return where;
    }

    @Nullable
    Instant from() {
        return instant(from, "--from");
    }

    @Nullable
    Instant before() {
        return instant(before, "--before");
    }

    private static @Nullable Instant instant(@Nullable String text, String option) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + " must be a day such as 2026-11-01 or an instant such as 2026-11-01T08:00:00Z", e);
        }
    }
}
