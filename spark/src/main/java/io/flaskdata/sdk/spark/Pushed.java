package io.flaskdata.sdk.spark;

import io.flaskdata.sdk.edc.Extract;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the server is asked to leave out. Spark applies every filter again: more rows may come than the filters let
 * through, never fewer.
 */
final class Pushed implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Duration OVERLAP = Duration.ofMillis(1);

    private final Map<String, String> equal = new TreeMap<>();
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable Set<Object> values;
    private final transient List<Filter> filters = new ArrayList<>();

    private Pushed() {}

    static Pushed nothing() {
        return new Pushed();
    }

    static Pushed of(Filter[] given, StructType schema, ReadOptions options) {
        Pushed pushed = new Pushed();
        // The number is of all rows.
        if (options.expectedRows() != ReadOptions.ExpectedRows.NUMBER) {
            KnownColumns known = KnownColumns.of(options.table());
            for (Filter each : given) {
                if (pushed.takes(each, schema, known, options)) {
                    pushed.filters.add(each);
                }
            }
        }
        return pushed;
    }

    private boolean takes(Filter filter, StructType schema, KnownColumns known, ReadOptions options) {
        if (filter instanceof GreaterThan greater) {
            return starts(greater.attribute(), greater.value(), schema);
        }
        if (filter instanceof GreaterThanOrEqual greater) {
            return starts(greater.attribute(), greater.value(), schema);
        }
        if (filter instanceof LessThan less) {
            return ends(less.attribute(), less.value(), schema);
        }
        if (filter instanceof LessThanOrEqual less) {
            return ends(less.attribute(), less.value(), schema);
        }
        if (filter instanceof EqualTo equalTo) {
            return oneOf(equalTo.attribute(), new Object[] {equalTo.value()}, schema, known, options);
        }
        if (filter instanceof EqualNullSafe equalTo) {
            return equalTo.value() != null
                    && oneOf(equalTo.attribute(), new Object[] {equalTo.value()}, schema, known, options);
        }
        return filter instanceof In in && oneOf(in.attribute(), in.values(), schema, known, options);
    }

    private boolean starts(String column, @Nullable Object value, StructType schema) {
        Instant start = time(column, value, schema);
        if (start == null || (to != null && to.isBefore(start))) {
            return false;
        }
        from = from == null || from.isBefore(start) ? start : from;
        return true;
    }

    private boolean ends(String column, @Nullable Object value, StructType schema) {
        Instant end = time(column, value, schema);
        if (end == null || (from != null && end.isBefore(from))) {
            return false;
        }
        to = to == null || end.isBefore(to) ? end : to;
        return true;
    }

    /** Null when it isn't a time of the column that windows are of. */
    private static @Nullable Instant time(String column, @Nullable Object value, StructType schema) {
        if (!column.equals(Slice.DATE)
                || field(column, schema)
                        .filter(field -> field.dataType().equals(DataTypes.TimestampType))
                        .isEmpty()) {
            return null;
        }
        return value instanceof Timestamp timestamp
                ? timestamp.toInstant()
                : value instanceof Instant instant ? instant : null;
    }

    /** Nothing equals null. */
    private boolean oneOf(
            String column, @Nullable Object[] given, StructType schema, KnownColumns known, ReadOptions options) {
        StructField field = field(column, schema).orElse(null);
        Set<Object> wanted = new HashSet<>();
        for (Object each : given) {
            if (each != null && field != null) {
                Object comparable = comparable(each, field);
                if (comparable == null) {
                    return false;
                }
                wanted.add(comparable);
            }
        }
        if (field == null || wanted.isEmpty()) {
            return false;
        }
        if (column.equals(options.text("slice-column"))) {
            if (values != null) {
                wanted.retainAll(values);
            }
            values = wanted;
            return true;
        }
        Object only = wanted.iterator().next();
        if (wanted.size() > 1 || !known.comparable(field, options) || !sendable(only) || equal.containsKey(column)) {
            return false;
        }
        equal.put(column, only instanceof BigDecimal number ? number.toPlainString() : (String) only);
        return true;
    }

    private static @Nullable Object comparable(Object value, StructField field) {
        boolean text = field.dataType().equals(DataTypes.StringType);
        boolean number = field.dataType().equals(DataTypes.IntegerType)
                || field.dataType().equals(DataTypes.LongType);
        return text && value instanceof String
                ? value
                : number && (value instanceof Integer || value instanceof Long)
                        ? BigDecimal.valueOf(((Number) value).longValue())
                        : null;
    }

    /** An empty text is no filter to the server, and of spaces, quotes and the like nobody knows what it makes. */
    private static boolean sendable(Object value) {
        return value instanceof BigDecimal
                || ((String) value)
                        .matches("[\\p{L}\\p{N}._:/@+-]([\\p{L}\\p{M}\\p{N}._:/@+ -]*[\\p{L}\\p{M}\\p{N}._:/@+-])?");
    }

    private static Optional<StructField> field(String name, StructType schema) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    /** Whether the slice can have rows that the filters let through. */
    boolean meets(Slice slice) {
        if (slice instanceof Slices.Value value) {
            return values == null || values.contains(value.value()) || isOneOf(value.value(), values);
        }
        if (slice instanceof Slices.Window window) {
            return window.meets(from, to);
        }
        return !(slice instanceof Slices.NeverUpdated) || (from == null && to == null);
    }

    /** A slice's value is text, which a reader with a schema of its own may have as a number. */
    private static boolean isOneOf(String value, Set<Object> values) {
        if (values.stream().noneMatch(BigDecimal.class::isInstance)) {
            return false;
        }
        try {
            return values.contains(new BigDecimal(value).setScale(0));
        } catch (NumberFormatException | ArithmeticException e) {
            return true;
        }
    }

    /** The extract that slices are cut of. A window of the filters only chooses among slices that are windows. */
    Extract narrow(Extract extract, boolean windows) {
        Extract narrow = extract;
        for (Map.Entry<String, String> each : equal.entrySet()) {
            narrow = narrow.where(each.getKey(), each.getValue());
        }
        if (from != null && !windows) {
            narrow = narrow.updatedFrom(from.minus(OVERLAP));
        }
        if (to != null && !windows) {
            narrow = narrow.updatedBefore(to.plus(OVERLAP));
        }
        return narrow;
    }

    Filter[] filters() {
        return Objects.requireNonNull(filters).toArray(Filter[]::new);
    }
}
