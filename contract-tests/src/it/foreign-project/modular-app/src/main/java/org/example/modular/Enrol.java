package org.example.modular;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.model.ExtractDataRequest;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.rows.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Enrols a subject, reads it back through the facade, a file and a generated interface, and says where they are from. */
public final class Enrol {
    private Enrol() {}

    /** The API's address, the IDP's, a user, a password and the label of a subject. */
    public static void main(String[] args) throws IOException {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(URI.create(args[0]), URI.create(args[1])))
                .credentials(args[2], args[3])
                .build()) {
            flask.edc("demo").createSubject(NewSubject.labelled(args[4]).site("001"));
            flask.edc("demo")
                    .extract("study_subject")
                    .where("label", args[4])
                    .forEach(row -> System.out.println(row.string("label") + of(FlaskDataClient.class)));

            Path file = Files.createTempDirectory("modular").resolve("subjects.csv");
            flask.edc("demo").extract("study_subject").where("label", args[4]).writeCsv(file);
            System.out.println(Manifest.beside(file).content().rows() + " row" + of(Manifest.class));

            List<Map<String, Object>> rows = flask.api(EdcStudyApi.class)
                    .extractData("demo", ExtractDataRequest.of("study_subject"))
                    .execute()
                    .body();
            System.out.println(!rows.isEmpty() + of(EdcStudyApi.class));
        }
    }

    private static String of(Class<?> type) {
        return " of " + type.getModule().getName();
    }
}
