package io.flaskdata.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.InsertedCrf;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The main job: lists the documents the bindings were made from, starts a sandbox and runs a trial's flow against it. It
 * exits with another code than 0 when any step fails.
 */
public final class Quickstart {
    private static final int STUDY = 1000001;
    private static final String LABEL = "001-901";

    private Quickstart() {}

    /**
     * Runs it.
     *
     * @param arguments none
     * @throws IOException when the sandbox can't be started
     */
    public static void main(String[] arguments) throws IOException {
        say("1. The documents that the bindings were made from");
        documents();
        say(
                "2. Start a sandbox: FlaskData's API on this machine, over a real PostgreSQL. No FlaskData server is called.");
        try (Sandbox sandbox = Sandbox.start()) {
            say("   API " + sandbox.apiUrl() + ", IDP " + sandbox.idpUrl());
            trial(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()));
        }
        say("All steps done.");
    }

    private static void documents() throws IOException {
        JsonObject lock = resource("specs.lock").getAsJsonObject("documents");
        for (Map.Entry<String, JsonElement> each : lock.entrySet()) {
            JsonObject entry = each.getValue().getAsJsonObject();
            say("   " + each.getKey() + ": version " + text(entry, "version") + ", " + text(entry, "origin")
                    + ", SHA-256 " + text(entry, "sha256"));
            Map<String, Integer> operations = new TreeMap<>();
            resource(text(entry, "file")).getAsJsonObject("paths").entrySet().forEach(path -> {
                String service = "/" + path.getKey().split("/", 3)[1];
                operations.merge(service, path.getValue().getAsJsonObject().size(), Integer::sum);
            });
            say("      operations: " + operations);
        }
        say("   docs/operations.md has each operation.");
    }

    private static void trial(Environment environment) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(environment)
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            say("3. Authorize: the token is good until " + flask.authorize());
            EdcDatabase edc = flask.edc("demo").zone(ZoneId.of("Asia/Jerusalem"));

            long rows = edc.extract("cc_event_data").sortedBy("subject").forEach(row -> row.required("value"));
            check(rows > 0, "cc_event_data is empty");
            say("4. Extract cc_event_data: " + rows + " rows, read one after the other");

            CreatedSubject created =
                    edc.createSubject(NewSubject.labelled(LABEL).site("001").gender(Gender.FEMALE));
            List<Row> found = edc.extract("study_subject").where("label", LABEL).toList();
            check(
                    found.size() == 1
                            && found.get(0).required("study_subject_id").equals("" + created.studySubjectId()),
                    "the new subject is not in the extract");
            say("5. Create subject " + LABEL + ": id " + created.studySubjectId() + ", found again in study_subject");

            InsertedCrf crf = flask.forms()
                    .study(STUDY)
                    .subjectLabelled("001-001")
                    .event("Diary")
                    .addCrf(
                            "Daily Diary",
                            CrfData.of("SLEEP_HOURS", 7).and("MOOD", 4).and("TOOK_MEDICATION", true));
            say("6. Insert the CRF Daily Diary into the existing event Diary of 001-001: data id " + crf.crfDataId());

            List<Row> values = flask.dataServer(STUDY)
                    .partialExtract()
                    .columns("crf_data_id", "event", "crf", "item", "value")
                    .withoutId()
                    .where("crf_data_id", crf.crfDataId())
                    .toList();
            check(values.size() == 3, "the data server does not have the three items");
            values.forEach(row -> say("   read back: " + row.string("item") + " = " + row.json("value")));

            Randomization randomization =
                    flask.randomization("demo", LABEL).stratum("SEX", "F").stratum("SITE", "001");
            check(randomization.read().isEmpty(), "the new subject has a kit");
            RandomizedKit kit = randomization.randomize();
            check(randomization.read().equals(Optional.of(kit)), "the kit read is not the kit given");
            say("7. Randomize " + LABEL + ": kit " + kit.kitNumber() + ", the same when read");
        }
    }

    private static JsonObject resource(String name) throws IOException {
        try (InputStream in = Quickstart.class.getResourceAsStream("/flaskdata-specs/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not in flaskdata-specs");
            }
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
