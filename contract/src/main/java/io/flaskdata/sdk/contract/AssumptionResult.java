package io.flaskdata.sdk.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one thing that nobody documented.
 *
 * @param id a stable id, such as {@code token.exp-unit}
 * @param does what the probe does
 * @param expects what we expect it to find
 * @param result the verdict
 * @param found what it found; null when it found nothing
 * @param why why there is no verdict, or more about it; null when there is nothing to say
 * @param items the inferred places of the documents that it decides
 */
public record AssumptionResult(
        String id,
        String does,
        String expects,
        Result result,
        @Nullable String found,
        @Nullable String why,
        List<String> items) {
    /** A verdict. */
    public enum Result {
        CONFIRMED,
        CONTRADICTED,
        CANT_TELL,
        NOT_RUN;

        /** As in the report: {@code cant-tell}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
