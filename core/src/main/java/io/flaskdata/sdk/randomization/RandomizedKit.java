package io.flaskdata.sdk.randomization;

import io.flaskdata.sdk.internal.http.Answer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The kit that a subject was given, or {@linkplain Randomization#nextKit() would be given next}. {@code toString} shows
 * nothing of it, because a kit may reveal a treatment.
 *
 * @param kitId the kit's id
 * @param kitNumber the number printed on the kit
 * @param randomized when it was given, or null when the answer has no valid instant; for a next kit, whatever the
 *     server sends
 * @param raw the answer's JSON, unchanged
 */
public record RandomizedKit(
        int kitId, String kitNumber, @Nullable Instant randomized, String raw) {
    static final String NUMBER = "kitno";
    private static final String ID = "kit_id";

    /** Empty when the answer names no kit at all. */
    static Optional<RandomizedKit> of(Answer answer) {
        answer.object();
        OptionalInt id = answer.integer(ID);
        Optional<String> number = answer.text(NUMBER);
        if (id.isEmpty() && number.isEmpty() && answer.text(ID).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RandomizedKit(
                id.orElseThrow(() -> answer.violation("the answer lacks kit_id")),
                number.orElseThrow(() -> answer.violation("the answer lacks kitno")),
                answer.text("randomization_date").map(RandomizedKit::instant).orElse(null),
                answer.raw()));
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            // An invalid date does not fail a write's answer: raw still has it.
            return null;
        }
    }

    @Override
    public String toString() {
        return "RandomizedKit[redacted]";
    }
}
