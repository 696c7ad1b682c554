package io.flaskdata.sdk.randomization;

import io.flaskdata.sdk.internal.http.Answer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The kit a subject was given, or {@linkplain Randomization#nextKit() would be given next}. {@code toString} shows nothing of it: a kit may tell a treatment.
 *
 * @param kitId the kit's id
 * @param kitNumber what is printed on the kit
 * @param randomized when it was given, or null when the answer has no instant there; of a next kit whatever the server says
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
            // The kit counts: a write's answer is not thrown away for its date, which raw still has.
            return null;
        }
    }

    @Override
    public String toString() {
        return "RandomizedKit[redacted]";
    }
}
