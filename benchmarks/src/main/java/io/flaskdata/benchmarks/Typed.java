package io.flaskdata.benchmarks;

import java.util.List;
import java.util.Map;

/** The columns that are read as what they are: each row has a value there. */
final class Typed {
    enum Kind {
        INT,
        DECIMAL,
        INSTANT,
        FLAG,
        OTHER
    }

    static final Map<Kind, List<String>> COLUMNS = Map.of(
            Kind.INT, List.of("study_subject_id", "site_id", "event_ordinal", "item_id", "query_count"),
            Kind.DECIMAL, List.of("item_decimal", "item_group_ordinal"),
            Kind.INSTANT, List.of("enrollment_date", "event_start_date", "date_created"),
            Kind.FLAG, List.of("is_source_verified"));

    static final Kind[] KINDS = SampleRows.COLUMNS.stream().map(Typed::kind).toArray(Kind[]::new);

    private Typed() {}

    private static Kind kind(String column) {
        return COLUMNS.entrySet().stream()
                .filter(each -> each.getValue().contains(column))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(Kind.OTHER);
    }
}
