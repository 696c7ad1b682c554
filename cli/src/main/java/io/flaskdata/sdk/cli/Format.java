package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.rows.ExtractFile;
import io.flaskdata.sdk.rows.Manifest;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of files. */
enum Format {
    CSV(".csv"),
    JSONL(".jsonl");

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    static Format of(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> name.endsWith(each.ending))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("The file's ending doesn't say its format: --format, or one of "
                                + Arrays.stream(values()).map(Format::ending).collect(Collectors.joining(", "))));
    }

    Manifest.Format ofManifest() {
        return switch (this) {
            case CSV -> Manifest.Format.CSV;
            case JSONL -> Manifest.Format.JSON_LINES;
        };
    }

    Manifest write(ExtractFile file) {
        return switch (this) {
            case CSV -> file.writeCsv();
            case JSONL -> file.writeJsonLines();
        };
    }
}
