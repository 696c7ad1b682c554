package io.flaskdata.sdk;

/** A subject in Forms. Navigation makes no call. */
public final class FormsSubject {
    private final FlaskDataClient client;
    private final int studyId;
    private final String label;

    FormsSubject(FlaskDataClient client, int studyId, String label) {
        this.client = client;
        this.studyId = studyId;
        this.label = label;
    }

    /**
     * An event (visit) of the subject, which must exist before a CRF can be added.
     *
     * @param name the event's name
     * @return the event
     * @throws IllegalArgumentException when the name is blank
     */
    public FormsEvent event(String name) {
        return new FormsEvent(client, studyId, label, Arguments.notBlank(name, "name"));
    }
}
