package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Body;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.spectools.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The data server, devices, the customer's tables and kits. */
final class ServiceProbes {
    static final List<Probe> ALL = List.of(
            new Probe(
                    "dataserver.columns",
                    "asks the partial extract for one column without _id",
                    "crf",
                    dataServer((lab, study) -> {
                        List<Row> rows = EdcProbes.fetch(
                                lab, study.partialExtract().columns("crf").withoutId());
                        Set<String> columns = new TreeSet<>();
                        rows.forEach(row -> row.columns().forEach(column -> columns.add(Names.shown(column))));
                        return rows.isEmpty() ? Found.cantTell("no rows") : Found.of(String.join(" ", columns));
                    })),
            new Probe(
                    "dataserver.documented-columns",
                    "looks for the columns that the documentation names",
                    "_id crf event item_type value",
                    dataServer((lab, study) -> {
                        List<Row> rows = partial(lab, study);
                        return rows.isEmpty()
                                ? Found.cantTell("no rows")
                                : Found.of(String.join(
                                        " ",
                                        List.of("_id", "crf", "event", "item_type", "value").stream()
                                                .filter(rows.get(0)::has)
                                                .toList()));
                    })),
            new Probe(
                    "dataserver.times",
                    "looks at the columns that are dates by their names",
                    "instants or null",
                    dataServer((lab, study) -> {
                        List<Row> rows = partial(lab, study);
                        return rows.isEmpty() ? Found.cantTell("no rows") : Found.of(instants(rows));
                    })),
            new Probe(
                    "dataserver.filter",
                    "filters the partial extract by a CRF",
                    "equality",
                    dataServer((lab, study) -> {
                        String crf = EdcProbes.most(partial(lab, study), "crf");
                        if (crf == null) {
                            return Found.cantTell("no rows");
                        }
                        List<Row> came =
                                EdcProbes.fetch(lab, study.partialExtract().where("crf", crf));
                        return Found.of(
                                !came.isEmpty() && came.stream().allMatch(row -> crf.equals(row.string("crf")))
                                        ? "equality"
                                        : "something else");
                    })),
            new Probe(
                    "dataserver.grouped",
                    "asks the grouped extract for groups by subject",
                    "one row for each subject",
                    dataServer(ServiceProbes::grouped)),
            new Probe(
                    "dataserver.cursor",
                    "reads the grouped extract twice without moving the cursor",
                    "the same",
                    dataServer((lab, study) -> {
                        int first = EdcProbes.fetch(lab, Reads.grouped(study)).size();
                        int second = EdcProbes.fetch(lab, Reads.grouped(study)).size();
                        return Found.of(first == second ? "the same" : "another number of rows");
                    })),
            new Probe(
                    "device.subject",
                    "asks for the device logs of a subject that does not exist",
                    "refused with 400",
                    FormsProbes.study((lab, study) -> {
                        var logs = lab.session().client.devices(study).logs();
                        if (EdcProbes.fetch(lab, logs).isEmpty()) {
                            return Found.cantTell("the study has no device log");
                        }
                        try {
                            return Found.of(
                                    EdcProbes.fetch(lab, logs.ofSubject("flaskdata-contract"))
                                                    .isEmpty()
                                            ? "no rows"
                                            : "rows");
                        } catch (io.flaskdata.sdk.errors.FlaskDataException e) {
                            return EdcProbes.refused(e);
                        }
                    })),
            new Probe(
                    "device.window",
                    "asks for the device logs of a window in the future",
                    "no rows",
                    FormsProbes.study((lab, study) -> {
                        var logs = lab.session().client.devices(study).logs();
                        return EdcProbes.fetch(lab, logs).isEmpty()
                                ? Found.cantTell("the study has no device log")
                                : Found.of(
                                        EdcProbes.fetch(lab, logs.from(java.time.Instant.parse("2199-01-01T00:00:00Z")))
                                                        .isEmpty()
                                                ? "no rows"
                                                : "rows");
                    })),
            new Probe(
                    "customer.unknown-table",
                    "reads a customer's table that does not exist",
                    "400",
                    lab -> lab.session().has("forms.extractCustomerData")
                            ? lab.raw()
                                    .token()
                                    .map(token -> Found.of(String.valueOf(lab.raw()
                                            .read(
                                                    "forms.extractCustomerData",
                                                    "/flask/customer/extract-data-to-json",
                                                    "{\"tableName\":\"flaskdata_contract_none\"}",
                                                    builder -> builder.header("Authorization", "JWT " + token))
                                            .status())))
                                    .orElse(Found.cantTell("no token"))
                            : Found.cantTell("the customer's tables can't be read")),
            new Probe(
                    "customer.numeric",
                    "looks for decimals in the table billing_reports_customer",
                    "texts",
                    lab -> lab.session().has("forms.extractCustomerData")
                            ? decimals(lab)
                            : Found.cantTell("the customer's tables can't be read")),
            new Probe("randomization.read", "reads a subject's next kit twice", "the same", ServiceProbes::kits),
            new Probe("randomization.token", "reads a kit without a token", "not refused for the token", lab -> {
                Raw.Answer answer = kit(lab);
                return answer == null
                        ? Found.notRun("needs --edc and --stratum")
                        : Found.of(answer.status() == 401 ? "401" : "not refused for the token");
            }));

