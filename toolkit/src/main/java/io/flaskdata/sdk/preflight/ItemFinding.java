package io.flaskdata.sdk.preflight;

/**
 * What {@link Preflight} found for one item.
 *
 * @param variable the item's variable
 * @param rule the rule of the form
 * @param text what is wrong or could not be checked, without the value
 */
public record ItemFinding(String variable, Rule rule, String text) {
    /** A rule that a form may have for an item. */
    public enum Rule {
        /** A value is required. */
        REQUIRED,
        /** The value is a number. */
        NUMBER,
        /** The least number. */
        MIN,
        /** The greatest number. */
        MAX,
        /** The fewest characters. */
        MIN_LENGTH,
        /** The most characters. */
        MAX_LENGTH,
        /** A regular expression. */
        PATTERN,
        /** One of the options. */
        OPTIONS,
        /** The item is shown under a condition. */
        BRANCHING_LOGIC,
        /** The form has an assertion of its own. */
        ASSERTION,
        /** No other subject has the value. */
        UNIQUE
    }
}
