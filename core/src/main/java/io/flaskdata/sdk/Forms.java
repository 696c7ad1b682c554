package io.flaskdata.sdk;

/** Flask Forms. Navigation makes no call. */
public final class Forms {
    private final FlaskDataClient client;

    Forms(FlaskDataClient client) {
        this.client = client;
    }

    /**
     * A study.
     *
     * @param studyId the study's id in FlaskData
     * @return the study
     */
    public FormsStudy study(int studyId) {
        return new FormsStudy(client, studyId);
    }
}
