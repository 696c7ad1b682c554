package io.flaskdata.sdk.bulk;

import java.util.Optional;

/**
 * How one of many inserts stands. {@code toString} shows the caller's key.
 *
 * @param key the caller's key
 * @param state how it stands
 * @param id the CRF data id, where one is known; of device logs there is none
 * @param reason why it is not inserted or not known, without values
 */
public record BulkOutcome(String key, State state, Optional<String> id, Optional<String> reason) {
    /** How an insert stands. */
    public enum State {
        /** This run inserted it, and the server said so. */
        INSERTED,
        /** An earlier run inserted or found it. */
        ALREADY_INSERTED,
        /**
         * An earlier run sent it and got no answer; the server has it. Of a CRF that says that one more is there than
         * before, not that its values are.
         */
        FOUND,
        /**
         * It was not sent, or the server did nothing: a later run sends it. It is not sent as long as another one of the same
         * subject and CRF, or an equal device log, has to be looked for.
         */
        NOT_INSERTED,
        /** This run sent it, and whether the server did it is not known: a later run looks. */
        UNKNOWN,
        /**
         * An earlier run sent it, and whether the server did it is not known: it is too early to look, or looking did not
         * tell. It is not sent again before a later look or a person has decided ({@link BulkInsert#accepting}).
         */
        UNRESOLVED
    }

    static BulkOutcome of(String key, State state, Optional<String> id) {
        return new BulkOutcome(key, state, id, Optional.empty());
    }

    static BulkOutcome failed(String key, State state, String reason) {
        return new BulkOutcome(key, state, Optional.empty(), Optional.of(reason));
    }
}
