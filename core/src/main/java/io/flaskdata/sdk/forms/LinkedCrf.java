package io.flaskdata.sdk.forms;

import io.flaskdata.sdk.internal.Arguments;

/**
 * A CRF in an event's link.
 *
 * @param crf the CRF's document id, as {@link FormsStudy#crfs()} lists it
 * @param omt FlaskData's flag OMT; only false was observed
 * @param dataId the new id of its data: ten upper-case letters and digits, not used before
 * @param order its position among the event's CRFs
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
