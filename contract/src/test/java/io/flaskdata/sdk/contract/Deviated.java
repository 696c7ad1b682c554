package io.flaskdata.sdk.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** By which line of a report each of the sandbox's deviations is named, and what it hides. */
final class Deviated {
    /** What is done after it was seen: the evidence makes the next run agree, or code must change. */
    enum After {
        AGREES,
        CODE
    }

    /**
     * How a report names a deviation.
     *
     * @param line the line of {@link #lines}
     * @param hides the deviations that can't be seen with this one, because their probes read through it
     */
    record Named(Pattern line, After after, List<String> hides) {}

    static final Map<String, Named> ALL = new LinkedHashMap<>();

    /** After one of these nobody is signed in. */
    static final Set<String> STOPPING = Set.of("token-renamed", "expired-as-number");

    /** Only a run that writes sees it. */
    static final String OF_A_WRITE = "subject-id-renamed";

    static {
        code("token-renamed", "auth\\.authorize unnamed-member .*");
        agrees("exp-in-seconds", "token\\.exp-unit: seconds");
        code("expired-as-number", "auth\\.authorize type /expired string integer");
        agrees("password-refused-with-401", "auth\\.unknown-user: 401 .*");
        agrees("token-refused-with-400", "auth\\.no-token: 400 .*");
        agrees("token-texts", "auth\\.no-token: \\d+ (JSON )?text:.*");
        agrees("required-text", "auth\\.missing-fields: \\d+ (JSON )?text:.*");
        agrees("errors-as-json", "http\\.error-type: application/json.*");
        agrees("json-type", "http\\.json-type: application/json.*");
        code(
                "json-as-html",
                "http\\.json-type: text/html.*",
                "json-type",
                "zone",
                "window-end-included",
                "window-start-left-out",
                "window-has-never-edited",
                "window-days-local",
                "sort-descending",
                "column-renamed",
                "column-missing",
                "ids-as-text",
                "booleans-as-bits");
        code("zip-type", "edc\\.downloadCsvs content-type .*octet-stream");
        agrees("no-etag", "http\\.etag: no ETag");
        agrees("gzip", "http\\.compression: compressed");
        agrees("idle-one-second", "http\\.idle: [0-3] s");
        agrees("unknown-path-as-json", "http\\.unknown-path: 404 (?!page).*");
        agrees("unknown-action-is-404", "http\\.unknown-action: 404 .*");
        code("no-rows-is-204", "edc\\.no-rows: 204 .*", "window-start-left-out", "window-days-local");
        agrees("zone", "edc\\.server-zone: .*");
        agrees("window-end-included", "edc\\.window-end: in");
        agrees("window-start-left-out", "edc\\.window-start: out");
        agrees("window-has-never-edited", "edc\\.window-never-edited: in");
        agrees("window-days-local", "edc\\.window-day: midnight in the server's zone");
        agrees("event-window-end-included", "dataserver\\.window-end: in");
        agrees("not-in-by-comma", "edc\\.not-in: something else");
        agrees("sort-descending", "edc\\.sort: .*");
        agrees("columns-ignored", "dataserver\\.columns: .*");
        code("column-renamed", "edc\\.table\\.study_subject: without (.*, )?label(,.*)?");
        code("column-missing", "edc\\.table\\.study_subject: without (.*, )?secondary_label(,.*)?");
        code("ids-as-text", "edc\\.table\\.\\w+: .*study_subject_id is string.*");
        agrees("decimals-as-numbers", "customer\\.numeric: .*");
        code("booleans-as-bits", "edc\\.table\\.event_crf: .*sdv_status is integer.*");
        agrees("times-as-numbers", "dataserver\\.times: .*", "event-window-end-included");
        code("rows-in-envelope", "edc\\.extractCrfLevel type  array object", "not-in-by-comma");
        agrees("member-null", "idp\\.self type /edc_username string null");
        agrees("user-id-as-text", "idp\\.self type /id integer string");
        code(
                "member-renamed",
                "forms\\.filterSubjects (missing-member /items/\\* subjectId nothing|decoded .*)",
                "ids-in-objects");
        agrees("names-as-text", "forms\\.names: a text");
        agrees("pagination-under-rest", "forms\\.filterSubjects unnamed-member .*rest");
        agrees("pages-from-one", "forms\\.page-from-0: page 1 is the first");
        code("member-required", "forms\\.filterLanguages refused .*");
        code("groups-in-envelope", "dataserver\\.groupedExtract type  array object");
        agrees("ids-in-objects", "forms\\.crf-data-ids: no array");
        code(OF_A_WRITE, "edc\\.createSubject (unnamed-member|missing-member|decoded).*");
        code("acknowledged-with-204", "auth\\.logout status .*204");
    }

    private Deviated() {}

    private static void agrees(String name, String line, String... hides) {
        ALL.put(name, new Named(Pattern.compile(line), After.AGREES, List.of(hides)));
    }

    private static void code(String name, String line, String... hides) {
        ALL.put(name, new Named(Pattern.compile(line), After.CODE, List.of(hides)));
    }

    static Named of(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    /** Everything that a report says differs, one line each. */
    static Set<String> lines(ContractReport report) {
        Set<String> lines = new TreeSet<>();
        for (AssumptionResult each : report.assumptions()) {
            if (each.result() == AssumptionResult.Result.CONTRADICTED) {
                lines.add(each.id() + ": " + each.found());
            }
        }
        for (OperationResult each : report.operations()) {
            for (OperationResult.Way way : List.of(each.sent(), each.received(), each.given())) {
                way.findings()
                        .forEach(finding -> lines.add(each.id() + " " + finding.code() + " " + finding.where() + " "
                                + finding.expected() + " " + finding.came()));
            }
        }
        return lines;
    }

    /** The deviations that these lines name. */
    static Set<String> named(Set<String> lines) {
        Set<String> named = new TreeSet<>();
        ALL.forEach((name, by) -> {
            if (lines.stream().anyMatch(line -> by.line().matcher(line).matches())) {
                named.add(name);
            }
        });
        return named;
    }

    /** Some that a reading run can see together, by chance. */
    static Set<String> drawn(long seed, int most) {
        Random random = new Random(seed);
        List<String> pool = new ArrayList<>(ALL.keySet());
        pool.removeAll(STOPPING);
        pool.remove(OF_A_WRITE);
        Set<String> drawn = new TreeSet<>();
        int wanted = 2 + random.nextInt(most - 1);
        while (drawn.size() < wanted) {
            String next = pool.get(random.nextInt(pool.size()));
            boolean hidden = drawn.stream().anyMatch(each -> hides(each, next) || hides(next, each));
            if (!hidden) {
                drawn.add(next);
            }
        }
        return drawn;
    }

    private static boolean hides(String one, String other) {
        return of(one).hides().contains(other);
    }
}
