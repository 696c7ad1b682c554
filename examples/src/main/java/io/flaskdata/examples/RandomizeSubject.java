package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;

/** Stratified kits: read, randomize, change. */
public final class RandomizeSubject {
    private RandomizeSubject() {}

    /**
     * Gives a subject its kit, and another one when the first is damaged.
     *
     * @param flask the client
     * @param database the EDC database
     * @param subjectLabel the subject
     * @param sex its stratum {@code SEX}
     * @param site its stratum {@code SITE}
     * @param spareKitId the kit to change to
     * @return the kit it has in the end
     */
    public static RandomizedKit run(
            FlaskDataClient flask, String database, String subjectLabel, String sex, String site, int spareKitId) {
        Randomization randomization =
                flask.randomization(database, subjectLabel).stratum("SEX", sex).stratum("SITE", site);
        if (randomization.read().isEmpty()) {
            System.out.println("Given: " + randomization.randomize().kitNumber());
        }
        return randomization.changeTo(spareKitId);
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments EDC database, subject label, sex, site, the spare kit's id
     */
    public static void main(String[] arguments) {
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            System.out.println(
                    run(flask, arguments[0], arguments[1], arguments[2], arguments[3], Integer.parseInt(arguments[4]))
                            .kitNumber());
        }
    }
}
