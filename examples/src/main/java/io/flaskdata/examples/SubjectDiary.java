package io.flaskdata.examples;

import io.flaskdata.sdk.Account;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.ListedStudy;
import java.util.Objects;

/** A subject's own app (ePRO): the subject signs in through the IDP, finds its study, and sends a diary without a label. */
public final class SubjectDiary {
    private SubjectDiary() {}

    /**
     * Sends one diary.
     *
     * @param flask the app's client, an API user's
     * @param email the subject's e-mail address
     * @param password the subject's password
     * @param crf the diary's CRF
     * @param event the event it belongs to
     * @param data its values
     * @return the study it went to
     */
    public static int run(
            FlaskDataClient flask, String email, String password, String event, String crf, CrfData data) {
        try (FlaskDataClient subject = flask.signIn(email, password)) {
            Account self = subject.self();
            ListedStudy study =
                    subject.forms().studiesOf(self.id()).stream().findFirst().orElseThrow();
            subject.dataServer(study.studyId()).newEvent(event).crf(crf, data).create();
            subject.logout();
            return study.studyId();
        }
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments the subject's e-mail address, event, CRF, variable, value; the password comes from the console
     */
    public static void main(String[] arguments) {
        String password = new String(Objects.requireNonNull(System.console()).readPassword("Password: "));
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            run(flask, arguments[0], password, arguments[1], arguments[2], CrfData.of(arguments[3], arguments[4]));
        }
    }
}
