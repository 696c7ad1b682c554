package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.InsertedCrf;

/** The first write of docs/getting-started.md: what stands between the markers is there word for word. */
public final class FirstSteps {
    private FirstSteps() {}

    /**
     * Counts the demo study's rows of one site and inserts a CRF.
     *
     * @param environment where
     * @param email who
     * @param password the password
     * @return what was inserted
     */
    public static InsertedCrf run(Environment environment, String email, String password) {
        // docs/getting-started.md: begin
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(environment) // Environment.STAGING, or Environment.custom(api, idp)
                .credentials(email, password)
                .build()) {

            long rows = flask.edc("demo")
                    .extract("cc_event_data")
                    .where("site", "001")
                    .forEach(row -> System.out.println(row.string("subject") + " " + row.string("item")));
            System.out.println(rows + " rows, and not one less: a short answer would have thrown");

            return flask.forms()
                    .study(3581600)
                    .subjectLabelled("001-023")
                    .event("01-Screening")
                    .addCrf("Demographics", CrfData.of("GENDER", "Female").and("AGE", 21));
        }
        // docs/getting-started.md: end
    }
}
