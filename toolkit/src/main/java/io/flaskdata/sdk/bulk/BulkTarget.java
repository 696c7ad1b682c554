package io.flaskdata.sdk.bulk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BulkInsert} has to know of the things it inserts. Things of one group look alike to whoever looks for them at
 * the server: a group is handled by one thread at a time.
 */
interface BulkTarget<T> {
    /** For the journal's head: what is inserted where. */
    Map<String, @Nullable Object> head();

    /** What would be sent, for its digest. */
    Map<String, @Nullable Object> request(T input);

    /** What its group is known by, for its digest. */
    Map<String, @Nullable Object> group(T input);

    /** Whether the things of a group are equal in every value, so that they are counted and it doesn't matter which is found. */
    boolean interchangeable();

    /**
     * The ids of what the server has of the group.
     *
     * @throws CannotTellException when its answer doesn't say
     */
    List<String> present(T input) throws CannotTellException;

    /** Inserts it; gives its id, or null when the server gives none. */
    @Nullable
    String insert(T input);

    /** The server's answer can't be read for what is looked for. */
    final class CannotTellException extends Exception {
        private static final long serialVersionUID = 1;

        CannotTellException(String message) {
            super(message);
        }
    }
}
