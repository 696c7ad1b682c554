package io.flaskdata.sdk;

/** A study in Forms. Navigation makes no call. */
public final class FormsStudy {
    private final FlaskDataClient client;
    private final int studyId;

    FormsStudy(FlaskDataClient client, int studyId) {
        this.client = client;
        this.studyId = studyId;
    }

    /**
     * A subject of the study.
     *
     * @param label the subject label
     * @return the subject
     * @throws IllegalArgumentException when the label is blank
     */
    public FormsSubject subjectLabelled(String label) {
        return new FormsSubject(client, studyId, Arguments.notBlank(label, "label"));
    }
}
