package io.flaskdata.sdk.formats;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file couldn't hold as it was, for its manifest: a remark, the columns it is of, and how often. Never a value. */
final class Notes {
    private final Map<String, Map<String, Long>> byRemark = new LinkedHashMap<>();

    void count(String remark, String column) {
        byRemark.computeIfAbsent(remark, each -> new LinkedHashMap<>()).merge(column, 1L, Long::sum);
    }

    /** A remark that is said once. */
    void say(String remark) {
        byRemark.computeIfAbsent(remark, each -> new LinkedHashMap<>());
    }

    /** Counts a number whose last decimals are zeros, which a binary number doesn't keep. */
    void zeros(Field field, BigDecimal value) {
        if (value.scale() > 0 && value.stripTrailingZeros().scale() < value.scale()) {
            count(Values.ZEROS, field.name());
        }
    }

    @Nullable
    String text() {
        return byRemark.isEmpty()
                ? null
                : byRemark.entrySet().stream()
                        .map(each -> each.getKey() + columns(each.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String columns(Map<String, Long> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
