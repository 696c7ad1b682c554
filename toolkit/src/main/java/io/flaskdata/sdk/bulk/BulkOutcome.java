package io.flaskdata.sdk.bulk;

import java.util.Optional;

/**
 * The outcome of one insert. {@code toString} shows the caller's key.
 *
 * @param key the caller's key
 * @param state the insert's state
 * @param id the CRF data id, if known; device logs have none
 * @param reason why it was not inserted or is unknown, without values
 */
public record BulkOutcome(String key, State state, Optional<String> id, Optional<String> reason) {
    /** The state of an insert. */
    public enum State {
        /** This run inserted it, and the server confirmed it. */
        INSERTED,
        /** An earlier run inserted or found it. */
        ALREADY_INSERTED,
        /**
         * An earlier run sent it and got no answer, and the server has it. For a CRF this means that there is one more
         * than before; its values are not compared.
         */
        FOUND,
        /**
         * It was not sent, or the server did nothing: a later run sends it. It is not sent while another insert of the
         * same subject and CRF, or an equal device log, still has to be looked for.
         */
        NOT_INSERTED,
        /** This run sent it, and whether the server did it is not known: a later run looks for it. */
        UNKNOWN,
        /**
         * An earlier run sent it, and whether the server did it is not known: it is too early to look for it, or the
         * search was inconclusive. It is not sent again until a later run or a person ({@link BulkInsert#accepting})
         * has decided.
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
