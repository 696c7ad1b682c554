package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;

/** Stratified kits: read, randomize, change. */
public final class RandomizeSubject {
    private RandomizeSubject() {}

    /**
     * Gives a subject the next kit of its strata, and then one of other strata, because its sex had been entered wrongly.
     *
     * @param flask the client
     * @param database the EDC database
     * @param subjectLabel the subject
     * @param sex its stratum {@code SEX}, as it was entered
     * @param site its stratum {@code SITE}
     * @param rightSex its stratum {@code SEX}, as it should have been
     * @return the kit it has in the end
     */
    public static RandomizedKit run(
            FlaskDataClient flask, String database, String subjectLabel, String sex, String site, String rightSex) {
        Randomization subject = flask.randomization(database, subjectLabel);
        Randomization randomization = subject.stratum("SEX", sex).stratum("SITE", site);
        if (randomization.read().isEmpty()) {
            System.out.println("Given: " + randomization.randomize().kitNumber());
        }
        Randomization corrected = subject.stratum("SEX", rightSex).stratum("SITE", site);
        corrected.read();
        return corrected.change();
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments EDC database, subject label, sex as entered, site, sex as it should be
     */
    public static void main(String[] arguments) {
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            System.out.println(run(flask, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])
                    .kitNumber());
        }
    }
}
