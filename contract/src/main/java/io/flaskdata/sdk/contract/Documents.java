package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The effective documents, as this build made them. */
final class Documents {
    /** Exact numbers: 7.10 is not 7.1. */
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private static final String FOLDER = "/flaskdata-specs/";
    static final List<String> MODULES = List.of("auth", "idp", "edc", "forms", "dataserver", "features");
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    /** Words of the framework's own answers, which are in no document. */
    private static final Set<String> FRAMEWORK_WORDS = Set.of(
            "status", "environment", "details", "code", "error", "message", "Disk", "Memory", "MongoDB", "PostgreSQL");

    private static final Documents BUNDLED = load();

    private final Map<String, JsonNode> documents;
    private final Map<String, String> digests;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> words = new TreeSet<>(FRAMEWORK_WORDS);
    private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    private final Map<String, String> observed = new LinkedHashMap<>();

    /** What a client may do with an operation: read, write, both by its request, or its own session. */
    enum Kind {
        READ,
        WRITE,
        EITHER,
        SESSION
    }

    /** An operation of a document. */
    record Operation(
            String id,
            String module,
            String http,
            String path,
            Kind kind,
            String grade,
            JsonNode node,
            Pattern address) {
        String pointer() {
            return "#/paths/" + escaped(path) + "/" + http.toLowerCase(Locale.ROOT);
        }

        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }

        /** The schema of a JSON body, or null. */
        @Nullable
        JsonNode requestSchema() {
            return schema(node.at("/requestBody/content/application~1json/schema"));
        }

        @Nullable
        JsonNode answerSchema() {
            return schema(node.at("/responses/200/content/application~1json/schema"));
        }

        private static @Nullable JsonNode schema(JsonNode found) {
            return found.isMissingNode() ? null : found;
        }

        boolean answersWithFile() {
            return node.at("/responses/200/content").has("application/zip");
        }

        /** Whether the contract calls a request with this body a read. */
        boolean isRead(byte[] body) {
            JsonNode retry = node.path("x-retry");
            if (retry.asText().equals("safe")) {
                return true;
            }
            JsonNode when = retry.path("safe-when");
            if (when.isMissingNode()) {
                return false;
            }
            try {
                JsonNode value = JSON.readTree(body).path(when.path("member").asText());
                return value.isValueNode()
                        && Pattern.matches(when.path("matches").asText(), value.asText());
            } catch (IOException notJson) {
                return false;
            }
        }
    }

    Documents(Map<String, JsonNode> documents, Map<String, String> digests) {
        this.documents = documents;
        this.digests = digests;
        documents.forEach((module, document) -> {
            for (var path : document.path("paths").properties()) {
                for (String method : METHODS) {
                    JsonNode node = path.getValue().path(method);
                    if (!node.isMissingNode()) {
                        operations.add(operation(module, path.getKey(), method, node));
                    }
                }
            }
            names(document, words);
        });
    }

    static Documents bundled() {
        return BUNDLED;
    }

    private static Documents load() {
        Map<String, JsonNode> documents = new LinkedHashMap<>();
        Map<String, String> digests = new LinkedHashMap<>();
        for (String module : MODULES) {
            byte[] bytes = resource("effective/" + module + ".json");
            documents.put(module, read(bytes));
            digests.put(module, sha256(bytes));
        }
        Documents loaded = new Documents(documents, digests);
        loaded.readTables(resource("edc-tables.yaml"));
        for (var entry : read(resource("observed.json")).path("assumptions").properties()) {
            loaded.observed.put(entry.getKey(), entry.getValue().asText());
        }
        return loaded;
    }

    private void readTables(byte[] yaml) {
        try {
            for (JsonNode table : new YAMLMapper().readTree(yaml).path("tables")) {
                Map<String, String> columns = new LinkedHashMap<>();
                for (JsonNode accessor : table.path("accessors")) {
                    if (accessor.has("column")) {
                        columns.put(
                                accessor.path("column").asText(),
                                accessor.path("type").asText());
                    }
                }
                tables.put(table.path("class").asText(), columns);
                words.addAll(columns.keySet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("edc-tables.yaml can't be read", e);
        }
    }

    private static Operation operation(String module, String path, String method, JsonNode node) {
        String pattern = Pattern.compile("\\{[^}]*}")
                        .splitAsStream(path)
                        .map(Pattern::quote)
                        .reduce((a, b) -> a + "[^/]+" + b)
                        .orElse("")
                + (path.endsWith("}") ? "[^/]+" : "");
        JsonNode retry = node.path("x-retry");
        Kind kind = path.startsWith("/auth/") && !method.equals("get")
                ? Kind.SESSION
                : retry.asText().equals("safe") ? Kind.READ : retry.has("safe-when") ? Kind.EITHER : Kind.WRITE;
        return new Operation(
                module + "." + node.path("operationId").asText(),
                module,
                method.toUpperCase(Locale.ROOT),
                path,
                kind,
                node.path("x-provenance").asText(),
                node,
                Pattern.compile(pattern));
    }

    /** All names of properties and parameters below a node. */
    private static void names(JsonNode node, Set<String> into) {
        JsonNode properties = node.path("properties");
        if (properties.isObject()) {
            properties.fieldNames().forEachRemaining(into::add);
        }
        if (node.has("in") && node.path("name").isTextual()) {
            into.add(node.path("name").asText());
        }
        node.forEach(child -> names(child, into));
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Operation operation(String id) {
        return operations.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + id));
    }

    /** The operation that a request is of. The IDP is another host. */
    Optional<Operation> find(String method, String path, boolean idp) {
        return operations.stream()
                .filter(each -> each.http().equals(method)
                        && each.module().equals("idp") == idp
                        && each.address().matcher(path).matches())
                .findFirst();
    }

    JsonNode document(String module) {
        JsonNode document = documents.get(module);
        if (document == null) {
            throw new IllegalArgumentException("no module " + module);
        }
        return document;
    }

    Map<String, String> digests() {
        return digests;
    }

    /** The columns of the SDK's typed rows with their types, by the class of the row. */
    Map<String, Map<String, String>> tables() {
        return tables;
    }

    /** What is expected of an assumption since somebody has seen it, instead of our guess. */
    Optional<String> observed(String assumption) {
        return Optional.ofNullable(observed.get(assumption));
    }

    /** Whether a name of a member stands in our own documents, so that it is no data. */
    boolean isWord(String name) {
        return words.contains(name);
    }

    /** A schema, or what its reference names. */
    JsonNode resolved(String module, JsonNode schema) {
        JsonNode now = schema;
        for (int hops = 0; now.has("$ref") && hops < 20; hops++) {
            now = document(module).at(now.path("$ref").asText().substring(1));
        }
        return now;
    }

    /** This build's version. */
    static String sdk() {
        String version = Documents.class.getPackage().getImplementationVersion();
        return version == null ? io.flaskdata.sdk.internal.SdkVersion.TEXT : version;
    }

    static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A document of this jar can't be read", e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name + " can't be read", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }
}
