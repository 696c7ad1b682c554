package io.flaskdata.sdk.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.auth.IdpOperations;
import io.flaskdata.sdk.sandbox.internal.auth.Sessions;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random requests to every operation, by every role: bodies that fit and were changed, with SQL and worse in any place.
 * None is a 500 without a reason, none hangs, the subject and the site are told nothing of others, and every table is
 * there at the end. {@code -Dflaskdata.requests=1000000} makes it a long run.
 */
class RandomRequestsTest extends FormsHttp {
    private static final int REQUESTS = Integer.getInteger("flaskdata.requests", 3000);
    private static final int THREADS = 4;

    private static final String[] TEXTS = {
        "",
        " ",
        "x",
        "demo",
        "omdena",
        "001-001",
        "002-001",
        "001",
        "002",
        "Screening",
        "Diary",
        "Vital Signs",
        "Daily Diary",
        "PULSE",
        "study",
        "study_subject",
        "cc_event_data",
        "subject_events()",
        "name",
        "label",
        "ENGLISH",
        "Started",
        "Closed",
        "read",
        "randomize",
        "'; drop table study; --",
        "x' OR '1'='1",
        "\") ; DELETE FROM kit; --",
        "\\",
        "\\'",
        "$1",
        "?",
        "??",
        "{}",
        "\u0000",
        "a\u0000b",
        "\ud83d\ude00",
        "\ud83d",
        "\u202e",
        "%s%n",
        "%00",
        "../../etc/passwd",
        "<script>",
        "${jndi:ldap://x}",
        "1e999",
        "NaN",
        "-0",
        "2026-01-01",
        "2026-13-45T99:99:99Z",
        "infinity",
        "9999999999999",
        "00000000-0000-0000-0000-000000000000",
        "pg_sleep(5)",
        "pg_catalog.pg_user",
        "information_schema.tables",
        "\"study\"",
        "study;select",
        "U&\"\\0061\"",
        "E'\\\\'",
        "a|b",
        "a,b",
        "*",
        "x".repeat(300)
    };

    private static final String[] MEMBERS = {
        "study_id",
        "subject_label",
        "event_name",
        "crf_name",
        "crf_data",
        "crfDataId",
        "subjectLabel",
        "subjectId",
        "eventName",
        "CRFs",
        "tableName",
        "filters",
        "filtersNotIn",
        "fromDate",
        "toDate",
        "sort",
        "inputVariables",
        "pagination",
        "page",
        "size",
        "status",
        "columns",
        "date_from",
        "date_to",
        "group_by",
        "from_last_extract",
        "subject",
        "subject_id",
        "device_id",
        "log_type",
        "log_date",
        "payload",
        "emails",
        "label",
        "siteName",
        "gender",
        "dateOfBirth",
        "enrollmentDate",
        "db_name",
        "edc_subject_label",
        "operation",
        "strata1",
        "strata1_value",
        "kit_id",
        "billingDate",
        "studyIds",
        "users",
        "email",
        "password",
        "edc",
        "force",
        "id",
        "dataId",
        "sections",
        "items",
        "value",
        "brief_title",
        "site_name",
        "unique_identifier",
        "site_id",
        "customer_id",
        "language",
        "_id",
        "name",
        "variable"
    };

    /** A 500 with a reason: the one that the framework is known to send. */
    private static final Pattern REASON = Pattern.compile("Specified action is not (exists|allowed).*", Pattern.DOTALL);

    private static final Pattern LABEL = Pattern.compile("\\b00[123]-0\\d\\d\\b");

    private record Request(Route route, boolean idp, String path, String body, String user, String edc) {}

    private record Shared(
            List<Route> api, List<Route> idp, List<String> tokens, List<String> links, Map<String, String> users) {}

