package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.admin.Customer;
import io.flaskdata.sdk.dataserver.DataServerStudy;
import io.flaskdata.sdk.dataserver.GroupedExtract;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.forms.FormToken;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.forms.ListedCrf;
import io.flaskdata.sdk.forms.ListedEvent;
import io.flaskdata.sdk.forms.ListedSubject;
import io.flaskdata.sdk.randomization.Randomization;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every read of the contract, by the SDK's own facade. What one finds is an argument of the next. */
final class Reads {
    private static final int SUBJECTS = 20;
    private static final int LINKS = 3;
    private static final String NO_EDC = "needs --edc";
    private static final String NO_STUDY = "needs --study";

    private final Session session;
    private final FlaskDataClient client;
    private final Calls calls;

    /** What was found on the way. */
    @Nullable
    ListedSubject subject;

    @Nullable
    ListedEvent event;

    @Nullable
    FormToken token;

    @Nullable
    String crf;

    @Nullable
    String edcLabel;

    List<JsonNode> events = List.of();

    Reads(Session session) {
        this.session = session;
        this.client = session.client;
        this.calls = new Calls(session);
    }

    void all() {
        self();
        String edc = session.options.edc();
        if (edc == null) {
            skip(NO_EDC, "edc.extractData", "edc.downloadCsvs", "edc.extractCrfLevel", "edc.extractCrfLevelCsvs");
        } else {
            edc(client.edc(edc));
        }
        Integer study = session.options.study();
        if (study == null) {
            skip(
                    NO_STUDY,
                    "forms.getCrfDataIds",
                    "forms.filterCrfs",
                    "forms.filterSubjects",
                    "forms.filterLinks",
                    "forms.getLink",
                    "forms.getEventDocument",
                    "forms.getEventLog",
                    "forms.filterLanguages",
                    "forms.getDeviceLogs",
                    "forms.extractEventDataCsvs",
                    "dataserver.extractEventDataCsvs",
                    "dataserver.partialExtract",
                    "dataserver.groupedExtract");
        } else {
            forms(client.forms().study(study));
            dataServer(client.dataServer(study));
            calls.rows("forms.getDeviceLogs", client.devices(study).logs());
        }
        customer(client.customer());
        randomization(edc);
    }

    private void skip(String why, String... ids) {
        for (String id : ids) {
            session.notRun(id, why);
        }
    }

    private void self() {
        if (session.options.user() == null) {
            skip("needs --user", "idp.mobileFormAuthorization", "forms.getSubjectStudies", "idp.logout");
            self(client);
            return;
        }
        FlaskDataClient user = session.readOnly(client.signIn(session.options.user()));
        session.call(
                "idp.mobileFormAuthorization",
                user::authorize,
                (expires, exchanges) -> calls.json(exchanges)
                        .map(bytes -> Given.value("/expired", bytes.path("expired"), instant(expires)))
                        .orElse(List.of()));
        if (!session.has("idp.mobileFormAuthorization")) {
            skip("the user's sign-in failed", "idp.self", "forms.getSubjectStudies", "idp.logout");
            return;
        }
        self(user)
                .ifPresent(id -> calls.list(
                        "forms.getSubjectStudies", user.forms().studiesOf(id), each -> each.raw(), (each, bytes) -> {
                            List<Finding> findings = new ArrayList<>(
                                    Given.value("/*/study_id", bytes.path("study_id"), String.valueOf(each.studyId())));
                            findings.addAll(Given.value(
                                    "/*/brief_title",
                                    bytes.path("brief_title"),
                                    each.briefTitle().orElse(null)));
                            return findings;
                        }));
        session.call("idp.logout", () -> {
            user.logout();
            return true;
        });
    }

    private Optional<Integer> self(FlaskDataClient who) {
        return session.call("idp.self", who::self, (account, exchanges) -> {
                    JsonNode bytes = calls.json(exchanges).orElse(MissingNode.getInstance());
                    List<Finding> findings = new ArrayList<>(Given.json("", bytes, account.raw()));
                    findings.addAll(Given.value("/id", bytes.path("id"), String.valueOf(account.id())));
                    findings.addAll(Given.value("/email", bytes.path("email"), account.email()));
                    return findings;
                })
                .map(account -> account.id());
    }

