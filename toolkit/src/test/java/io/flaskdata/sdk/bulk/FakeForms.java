package io.flaskdata.sdk.bulk;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.json.internal.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;

/** A FlaskData that keeps the CRFs and device logs it is sent, and fails when a test says so. */
public final class FakeForms extends Dispatcher {
    /** What goes wrong with one request, and whether the server does its work before. */
    public enum Fault {
        NONE(true),
        REFUSED(false),
        FAILED_BEFORE(false),
        FAILED_AFTER(true),
        LOST_BEFORE(false),
        LOST_AFTER(true),
        CUT_SHORT(true),
        WITHOUT_ID(true),
        NOT_JSON(true),
        GATEWAY_BEFORE(false),
        GATEWAY_AFTER(true),
        SILENT(false);

        public final boolean acts;

        Fault(boolean acts) {
            this.acts = acts;
        }
    }

    /** CRF data ids by subject and CRF. */
    public final Map<String, List<String>> crfs = new LinkedHashMap<>();

    public final List<JsonObject> logs = new ArrayList<>();
    /** How often each input, told by its item N, was really created. */
    public final Map<Integer, Integer> created = new HashMap<>();

    public final Map<Integer, Fault> insertFaults = new HashMap<>();
    public final Map<Integer, Fault> readFaults = new HashMap<>();
    public final AtomicInteger inserts = new AtomicInteger();
    public final AtomicInteger reads = new AtomicInteger();
    public final CountDownLatch silent = new CountDownLatch(1);
    /** What a gateway answers in the server's stead. */
    public volatile MockResponse gateway = Server.error(504, "<html>Gateway Time-out</html>");
    /** How signing in is answered when not with a token. */
    public volatile @Nullable MockResponse signIn;
    /** Run when CRFs were looked for. */
    public volatile Runnable afterReads = () -> {};
    /** Run before a CRF is created. */
    public volatile Runnable before = () -> {};

    private int ids;

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = String.valueOf(request.getPath());
        String text = request.getBody().readUtf8();
        JsonObject body = JsonParser.parseString(text).getAsJsonObject();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "authorize" -> signIn == null ? Server.token("token", Server.NOW.plusSeconds(86_400)) : signIn.clone();
            case "create-CRF-and-insert-data", "create-event-CRF-and-insert-data" -> {
                before.run();
                Fault fault = insertFaults.getOrDefault(inserts.getAndIncrement(), Fault.NONE);
                String answer = fault.acts ? "{\"crfDataId\":\"" + create(body) + "\"}" : "";
                yield answer(fault, answer);
            }
            case "get-CRF-data-ids" -> {
                Fault fault = readFaults.getOrDefault(reads.getAndIncrement(), Fault.NONE);
                afterReads.run();
                yield answer(fault, ids(body));
            }
            case "insert-log" -> {
                Fault fault = insertFaults.getOrDefault(inserts.getAndIncrement(), Fault.NONE);
                if (fault.acts) {
                    store(body);
                }
                yield answer(fault, "{\"message\":\"OK\"}");
            }
            case "get-logs" -> answer(readFaults.getOrDefault(reads.getAndIncrement(), Fault.NONE), logs());
            default -> Server.error(404, "unknown");
        };
    }

    public synchronized String create(JsonObject body) {
        created.merge(body.getAsJsonObject("crf_data").get("N").getAsInt(), 1, Integer::sum);
        return add(group(body));
    }

    public synchronized String add(String group) {
        String id = "ID" + ids++;
        crfs.computeIfAbsent(group, each -> new ArrayList<>()).add(id);
        return id;
    }

    synchronized void delete(String group, String id) {
        crfs.getOrDefault(group, List.of()).remove(id);
    }

    private synchronized void store(JsonObject log) {
        logs.add(log);
    }

    private synchronized String logs() {
        return logs.toString();
    }

    private synchronized String ids(JsonObject body) {
        return Json.GSON.toJson(crfs.getOrDefault(group(body), List.of()));
    }

    private static String group(JsonObject body) {
        return body.get("subject_label").getAsString() + "/"
                + body.get("crf_name").getAsString();
    }

    private MockResponse answer(Fault fault, String answer) {
        return switch (fault) {
            case NONE -> Server.json(answer);
            case REFUSED -> Server.error(400, "[crf_name] parameter(s) is required.");
            case FAILED_BEFORE, FAILED_AFTER -> Server.error(500, "[crf] step failed");
            case LOST_BEFORE, LOST_AFTER -> new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
            case CUT_SHORT -> Server.json(answer).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
            case WITHOUT_ID -> Server.json("{}");
            case GATEWAY_BEFORE, GATEWAY_AFTER -> gateway.clone();
            case SILENT -> {
                silent.countDown();
                yield new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);
            }
            case NOT_JSON -> Server.error(200, "<html>gateway</html>");
        };
    }
}
