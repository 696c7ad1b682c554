package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Page;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /flask/study/*} and {@code /flask/site/*}; the names of most members are inferred. */
public final class StudyOperations {
    private final FormsChain forms;
    private final InstantSource clock;

    public StudyOperations(FormsChain forms, InstantSource clock) {
        this.forms = forms;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("POST", "/flask/study/subject-studies", "observed", this::subjectStudies)
                        .inferring("only the subject's own token"),
                Route.signedIn("POST", "/flask/study/create-update-flask-study", "inferred", this::study)
                        .changing("studies")
                        .inferring("the members; the answer is the id"),
                Route.signedIn("POST", "/flask/site/create-update-flask-site", "inferred", this::site)
                        .changing("sites")
                        .inferring("the members; the answer is the id; a site's number is required"));
    }

    private void subjectStudies(Exchange exchange) throws SQLException, IOException {
        int subject = exchange.requiredInt("subject_id");
        Page.Source list = new Page.Source(
                "subject-studies",
                "SELECT s.*, t.name AS status FROM forms_study s JOIN status t USING (status_id) JOIN forms_subject p USING (study_id)"
                        + " WHERE p.user_id = ?",
                Map.of(),
                "study_id");
        exchange.json(forms.read(exchange, list.module(), lookup -> {
            if (!Sql.exists(
                    lookup.db(),
                    "SELECT 1 FROM forms_subject WHERE subject_id = ? AND user_id = ?",
                    subject,
                    lookup.userId())) {
                throw lookup.error("Permission denied.");
            }
            return Page.list(
                    lookup.db(),
                    list,
                    null,
                    row -> {
                        JsonObject study = new JsonObject();
                        study.addProperty("study_id", Sql.integer(row, "study_id"));
                        study.addProperty("brief_title", Sql.text(row, "name"));
                        study.addProperty("official_title", Sql.text(row, "official_title"));
                        study.addProperty("unique_protocolid", Sql.text(row, "unique_protocolid"));
                        study.addProperty("status_id", Sql.integer(row, "status_id"));
                        study.addProperty("status", Sql.text(row, "status"));
                        study.addProperty("study_status_id", Sql.integer(row, "study_status_id"));
                        return study;
                    },
                    lookup.userId());
        }));
    }

    /** The roles that may change a study; only customer-wide users may create one. */
    private static void permit(FormsLookup lookup, Exchange exchange, @Nullable Integer study) throws SQLException {
        Set<String> roles = study == null ? Set.of("api", "customer") : Set.of("api", "customer", "study");
        if (study != null) {
            lookup.study(study);
        }
        if (!roles.contains(exchange.user().role())) {
            throw lookup.error("Permission denied.");
        }
    }

    private void study(Exchange exchange) throws SQLException, IOException {
        Integer id = exchange.optionalInt("study_id");
        Integer customer = exchange.optionalInt("customer_id");
        Integer status = exchange.optionalInt("status_id");
        String title = id == null ? exchange.required("brief_title") : exchange.text("brief_title");
        String official = exchange.text("official_title");
        String protocol = exchange.text("unique_protocolid");
        Instant now = clock.instant();
        exchange.json(forms.run(exchange, "create-update-flask-study", lookup -> {
            permit(lookup, exchange, id);
            if (customer != null && customer != exchange.user().customerId()) {
                throw lookup.error("Permission denied.");
            }
            known(lookup, status);
            int study = id == null
                    ? Sql.insert(
                            lookup.db(),
                            "INSERT INTO forms_study (name, official_title, unique_protocolid, status_id, customer_id, date_created)"
                                    + " VALUES (?, coalesce(?, ''), coalesce(?, ''), coalesce(?, 1), ?, ?) RETURNING study_id",
                            title,
                            official,
                            protocol,
                            status,
                            exchange.user().customerId(),
                            now)
                    : Sql.insert(
                            lookup.db(),
                            "UPDATE forms_study SET name = coalesce(?, name), official_title = coalesce(?, official_title),"
                                    + " unique_protocolid = coalesce(?, unique_protocolid), status_id = coalesce(?, status_id),"
                                    + " date_updated = ? WHERE study_id = ? RETURNING study_id",
                            title,
                            official,
                            protocol,
                            status,
                            now,
                            id);
            Sql.update(
                    lookup.db(),
                    "INSERT INTO forms_study_language SELECT ?, language_id FROM language WHERE enum = 'ENGLISH' ON CONFLICT DO NOTHING",
                    study);
            return answer("study_id", study);
        }));
    }

    private void site(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        Integer id = exchange.optionalInt("site_id");
        Integer status = exchange.optionalInt("status_id");
        String name = id == null ? exchange.required("site_name") : exchange.text("site_name");
        String number = id == null ? exchange.required("unique_identifier") : exchange.text("unique_identifier");
        Instant now = clock.instant();
        exchange.json(forms.run(exchange, "create-update-flask-site", lookup -> {
            permit(lookup, exchange, study);
            known(lookup, status);
            if (Sql.exists(
                    lookup.db(),
                    "SELECT 1 FROM forms_site WHERE study_id = ? AND unique_identifier = ? AND site_id IS DISTINCT FROM ?",
                    study,
                    number,
                    id)) {
                throw lookup.error("Site " + number + " already exists.");
            }
            Object site = id == null
                    ? Sql.value(
                            lookup.db(),
                            "INSERT INTO forms_site (study_id, unique_identifier, name, status_id, date_created)"
                                    + " VALUES (?, ?, ?, coalesce(?, 1), ?) RETURNING site_id",
                            study,
                            number,
                            name,
                            status,
                            now)
                    : Sql.value(
                            lookup.db(),
                            "UPDATE forms_site SET name = coalesce(?, name), unique_identifier = coalesce(?, unique_identifier),"
                                    + " status_id = coalesce(?, status_id), date_updated = ? WHERE site_id = ? AND study_id = ? RETURNING site_id",
                            name,
                            number,
                            status,
                            now,
                            id,
                            study);
            if (!(site instanceof Integer known)) {
                throw lookup.error("Site " + id + " not found.");
            }
            return answer("site_id", known);
        }));
    }

    private static void known(FormsLookup lookup, @Nullable Integer status) throws SQLException {
        if (status != null && !Sql.exists(lookup.db(), "SELECT 1 FROM status WHERE status_id = ?", status)) {
            throw lookup.error("Status " + status + " not found.");
        }
    }

    private static JsonElement answer(String member, int id) {
        JsonObject answer = new JsonObject();
        answer.addProperty(member, id);
        return answer;
    }
}