    static String instant(java.time.Instant at) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    private void edc(EdcDatabase edc) {
        calls.rows("edc.extractData", edc.extract("study"));
        calls.rows("edc.extractData", edc.extract("cc_event_data"));
        calls.rows("edc.extractData", edc.extract("study_subject"))
                .flatMap(rows -> rows.stream().findFirst())
                .filter(row -> row.has("label"))
                .ifPresent(row -> edcLabel = row.string("label"));
        calls.rows("edc.extractCrfLevel", edc.crfLevel());
        calls.csvs("edc.extractCrfLevelCsvs", edc.crfCsvs());
        calls.csvs("edc.downloadCsvs", edc.eventCrfCsvs());
    }

    private void forms(FormsStudy study) {
        calls.list(
                        "forms.filterCrfs",
                        study.crfs(),
                        ListedCrf::raw,
                        (each, bytes) -> Given.value("/items/*/id", bytes.path("id"), each.id()))
                .flatMap(crfs -> crfs.stream().findFirst())
                .ifPresent(first -> crf = first.name().any());
        calls.list(
                "forms.filterLanguages",
                study.languages(),
                each -> each.raw(),
                (each, bytes) ->
                        Given.value("/*/name", bytes.path("name"), each.name().orElse(null)));
        List<ListedSubject> subjects = calls.list(
                        "forms.filterSubjects", study.subjects(), ListedSubject::raw, (each, bytes) -> {
                            List<Finding> findings =
                                    new ArrayList<>(Given.value("/items/*/id", bytes.path("id"), each.id()));
                            findings.addAll(Given.value("/items/*/subjectId", bytes.path("subjectId"), each.label()));
                            return findings;
                        })
                .orElse(List.of());
        String wanted = session.options.subject();
        subjects.stream()
                .filter(each -> wanted == null || wanted.equals(each.label()))
                .limit(SUBJECTS)
                .takeWhile(each -> event == null)
                .forEach(each -> events(study, each));
        calls.csvs("forms.extractEventDataCsvs", study.csvs());
        if (subject == null) {
            skip("no subject was found", "forms.filterLinks", "forms.getCrfDataIds");
        }
        if (event == null) {
            skip("no event was found", "forms.getLink", "forms.getEventDocument", "forms.getEventLog");
        }
        if (subject != null && crf != null) {
            crfDataIds(study, subject.label(), crf);
        }
    }

    private void events(FormsStudy study, ListedSubject each) {
        subject = each;
        int mark = session.wire.size();
        List<ListedEvent> found = calls.list(
                        "forms.filterLinks",
                        study.subjectLabelled(each.label()).events(),
                        ListedEvent::raw,
                        (one, bytes) -> {
                            List<Finding> findings =
                                    new ArrayList<>(Given.value("/items/*/id", bytes.path("id"), one.linkId()));
                            findings.addAll(Given.value(
                                    "/items/*/token",
                                    bytes.path("token"),
                                    one.token().map(FormToken::value).orElse(null)));
                            return findings;
                        })
                .orElse(List.of());
        if (found.isEmpty() || session.wire.size() == mark) {
            return;
        }
        event = found.get(0);
        found.stream().limit(LINKS).forEach(one -> {
            session.call(
                    "forms.getLink",
                    () -> client.forms().link(one.linkId()).read(),
                    (link, exchanges) -> calls.json(exchanges)
                            .map(bytes -> Given.json("", bytes, link.raw()))
                            .orElse(List.of()));
            one.token().ifPresent(this::document);
        });
        token = found.stream().flatMap(one -> one.token().stream()).findFirst().orElse(null);
        if (token != null) {
            calls.list(
                    "forms.getEventLog",
                    client.forms().log(token),
                    one -> one.raw(),
                    (one, bytes) -> Given.value("/items/*/id", bytes.path("id"), one.linkId()));
        }
    }

