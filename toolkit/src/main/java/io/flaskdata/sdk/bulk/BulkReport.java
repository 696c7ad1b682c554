package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.errors.FlaskDataException;
import java.util.Optional;

/**
 * The counts of a run of a {@link BulkInsert}, by the states of {@link BulkOutcome}.
 *
 * @param inserted how many this run inserted
 * @param alreadyInserted how many an earlier run had inserted or found
 * @param found how many inserts of unknown outcome this run found on the server
 * @param notInserted how many a later run will send
 * @param unknown how many a later run has to look for
 * @param unresolved how many are still unresolved
 * @param stoppedBy why the run ended before its input did: the server can't be reached, refuses the sign-in, or fails
 *     too often in a row
 */
public record BulkReport(
        long inserted,
        long alreadyInserted,
        long found,
        long notInserted,
        long unknown,
        long unresolved,
        Optional<FlaskDataException> stoppedBy) {
    /**
     * Whether the whole input is on the server.
     *
     * @return false when there is work left for a later run or a person
     */
    public boolean complete() {
        return notInserted + unknown + unresolved == 0 && stoppedBy.isEmpty();
    }
}
