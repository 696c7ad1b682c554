package io.flaskdata.sdk.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A difference between what is and what the documents say; it holds no value.
 *
 * @param code what kind, such as {@code type} or {@code unnamed-member}
 * @param where the place in the body, {@code *} for entries of arrays and members of maps; empty for what is around it
 * @param schema the place in the effective document; null when there is none
 * @param expected what the document says: a type, a keyword, a status
 * @param came what was found instead
 * @param count how often
 */
public record Finding(String code, String where, @Nullable String schema, String expected, String came, int count) {
    static Finding of(String code, String where, String expected, String came) {
        return new Finding(code, where, null, expected, came, 1);
    }

    /** The same differences once, with how often. */
    static List<Finding> counted(List<Finding> all) {
        Map<Finding, Integer> counts = new LinkedHashMap<>();
        all.forEach(each -> counts.merge(
                new Finding(each.code, each.where, each.schema, each.expected, each.came, 1),
                each.count,
                Integer::sum));
        List<Finding> counted = new ArrayList<>();
        counts.forEach((each, count) ->
                counted.add(new Finding(each.code, each.where, each.schema, each.expected, each.came, count)));
        return counted;
    }

    @Override
    public String toString() {
        return code + (where.isEmpty() ? "" : " at " + where) + ": expected " + expected + ", came " + came
                + (count == 1 ? "" : " (" + count + " times)");
    }
}
