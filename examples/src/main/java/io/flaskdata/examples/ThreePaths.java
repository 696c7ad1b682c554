package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.FormsSubject;
import io.flaskdata.sdk.rows.Row;
import java.util.List;
import java.util.Map;

/** The three ways data come into a trial: in the EDC itself, in Forms with an update of the EDC, in Forms alone. */
public final class ThreePaths {
    private ThreePaths() {}

    /**
     * Inserts into Forms once with a CRF that is linked to the EDC and once with one that isn't, and looks where each
     * value can be read.
     *
     * @param flask an API user's client
     * @param database the EDC database
     * @param studyId the study in Forms
     * @param subjectLabel the subject, in both
     * @return the systems by what was captured: {@code edc}, {@code linked}, {@code forms}
     */
    public static Map<String, String> run(FlaskDataClient flask, String database, int studyId, String subjectLabel) {
        FormsSubject subject = flask.forms().study(studyId).subjectLabelled(subjectLabel);
        subject.event("Baseline").addCrf("Vital Signs", CrfData.of("PULSE", 61));
        subject.event("Diary").addCrf("Daily Diary", CrfData.of("SLEEP_HOURS", 7));
        return Map.of(
                "edc", edc(flask, database, subjectLabel, "Screening", "SYSBP") ? "EDC" : "nowhere",
                "linked", edc(flask, database, subjectLabel, "Baseline", "PULSE") ? "EDC and Forms" : "Forms",
                "forms", edc(flask, database, subjectLabel, "Diary", "SLEEP_HOURS") ? "EDC and Forms" : "Forms");
    }

    private static boolean edc(FlaskDataClient flask, String database, String subject, String event, String item) {
        List<Row> rows = flask.edc(database)
                .extract("cc_event_data")
                .where("subject", subject)
                .where("event", event)
                .where("item", item)
                .toList();
        return !rows.isEmpty();
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments EDC database, study id, subject label
     */
    public static void main(String[] arguments) {
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            System.out.println(run(flask, arguments[0], Integer.parseInt(arguments[1]), arguments[2]));
        }
    }
}
