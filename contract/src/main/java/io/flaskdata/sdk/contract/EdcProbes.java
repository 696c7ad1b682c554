package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Body;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowSource;
import io.flaskdata.sdk.rows.RowStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Filters, refusals and files of the EDC. */
final class EdcProbes {
    static final List<Probe> ALL = probes();

    private EdcProbes() {}

    private static List<Probe> probes() {
        List<Probe> all = new ArrayList<>();
        all.add(new Probe(
                "edc.unknown-database",
                "reads a database that does not exist",
                "400",
                edc((lab, edc) -> refusal(
                        lab, lab.session().client.edc("flaskdata_contract_none").extract("study")))));
        all.add(new Probe(
                "edc.no-database",
                "reads without the header EDC",
                "400",
                lab -> raw(lab, "edc.extractData", "{\"tableName\":\"study\"}", false)
                        .map(answer -> Found.of(String.valueOf(answer.status())))
                        .orElse(Found.notRun("needs --edc"))));
        all.add(new Probe(
                "edc.unknown-table",
                "reads a table that does not exist",
                "400",
                edc((lab, edc) -> refusal(lab, edc.extract("flaskdata_contract_none")))));
        all.add(new Probe(
                "edc.unknown-column",
                "filters by a column that does not exist",
                "400",
                edc((lab, edc) -> refusal(lab, edc.extract("study").where("flaskdata_contract_none", "1")))));
        all.add(new Probe(
                "edc.no-rows",
                "reads a view with a condition that no row meets",
                "200 an empty array",
                lab -> noRows(lab, "edc.extractData", "\"tableName\":\"cc_event_data\",")));
        all.add(new Probe(
                "edc.crf-level-no-rows",
                "reads the CRF level with a condition that no row meets",
                "200 an empty array",
                lab -> noRows(lab, "edc.extractCrfLevel", "")));
        all.add(new Probe("edc.filter", "filters a view by a site", "equality", edc(EdcProbes::filter)));
        all.add(new Probe("edc.filters-and", "filters a view by a site and an event", "both", edc(EdcProbes::both)));
        all.add(new Probe("edc.empty-filter", "filters by an empty text", "no filter", edc(EdcProbes::emptyFilter)));
        all.add(new Probe("edc.sort", "sorts a table by its id", "ascending", edc(EdcProbes::sort)));
        all.add(new Probe(
                "edc.crf-level-columns",
                "looks for the columns that the documentation names",
                "site subject event crf",
                edc(EdcProbes::columns)));
        all.add(new Probe(
                "edc.crf-level-filter", "filters the CRF level by a CRF", "equality", edc(EdcProbes::crfFilter)));
        all.add(new Probe(
                "edc.not-in",
                "leaves out two CRFs at the CRF level, joined by |",
                "both left out",
                edc(EdcProbes::notIn)));
        all.add(new Probe(
                "edc.crf-level-unknown-column",
                "filters the CRF level by a column that no CRF has",
                "400",
                edc((lab, edc) ->
                        refusal(lab, edc.crfLevel(StudyFilter.all().where("flaskdata_contract_none", "1"))))));
        all.add(new Probe(
                "edc.csvs-filter",
                "filters the CSV files of event CRFs by a site",
                "fewer rows, only of the site",
                edc(EdcProbes::csvsFilter)));
        all.add(new Probe(
                "edc.csvs-window",
                "asks for the CSV files of event CRFs of a window in the future",
                "no rows",
                edc((lab, edc) -> Found.of(
                        csvRows(edc.eventCrfCsvs(StudyFilter.all()
                                                .updatedFrom(java.time.Instant.parse("2199-01-01T00:00:00Z"))))
                                        == 0
                                ? "no rows"
                                : "rows"))));
        all.add(new Probe(
                "edc.csvs-of-crfs",
                "counts the files of the CRF level's zip",
                "one for each CRF with data",
                edc(EdcProbes::files)));
        return List.copyOf(all);
    }

    interface WithEdc {
        Found run(Lab lab, EdcDatabase edc);
    }

