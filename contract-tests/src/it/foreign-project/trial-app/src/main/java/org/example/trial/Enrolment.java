package org.example.trial;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.OutcomeUnknownException;

/** A trial's application, of which this is all: it enrols subjects, each once. */
public final class Enrolment {
    private final FlaskDataClient flask;

    public Enrolment(FlaskDataClient flask) {
        this.flask = flask;
    }

    /** Whether the subject is there now; a lost answer is no reason to send it twice. */
    public boolean enrol(String label, String site) {
        try {
            flask.edc("demo").createSubject(NewSubject.labelled(label).site(site));
            return true;
        } catch (OutcomeUnknownException e) {
            return isEnrolled(label);
        }
    }

    public boolean isEnrolled(String label) {
        return !flask.edc("demo")
                .extract("study_subject")
                .where("label", label)
                .toList()
                .isEmpty();
    }
}
