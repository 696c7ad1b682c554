package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Extract;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a read, checked. Spark shows and logs them, so none can be a secret. */
record ReadOptions(TreeMap<String, String> given) implements Serializable {
    /** Settings of the SDK, under its own names. */
    static final Set<String> CONNECTION = Set.of(
            "environment",
            "api-url",
            "idp-url",
            "email",
            "password-file",
            "password-variable",
            "token-scheme",
            "extract-timeout",
            "read-timeout",
            "connect-timeout",
            "max-attempts");

    static final Set<String> OWN = Set.of(
            "edc",
            "table",
            "zone",
            "filter-columns",
            "slice-column",
            "slice-values",
            "slice-values-from",
            "slice-boundaries",
            "expected-rows",
            "partitions");

    static ReadOptions of(Map<String, String> options) {
        TreeMap<String, String> given = new TreeMap<>();
        options.forEach((name, value) -> given.put(name.toLowerCase(Locale.ROOT), value));
        for (String name : given.keySet()) {
            if (!CONNECTION.contains(name) && !OWN.contains(name)) {
                // Without the value, which may be a secret.
                throw new IllegalArgumentException("There is no option " + name
                        + (looksSecret(name)
                                ? ": Spark shows and logs options, so a secret can't be one; use password-file or"
                                        + " password-variable, which name a file or an environment variable"
                                : "; there are "
                                        + String.join(
                                                ", ", OWN.stream().sorted().toList()) + ", "
                                        + String.join(
                                                ", ",
                                                CONNECTION.stream().sorted().toList())));
            }
        }
        ReadOptions read = new ReadOptions(given);
        read.check();
        return read;
    }

    private static boolean looksSecret(String name) {
        return List.of("password", "pwd", "secret", "token", "credential", "key").stream()
                .anyMatch(name::contains);
    }

    private void check() {
        if (table().endsWith("()")) {
            throw new IllegalArgumentException(
                    "table can't be a function: Spark may repeat a call, and a function may write");
        }
        edc();
        zone();
        boundaries();
        partitions();
        ExpectedRows expected = expectedRows();
        boolean byValues = text("slice-column") != null;
        boolean values = text("slice-values") != null;
        boolean from = text("slice-values-from") != null;
        if (byValues ? values == from : values || from) {
            throw new IllegalArgumentException(
                    "slice-column needs one of slice-values and slice-values-from, and these need slice-column");
        }
        if (byValues && !boundaries().isEmpty()) {
            throw new IllegalArgumentException("Slices are either by slice-column or by slice-boundaries");
        }
        if (values
                && Set.copyOf(list("slice-values")).size()
                        < list("slice-values").size()) {
            throw new IllegalArgumentException("slice-values has a value twice");
        }
        if (from && !String.valueOf(text("slice-values-from")).matches("\\w+\\.\\w+")) {
            throw new IllegalArgumentException(
                    "slice-values-from must be a table and a column, such as study_subject.label");
        }
        if (sliced() && expected == ExpectedRows.UNSAID) {
            throw new IllegalArgumentException(
                    "A read in slices needs expected-rows: count, which reads the whole extract"
                            + " first and counts; a number; or unchecked");
        }
        if (!sliced() && expected == ExpectedRows.COUNT) {
            throw new IllegalArgumentException("expected-rows=count is for reads in slices");
        }
    }

    @Nullable
    String text(String name) {
        String value = given.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    private String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalArgumentException("Option " + name + " is missing");
        }
        return value;
    }

    /** Separated by commas. */
    List<String> list(String name) {
        String value = text(name);
        if (value == null) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        for (String each : value.split(",", -1)) {
            if (each.isBlank()) {
                throw new IllegalArgumentException(name + " has an empty entry");
            }
            entries.add(each.trim());
        }
        return entries;
    }

    String edc() {
        return required("edc");
    }

    String table() {
        return required("table");
    }

    boolean sliced() {
        return text("slice-column") != null || text("slice-boundaries") != null;
    }

    @Nullable
    ZoneId zone() {
        String zone = text("zone");
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone must be a time zone, such as Asia/Jerusalem");
        }
    }

    List<Instant> boundaries() {
        try {
            return list("slice-boundaries").stream().map(Instant::parse).toList();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("slice-boundaries must be instants, such as 2026-01-01T00:00:00Z");
        }
    }

    /** The most partitions, or 0 for as many as there are slices. */
    int partitions() {
        String number = text("partitions");
        if (number == null) {
            return 0;
        }
        if (!number.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("partitions must be a number from 1 to 999999");
        }
        return Integer.parseInt(number);
    }

    /** How many rows the slices must have together. */
    enum ExpectedRows {
        UNSAID,
        UNCHECKED,
        COUNT,
        NUMBER
    }

    ExpectedRows expectedRows() {
        String said = text("expected-rows");
        if (said == null) {
            return ExpectedRows.UNSAID;
        }
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "unchecked" -> ExpectedRows.UNCHECKED;
            case "count" -> ExpectedRows.COUNT;
            default -> {
                if (!said.matches("\\d{1,18}")) {
                    throw new IllegalArgumentException("expected-rows must be count, a number or unchecked");
                }
                yield ExpectedRows.NUMBER;
            }
        };
    }

    long expectedNumber() {
        return Long.parseLong(required("expected-rows"));
    }

    /** What a client is made of, without what is only of this read. */
    TreeMap<String, String> connection() {
        TreeMap<String, String> connection = new TreeMap<>(given);
        connection.keySet().retainAll(CONNECTION);
        return connection;
    }

    EdcDatabase database() {
        EdcDatabase database = Clients.of(connection()).edc(edc());
        ZoneId zone = zone();
        return zone == null ? database : database.zone(Objects.requireNonNull(zone));
    }

    Extract extract() {
        return database().extract(table());
    }
}
