package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.spectools.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose every value, name that may be data, header and token has a mark: no report has it. */
class MarkedValuesTest {
    private static final String MARK = "zq9mark";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @TempDir
    Path folder;

    private HttpServer server;

    /** How often a value was sent with the mark. */
    private int marked;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("ETag", "\"" + MARK + "\"");
        exchange.getResponseHeaders().set("X-Request-Id", MARK);
        exchange.getResponseHeaders().set("Set-Cookie", "session=" + MARK);
        exchange.getResponseHeaders().set("Server", MARK);
        String path = exchange.getRequestURI().getPath();
        Optional<Operation> operation = Documents.bundled()
                .find(exchange.getRequestMethod(), path, false)
                .or(() -> Documents.bundled().find(exchange.getRequestMethod(), path, true));
        boolean known = operation.isPresent()
                && (path.startsWith("/auth")
                        || path.contains("viewer")
                        || exchange.getRequestHeaders().containsKey("Authorization"));
        byte[] body;
        if (!known) {
            exchange.getResponseHeaders()
                    .set("Content-Type", path.length() % 2 == 0 ? "text/" + MARK : "text/html; charset=" + MARK);
            body = ("[" + MARK + "] subject " + MARK + " may not").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, body.length);
        } else {
            boolean file = operation.get().answersWithFile();
            exchange.getResponseHeaders().set("Content-Type", file ? "application/zip" : "text/x-json; charset=utf-8");
            body = file ? zip() : json(operation.get()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
        }
        marked++;
        exchange.getResponseBody().write(body);
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(MARK + ".csv"));
            zip.write(("crf,site," + MARK + "\n" + MARK + "," + MARK + "," + MARK + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static JsonNode json(Operation operation) {
        if (operation.id().equals("auth.authorize")) {
            String claims = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            ("{\"sub\":\"" + MARK + "\",\"exp\":1,\"iat\":1}").getBytes(StandardCharsets.UTF_8));
            String header = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            ("{\"alg\":\"" + MARK + "\",\"typ\":\"" + MARK + "\"}").getBytes(StandardCharsets.UTF_8));
            return NODES.objectNode()
                    .put("token", header + "." + claims + "." + MARK)
                    .put("expired", "2999-01-01T00:00:00.000Z");
        }
        JsonNode schema = operation.answerSchema();
        return schema == null ? object(2) : value(operation.module(), schema, 6);
    }

    /** As the schema says, but with a marked name in each object, and each text marked. */
    private static JsonNode value(String module, JsonNode given, int depth) {
        JsonNode schema = Documents.bundled().resolved(module, given);
        if (depth == 0) {
            return NODES.textNode(MARK);
        }
        switch (schema.path("type").asText("object")) {
            case "array":
                ArrayNode array = NODES.arrayNode();
                for (int i = 0; i < 3; i++) {
                    array.add(value(module, schema.path("items"), depth - 1));
                }
                return array;
            case "integer":
                return NODES.numberNode(7);
            case "number":
                return NODES.numberNode(7.25);
            case "boolean":
                return NODES.booleanNode(true);
            case "string":
                return NODES.textNode(MARK);
            default:
                ObjectNode object = object(1);
                for (var property : schema.path("properties").properties()) {
                    object.set(property.getKey(), value(module, property.getValue(), depth - 1));
                }
                for (String column : List.of("site", "subject", "event", "crf", "label", "date_updated", "value")) {
                    object.put(column, MARK);
                }
                return object;
        }
    }

    private static ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        object.put(MARK + "-001", MARK);
        object.put("subject " + MARK, 7);
        object.put(MARK.toUpperCase(java.util.Locale.ROOT) + Math.random(), MARK);
        if (depth > 0) {
            object.set("by_label", NODES.objectNode().put(MARK + "1234", MARK));
        }
        return object;
    }

    @Test
    void noReportHasAValueATokenOrAPassword() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        StringBuilder said = new StringBuilder();
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .credentials(MARK + "@example.org", MARK)
                .build()) {
            ContractReport report = AgainstSandboxTest.full(FlaskDataContract.verify(flask))
                    .without("http.idle")
                    .progress(said::append)
                    .run();
            report.writeTo(folder);
            assertThat(report.exitCode()).isNotZero();
            assertThat(report.operations().stream().filter(OperationResult::ran))
                    .hasSizeGreaterThan(15);
            said.append(report);
        }
        assertThat(marked).isGreaterThan(60);
        for (String file : List.of("report.txt", "evidence.json", "junit.xml", "report.html")) {
            assertThat(Files.readString(folder.resolve(file))).as(file).doesNotContainIgnoringCase(MARK);
        }
        assertThat(said.toString()).doesNotContainIgnoringCase(MARK);
    }

    /** Names that come again and again are kept only where they can't be labels. */
    @Test
    void namesThatMayBeDataAreCounted() {
        Shape shape = Shape.none();
        for (int i = 0; i < 10; i++) {
            shape.learn(NODES.objectNode()
                    .put("new_member", MARK)
                    .put("S" + i, 1)
                    .put("patient1234", 1)
                    .put("001-001", 1));
        }
        JsonNode schema = shape.schema(Names::isWord);
        assertThat(schema.path("properties").fieldNames()).toIterable().containsExactly("new_member");
        assertThat(schema.path("x-names").asInt()).isEqualTo(12);
        assertThat(Shape.of(NODES.objectNode().put("JohnSmith", 1))
                        .schema(Names::isWord)
                        .has("properties"))
                .isFalse();
        assertThat(Shape.of(NODES.objectNode().put("subject_label", MARK))
                        .schema(Names::isWord)
                        .toString())
                .contains("subject_label")
                .doesNotContain(MARK);
    }
}