    /** Runs it with the database, when there is one that can be read. A refusal is what it found. */
    static Body edc(WithEdc body) {
        return lab -> {
            String name = lab.session().options.edc();
            if (name == null) {
                return Found.notRun("needs --edc");
            }
            if (!lab.session().has("edc.extractData")) {
                return Found.cantTell("the database can't be read");
            }
            try {
                return body.run(
                        lab,
                        lab.session()
                                .client
                                .edc(name)
                                .zone(lab.session().options.zone()));
            } catch (FlaskDataException e) {
                return refused(e);
            }
        };
    }

    static Found refused(FlaskDataException e) {
        if (e.status().isEmpty()) {
            throw e;
        }
        int status = e.status().getAsInt();
        return status / 100 == 2
                ? Found.cantTell("the SDK can't read the answer: see the operation")
                : Found.of("refused with " + status);
    }

    /** Rows, at most so many. */
    static List<Row> fetch(Lab lab, RowSource source) {
        List<Row> rows = new ArrayList<>();
        try (RowStream stream = source.open()) {
            while (rows.size() < lab.session().options.rows() && stream.hasNext()) {
                rows.add(stream.next());
            }
        }
        return rows;
    }

    /** A table's rows, read once in a run. */
    static List<Row> table(Lab lab, EdcDatabase edc, String table) {
        return lab.session().once("table " + table, () -> fetch(lab, edc.extract(table)));
    }

    /** The CRF level's rows, read once in a run. */
    static List<Row> crfs(Lab lab, EdcDatabase edc) {
        return lab.session().once("CRF level", () -> fetch(lab, edc.crfLevel()));
    }

    private static Found refusal(Lab lab, RowSource source) {
        try {
            return Found.of("accepted, " + fetch(lab, source).size() + " rows");
        } catch (FlaskDataException e) {
            if (e.status().isEmpty()) {
                throw e;
            }
            return Found.of(String.valueOf(e.status().getAsInt()));
        }
    }

    /** A read of the EDC with the token, and with the database where it is wanted. */
    private static Optional<Raw.Answer> raw(Lab lab, String id, String body, boolean database) {
        String edc = lab.session().options.edc();
        return edc == null
                ? Optional.empty()
                : lab.raw()
                        .token()
                        .map(token -> lab.raw()
                                .read(
                                        id,
                                        lab.session().documents.operation(id).path(),
                                        body,
                                        builder -> (database ? builder.header("EDC", edc) : builder)
                                                .header("Authorization", "JWT " + token)));
    }

    private static Found noRows(Lab lab, String id, String member) {
        return raw(lab, id, "{" + member + "\"filters\":{\"site\":\"flaskdata-contract\"}}", true)
                .map(answer -> {
                    JsonNode json = answer.json();
                    boolean empty = json != null && json.isArray() && json.isEmpty();
                    return Found.of(answer.status()
                            + (empty ? " an empty array" : answer.body().length == 0 ? " nothing" : " something else"));
                })
                .orElse(Found.notRun("needs --edc"));
    }

    /** A column's JSON values that are not null. */
    static List<JsonNode> values(List<Row> rows, String column) {
        List<JsonNode> values = new ArrayList<>();
        for (Row row : rows) {
            if (row.has(column)) {
                try {
                    JsonNode value = Documents.JSON.readTree(row.json(column));
                    if (!value.isNull()) {
                        values.add(value);
                    }
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("The SDK gave no JSON", e);
                }
            }
        }
        return values;
    }

    private static Found filter(Lab lab, EdcDatabase edc) {
        List<Row> rows = table(lab, edc, "cc_event_data");
        String site = most(rows, "site");
        if (site == null || rows.size() == lab.session().options.rows()) {
            return Found.cantTell("no site, or more rows than are looked at");
        }
        List<Row> filtered = fetch(lab, edc.extract("cc_event_data").where("site", site));
        long expected =
                rows.stream().filter(row -> site.equals(row.string("site"))).count();
        return Found.of(
                filtered.size() == expected && filtered.stream().allMatch(row -> site.equals(row.string("site")))
                        ? "equality"
                        : "something else");
    }

