package io.flaskdata.sdk.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each deviation's effect on the wire: what a client sees of it, and what it sees without. */
@FlaskDataSandbox(resetBeforeEach = false)
class DeviationsTest {
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String CRFS = "/edc/study/extract-study-data-at-crf-level";
    private static final String PARTIAL = "/data-server/data/extract/partial-extract-study-event-data-to-json";
    private static final String SUBJECT = "{'tableName':'study_subject','sort':'label','filters':{'label':'001-001'}}";
    private static final String WINDOW = "{'tableName':'study_subject',%s}";

    private final Sandbox sandbox;
    private final Wire wire;

    /** What a client sees, in one word or few. */
    private interface Sight {
        String of(Wire client) throws Exception;
    }

    /** @param usual what is seen without the deviation */
    private record Seen(Sight sight, String usual, String deviating) {}

    private static final Map<String, Seen> SEEN = new LinkedHashMap<>();

    private static void seen(String name, String usual, String deviating, Sight sight) {
        SEEN.put(name, new Seen(sight, usual, deviating));
    }

    static {
        seen("token-renamed", "[token, expired]", "[access_token, expired]", Wire::signedInMembers);
        seen("exp-in-seconds", "13", "10", each -> {
            String token = each.signIn().get("token").getAsString();
            String claims =
                    new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.US_ASCII);
            return String.valueOf(JsonParser.parseString(claims)
                    .getAsJsonObject()
                    .get("exp")
                    .getAsString()
                    .length());
        });
        seen(
                "expired-as-number",
                "text",
                "number",
                each -> Wire.kind(each.signIn().get("expired")));
        seen(
                "password-refused-with-401",
                "400 User or password invalid.",
                "401 User or password invalid.",
                each -> each.error("/auth/authorize", "{'email':'nobody@example.org','password':'x'}", ""));
        seen(
                "token-refused-with-400",
                "401 Authentication required.",
                "400 Authentication required.",
                each -> each.error(EXTRACT, SUBJECT, ""));
        seen(
                "token-texts",
                "401 [JWT Token] It was not possible to restore token data.",
                "401 Invalid token",
                each -> each.error(EXTRACT, SUBJECT, "JWT wrong"));
        seen(
                "required-text",
                "400 [tableName] parameter(s) is required.",
                "400 Missing: [tableName]",
                each -> each.error(EXTRACT, "{}", each.authorization()));
        seen(
                "errors-as-json",
                "400 [tableName] parameter(s) is required.",
                "400 {\"code\":400,\"message\":\"[tableName] parameter(s) is required.\"}",
                each -> each.error(EXTRACT, "{}", each.authorization()));
        seen(
                "json-type",
                "text/x-json; charset=utf-8",
                "application/json; charset=utf-8",
                each -> Wire.header(each.post(EXTRACT, SUBJECT), "Content-Type"));
        seen(
                "json-as-html",
                "text/x-json; charset=utf-8",
                "text/html; charset=utf-8",
                each -> Wire.header(each.post(EXTRACT, SUBJECT), "Content-Type"));
        seen(
                "zip-type",
                "application/zip",
                "application/octet-stream",
                each -> Wire.header(each.post(CRFS + "-to-csvs", "{'filters':{'subject':'001-001'}}"), "Content-Type"));
        seen(
                "no-etag",
                "true",
                "false",
                each -> String.valueOf(
                        each.post(EXTRACT, SUBJECT).headers().firstValue("ETag").isPresent()));
        seen("gzip", "", "gzip", each -> {
            HttpResponse<byte[]> answer = each.send("POST", EXTRACT, SUBJECT, each.authorization(), "gzip");
            String encoding = answer.headers().firstValue("Content-Encoding").orElse("");
            InputStream body = new ByteArrayInputStream(answer.body());
            InputStream plain = encoding.isEmpty() ? body : new GZIPInputStream(body);
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).startsWith("[{");
            return encoding;
        });
        seen(
                "idle-one-second",
                "timeout=5",
                "timeout=1",
                each -> Wire.header(each.post(EXTRACT, SUBJECT), "Keep-Alive"));
        seen("unknown-path-as-json", "404 text/html", "404 application/json", each -> {
            HttpResponse<byte[]> answer = each.send("GET", "/nowhere", "", "", "");
            return answer.statusCode() + " "
                    + Wire.header(answer, "Content-Type").split(";", 2)[0];
        });
        seen(
                "unknown-action-is-404",
                "500 Specified action is not allowed",
                "404 Not Found",
                each -> each.error("/edc/study/nothing", "{}", each.authorization()));
        seen(
                "no-rows-is-204",
                "200 []",
                "204 ",
                each -> each.error(
                        EXTRACT, "{'tableName':'study_subject','filters':{'label':'none'}}", each.authorization()));
        seen("zone", "21:00|22:00", "00:00", each -> {
            String text = each.first(EXTRACT, "{'tableName':'study_event','filters':{'study_event_id':1}}")
                    .get("date_start")
                    .getAsString();
            return text.substring(11, 16).matches("21:00|22:00") ? "21:00|22:00" : text.substring(11, 16);
        });
        seen("window-end-included", "false", "true", each -> each.isInWindow("'toDate':'2026-01-02T23:00:00.000Z'"));
        seen(
                "window-start-left-out",
                "true",
                "false",
                each -> each.isInWindow("'fromDate':'2026-01-02T23:00:00.000Z'"));
        seen(
                "window-has-never-edited",
                "0",
                "more",
                each -> each.count(
                        WINDOW.formatted("'fromDate':'2000-01-01','filters':{'date_updated':null,'label':'002-001'}")));
        seen("window-days-local", "false", "true", each -> each.isInWindow("'fromDate':'2026-01-03'"));
        seen("event-window-end-included", "0", "more", each -> {
            String date = each.rows(PARTIAL, "{'study_id':1000001}")
                    .get(0)
                    .getAsJsonObject()
                    .get("event_date")
                    .getAsString();
            return Wire.some(each.rows(
                    PARTIAL, "{'study_id':1000001,'filters':{'date_from':'%s','date_to':'%s'}}".formatted(date, date)));
        });
        seen(
                "not-in-by-comma",
                "3",
                "12",
                each -> String.valueOf(
                        each.rows(CRFS, "{'filters':{'crf':'Demographics'},'filtersNotIn':{'site':'001|002'}}")
                                .size()));
        seen(
                "sort-descending",
                "001-001",
                "003-003",
                each -> each.first(EXTRACT, "{'tableName':'study_subject','sort':'label'}")
                        .get("label")
                        .getAsString());
        seen(
                "columns-ignored",
                "2",
                "17",
                each -> String.valueOf(each.first(PARTIAL, "{'study_id':1000001,'columns':{'value':1}}")
                        .size()));
        seen("column-renamed", "true", "false", each -> Wire.has(each.first(EXTRACT, SUBJECT), "label"));
        seen("column-missing", "true", "false", each -> Wire.has(each.first(EXTRACT, SUBJECT), "secondary_label"));
        seen(
                "ids-as-text",
                "number",
                "text",
                each -> Wire.kind(each.first(EXTRACT, SUBJECT).get("study_subject_id")));
        seen(
                "decimals-as-numbers",
                "text",
                "number",
                each -> Wire.kind(
                        each.first("/flask/customer/extract-data-to-json", "{'tableName':'billing_reports_customer'}")
                                .get("amount")));
        seen(
                "booleans-as-bits",
                "boolean",
                "number",
                each -> Wire.kind(
                        each.first(EXTRACT, "{'tableName':'event_crf'}").get("sdv_status")));
        seen(
                "times-as-numbers",
                "text",
                "number",
                each -> Wire.kind(each.first(PARTIAL, "{'study_id':1000001}").get("event_date")));
        seen(
                "rows-in-envelope",
                "a list",
                "[rows]",
                each -> Wire.shape(each.json(CRFS, "{'filters':{'subject':'001-001'}}")));
        seen("member-null", "text", "null", each -> Wire.kind(each.self().get("edc_username")));
        seen("user-id-as-text", "number", "text", each -> Wire.kind(each.self().get("id")));
        seen(
                "member-renamed",
                "[id, subjectId]",
                "[id, label]",
                each -> each.first("/flask/subject/filter", "{'study_id':1000001}")
                        .keySet()
                        .toString());
        seen(
                "names-as-text",
                "an object",
                "text",
                each -> Wire.kind(
                        each.first("/flask/crf/filter", "{'study_id':1000001}").get("name")));
        seen(
                "pagination-under-rest",
                "[items, pagination]",
                "[items, rest]",
                each -> Wire.shape(
                        each.json("/flask/subject/filter", "{'study_id':1000001,'pagination':{'page':0,'size':2}}")));
        seen("pages-from-one", "different", "same", each -> {
            String[] pages = new String[2];
            for (int page = 0; page < 2; page++) {
                pages[page] = each.json(
                                "/flask/crf/filter",
                                "{'study_id':1000001,'pagination':{'page':" + page + ",'size':1,'sort':'name,asc'}}")
                        .getAsJsonObject()
                        .get("items")
                        .toString();
            }
            return pages[0].equals(pages[1]) ? "same" : "different";
        });
        seen("member-required", "200", "400 [customer_id] parameter(s) is required.", each -> {
            String answer = each.error("/flask/languages/filter", "{'study_id':1000001}", "");
            return answer.startsWith("200") ? "200" : answer;
        });
        seen(
                "groups-in-envelope",
                "a list",
                "[subjects]",
                each -> Wire.shape(each.json(
                        "/data-server/data/extract/extract-grouped-study-event-data-to-json",
                        "{'study_id':1000001,'from_last_extract':false}")));
        seen(
                "ids-in-objects",
                "a list",
                "[ids]",
                each -> Wire.shape(each.json(
                        "/flask/crf/get-CRF-data-ids",
                        "{'study_id':1000001,'subject_label':'001-001','crf_name':'Demographics'}")));
        seen("subject-id-renamed", "[study_subject_id]", "[id]", each -> {
            each.send("POST", "/__sandbox/reset", "{}", "", "");
            each.signOut();
            return Wire.shape(
                    each.json("/edc/subjects/create-subject", "{'siteName':'001','studySubjectLabel':'001-900'}"));
        });
        seen(
                "acknowledged-with-204",
                "200 {\"message\":\"OK\"}",
                "204 ",
                each -> each.error("/auth/logout", "{}", "nobody"));
    }

    DeviationsTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.wire = new Wire(sandbox);
    }

    static Iterable<String> names() {
        return Deviation.KNOWN.keySet();
    }

    @BeforeEach
    @AfterEach
    void none() throws Exception {
        profile("[]");
    }

    private HttpResponse<byte[]> profile(String profile) throws Exception {
        return wire.send("POST", "/__sandbox/deviations", "{'profile':" + profile + "}", "", "");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isSeenOnTheWireAndIsNotThereWithout(String name) throws Exception {
        Seen seen = SEEN.get(name);
        assertThat(seen).as("a sight of " + name).isNotNull();
        assertThat(seen.sight.of(wire)).isEqualTo(seen.usual);
        wire.authorization();
        assertThat(profile("['" + name + "']").statusCode()).isEqualTo(200);
        assertThat(seen.sight.of(wire)).isEqualTo(seen.deviating);
    }

    @Test
    void thereAreAtLeastTwentyAndEachSaysWhatDiffers() {
        assertThat(Deviation.KNOWN).hasSizeGreaterThan(20);
        assertThat(Deviation.KNOWN.values()).allSatisfy(each -> {
            assertThat(each.says()).isNotEmpty();
            assertThat(sandbox.operations()).containsAll(each.operations());
        });
        assertThat(SEEN.keySet()).isEqualTo(Deviation.KNOWN.keySet());
    }

    @Test
    void theTableInTheDocumentationIsTheList() throws Exception {
        String table = Stream.concat(
                        Stream.of("| name | what differs | operations |", "|---|---|---|"),
                        Deviation.KNOWN.values().stream()
                                .map(each -> "| `" + each.name() + "` | " + each.says() + " | "
                                        + (each.operations().isEmpty()
                                                ? "all"
                                                : each.operations().stream()
                                                        .map(path -> "`" + path + "`")
                                                        .collect(Collectors.joining(", ")))
                                        + " |"))
                .collect(Collectors.joining("\n"));
        Files.writeString(Path.of("target", "sandbox-deviations.md"), table + "\n");
        assertThat(Files.readString(Path.of("..", "docs", "sandbox.md"))).contains(table);
    }

    @Test
    void anIdleConnectionIsClosedAfterTheSecond() throws Exception {
        profile("['idle-one-second']");
        URI api = sandbox.apiUrl();
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.setSoTimeout(4_000);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
        }
    }

    /** Definitions of a user's own, beside names. */
    @Test
    void aProfileMayDefineItsOwn() throws Exception {
        profile("['no-etag',{'name':'mine','operations':['" + EXTRACT + "'],'rename':{'/*/label':'etykieta'}}]");
        HttpResponse<byte[]> answer = wire.post(EXTRACT, SUBJECT);
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(wire.rows(EXTRACT, SUBJECT).get(0).getAsJsonObject().keySet())
                .contains("etykieta");
        JsonObject listed = JsonParser.parseString(new String(
                        wire.send("GET", "/__sandbox/deviations", "", "", "").body(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        assertThat(listed.getAsJsonArray("known")).hasSize(Deviation.KNOWN.size());
        assertThat(listed.getAsJsonArray("now").toString()).contains("no-etag", "mine");
        assertThat(wire.send("DELETE", "/__sandbox/deviations", "", "", "").statusCode())
                .isEqualTo(200);
        assertThat(wire.post(EXTRACT, SUBJECT).headers().firstValue("ETag")).isPresent();
    }

    @Test
    void whatIsNoProfileIsRefusedAndChangesNothing() throws Exception {
        assertThat(profile("['nothing']").statusCode()).isEqualTo(400);
        assertThat(profile("[{'name':'mine','renames':{}}]").statusCode()).isEqualTo(400);
        assertThat(profile("[{'rename':{}}]").statusCode()).isEqualTo(400);
        assertThat(profile("[7]").statusCode()).isEqualTo(400);
        assertThat(wire.post(EXTRACT, SUBJECT).headers().firstValue("ETag")).isPresent();
        assertThatThrownBy(() -> Sandbox.builder().deviating("no-etag,nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no deviation nothing");
    }

    /** A large answer is held, and still complete. */
    @Test
    void aLargeAnswerDeviatesToo() throws Exception {
        int usual = wire.rows(EXTRACT, "{'tableName':'cc_event_data'}").size();
        profile("['booleans-as-bits','json-type','no-etag']");
        assertThat(wire.rows(EXTRACT, "{'tableName':'cc_event_data'}")).hasSize(usual);
    }
}
