package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code /flask/crf/*}, and the data server's way of creating an event with CRFs. */
public final class FormsOperations {
    private final FormsChain forms;
    private final InstantSource clock;
    private final FormsSteps steps;

    public FormsOperations(FormsChain forms, InstantSource clock, FormsSteps steps) {
        this.forms = forms;
        this.clock = clock;
        this.steps = steps;
    }

    public List<Route> routes() {
        String data = "/data-server/data/create/";
        return List.of(
                Route.signedIn(
                                "POST",
                                "/flask/crf/create-CRF-and-insert-data",
                                "documented",
                                this::createCrfAndInsertData)
                        .changing("CRF data and values, a linked CRF in the EDC")
                        .inferring(
                                "each call adds a CRF, also to an event that has it; of a repeating event the first is taken"),
                Route.signedIn(
                                "POST",
                                "/flask/crf/create-event-CRF-and-insert-data",
                                "inferred",
                                this::createEventCrfAndInsertData)
                        .changing("an event, CRF data and values, a linked CRF in the EDC")
                        .inferring("the members; an event that does not repeat is created once"),
                Route.signedIn("POST", "/flask/crf/get-CRF-data-ids", "inferred", this::getCrfDataIds)
                        .inferring("the members; the answer is a bare list of ids, oldest first"),
                Route.signedIn("POST", "/flask/crf/update-CRF-data", "inferred", this::updateCrfData)
                        .changing("values, a linked CRF in the EDC")
                        .inferring("the members; the answer; a closed CRF refuses"),
                Route.signedIn("POST", data + "create-event-crfs-and-insert-data", "documented", this::createEventCrfs)
                        .changing("an event, CRF data and values, linked CRFs in the EDC")
                        .inferring("the answer has no ids; a subject's token refuses a label"),
                Route.signedIn("POST", data + "create-event-crf-and-insert-data", "documented", this::createEventCrfs)
                        .changing("an event, CRF data and values, linked CRFs in the EDC")
                        .inferring("the answer has no ids; a subject's token refuses a label"));
    }

    private void createCrfAndInsertData(Exchange exchange) throws SQLException, IOException {
        createCrf(exchange, "create-CRF-and-insert-data", false);
    }

    private void createEventCrfAndInsertData(Exchange exchange) throws SQLException, IOException {
        createCrf(exchange, "create-event-CRF-and-insert-data", true);
    }

    private void createCrf(Exchange exchange, String module, boolean newEvent) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String label = exchange.required("subject_label");
        String eventName = exchange.required("event_name");
        String crfName = exchange.required("crf_name");
        JsonObject values = exchange.requiredObject("crf_data");
        Instant now = clock.instant();
        exchange.json(forms.run(exchange, module, lookup -> {
            FormsLookup.Subject subject = lookup.subject(study, label);
            FormsLookup.Event event =
                    newEvent ? steps.createEvent(lookup, subject, eventName, now) : lookup.event(subject, eventName);
            FormsLookup.Data data = steps.createData(lookup, event, lookup.crf(study, crfName), now);
            steps.write(lookup, data, values, now);
            JsonObject answer = new JsonObject();
            answer.addProperty("crfDataId", data.id());
            return answer;
        }));
    }

    private void getCrfDataIds(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String label = exchange.required("subject_label");
        String crf = exchange.required("crf_name");
        exchange.json(forms.read(exchange, "get-CRF-data-ids", lookup -> {
            FormsLookup.Subject subject = lookup.subject(study, label);
            lookup.crf(study, crf);
            JsonArray ids = new JsonArray();
            Sql.rows(
                            lookup.db(),
                            "SELECT v.crf_data_id FROM crf_data v JOIN forms_link l USING (link_id) JOIN forms_crf c USING (crf_id)"
                                    + " WHERE l.subject_id = ? AND c.name = ? ORDER BY v.date_created, l.event_date, v.ordinal, v.crf_data_id",
                            subject.id(),
                            crf)
                    .forEach(row -> ids.add(Sql.text(row, "crf_data_id")));
            return ids;
        }));
    }

    /** The study and the subject are optional; if given, they must match the data. */
    private void updateCrfData(Exchange exchange) throws SQLException, IOException {
        String id = exchange.required("crfDataId");
        JsonObject values = exchange.requiredObject("crf_data");
        Instant now = clock.instant();
        forms.run(exchange, "update-CRF-data", lookup -> {
            FormsLookup.Data data = lookup.data(id);
            FormsLookup.Subject subject = data.event().subject();
            String label = exchange.text("subject_label");
            if (exchange.text("study_id") != null && exchange.requiredInt("study_id") != subject.studyId()
                    || label != null && !label.equals(subject.label())) {
                throw lookup.error("CRF data " + id + " not found.");
            }
            steps.write(lookup, data, values, now);
            return id;
        });
        exchange.ok();
    }

    /** The answer's shape is not known, so it only confirms success. */
    private void createEventCrfs(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        String eventName = exchange.required("eventName");
        JsonObject crfs = exchange.requiredObject("CRFs");
        Instant now = clock.instant();
        forms.run(exchange, "create-event-crfs-and-insert-data", lookup -> {
            FormsLookup.Event event = steps.createEvent(lookup, subject(lookup, exchange, study), eventName, now);
            for (Map.Entry<String, JsonElement> crf : crfs.entrySet()) {
                if (!(crf.getValue() instanceof JsonObject values)) {
                    throw lookup.error("CRF " + crf.getKey() + " is not an object.");
                }
                FormsLookup.Crf definition = lookup.crf(study, crf.getKey());
                steps.write(lookup, steps.createData(lookup, event, definition, now), values, now);
            }
            return event;
        });
        exchange.ok();
    }

    private static FormsLookup.Subject subject(FormsLookup lookup, Exchange exchange, int study) throws SQLException {
        String label = exchange.text("subjectLabel");
        boolean byId = exchange.text("subjectId") != null;
        if (exchange.user().isSubject()) {
            if (label != null || byId) {
                throw lookup.error("subjectLabel and subjectId are left out with a subject's token.");
            }
            return lookup.self(study);
        }
        if (label != null) {
            return lookup.subject(study, label);
        }
        if (!byId) {
            throw new ApiError(400, "[subjectLabel],[subjectId] parameter(s) is required.");
        }
        return lookup.subject(study, exchange.requiredInt("subjectId"));
    }
}
