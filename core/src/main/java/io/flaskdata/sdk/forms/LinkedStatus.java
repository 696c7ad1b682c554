package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.json.internal.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a CRF in an event's link.
 *
 * @param id the status's own document id, {@code _id} on the wire, 24 hexadecimal digits
 * @param dataId the id of the CRF's data
 * @param status {@code Not started}, {@code Started} or {@code Closed} were observed
 * @param lastEdited when it was last edited, to the millisecond; null is sent as an empty string, as FlaskData does
 */
public record LinkedStatus(
        String id, String dataId, String status, @Nullable Instant lastEdited) {
    /**
     * Checks the ids.
     *
     * @throws IllegalArgumentException when one is blank, dataId is not ten upper-case letters and digits, or an instant is
     *     finer than a millisecond
     */
    public LinkedStatus {
        Arguments.notBlank(id, "id");
        LinkedCrf.requireDataId(dataId);
        Arguments.notBlank(status, "status");
        if (lastEdited != null) {
            Json.text(lastEdited);
        }
    }
}
