package org.example.program;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsSubjectApi;
import io.flaskdata.sdk.api.forms.model.FilterRequest;
import io.flaskdata.sdk.api.forms.model.FilterSubjectsResponse;
import io.flaskdata.sdk.api.forms.model.Pagination;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs in, enrols, extracts, adds a CRF and calls a generated interface; what a shrinker could break shows in what it prints. */
public final class Program {
    private static final int STUDY = 3581600;

    private Program() {}

    /** The API's address, the IDP's, a user, a password and the label of a new subject. */
    public static void main(String[] args) throws IOException {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(URI.create(args[0]), URI.create(args[1])))
                .credentials(args[2], args[3])
                .build()) {
            flask.edc("demo").createSubject(NewSubject.labelled(args[4]).site("001"));
            Path file = Files.createTempDirectory("program").resolve("subjects.csv");
            flask.edc("demo").extract("study_subject").where("label", args[4]).writeCsv(file);
            Manifest manifest = Manifest.beside(file);
            manifest.verify(file);
            System.out.println(manifest.content().rows() + " row, " + manifest.content().format() + ", "
                    + manifest.source().operation() + ", " + manifest.source().contract().module());

            String id = flask.async(() -> flask.forms()
                            .study(STUDY)
                            .subjectLabelled("001-023")
                            .event("01-Screening")
                            .addCrf("Demographics", CrfData.of("GENDER", "Female").and("AGE", 21)))
                    .join()
                    .crfDataId();
            System.out.println(id.length() + " characters");

            FilterSubjectsResponse subjects = flask.api(FormsSubjectApi.class)
                    .filterSubjects(new FilterRequest()
                            .studyId(STUDY)
                            .pagination(new Pagination().page(0).size(100)))
                    .execute()
                    .body();
            System.out.println(!subjects.getItems().isEmpty() + " " + subjects.getItems().stream()
                    .anyMatch(each -> "001-023".equals(each.getSubjectId())));
            try {
                flask.edc("nowhere").extract("study_subject").toList();
            } catch (RuntimeException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
