package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.api.edc.model.DownloadCsvsRequest;
import io.flaskdata.sdk.api.edc.model.SendCsvsByEmailRequest;
import io.flaskdata.sdk.api.edc.model.StudyRequest;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which CRFs of an EDC study to export. Immutable: each method returns a new filter. The dates filter on {@code
 * date_updated}, which rows that were never edited don't have: whether a window includes those is not known (inferred:
 * it does not). Conditions combine with AND and mean equality. Columns named in the documentation: {@code crf}, {@code
 * event}, {@code subject}, {@code site}.
 */
public final class StudyFilter {
    private static final StudyFilter ALL = new StudyFilter(Window.ALL, Map.of(), Map.of(), Map.of());

    private static final ZoneId WESTERNMOST = ZoneOffset.ofHours(-12);
    private static final ZoneId EASTERNMOST = ZoneOffset.ofHours(14);

    private final Window window;
    private final Map<String, Object> kept;
    private final Map<String, Object> excluded;
    private final Map<String, @Nullable Object> further;

    private StudyFilter(
            Window window,
            Map<String, Object> kept,
            Map<String, Object> excluded,
            Map<String, @Nullable Object> further) {
        this.window = window;
        this.kept = kept;
        this.excluded = excluded;
        this.further = further;
    }

    /** A filter that keeps everything. */
    public static StudyFilter all() {
        return ALL;
    }

    /**
     * Starts the window, sent as {@code fromDate}.
     *
     * @param start sent with milliseconds, rounded down
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public StudyFilter updatedFrom(Instant start) {
        return new StudyFilter(window.startingAt(start), kept, excluded, further);
    }

    /**
     * Ends the window, sent as {@code toDate}. Whether the server includes this instant is not known.
     *
     * @param end sent with milliseconds, rounded up
     * @throws IllegalArgumentException when the window ends before it starts
     */
    public StudyFilter updatedBefore(Instant end) {
        return new StudyFilter(window.endingAt(end), kept, excluded, further);
    }

    /**
     * Keeps rows with this value in this column.
     *
     * @param column the column's name
     * @param value the value, not empty: the server treats an empty value as no filter
     * @throws IllegalArgumentException when the column name is invalid or has a condition already, or the value is
     *     empty
     */
    public StudyFilter where(String column, String value) {
        String checked = Arguments.identifier(column, "column");
        return new StudyFilter(
                window, Arguments.with(kept, checked, Arguments.filterValue(value, "value")), excluded, further);
    }

    /**
     * Excludes rows with one of these values in this column, sent as {@code filtersNotIn}.
     *
     * @param column the column's name
     * @param values the values, without {@code |}, which separates values in the request
     * @throws IllegalArgumentException when the column name is invalid or has values already, when there is no value,
     *     or one is empty or contains {@code |}
     */
    public StudyFilter whereNot(String column, String... values) {
        String checked = Arguments.identifier(column, "column");
        List<String> given = List.of(values);
        if (given.isEmpty() || given.stream().anyMatch(value -> value.isEmpty() || value.contains("|"))) {
            throw new IllegalArgumentException("values must have at least one value, none empty and none with |");
        }
        return new StudyFilter(window, kept, Arguments.with(excluded, checked, String.join("|", given)), further);
    }

    /**
     * Adds a request member that the SDK has no method for.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public StudyFilter with(String name, @Nullable Object value) {
        return new StudyFilter(window, kept, excluded, JsonValue.with(further, name, value));
    }

    Map<String, @Nullable Object> further() {
        return further;
    }

    StudyRequest crfLevel() {
        return StudyRequest.of()
                .fromDate(window.from())
                .toDate(window.before())
                .filters(kept.isEmpty() ? null : kept)
                .filtersNotIn(excluded.isEmpty() ? null : excluded);
    }

    /** The event CRFs' export does not support {@code filtersNotIn}. */
    DownloadCsvsRequest eventCrfs() {
        if (!excluded.isEmpty()) {
            throw new IllegalArgumentException("filter must not use whereNot: this export can't leave out values");
        }
        return DownloadCsvsRequest.of()
                .fromDate(window.from())
                .toDate(window.before())
                .filters(kept.isEmpty() ? null : kept);
    }

    /**
     * This operation takes days, not instants. They are rounded outwards so that no row is lost, whether the server
     * reads a day in its own zone or in UTC; without a declared zone, any zone is assumed.
     */
    SendCsvsByEmailRequest email(List<String> addresses, @Nullable ZoneId serverZone) {
        List<ZoneId> zones =
                serverZone == null ? List.of(WESTERNMOST, EASTERNMOST) : List.of(ZoneOffset.UTC, serverZone);
        Instant from = window.from();
        Instant before = window.before();
        return SendCsvsByEmailRequest.of(addresses)
                .fromDate(
                        from == null ? null : Collections.min(days(from, zones)).toString())
                .toDate(
                        before == null
                                ? null
                                : Collections.max(days(before.minusMillis(1), zones))
                                        .plusDays(1)
                                        .toString())
                .filters(kept.isEmpty() ? null : kept)
                .filtersNotIn(excluded.isEmpty() ? null : excluded);
    }

    private static List<LocalDate> days(Instant instant, List<ZoneId> zones) {
        return zones.stream().map(zone -> LocalDate.ofInstant(instant, zone)).toList();
    }

    @Override
    public String toString() {
        return "StudyFilter[on " + kept.keySet() + ", not " + excluded.keySet() + "]";
    }
}
