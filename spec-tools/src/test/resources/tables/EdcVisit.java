// Made of list.yaml.
package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A visit of nobody. Over the table {@code visit}.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EdcVisit(Row row) implements EdcRecord {
    /**
     * Column {@code visit_id}.
     *
     * @return the id
     */
    public int id() {
        return EdcViews.id(row, "visit_id");
    }

    /**
     * Column {@code label}.
     *
     * @return the label, or null
     */
    public @Nullable String label() {
        return row.string("label");
    }

    /**
     * Column {@code sample_ordinal}.
     *
     * @return which repetition it is, or null
     */
    public @Nullable Integer ordinal() {
        return row.integer("sample_ordinal");
    }

    /**
     * Column {@code required}.
     *
     * @return whether it must be, or null
     */
    public @Nullable Boolean required() {
        return row.flag("required");
    }

    /**
     * Column {@code date_entered}.
     *
     * @return when it was entered, or null
     */
    public @Nullable Instant entered() {
        return row.instant("date_entered");
    }

    /**
     * Column {@code date_start}.
     *
     * @return the first day, in the server's zone, or null
     */
    public @Nullable LocalDate started() {
        return row.date("date_start");
    }

    /**
     * Column {@code value}.
     *
     * @return the value, or why there is none
     */
    public ItemValue value() {
        return ItemValue.of(row, "value");
    }

    /**
     * Column {@code state_id}.
     *
     * @return how far it is, or null
     */
    public @Nullable Coded<EdcCodes.State> state() {
        return Coded.of(row, "state_id", EdcCodes.State.class);
    }

    /**
     * Whether it is the first.
     *
     * @return false of a repetition
     */
    public boolean isFirst() {
        return EdcViews.isFirst(this);
    }

    /**
     * The later of the two dates.
     *
     * @return when it was changed, or null
     */
    public @Nullable Instant lastChanged() {
        return EdcViews.lastChanged(this);
    }
}
