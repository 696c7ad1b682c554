package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.errors.FlaskDataException;
import java.util.Optional;

/**
 * How a run of a {@link BulkInsert} ended, by the states of {@link BulkOutcome}.
 *
 * @param inserted how many this run inserted
 * @param alreadyInserted how many an earlier run had
 * @param found how many of an earlier run's unknown ones the server has
 * @param notInserted how many a later run will send again
 * @param unknown how many a later run has to look for
 * @param unresolved how many could not be resolved by looking
 * @param stoppedBy why the run ended before its input did: the server can't be reached, doesn't let us in, or fails
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
     * Whether everything of the input is at the server.
     *
     * @return false when a later run, or a person, has something left to do
     */
    public boolean complete() {
        return notInserted + unknown + unresolved == 0 && stoppedBy.isEmpty();
    }
}
