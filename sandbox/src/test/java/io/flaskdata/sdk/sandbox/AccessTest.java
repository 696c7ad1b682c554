package io.flaskdata.sdk.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * Each role at each operation with its own objects and with others': the table of docs/sandbox-access.md is what this
 * test finds; a copy to take over is left in target/sandbox-access.md.
 */
class AccessTest extends FormsHttp {
    private static final Map<String, String> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("nobody", NOBODY);
        ROLES.put("subject", Sandbox.SUBJECT_USER);
        ROLES.put("site", Sandbox.SITE_USER);
        ROLES.put("study", Sandbox.STUDY_USER);
        ROLES.put("api", Sandbox.API_USER);
    }

    /** Whose an object is, seen from the subject 001-001 of the demo study, and the roles that may use it. */
    private enum Whose {
        OWN("the subject's", Set.of("subject", "site", "study", "api")),
        STUDY("the study's", Set.of("subject", "site", "study", "api")),
        SAME_SITE("the site's", Set.of("site", "study", "api")),
        OTHER_SITE("another site's", Set.of("study", "api")),
        OTHER_STUDY("another study's", Set.of("api"));

        private final String words;
        private final Set<String> roles;

        Whose(String words, Set<String> roles) {
            this.words = words;
            this.roles = roles;
        }
    }

    /** A request for an object; with {@code open} it is for everybody, for this reason. */
    private record Try(String method, String path, Whose whose, String body, String open, String edc, String by) {
        Try(String method, String path, Whose whose, String body, String open) {
            this(method, path, whose, body, open, "demo", "api");
        }

        String operation() {
            return method + " "
                    + path.replaceFirst("/viewer/[^/]+", "/viewer/{token}")
                            .replaceFirst("/link/[0-9a-f]{24}", "/link/{linkId}");
        }
    }

    private record Subject(
            Whose whose, int study, String label, String event, String crf, String values, String again, String form) {}

    private static final List<Subject> SUBJECTS = List.of(
            new Subject(
                    Whose.OWN,
                    DEMO,
                    "001-001",
                    "Screening",
                    "Vital Signs",
                    "{'PULSE':61}",
                    "Diary",
                    "'Daily Diary':{'SLEEP_HOURS':6}"),
            new Subject(
                    Whose.SAME_SITE,
                    DEMO,
                    "001-002",
                    "Screening",
                    "Vital Signs",
                    "{'PULSE':61}",
                    "Diary",
                    "'Daily Diary':{'SLEEP_HOURS':6}"),
            new Subject(
                    Whose.OTHER_SITE,
                    DEMO,
                    "002-001",
                    "Screening",
                    "Vital Signs",
                    "{'PULSE':61}",
                    "Diary",
                    "'Daily Diary':{'SLEEP_HOURS':6}"),
            new Subject(
                    Whose.OTHER_STUDY,
                    1511357,
                    "Default-Site-202106160633380638-004",
                    "Sample",
                    "SampleCRF",
                    "{'NUMSAMP':'2'}",
                    "Sample",
                    "'SampleCRF':{'NUMSAMP':'2'}"));

    private static final String BY_TOKEN = "the link's token is the permission, as observed";
    private static final String NO_TOKEN = "no token is asked for, as observed";

    private final List<Try> tries = new ArrayList<>();

    private void post(Whose whose, String path, String body) {
        tries.add(new Try("POST", path, whose, body, ""));
    }

    private void tryAll() throws Exception {
        for (Subject each : SUBJECTS) {
            ofSubject(each);
        }
        for (Subject each : List.of(SUBJECTS.get(0), SUBJECTS.get(3))) {
            ofStudy(each.whose() == Whose.OWN ? Whose.STUDY : each.whose(), each.study());
        }
        ofDatabases();
    }

    private void ofSubject(Subject each) throws Exception {
        String who = "'study_id':" + each.study() + ",'subject_label':'" + each.label() + "'";
        String crf = who + ",'event_name':'" + each.event() + "','crf_name':'" + each.crf() + "'";
        String data = member(
                ok(post(
                                Sandbox.API_USER,
                                "/flask/crf/create-CRF-and-insert-data",
                                "{" + crf + ",'crf_data':" + each.values() + "}"))
                        .getAsJsonObject(),
                "crfDataId");
        post(each.whose(), "/flask/crf/create-CRF-and-insert-data", "{" + crf + ",'crf_data':" + each.values() + "}");
        String[] again = each.form().split(":", 2);
        post(
                each.whose(),
                "/flask/crf/create-event-CRF-and-insert-data",
                "{" + who + ",'event_name':'" + each.again() + "','crf_name':" + again[0] + ",'crf_data':" + again[1]
                        + "}");
        post(each.whose(), "/flask/crf/get-CRF-data-ids", "{" + who + ",'crf_name':'" + each.crf() + "'}");
        post(
                each.whose(),
                "/flask/crf/update-CRF-data",
                "{" + who + ",'crfDataId':'" + data + "','crf_data':" + each.values() + "}");
        for (String path : List.of("create-event-crfs-and-insert-data", "create-event-crf-and-insert-data")) {
            post(
                    each.whose(),
                    "/data-server/data/create/" + path,
                    "{'study_id':" + each.study() + ",'subjectLabel':'" + each.label() + "','eventName':'"
                            + each.again() + "','CRFs':{" + each.form() + "}}");
        }
        ok(post(Sandbox.API_USER, "/flask/device/insert-log", "{" + who + ",'device_id':'x','log_type':'y'}"));
        post(each.whose(), "/flask/device/get-logs", "{" + who + ",'device_id':'x'}");
        post(each.whose(), "/flask/device/insert-log", "{" + who + ",'device_id':'x','log_type':'y'}");
        String document = subjectId(each.study(), each.label());
        post(each.whose(), "/flask/link/filter", "{'subject':'" + document + "'}");
        JsonObject link = link(each.study(), each.label(), each.event());
        String id = member(link, "id");
        tries.add(new Try("GET", "/flask/link/" + id, each.whose(), "", ""));
        String whole =
                ok(send(Sandbox.API_USER, "GET", "/flask/link/" + id, "")).toString();
        tries.add(new Try("PUT", "/flask/link/" + id, each.whose(), "{'force':true," + whole.substring(1), ""));
        String viewer = "/flask/viewer/" + member(link, "token");
        tries.add(new Try("GET", viewer + "/data", each.whose(), "", BY_TOKEN));
        JsonObject form = viewer(member(link, "token"));
        JsonObject saved = form.getAsJsonArray("CRFs").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(one -> member(one, "dataId").equals(data))
                .findFirst()
                .orElseThrow();
        tries.add(new Try("POST", viewer + "/save-crf", each.whose(), saved.toString(), BY_TOKEN));
        tries.add(new Try("POST", viewer + "/log", each.whose(), "{'page':0,'size':10}", BY_TOKEN));
        int number = Integer.parseInt(member(form.getAsJsonObject("subject"), "subject_id"));
        tries.add(new Try(
                "POST",
                "/flask/study/subject-studies",
                each.whose(),
                "{'subject_id':" + number + "}",
                "",
                "demo",
                each.whose() == Whose.OWN ? "subject" : ""));
        if (each.study() == DEMO) {
            tries.add(new Try(
                    "POST",
                    "/features/flask/subjectfeatures/randomize-kits-with-stratification",
                    each.whose(),
                    "{'db_name':'demo','edc_subject_label':'" + each.label()
                            + "','operation':'read','strata1':'SEX','strata1_value':'F','strata2':'SITE','strata2_value':'002'}",
                    NO_TOKEN));
        }
    }

    private void ofStudy(Whose whose, int study) {
        String body = "{'study_id':" + study + "}";
        for (String path : List.of("/flask/crf/filter", "/flask/subject/filter")) {
            post(whose, path, body);
        }
        tries.add(new Try("POST", "/flask/languages/filter", whose, body, NO_TOKEN));
        if (whose == Whose.STUDY) {
            for (String path : List.of("create-event-crfs-and-insert-data", "create-event-crf-and-insert-data")) {
                tries.add(new Try(
                        "POST",
                        "/data-server/data/create/" + path,
                        Whose.OWN,
                        "{'study_id':1000001,'eventName':'Diary','CRFs':{'Daily Diary':{'SLEEP_HOURS':6}}}",
                        "",
                        "demo",
                        "subject"));
            }
        }
        for (String path : List.of("partial-extract-study-event-data-to-json", "extract-study-event-data-to-CSV")) {
            post(whose, "/data-server/data/extract/" + path, body);
        }
        post(
                whose,
                "/data-server/data/extract/extract-grouped-study-event-data-to-json",
                "{'study_id':" + study
                        + ",'group_by':'subject','include_started_crfs':true,'include_closed_crfs':true,'include_all_crf_versions':true}");
        post(whose, "/flask/subject/extract-study-event-data-to-CSV", body);
        Whose all = whose == Whose.STUDY ? Whose.OTHER_SITE : whose;
        post(all, "/flask/study/create-update-flask-study", "{'study_id':" + study + ",'brief_title':'x'}");
        post(
                all,
                "/flask/site/create-update-flask-site",
                "{'study_id':" + study + ",'site_name':'n','unique_identifier':'ROLE'}");
        post(
                all,
                "/flask/customer/extract-data-to-json",
                "{'tableName':'studies','filters':{'study_id':" + study + "}}");
        post(Whose.OTHER_STUDY, "/flask/customer/extract-data-to-json", "{'tableName':'audit_user_login'}");
        post(Whose.OTHER_STUDY, "/flask/customer/download-billing-reports", "{'billingDate':'2026-03-01'}");
    }

    private void ofDatabases() {
        for (String database : List.of("demo", "omdena")) {
            boolean ours = database.equals("demo");
            Whose whose = ours ? Whose.SAME_SITE : Whose.OTHER_STUDY;
            in(database, whose, "study/extract-data", "{'tableName':'cc_event_data'}", "");
            in(
                    database,
                    whose,
                    "study/extract-data",
                    "{'tableName':'study_subject'}",
                    ours ? "the table has no column site; a choice of the sandbox's" : "");
            for (String path : List.of(
                    "extract-study-data-at-crf-level",
                    "extract-study-data-at-crf-level-to-csvs",
                    "download-csvs-data")) {
                in(database, whose, "study/" + path, "{}", "");
            }
            in(database, whose, "study/send-email-with-study-data-csvs", "{'emails':['a@example.org']}", "");
        }
        in("demo", Whose.SAME_SITE, "subjects/create-subject", "{'siteName':'001'}", "");
        in("demo", Whose.OTHER_SITE, "subjects/create-subject", "{'siteName':'002'}", "");
    }

    private void in(String database, Whose whose, String path, String body, String open) {
        tries.add(new Try("POST", "/edc/" + path, whose, body, open, database, "api"));
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private String seen(Try each, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.apiUrl().resolve(each.path()))
                .header("Content-Type", "application/json")
                .header("EDC", each.edc())
                .method(
                        each.method(),
                        HttpRequest.BodyPublishers.ofString(
                                each.body().replace('\'', '"').replace("ROLE", user)));
        if (!user.equals(NOBODY)) {
            request.header("Authorization", token(user));
        }
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String text = new String(answer.body(), UTF_8);
        if (answer.statusCode() == 200) {
            String type = answer.headers().firstValue("Content-Type").orElse("");
            String shown = type.equals("application/zip") ? unzipped(answer.body()) : text;
            return shown.equals("[]") || shown.isEmpty() ? "nothing" : "yes" + subjects(shown);
        }
        assertThat(answer.statusCode()).as(each + " " + user + " " + text).isIn(400, 401);
        return answer.statusCode() == 401 || text.contains("ermission denied") ? "no" : "no: " + text;
    }

    private static String unzipped(byte[] zip) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                text.append(new String(in.readAllBytes(), UTF_8));
            }
        }
        return text.toString();
    }

    /** Whose data it is: the subject's label, or the sites of several. */
    private static String subjects(String answer) {
        Set<String> labels =
                LABEL.matcher(answer).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        if (labels.size() < 2) {
            return labels.isEmpty() ? "" : ", of " + labels.iterator().next();
        }
        return ", of "
                + labels.stream().map(each -> each.substring(0, 3)).distinct().collect(Collectors.joining(", "));
    }

    private static final Pattern LABEL = Pattern.compile("\\b00[123]-0\\d\\d\\b");

    /** What a role may see of an answer about all subjects. */
    private static boolean isTooMuch(String role, String seen) {
        return switch (role) {
            case "subject" -> seen.contains(", of ") && !seen.endsWith(", of 001-001");
            case "site" -> seen.contains(", of ") && !seen.matches(".*, of 001(-0\\d\\d)?");
            default -> false;
        };
    }

    @Test
    void theTableIsWhatTheSandboxDoes() throws Exception {
        tryAll();
        Set<String> lines = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Try each : tries.stream()
                .sorted(Comparator.comparing(Try::operation).thenComparing(Try::whose))
                .toList()) {
            StringBuilder line =
                    new StringBuilder("| `" + each.operation() + "` | " + each.whose().words + object(each));
            for (var role : ROLES.entrySet()) {
                String seen = seen(each, role.getValue());
                line.append(" | ").append(seen.replaceFirst(": .*", ""));
                boolean allowed = each.whose().roles.contains(role.getKey())
                        || !each.open().isEmpty();
                if (seen.startsWith("yes") && (!allowed || (each.open().isEmpty() && isTooMuch(role.getKey(), seen)))) {
                    wrong.add(role.getKey() + " " + each + " " + seen);
                }
                if (role.getKey().equals(each.by()) && seen.startsWith("no")) {
                    wrong.add("the request is no good " + each + " " + seen);
                }
            }
            lines.add(line.toString().replaceAll("\\s+\\|", " |") + " | " + each.open() + " |");
        }
        String table = Stream.concat(
                        Stream.of(
                                "| operation | whose | " + String.join(" | ", ROLES.keySet()) + " | open because |",
                                "|---|---|" + "---|".repeat(ROLES.size() + 1)),
                        lines.stream())
                .collect(Collectors.joining("\n"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "sandbox-access.md"), table + "\n");
        assertThat(wrong).isEmpty();
        assertThat(Files.readString(Path.of("..", "docs", "sandbox-access.md"))).contains(table);
    }

    private static String object(Try each) {
        Matcher name = Pattern.compile("'tableName':'(\\w+)'").matcher(each.body());
        String table = name.find() ? ", `" + name.group(1) + "`" : "";
        boolean unnamed =
                each.path().contains("/create-event-crf") && !each.body().contains("subjectLabel");
        return unnamed ? ", without a label" : table;
    }
}
