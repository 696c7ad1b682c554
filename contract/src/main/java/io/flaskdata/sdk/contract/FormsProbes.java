package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Body;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.spectools.Shape;
import java.util.ArrayList;
import java.util.List;

/** Lists, ids and documents of Forms. */
final class FormsProbes {
    private static final String PAGE = "\"pagination\":{\"page\":%d,\"size\":%d,\"sort\":\"name,asc\"}";

    static final List<Probe> ALL = List.of(
            new Probe(
                    "forms.page-from-0",
                    "asks for the pages 0 and 1 of one entry each",
                    "page 0 is the first",
                    study(FormsProbes::pages)),
            new Probe(
                    "forms.without-pagination",
                    "asks for a list without pagination",
                    "an array",
                    study((lab, study) -> {
                        JsonNode json =
                                crfs(lab, "{\"study_id\":" + study + "}").json();
                        return Found.of(
                                json == null
                                        ? "no JSON"
                                        : json.isArray() ? "an array" : json.has("items") ? "items" : "something else");
                    })),
            new Probe("forms.study-0", "asks for the CRFs of study 0", "all studies", study((lab, study) -> {
                int own = total(crfs(lab, "{\"study_id\":" + study + "," + PAGE.formatted(0, 1) + "}"));
                int all = total(crfs(lab, "{\"study_id\":0," + PAGE.formatted(0, 1) + "}"));
                return Found.of(
                        all >= own && all > 0 ? "all studies" : all < 0 ? "no total" : "fewer than of one study");
            })),
            new Probe(
                    "forms.study-required",
                    "asks for the CRFs of no study",
                    "400",
                    study((lab, study) -> Found.of(String.valueOf(
                            crfs(lab, "{" + PAGE.formatted(0, 1) + "}").status())))),
            new Probe(
                    "forms.status-empty",
                    "asks for the events with an empty status",
                    "no filter",
                    subject(FormsProbes::emptyStatus)),
            new Probe(
                    "forms.link-subject",
                    "asks for events without a subject",
                    "400",
                    study((lab, study) -> Found.of(String.valueOf(
                            links(lab, "{" + PAGE.formatted(0, 1) + "}").status())))),
            new Probe(
                    "forms.names",
                    "looks at the names in a list of CRFs",
                    "an object by language",
                    study((lab, study) ->
                            names(items(crfs(lab, "{\"study_id\":" + study + "," + PAGE.formatted(0, 100) + "}"))))),
            new Probe(
                    "forms.document-id",
                    "looks at the ids of documents",
                    "hex-24",
                    study((lab, study) -> form(
                            items(crfs(lab, "{\"study_id\":" + study + "," + PAGE.formatted(0, 100) + "}")), "id"))),
            new Probe(
                    "forms.token",
                    "looks at a form link's token",
                    "form-token",
                    subject((lab, id) -> form(
                            items(links(
                                    lab,
                                    "{\"subject\":\"" + id + "\",\"status\":\"\"," + PAGE.formatted(0, 100) + "}")),
                            "token"))),
            new Probe(
                    "forms.log",
                    "counts the events of a form's log",
                    "all events of the subject",
                    subject(FormsProbes::log)),
            new Probe(
                    "forms.unknown-token",
                    "opens a form with a token that does not exist",
                    "400",
                    study((lab, study) -> Found.of(String.valueOf(lab.raw()
                            .read(
                                    "forms.getEventDocument",
                                    "/flask/viewer/FED_flaskdata000/data",
                                    "",
                                    builder -> builder)
                            .status())))),
            new Probe(
                    "forms.languages-study",
                    "asks for the languages of no study",
                    "400",
                    study((lab, study) -> Found.of(String.valueOf(lab.raw()
                            .read("forms.filterLanguages", "/flask/languages/filter", "{}", builder -> builder)
                            .status())))),
            new Probe(
                    "forms.languages-token",
                    "asks for the languages without a token",
                    "200",
                    study((lab, study) -> Found.of(String.valueOf(lab.raw()
                            .read(
                                    "forms.filterLanguages",
                                    "/flask/languages/filter",
                                    "{\"study_id\":" + study + "}",
                                    builder -> builder)
                            .status())))),
            new Probe(
                    "forms.crf-data-ids",
                    "looks at the ids of a CRF's data",
                    "an array of data-id",
                    subject(FormsProbes::dataIds)),
            new Probe(
                    "forms.users-self",
                    "gets an address that a client of 2018 calls",
                    "404 page: Error: Resource not found",
                    lab -> Found.of(lab.raw().look("GET", "/flask/users/self").verdict())));

    private FormsProbes() {}

    interface WithStudy {
        Found run(Lab lab, int study);
    }

    private interface WithSubject {
        Found run(Lab lab, String subjectId);
    }

    static Body study(WithStudy body) {
        return lab -> {
            Integer study = lab.session().options.study();
            return study == null ? Found.notRun("needs --study") : body.run(lab, study);
        };
    }

