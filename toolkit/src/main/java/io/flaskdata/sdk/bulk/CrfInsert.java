package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.FormsEvent;
import io.flaskdata.sdk.internal.Arguments;

/**
 * A CRF to be created with its data by a bulk insert. {@code toString} shows nothing about the subject.
 *
 * @param subjectLabel the subject label
 * @param event the event's name
 * @param crf the CRF's name
 * @param data the values
 * @param creatingEvent whether the event is created too, as {@link FormsEvent#addCrfCreatingEvent} does
 */
public record CrfInsert(String subjectLabel, String event, String crf, CrfData data, boolean creatingEvent) {
    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when one is blank
     */
    public CrfInsert {
        Arguments.notBlank(subjectLabel, "subjectLabel");
        Arguments.notBlank(event, "event");
        Arguments.notBlank(crf, "crf");
        Arguments.notNull(data, "data");
    }

    /**
     * A CRF for an event that exists.
     *
     * @param event the event's name
     * @param crf the CRF's name
     * @param data the values
     */
    public static CrfInsert of(String subjectLabel, String event, String crf, CrfData data) {
        return new CrfInsert(subjectLabel, event, crf, data, false);
    }

    /**
     * Creates the event too.
     *
     * @return the CRF, created with its event
     */
    public CrfInsert withEvent() {
        return new CrfInsert(subjectLabel, event, crf, data, true);
    }

    @Override
    public String toString() {
        return "CrfInsert[" + crf + "]";
    }
}
