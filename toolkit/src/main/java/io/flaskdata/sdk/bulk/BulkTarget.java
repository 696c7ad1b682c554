package io.flaskdata.sdk.bulk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BulkInsert} needs to know about its inputs. Inputs of one group can't be told apart on the server, so a
 * group is handled by one thread at a time.
 */
interface BulkTarget<T> {
    /** The journal's head: what is inserted where. */
    Map<String, @Nullable Object> head();

    /** The request, for its digest. */
    Map<String, @Nullable Object> request(T input);

    /** The group's identity, for its digest. */
    Map<String, @Nullable Object> group(T input);

    /** Whether the inputs of a group are equal in every value, so that they are only counted. */
    boolean interchangeable();

    /**
     * The ids of the group's entries on the server.
     *
     * @throws CannotTellException when its answer doesn't say
     */
    List<String> present(T input) throws CannotTellException;

    /**
     * Why it can't be sent while the server has these of its group; by default it can.
     *
     * @param present the ids of the group's entries on the server, none of them an insert of this journal
     */
    default Optional<String> refusal(List<String> present) {
        return Optional.empty();
    }

    /** Inserts it and returns its id, or null when the server gives none. */
    @Nullable
    String insert(T input);

    /** The server's answer does not show what is there. */
    final class CannotTellException extends Exception {
        private static final long serialVersionUID = 1;

        CannotTellException(String message) {
            super(message);
        }
    }
}
