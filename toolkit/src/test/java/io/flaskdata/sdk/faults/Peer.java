package io.flaskdata.sdk.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import io.flaskdata.sdk.WireServer;
import io.flaskdata.sdk.call.AccessToken;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.faults.Exchange.Good;
import io.flaskdata.sdk.internal.net.Http2Server;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.rows.Zips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;

/** A FlaskData on loopback that keeps what it is sent, and answers one kind of request as a fault says. */
final class Peer implements AutoCloseable {
    static final String LABEL = "001-006";
    static final int SUBJECT_ID = 13;
    static final byte[] ZIP = zip();
    private static final String JSON = "text/x-json; charset=utf-8";

    private final Over over;
    private final Fault fault;
    private final Doing doing;
    private final boolean acts;
    private final AutoCloseable server;
    private final int port;
    final List<Duration> slept = new CopyOnWriteArrayList<>();
    volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
    /** How many more of the requests meet the fault. */
    private int left;

    private int received;
    private int created;
    private final Map<String, List<String>> crfs = new HashMap<>();

    Peer(Over over, Fault fault, Doing doing, boolean acts) throws IOException {
        this.over = over;
        this.fault = fault;
        this.doing = doing;
        this.acts = acts;
        if (over.isHttp2()) {
            Http2Server made = new Http2Server(
                    over.sockets(fault.certificate()),
                    (stream, body, connection) -> take(body, good -> new Exchange.Http2(good, connection, stream)));
            server = made;
            port = made.port();
        } else {
            WireServer made = new WireServer(
                    over.sockets(fault.certificate()),
                    "",
                    (request, connection) -> take(request.body(), good -> new Exchange.Http1(good, connection)));
            server = made;
            port = made.port();
        }
    }

    private static byte[] zip() {
        try {
            return Zips.zip("Demographics.csv", "a,b\r\n1,2\r\n", "Vital Signs.csv", "c\r\n3\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of this server's user, or one with a token already where no server can be reached. */
    FlaskDataClient client() throws IOException {
        OkHttpClient.Builder http = over.client();
        int at = fault.port(http, port);
        URI address = URI.create(over.scheme() + "://localhost:" + at + "/");
        FlaskDataClientBuilder builder = FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .clock(() -> now)
                .httpClient(http.build());
        builder = fault.reaches() || doing == Doing.SIGN_IN
                ? builder.credentials("user@example.org", "secret-password")
                : builder.tokens(() -> new AccessToken("token-1", now.plusSeconds(3600)));
        if (doing == Doing.SIGN_IN) {
            // A view's options are not those of the sign-in.
            builder.options(fault::patience);
        }
        return WireServer.unhurried(builder, slept).build();
    }

    /** From now on the requests meet the fault, this many of them. */
    synchronized void breaksFor(int requests) {
        left = requests;
    }

    synchronized int received() {
        return received;
    }

    synchronized int subjects() {
        return created;
    }

    synchronized Map<String, Integer> crfs() {
        Map<String, Integer> counts = new HashMap<>();
        crfs.forEach((subject, ids) -> counts.put(subject, ids.size()));
        return counts;
    }

    void disturb() throws IOException {
        if (server instanceof Http2Server two) {
            fault.disturb(two.newest());
        } else {
            fault.disturb((WireServer) server);
        }
    }

    private interface Making {
        Exchange of(Good good);
    }

    private void take(String body, Making making) throws IOException {
        boolean meets;
        Exchange exchange;
        synchronized (this) {
            String kind = kind(body);
            boolean aimed = doing.aimsAt(kind + body);
            received += aimed ? 1 : 0;
            meets = aimed && left > 0;
            left -= meets ? 1 : 0;
            boolean works = !meets || !isWrite(kind) || (acts && fault.mayAct());
            Good good = works ? work(kind, body) : json(idle(kind));
            exchange = making.of(good);
        }
        if (meets) {
            fault.happens(exchange);
        } else {
            exchange.answerWell(fault.everywhere(now));
        }
    }

    /** A broken answer to what was not done has some JSON too. */
    private static String idle(String kind) {
        return kind.equals("insert") ? "{\"crfDataId\":\"none\"}" : "{\"study_subject_id\":" + SUBJECT_ID + "}";
    }

    private static boolean isWrite(String kind) {
        return kind.equals("insert") || kind.equals("create-subject");
    }

    private static String kind(String body) {
        if (body.contains("\"password\"")) {
            return "sign-in";
        }
        if (body.contains("\"crf_data\"")) {
            return "insert";
        }
        if (body.contains("\"crf_name\"")) {
            return "ids";
        }
        if (body.contains("\"pagination\"")) {
            return "page";
        }
        if (body.contains("\"tableName\"")) {
            return "rows";
        }
        return body.contains(LABEL) ? "create-subject" : "zip";
    }

    private Good work(String kind, String body) {
        return switch (kind) {
            case "zip" -> new Good("application/zip", ZIP);
            case "sign-in" -> json("{\"token\":\"token-1\",\"expired\":\"" + now.plusSeconds(3600) + "\"}");
            case "insert" -> json("{\"crfDataId\":\"" + insert(body) + "\"}");
            case "ids" ->
                json(
                        doing == Doing.BULK
                                ? Json.GSON.toJson(crfs.getOrDefault(subject(body), List.of()))
                                : "[\"A\",\"B\"]");
            case "page" ->
                json(
                        body.contains("\"page\":1")
                                ? "{\"items\":[{\"id\":\"c\",\"name\":\"C\"}],\"pagination\":{\"total\":3}}"
                                : "{\"items\":[{\"id\":\"a\",\"name\":\"A\"},{\"id\":\"b\",\"name\":\"B\"}],"
                                        + "\"pagination\":{\"total\":3}}");
            case "rows" ->
                json(
                        body.contains("study_subject")
                                ? created > 0 ? "[{\"label\":\"" + LABEL + "\"}]" : "[]"
                                : "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"\"},{\"a\":3,\"b\":null}]");
            default -> json("{\"study_subject_id\":" + (SUBJECT_ID + created++) + "}");
        };
    }

    private static Good json(String text) {
        return new Good(JSON, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private String insert(String body) {
        List<String> ids = crfs.computeIfAbsent(subject(body), each -> new ArrayList<>());
        String id = subject(body) + "-" + ids.size();
        ids.add(id);
        return id;
    }

    private static String subject(String body) {
        JsonObject json = JsonParser.parseString(body).getAsJsonObject();
        return json.get("subject_label").getAsString();
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