    private void document(FormToken of) {
        session.call(
                "forms.getEventDocument",
                () -> client.forms().document(of),
                (document, exchanges) -> calls.json(exchanges)
                        .map(bytes -> {
                            List<Finding> findings = new ArrayList<>(Given.json("", bytes, document.raw()));
                            List<JsonNode> items = new ArrayList<>();
                            bytes.path("CRFs")
                                    .forEach(crf -> crf.path("sections")
                                            .forEach(section ->
                                                    section.path("items").forEach(items::add)));
                            List<String> given = document.crfs().stream()
                                    .flatMap(crf -> crf.items().stream())
                                    .map(item -> item.raw())
                                    .toList();
                            findings.addAll(Given.entries("/CRFs/*/sections/*/items", items, given));
                            return findings;
                        })
                        .orElse(List.of()));
    }

    private void crfDataIds(FormsStudy study, String label, String crfName) {
        session.call(
                "forms.getCrfDataIds",
                () -> study.subjectLabelled(label).crfDataIds(crfName),
                (ids, exchanges) -> calls.json(exchanges)
                        .map(bytes -> {
                            List<Finding> findings = new ArrayList<>(Given.json("", bytes, ids.raw()));
                            if (bytes.isArray()) {
                                List<JsonNode> all = new ArrayList<>();
                                bytes.forEach(all::add);
                                findings.addAll(Given.entries(
                                        "/*",
                                        all,
                                        ids.ids().stream()
                                                .map(id -> '"' + id + '"')
                                                .toList()));
                            }
                            return findings;
                        })
                        .orElse(List.of()));
    }

    private void dataServer(DataServerStudy study) {
        calls.rows("dataserver.partialExtract", study.partialExtract());
        calls.rows("dataserver.groupedExtract", grouped(study));
        calls.csvs("dataserver.extractEventDataCsvs", study.csvs());
    }

    /** With every CRF that has data. The cursor stays where it is. */
    static GroupedExtract grouped(DataServerStudy study) {
        return study.groupedExtract()
                .startedCrfs(true)
                .closedCrfs(true)
                .deactivatedCrfs(true)
                .allCrfVersions(true);
    }

    private void customer(Customer customer) {
        calls.rows("forms.extractCustomerData", customer.table(session.options.customerTable()));
        calls.csvs(
                "forms.downloadBillingReports",
                customer.billingReports(YearMonth.now(ZoneOffset.UTC).minusMonths(1)));
    }

    private void randomization(@Nullable String edc) {
        String label = session.options.subject() == null ? edcLabel : session.options.subject();
        if (edc == null || label == null) {
            skip(edc == null ? NO_EDC : "needs --subject", "features.randomizeKits");
            return;
        }
        Randomization kit = client.randomization(edc, label);
        for (var stratum : session.options.strata().entrySet()) {
            kit = kit.stratum(stratum.getKey(), stratum.getValue());
        }
        Randomization asked = kit;
        session.call(
                "features.randomizeKits",
                asked::read,
                (read, exchanges) -> read.flatMap(given -> calls.json(exchanges).map(bytes -> kit(bytes, given)))
                        .orElse(List.of()));
        if (!session.options.strata().isEmpty()
                && asked.state() == io.flaskdata.sdk.randomization.RandomizationState.NOT_RANDOMIZED) {
            session.call(
                    "features.randomizeKits",
                    asked::nextKit,
                    (next, exchanges) ->
                            calls.json(exchanges).map(bytes -> kit(bytes, next)).orElse(List.of()));
        }
    }

    private static List<Finding> kit(JsonNode bytes, io.flaskdata.sdk.randomization.RandomizedKit given) {
        List<Finding> findings = new ArrayList<>(Given.json("", bytes, given.raw()));
        findings.addAll(Given.value("/kit_id", bytes.path("kit_id"), String.valueOf(given.kitId())));
        findings.addAll(Given.value("/kitno", bytes.path("kitno"), given.kitNumber()));
        return findings;
    }
}
