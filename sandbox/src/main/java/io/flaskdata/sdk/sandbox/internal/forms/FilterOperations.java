package io.flaskdata.sdk.sandbox.internal.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.Page;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists of Forms: {@code /flask/crf/filter}, {@code subject/filter}, {@code link/filter}, {@code languages/filter}. */
public final class FilterOperations {
    private static final Page.Source CRFS = new Page.Source(
            "crf/filter",
            "SELECT c.crf_id, c.names, c.description, c.study_id, c.ordinal FROM forms_crf c JOIN visible_study v USING (study_id)"
                    + " WHERE (? = 0 OR c.study_id = ?) AND v.user_id = ? AND c.newest AND c.active",
            Page.named(Map.of("id", "crf_id")),
            "study_id, ordinal, crf_id");
    private static final Page.Source SUBJECTS = new Page.Source(
            "subject/filter",
            "SELECT s.document_id, s.label FROM forms_subject s JOIN visible_subject v USING (subject_id)"
                    + " WHERE (? = 0 OR s.study_id = ?) AND v.user_id = ?",
            // The documentation sorts every list by name; a subject's name is its label.
            Map.of("id", "document_id", "subjectId", "label COLLATE \"C\"", "name", "label COLLATE \"C\""),
            "label COLLATE \"C\", document_id");
    private static final Page.Source LINKS = new Page.Source(
            "link/filter",
            "SELECT l.link_id, l.token, d.names, l.status, l.event_date FROM forms_link l JOIN forms_event_definition d USING (event_id)"
                    + " WHERE l.subject_id = ? AND (?::text IS NULL OR l.status = ?)",
            Page.named(Map.of("id", "link_id", "status", "status", "scheduled_date", "event_date")),
            "event_date, link_id");

    private final FormsChain forms;

    public FilterOperations(FormsChain forms) {
        this.forms = forms;
    }

    public List<Route> routes() {
        return List.of(
                Route.signedIn("POST", "/flask/crf/filter", "documented", this::crfs)
                        .inferring(
                                "active CRFs in their newest version; names by language; study 0 is all that the user sees (observed)"),
                Route.signedIn("POST", "/flask/subject/filter", "documented", this::subjects)
                        .inferring("what can be sorted by; study 0 is all that the user sees"),
                Route.signedIn("POST", "/flask/link/filter", "documented", this::links)
                        .inferring("the subject is required; names by language"),
                Route.open("POST", "/flask/languages/filter", "observed", this::languages)
                        .inferring("the study is required"));
    }

    private static @Nullable Page page(Exchange exchange, Page.Source list) {
        return exchange.body().has("pagination") ? Page.of(exchange.object("pagination"), list) : null;
    }

    private void crfs(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        Page page = page(exchange, CRFS);
        exchange.json(forms.read(exchange, CRFS.module(), lookup -> {
            known(lookup, study);
            return Page.list(lookup.db(), CRFS, page, FilterOperations::crf, study, study, lookup.userId());
        }));
    }

    /** Study 0 is all studies (observed). */
    private static void known(FormsLookup lookup, int study) throws SQLException {
        if (study != 0) {
            lookup.study(study);
        }
    }

    private static JsonObject crf(Map<String, @Nullable Object> row) {
        JsonObject crf = entry(row, "crf_id");
        crf.add("description", JsonParser.parseString(Sql.text(row, "description")));
        return crf;
    }

    private void subjects(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        Page page = page(exchange, SUBJECTS);
        exchange.json(forms.read(exchange, SUBJECTS.module(), lookup -> {
            known(lookup, study);
            return Page.list(
                    lookup.db(),
                    SUBJECTS,
                    page,
                    row -> {
                        JsonObject subject = new JsonObject();
                        subject.addProperty("id", Sql.text(row, "document_id"));
                        subject.addProperty("subjectId", Sql.text(row, "label"));
                        return subject;
                    },
                    study,
                    study,
                    lookup.userId());
        }));
    }

    private void links(Exchange exchange) throws SQLException, IOException {
        String subject = exchange.required("subject");
        String status = exchange.filter("status");
        Page page = page(exchange, LINKS);
        exchange.json(forms.read(
                exchange,
                LINKS.module(),
                lookup -> Page.list(
                        lookup.db(),
                        LINKS,
                        page,
                        row -> link(row, exchange.origin()),
                        lookup.subject(subject).id(),
                        status,
                        status)));
    }

    static JsonObject link(Map<String, @Nullable Object> row, String origin) {
        JsonObject link = entry(row, "link_id");
        link.addProperty("token", Sql.text(row, "token"));
        link.addProperty("status", Sql.text(row, "status"));
        link.addProperty("url", origin + "/flask/viewer/" + Sql.text(row, "token") + "/data");
        return link;
    }

    private static JsonObject entry(Map<String, @Nullable Object> row, String id) {
        JsonObject entry = new JsonObject();
        entry.addProperty("id", Sql.text(row, id));
        entry.add("name", JsonParser.parseString(Sql.text(row, "names")));
        return entry;
    }

    /** Needs no sign-in, because the viewer calls it before anyone has signed in. */
    private void languages(Exchange exchange) throws SQLException, IOException {
        int study = exchange.requiredInt("study_id");
        Integer customer = exchange.filter("customer_id") == null ? null : exchange.optionalInt("customer_id");
        JsonElement answer = forms.read(exchange, "languages/filter", lookup -> {
            if (!Sql.exists(
                    lookup.db(),
                    "SELECT 1 FROM forms_study WHERE study_id = ? AND (?::int IS NULL OR customer_id = ?)",
                    study,
                    customer,
                    customer)) {
                throw lookup.error("Study " + study + " not found.");
            }
            Page.Source list = new Page.Source(
                    lookup.module(),
                    "SELECT l.* FROM language l JOIN forms_study_language USING (language_id) WHERE study_id = ?",
                    Map.of(),
                    "language_id");
            return Page.list(lookup.db(), list, null, FilterOperations::language, study);
        });
        exchange.json(answer);
    }

    private static JsonObject language(Map<String, @Nullable Object> row) {
        JsonObject language = new JsonObject();
        language.addProperty("id", Sql.integer(row, "language_id"));
        for (String member : List.of("name", "direction", "languagekey", "enum")) {
            language.addProperty(member, Sql.text(row, member));
        }
        return language;
    }
}