    private static Found both(Lab lab, EdcDatabase edc) {
        List<Row> rows = table(lab, edc, "cc_event_data");
        String site = most(rows, "site");
        String event = most(rows, "event");
        if (site == null
                || event == null
                || rows.size() == lab.session().options.rows()) {
            return Found.cantTell("no site or event, or more rows than are looked at");
        }
        long expected = rows.stream()
                .filter(row -> site.equals(row.string("site")) && event.equals(row.string("event")))
                .count();
        int came = fetch(lab, edc.extract("cc_event_data").where("site", site).where("event", event))
                .size();
        return Found.of(came == expected ? "both" : "something else");
    }

    private static Found emptyFilter(Lab lab, EdcDatabase edc) {
        int all = table(lab, edc, "study").size();
        int came = fetch(lab, edc.extract("study").with("filters", Map.of("name", "")))
                .size();
        return Found.of(came == all ? "no filter" : came == 0 ? "no rows" : "some rows");
    }

    private static Found sort(Lab lab, EdcDatabase edc) {
        List<Integer> ids = fetch(lab, edc.extract("study_subject").sortedBy("study_subject_id")).stream()
                .map(row -> row.integer("study_subject_id"))
                .filter(Objects::nonNull)
                .toList();
        return ids.size() < 2
                ? Found.cantTell("fewer than two rows")
                : Found.of(ids.equals(ids.stream().sorted().toList()) ? "ascending" : "another order");
    }

    private static Found columns(Lab lab, EdcDatabase edc) {
        List<Row> rows = crfs(lab, edc);
        if (rows.isEmpty()) {
            return Found.cantTell("no rows");
        }
        return Found.of(List.of("site", "subject", "event", "crf").stream()
                .filter(rows.get(0)::has)
                .collect(Collectors.joining(" ")));
    }

    private static Found crfFilter(Lab lab, EdcDatabase edc) {
        List<Row> rows = crfs(lab, edc);
        String crf = most(rows, "crf");
        if (crf == null) {
            return Found.cantTell("no CRF");
        }
        List<Row> came = fetch(lab, edc.crfLevel(StudyFilter.all().where("crf", crf)));
        return Found.of(
                !came.isEmpty() && came.stream().allMatch(row -> crf.equals(row.string("crf")))
                        ? "equality"
                        : "something else");
    }

    private static Found notIn(Lab lab, EdcDatabase edc) {
        List<String> crfs = List.copyOf(texts(crfs(lab, edc), "crf"));
        if (crfs.size() < 3) {
            return Found.cantTell("fewer than three CRFs");
        }
        Set<String> left =
                texts(fetch(lab, edc.crfLevel(StudyFilter.all().whereNot("crf", crfs.get(0), crfs.get(1)))), "crf");
        Set<String> expected = new HashSet<>(crfs.subList(2, crfs.size()));
        return Found.of(left.equals(expected) ? "both left out" : "something else");
    }

    private static long csvRows(io.flaskdata.sdk.rows.Download download) {
        return download.forEachRow((file, row) -> {});
    }

    private static Found csvsFilter(Lab lab, EdcDatabase edc) {
        String site = most(table(lab, edc, "cc_event_data"), "site");
        if (site == null) {
            return Found.cantTell("no site");
        }
        long all = csvRows(edc.eventCrfCsvs());
        Set<String> sites = new TreeSet<>();
        long some = edc.eventCrfCsvs(StudyFilter.all().where("site", site))
                .forEachRow((file, row) -> sites.add(row.has("site") ? String.valueOf(row.string("site")) : ""));
        return Found.of(
                some > 0 && some < all && sites.equals(Set.of(site))
                        ? "fewer rows, only of the site"
                        : "something else");
    }

    private static Found files(Lab lab, EdcDatabase edc) {
        Set<String> files = new TreeSet<>();
        edc.crfCsvs().forEachRow((file, row) -> files.add(file.name()));
        Set<String> crfs = texts(crfs(lab, edc), "crf");
        return crfs.isEmpty()
                ? Found.cantTell("no CRF with data")
                : Found.of(files.size() == crfs.size() ? "one for each CRF with data" : "another number of files");
    }

    private static Set<String> texts(List<Row> rows, String column) {
        return rows.stream()
                .filter(row -> row.has(column))
                .map(row -> row.string(column))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The column's most frequent text. */
    static @org.jspecify.annotations.Nullable String most(List<Row> rows, String column) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.has(column))
                .map(row -> row.string(column))
                .filter(Objects::nonNull)
                .forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
