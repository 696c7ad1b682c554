package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A value of an item, with where it stands. Over FlaskData's view {@code cc_event_data}. That it has columns {@code site}, {@code subject}, {@code event} and {@code crf} is documented; the names of all others are inferred: when yours differ, read {@link #row()}, whose errors list them.
 *
 * @param row the row it is read from; its other columns are there too
 */
public record EventDataRow(Row row) {
    /**
     * Column {@code site}.
     *
     * @return the site, or null
     */
    public @Nullable String site() {
        return row.string("site");
    }

    /**
     * Column {@code subject}.
     *
     * @return the subject label, or null
     */
    public @Nullable String subject() {
        return row.string("subject");
    }

    /**
     * Column {@code event}.
     *
     * @return the event's name, or null
     */
    public @Nullable String event() {
        return row.string("event");
    }

    /**
     * Column {@code event_ordinal}.
     *
     * @return which repetition of the event it is, or null
     */
    public @Nullable Integer eventOrdinal() {
        return row.integer("event_ordinal");
    }

    /**
     * Column {@code event_date}.
     *
     * @return the event's day, in the server's zone, or null
     */
    public @Nullable LocalDate eventDate() {
        return row.date("event_date");
    }

    /**
     * Column {@code event_status}.
     *
     * @return how far the event is, as sent, or null
     */
    public @Nullable String eventStatus() {
        return row.string("event_status");
    }

    /**
     * Column {@code crf}.
     *
     * @return the CRF's name, or null
     */
    public @Nullable String crf() {
        return row.string("crf");
    }

    /**
     * Column {@code crf_status}.
     *
     * @return how far the CRF is, as sent, or null
     */
    public @Nullable String crfStatus() {
        return row.string("crf_status");
    }

    /**
     * Column {@code sdv_status}.
     *
     * @return whether the CRF was verified against the source data, or null
     */
    public @Nullable Boolean sourceDataVerified() {
        return row.flag("sdv_status");
    }

    /**
     * Column {@code item_group}.
     *
     * @return the group of items, or null
     */
    public @Nullable String itemGroup() {
        return row.string("item_group");
    }

    /**
     * Column {@code group_ordinal}.
     *
     * @return which repetition of the group it is, or null
     */
    public @Nullable Integer groupOrdinal() {
        return row.integer("group_ordinal");
    }

    /**
     * Column {@code item}.
     *
     * @return the item's name, or null
     */
    public @Nullable String item() {
        return row.string("item");
    }

    /**
     * Column {@code data_type}.
     *
     * @return the item's type, such as {@code ST}, {@code INT} or {@code PDATE}, or null
     */
    public @Nullable String dataType() {
        return row.string("data_type");
    }

    /**
     * Column {@code date_created}.
     *
     * @return when the value was entered, or null
     */
    public @Nullable Instant created() {
        return row.instant("date_created");
    }

    /**
     * Column {@code date_updated}.
     *
     * @return when the value was last edited; null when it never was, or null
     */
    public @Nullable Instant updated() {
        return row.instant("date_updated");
    }

    /**
     * Column {@code value}.
     *
     * @return the item's value, or why there is none
     */
    public ItemValue value() {
        return ItemValue.of(row, "value");
    }

    /**
     * The later of the two dates: never edited is not never changed.
     *
     * @return when the value was edited, else entered, or null
     */
    public @Nullable Instant lastChanged() {
        Instant updated = updated();
        return updated == null ? created() : updated;
    }
}
