package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;

/**
 * A CRF as an event's link holds it.
 *
 * @param crf the CRF's document id, as {@link FormsStudy#crfs()} lists it
 * @param omt whether it is of the kind that FlaskData calls OMT; false is what was seen
 * @param dataId the id its data get: ten upper-case letters and digits, not used before
 * @param order its place among the event's CRFs
 */
public record LinkedCrf(String crf, boolean omt, String dataId, int order) {
    /**
     * Checks the ids.
     *
     * @throws IllegalArgumentException when one is blank or dataId is not ten upper-case letters and digits
     */
    public LinkedCrf {
        Arguments.notBlank(crf, "crf");
        requireDataId(dataId);
    }

    static void requireDataId(String dataId) {
        if (!Arguments.notBlank(dataId, "dataId").matches("[A-Z0-9]{10}")) {
            throw new IllegalArgumentException("dataId must be ten upper-case letters and digits");
        }
    }
}