    private Shared shared() throws Exception {
        Databases databases = new Databases(Cluster.OF_THIS_JVM, Seed.standard(), ZoneId.of("Asia/Jerusalem"), false);
        Sessions sessions = new Sessions(databases, () -> Instant.EPOCH, null);
        List<String> tokens = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (String label : List.of("001-001", "001-002", "002-001")) {
            for (JsonElement each : ok(post(
                            Sandbox.API_USER, "/flask/link/filter", "{'subject':'" + subjectId(DEMO, label) + "'}"))
                    .getAsJsonArray()) {
                links.add(member(each.getAsJsonObject(), "id"));
                tokens.add(member(each.getAsJsonObject(), "token"));
            }
        }
        Map<String, String> users = new HashMap<>(Map.of("nobody", "", "invalid", "JWT x"));
        for (String user : List.of(Sandbox.API_USER, Sandbox.STUDY_USER, Sandbox.SITE_USER, Sandbox.SUBJECT_USER)) {
            users.put(user, "JWT " + token(user));
        }
        List<Route> api = Sandbox.builder().apiRoutes(databases, sessions).stream()
                .filter(route -> !route.isOfSandbox())
                .toList();
        return new Shared(api, new IdpOperations(databases, sessions, false).routes(), tokens, links, users);
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static JsonElement value(Random random, int depth) {
        int kind = random.nextInt(depth > 2 ? 7 : 10);
        return switch (kind) {
            case 0 -> new JsonPrimitive(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(20));
            case 1 -> new JsonPrimitive(DEMO);
            case 2 -> new JsonPrimitive(random.nextBoolean());
            case 3 -> com.google.gson.JsonNull.INSTANCE;
            case 4, 5, 6 -> new JsonPrimitive(TEXTS[random.nextInt(TEXTS.length)]);
            case 7 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> object(random, depth + 1, random.nextInt(4));
        };
    }

    private static JsonObject object(Random random, int depth, int members) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < members; i++) {
            String name = random.nextInt(8) == 0
                    ? TEXTS[random.nextInt(TEXTS.length)]
                    : MEMBERS[random.nextInt(MEMBERS.length)];
            object.add(name, value(random, depth));
        }
        return object;
    }

    /** As a caller would write it, each member there or not, of its type or not. */
    private static JsonObject body(Random random, String path) {
        JsonObject body = object(random, 0, random.nextInt(3));
        List<String> wanted = new ArrayList<>();
        if (path.startsWith("/edc/study") || path.contains("/customer/")) {
            wanted.addAll(List.of("tableName", "filters", "sort", "fromDate"));
        } else if (path.contains("/subjects/")) {
            wanted.addAll(List.of("label", "siteName", "gender", "dateOfBirth"));
        } else if (path.contains("randomize")) {
            wanted.addAll(List.of("db_name", "edc_subject_label", "operation", "strata1", "strata1_value", "kit_id"));
        } else if (path.startsWith("/auth")) {
            wanted.addAll(List.of("email", "password"));
        } else {
            wanted.addAll(List.of(
                    "study_id",
                    "subject_label",
                    "event_name",
                    "crf_name",
                    "crf_data",
                    "subjectLabel",
                    "eventName",
                    "CRFs",
                    "subject",
                    "filters",
                    "columns",
                    "pagination"));
        }
        for (String member : wanted) {
            if (random.nextInt(4) != 0) {
                body.add(member, fitting(random, member));
            }
        }
        return body;
    }

    private static JsonElement fitting(Random random, String member) {
        if (random.nextInt(4) == 0) {
            return value(random, 0);
        }
        return switch (member) {
            case "study_id" -> new JsonPrimitive(DEMO);
            case "filters", "crf_data", "CRFs", "columns", "pagination" -> object(random, 1, 1 + random.nextInt(2));
            case "tableName" ->
                new JsonPrimitive(one(
                        random,
                        List.of(
                                "study_subject",
                                "cc_event_data",
                                "studies",
                                "kit",
                                TEXTS[random.nextInt(TEXTS.length)])));
            case "db_name" -> new JsonPrimitive("demo");
            case "kit_id" -> new JsonPrimitive(random.nextInt(80));
            case "subject_label", "subjectLabel", "edc_subject_label" ->
                new JsonPrimitive(one(random, List.of("001-001", "001-002", "002-001")));
            default -> new JsonPrimitive(TEXTS[random.nextInt(TEXTS.length)]);
        };
    }

    private Request request(Random random, Shared shared) {
        boolean idp = random.nextInt(20) == 0;
        Route route = one(random, idp ? shared.idp() : shared.api());
        String path = route.path();
        if (path.contains("{")) {
            String place = random.nextInt(10) == 0
                    ? java.net.URLEncoder.encode(TEXTS[random.nextInt(TEXTS.length)].replace("\ud83d", "x"), UTF_8)
                            .replace("+", "%20")
                    : one(random, path.contains("viewer") ? shared.tokens() : shared.links());
            path = path.replaceFirst("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(place));
        }
        String body = route.method().equals("GET") ? "" : body(random, path).toString();
        if (random.nextInt(30) == 0 && !body.isEmpty()) {
            int cut = random.nextInt(body.length());
            body = body.substring(0, cut) + TEXTS[random.nextInt(TEXTS.length)] + body.substring(cut);
        }
        String edc = random.nextInt(5) == 0 ? one(random, List.of("omdena", "nope", "'x", "a;b")) : "demo";
        // A session that is logged out would make everything after it a 401.
        String user = path.endsWith("/logout")
                ? "invalid"
                : one(random, List.copyOf(new java.util.TreeSet<>(shared.users().keySet())));
        return new Request(route, idp, path, body, user, edc);
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    private HttpResponse<byte[]> sent(Request request, Shared shared) throws Exception {
        URI base = request.idp() ? sandbox.idpUrl() : sandbox.apiUrl();
        HttpRequest.Builder made = HttpRequest.newBuilder(base.resolve(request.path()))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("EDC", request.edc())
                .method(
                        request.route().method(),
                        HttpRequest.BodyPublishers.ofByteArray(request.body().getBytes(UTF_8)));
        String authorization = shared.users().getOrDefault(request.user(), "");
        if (!authorization.isEmpty()) {
            made.header("Authorization", authorization);
        }
        return http.send(made.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What is wrong with an answer; empty for nothing. */
    private static String wrong(Request request, HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), UTF_8);
        int status = answer.statusCode();
        if (status >= 500 && !REASON.matcher(text).matches()) {
            return status + " " + text;
        }
        // Jetty refuses such a path itself.
        if (status != 200 && text.isBlank() && !request.path().matches("(?i).*%(00|2f|5c|2e).*")) {
            return status + " without a word";
        }
        boolean open = request.path().contains("/viewer/")
                || request.path().contains("randomize")
                || request.body().contains("study_subject");
        if (status != 200 || open) {
            return "";
        }
        String other = LABEL.matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                // Its own words, or a subject that such a request has just made.
                .filter(label -> !request.body().contains(label))
                .filter(label -> request.user().equals(Sandbox.SUBJECT_USER)
                        ? !label.equals("001-001")
                        : request.user().equals(Sandbox.SITE_USER)
                                ? !label.startsWith("001-")
                                : request.user().startsWith("n"))
                .findFirst()
                .orElse("");
        return other.isEmpty() ? "" : request.user() + " sees " + other;
    }

    @Test
    void nothingBreaksHangsOrLeaks() throws Exception {
        Shared shared = shared();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<Future<Map<Integer, Integer>>> running = new ArrayList<>();
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(20260101 + thread);
                running.add(threads.submit(() -> run(shared, random, REQUESTS / THREADS)));
            }
            for (Future<Map<Integer, Integer>> each : running) {
                each.get().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        System.out.println("random requests: " + statuses);
        assertThat(statuses).containsKeys(200, 400, 401);
        for (String table :
                List.of("study", "subject", "study_subject", "kit", "audit_log_event", "item_data", "crf")) {
            assertThat(ok(post(Sandbox.API_USER, "/edc/study/extract-data", "{'tableName':'" + table + "'}"))
                            .getAsJsonArray())
                    .as(table)
                    .isNotEmpty();
        }
        assertThat(JsonParser.parseString(extract(Sandbox.API_USER, DEMO, "{}", "crf"))
                        .getAsJsonArray())
                .isNotEmpty();
    }

    private Map<Integer, Integer> run(Shared shared, Random random, int requests) throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            Request request = request(random, shared);
            HttpResponse<byte[]> answer = sent(request, shared);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            String wrong = wrong(request, answer);
            assertThat(wrong).as(request.toString()).isEmpty();
            if (i % 10_000 == 9_999) {
                System.out.println("random requests of a thread: " + (i + 1) + " " + statuses);
            }
        }
        return statuses;
    }
}
