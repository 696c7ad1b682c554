package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.rows.Row;
import java.util.List;

/** How values are written in JSON, and what there is instead of it, where a reader that takes either form sees no difference. */
final class JsonProbes {
    static final List<Probe> ALL = List.of(
            new Probe(
                    "edc.ids",
                    "looks at the JSON of the id columns of all tables with typed rows",
                    "numbers",
                    EdcProbes.edc(JsonProbes::ids)),
            new Probe(
                    "edc.no-rows",
                    "asks a table for an id that no row has",
                    "200, an empty array",
                    EdcProbes.edc((lab, edc) -> noRows(lab))),
            new Probe(
                    "dataserver.times",
                    "looks at the texts of the partial extract's date_created",
                    "instant",
                    JsonProbes::times),
            new Probe(
                    "customer.numeric",
                    "looks for JSON numbers with a fraction in the customer's table",
                    "none",
                    JsonProbes::fractions),
            new Probe("http.compression", "asks for a compressed answer", "not compressed", JsonProbes::compression));

    private JsonProbes() {}

    private static Found ids(Lab lab, EdcDatabase edc) {
        int seen = 0;
        for (String table : TableProbes.TABLES.values()) {
            List<Row> rows = EdcProbes.table(lab, edc, table);
            for (String column :
                    rows.isEmpty() ? List.<String>of() : rows.get(0).columns()) {
                if (column.endsWith("_id")) {
                    for (JsonNode value : EdcProbes.values(rows, column)) {
                        seen++;
                        if (!value.isIntegralNumber()) {
                            return Found.of("a text");
                        }
                    }
                }
            }
        }
        return seen == 0 ? Found.cantTell("no value") : Found.of("numbers");
    }

    private static Found noRows(Lab lab) {
        String edc = lab.session().options.edc();
        Raw.Answer answer = lab.raw()
                .read(
                        "edc.extractData",
                        "/edc/study/extract-data",
                        "{\"tableName\":\"study\",\"filters\":{\"study_id\":-1}}",
                        builder -> builder.header("EDC", String.valueOf(edc))
                                .header(
                                        "Authorization",
                                        "JWT " + lab.raw().token().orElse("")));
        JsonNode json = answer.json();
        boolean empty = json != null && json.isArray() && json.isEmpty();
        return Found.of(answer.status() == 200 && empty ? "200, an empty array" : answer.verdict());
    }

    private static Found times(Lab lab) {
        Integer study = lab.session().options.study();
        if (study == null) {
            return Found.notRun("needs --study");
        }
        try {
            List<Row> rows =
                    EdcProbes.fetch(lab, lab.session().client.dataServer(study).partialExtract());
            Shape shape = Shape.none();
            EdcProbes.values(rows, "date_created").forEach(shape::learn);
            JsonNode schema = shape.schema();
            return shape.seen() == 0
                    ? Found.cantTell("no date_created")
                    : Found.of(schema.path("x-form").asText(schema.path("type").asText("several types")));
        } catch (FlaskDataException e) {
            return EdcProbes.refused(e);
        }
    }

    private static Found fractions(Lab lab) {
        if (!lab.session().has("forms.extractCustomerData")) {
            return Found.cantTell("the customer's tables can't be read");
        }
        try {
            List<Row> rows = EdcProbes.fetch(
                    lab,
                    lab.session().client.customer().table(lab.session().options.customerTable()));
            boolean some = rows.stream()
                    .anyMatch(row -> row.columns().stream()
                            .anyMatch(column -> row.json(column).matches("-?\\d+\\.\\d+")));
            return rows.isEmpty() ? Found.cantTell("no row") : Found.of(some ? "some" : "none");
        } catch (FlaskDataException e) {
            return EdcProbes.refused(e);
        }
    }

    /** The client would take off a compression that it asked for itself. */
    private static Found compression(Lab lab) {
        var read = lab.cheap();
        var token = lab.raw().token();
        if (read.isEmpty() || token.isEmpty()) {
            return Found.cantTell("no read that this account may do");
        }
        String encoding = lab.cheap(read.get(), "Authorization", "JWT " + token.get(), "Accept-Encoding", "gzip")
                .headers()
                .get("Content-Encoding");
        return Found.of(
                encoding == null ? "not compressed" : encoding.equals("gzip") ? "gzip" : "otherwise compressed");
    }
}