    private ServiceProbes() {}

    private interface WithDataServer {
        Found run(Lab lab, io.flaskdata.sdk.dataserver.DataServerStudy study);
    }

    private static Body dataServer(WithDataServer body) {
        return FormsProbes.study((lab, study) -> {
            try {
                return body.run(lab, lab.session().client.dataServer(study));
            } catch (io.flaskdata.sdk.errors.FlaskDataException e) {
                return EdcProbes.refused(e);
            }
        });
    }

    /** The partial extract's rows, read once in a run. */
    static List<Row> partial(Lab lab, io.flaskdata.sdk.dataserver.DataServerStudy study) {
        return lab.session().once("partial extract", () -> EdcProbes.fetch(lab, study.partialExtract()));
    }

    private static String instants(List<Row> rows) {
        Set<String> others = new TreeSet<>();
        for (String column : rows.get(0).columns()) {
            Shape shape = Shape.none();
            EdcProbes.values(rows, column).forEach(shape::learn);
            boolean date = column.startsWith("date") || column.endsWith("date");
            if (date
                    && shape.seen() > 0
                    && !shape.schema(Names::isWord).path("x-form").asText().equals("instant")) {
                others.add(Names.shown(column));
            }
        }
        return others.isEmpty() ? "instants or null" : "something else in " + String.join(", ", others);
    }

    private static Found decimals(Lab lab) {
        Set<String> found = new TreeSet<>();
        for (Row row : EdcProbes.fetch(lab, lab.session().client.customer().table("billing_reports_customer"))) {
            for (String column : row.columns()) {
                String json = row.json(column);
                if (json.matches("\"?-?\\d+\\.\\d+\"?")) {
                    found.add(json.startsWith("\"") ? "texts" : "numbers");
                }
            }
        }
        return found.isEmpty() ? Found.cantTell("no decimal") : Found.of(String.join(" and ", found));
    }

    private static Found grouped(Lab lab, io.flaskdata.sdk.dataserver.DataServerStudy study) {
        List<Row> rows = EdcProbes.fetch(lab, Reads.grouped(study).bySubject());
        if (rows.isEmpty()) {
            return Found.cantTell("no rows");
        }
        if (!rows.get(0).has("subject")) {
            return Found.of("rows without subject");
        }
        long subjects =
                rows.stream().map(row -> row.string("subject")).distinct().count();
        return Found.of(subjects == rows.size() ? "one row for each subject" : "several rows for a subject");
    }

    private static Raw.@org.jspecify.annotations.Nullable Answer kit(Lab lab) {
        Map<String, String> strata = lab.session().options.strata();
        String edc = lab.session().options.edc();
        String label = lab.session().options.subject() == null
                ? lab.reads().edcLabel
                : lab.session().options.subject();
        if (strata.isEmpty() || edc == null || label == null) {
            return null;
        }
        var body = Documents.JSON
                .createObjectNode()
                .put("db_name", edc)
                .put("edc_subject_label", label)
                .put("operation", "read");
        int number = 1;
        for (var stratum : strata.entrySet()) {
            body.put("strata" + number, stratum.getKey()).put("strata" + number + "_value", stratum.getValue());
            number++;
        }
        return lab.raw()
                .read(
                        "features.randomizeKits",
                        "/features/flask/subjectfeatures/randomize-kits-with-stratification",
                        body.toString(),
                        builder -> builder);
    }

    private static Found kits(Lab lab) {
        Raw.Answer first = kit(lab);
        Raw.Answer second = kit(lab);
        if (first == null || second == null) {
            return Found.notRun("needs --edc and --stratum");
        }
        JsonNode one = first.json();
        JsonNode two = second.json();
        if (one == null || two == null || !one.has("kit_id")) {
            return Found.of(first.verdict());
        }
        return Found.of(one.path("kit_id").equals(two.path("kit_id")) ? "the same" : "another kit");
    }
}