    private static Body subject(WithSubject body) {
        return lab -> lab.reads().subject == null
                ? lab.session().options.study() == null
                        ? Found.notRun("needs --study")
                        : Found.cantTell("no subject with an event")
                : body.run(lab, lab.reads().subject.id());
    }

    private static Raw.Answer crfs(Lab lab, String body) {
        return read(lab, "forms.filterCrfs", "/flask/crf/filter", body);
    }

    private static Raw.Answer links(Lab lab, String body) {
        return read(lab, "forms.filterLinks", "/flask/link/filter", body);
    }

    private static Raw.Answer read(Lab lab, String id, String path, String body) {
        return lab.raw()
                .read(
                        id,
                        path,
                        body,
                        builder -> lab.raw()
                                .token()
                                .map(token -> builder.header("Authorization", "JWT " + token))
                                .orElse(builder));
    }

    private static List<JsonNode> items(Raw.Answer answer) {
        JsonNode json = answer.json();
        List<JsonNode> items = new ArrayList<>();
        if (json != null) {
            (json.isArray() ? json : json.path("items")).forEach(items::add);
        }
        return items;
    }

    private static int total(Raw.Answer answer) {
        JsonNode json = answer.json();
        return json == null ? -1 : json.at("/pagination/total").asInt(-1);
    }

    private static Found pages(Lab lab, int study) {
        List<JsonNode> first = items(crfs(lab, "{\"study_id\":" + study + "," + PAGE.formatted(0, 1) + "}"));
        List<JsonNode> second = items(crfs(lab, "{\"study_id\":" + study + "," + PAGE.formatted(1, 1) + "}"));
        if (first.isEmpty() || second.isEmpty()) {
            return Found.cantTell("fewer than two CRFs");
        }
        return Found.of(first.equals(second) ? "page 1 is the first" : "page 0 is the first");
    }

    private static Found emptyStatus(Lab lab, String subject) {
        int all = total(links(lab, "{\"subject\":\"" + subject + "\"," + PAGE.formatted(0, 1) + "}"));
        int empty = total(links(lab, "{\"subject\":\"" + subject + "\",\"status\":\"\"," + PAGE.formatted(0, 1) + "}"));
        return all < 0 ? Found.cantTell("no total") : Found.of(all == empty ? "no filter" : "a filter");
    }

    private static Found names(List<JsonNode> items) {
        if (items.isEmpty()) {
            return Found.cantTell("no CRF");
        }
        boolean objects = items.stream().allMatch(item -> item.path("name").isObject());
        boolean texts = items.stream().allMatch(item -> item.path("name").isTextual());
        return Found.of(objects ? "an object by language" : texts ? "a text" : "both");
    }

    private static Found form(List<JsonNode> items, String member) {
        Shape shape = Shape.none();
        items.stream()
                .map(item -> item.path(member))
                .filter(value -> !value.isMissingNode())
                .forEach(shape::learn);
        if (shape.seen() == 0) {
            return Found.cantTell("none came");
        }
        ObjectForm form = new ObjectForm(shape.schema(Names::isWord));
        return Found.of(form.word());
    }

    private record ObjectForm(JsonNode schema) {
        String word() {
            return schema.path("x-form").asText(schema.path("type").asText("several types"));
        }
    }

    private static Found log(Lab lab, String subject) {
        if (lab.reads().token == null) {
            return Found.cantTell("no form token");
        }
        int events = total(links(lab, "{\"subject\":\"" + subject + "\"," + PAGE.formatted(0, 1) + "}"));
        JsonNode log = lab.raw()
                .read(
                        "forms.getEventLog",
                        "/flask/viewer/" + lab.reads().token.value() + "/log",
                        "{\"page\":0,\"size\":1,\"sort\":\"name,asc\"}",
                        builder -> builder)
                .json();
        int logged = log == null ? -1 : log.at("/rest/pagination/total").asInt(-1);
        return logged < 0 || events < 0
                ? Found.of("no total under rest.pagination")
                : Found.of(logged == events ? "all events of the subject" : "another number of events");
    }

    private static Found dataIds(Lab lab, String subject) {
        if (lab.reads().crf == null || lab.reads().subject == null) {
            return Found.cantTell("no CRF");
        }
        String body = Documents.JSON
                .createObjectNode()
                .put("study_id", lab.session().options.study())
                .put("subject_label", lab.reads().subject.label())
                .put("crf_name", lab.reads().crf)
                .toString();
        Raw.Answer answer = read(lab, "forms.getCrfDataIds", "/flask/crf/get-CRF-data-ids", body);
        JsonNode json = answer.json();
        if (answer.status() != 200 || json == null) {
            return Found.of(answer.verdict());
        }
        if (!json.isArray()) {
            return Found.of("no array");
        }
        if (json.isEmpty()) {
            return Found.cantTell("the subject has no such CRF");
        }
        Shape shape = Shape.of(json);
        return Found.of(
                "an array of " + new ObjectForm(shape.schema(Names::isWord).path("items")).word());
    }
}
