package io.flaskdata.sdk.edc;

import io.flaskdata.sdk.rows.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An item's content, in one of four states: a {@link Value}, a {@link Missing} value with the reason, {@link Blank} or
 * {@link Absent}. {@code toString} shows the state, not the value.
 */
public sealed interface ItemValue {
    /**
     * A value.
     *
     * @param text the value as the EDC stores it, which is text whatever the item's type
     */
    record Value(String text) implements ItemValue {
        /**
         * The value as a number.
         *
         * @return the number with its digits
         * @throws IllegalStateException when it is not one
         */
        public BigDecimal decimal() {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw new IllegalStateException("The item's value is not a number");
            }
        }

        /**
         * The value as a full or partial date.
         *
         * @throws IllegalStateException when it is not one
         */
        public PartialDate partialDate() {
            return PartialDate.parsed(text)
                    .orElseThrow(() -> new IllegalStateException("The item's value is not a date"));
        }

        /**
         * The value as a full date.
         *
         * @throws IllegalStateException when it is not a date, or only a partial one
         */
        public LocalDate date() {
            return partialDate()
                    .date()
                    .orElseThrow(() -> new IllegalStateException("The item's value is a partial date"));
        }

        /**
         * The codes of a multiple-choice item; a {@link CodeList} has their texts.
         *
         * @return the codes, at least one
         */
        public List<String> codes() {
            return CodeList.split(text);
        }

        @Override
        public String toString() {
            return "Value[redacted]";
        }
    }

    /**
     * There is no value, for this reason. A text item whose value is {@code NA} can't be told apart from this.
     *
     * @param code the reason
     */
    record Missing(NullCode code) implements ItemValue {}

    /** The item was saved empty. */
    record Blank() implements ItemValue {}

    /** The item was never saved: the column is missing or null. */
    record Absent() implements ItemValue {}

    /**
     * Reads an item from a row: from {@code value} of a long table, or from the item's own column of a wide one.
     *
     * @return the item's content
     */
    static ItemValue of(Row row, String column) {
        String text = row.has(column) ? row.string(column) : null;
        if (text == null) {
            return new Absent();
        }
        if (text.isBlank()) {
            return new Blank();
        }
        return NullCode.of(text).<ItemValue>map(Missing::new).orElseGet(() -> new Value(text));
    }

    /**
     * The value, if there is one.
     *
     * @return empty in the other three states
     */
    default Optional<Value> value() {
        return this instanceof Value value ? Optional.of(value) : Optional.empty();
    }
}
