package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.FormsSubject;
import io.flaskdata.sdk.forms.InsertedCrf;

/** A site coordinator's app inserts a CRF into an event that exists, keeps its id, and corrects it later. */
public final class InsertAppData {
    private InsertAppData() {}

    /**
     * Inserts and corrects one diary.
     *
     * @param flask a site coordinator's client
     * @param studyId the study in Forms
     * @param subjectLabel the subject
     * @return the CRF's data id
     */
    public static String run(FlaskDataClient flask, int studyId, String subjectLabel) {
        FormsSubject subject = flask.forms().study(studyId).subjectLabelled(subjectLabel);
        InsertedCrf diary = subject.event("Diary")
                .addCrf(
                        "Daily Diary",
                        CrfData.of("SLEEP_HOURS", 7).and("MOOD", 4).and("NOTES", "slept well"));
        // Keep the id: without it the CRF can only be looked for.
        subject.updateCrf(diary.crfDataId(), CrfData.of("SLEEP_HOURS", 6).blank("NOTES"));
        return diary.crfDataId();
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments study id, subject label
     */
    public static void main(String[] arguments) {
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            System.out.println(run(flask, Integer.parseInt(arguments[0]), arguments[1]));
        }
    }
}
