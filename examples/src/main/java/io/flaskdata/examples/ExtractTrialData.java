package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.StudyFilter;
import java.nio.file.Path;

/** An API user takes a trial's data out: rows into a file, CRFs as JSON, zips of CSVs, forms data. */
public final class ExtractTrialData {
    private ExtractTrialData() {}

    /**
     * Writes four files, each with its manifest beside it.
     *
     * @param flask an API user's client
     * @param database the EDC database
     * @param studyId the study in Forms
     * @param folder where the files go
     * @return how many rows, CRFs and CSV rows there were, in all
     */
    public static long run(FlaskDataClient flask, String database, int studyId, Path folder) {
        EdcDatabase edc = flask.edc(database);
        edc.extract("cc_event_data").sortedBy("item_data_id").writeJsonLines(folder.resolve("event-data.jsonl"));
        long crfs = edc.crfLevel(StudyFilter.all().whereNot("crf", "Informed Consent"))
                .forEach(crf -> System.out.println(crf.string("subject") + " " + crf.string("crf")));
        edc.crfCsvs().downloadTo(folder.resolve("crfs.zip"), (soFar, total) -> System.out.println(soFar + " bytes"));
        long csvRows = flask.dataServer(studyId).csvs().forEachRow((file, row) -> System.out.println(file));
        return crfs + csvRows;
    }

    /**
     * Runs it with the environment variables of {@code docs/configuration.md}.
     *
     * @param arguments EDC database, study id, folder
     */
    public static void main(String[] arguments) {
        try (FlaskDataClient flask = FlaskDataClient.fromEnvironmentVariables()) {
            run(flask, arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        }
    }
}
