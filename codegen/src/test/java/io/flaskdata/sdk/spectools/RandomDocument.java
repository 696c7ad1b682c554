package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Swagger document of a seed: every type, format and mixture of them that people write, under names that Java, JSON
 * or the generator may trip over.
 */
final class RandomDocument {
    private static final List<String> NAMES = List.of(
            "id",
            "_id",
            "crfId",
            "crf_id",
            "crf-id",
            "CrfId",
            "crf id",
            "crf.id",
            "CRFs",
            "crfs",
            "class",
            "Class",
            "CLASS",
            "return",
            "goto",
            "var",
            "record",
            "yield",
            "null",
            "true",
            "enum",
            "default",
            "type",
            "items",
            "properties",
            "required",
            "allOf",
            "description",
            "x-thing",
            "$ref",
            "$x",
            "_x",
            "__x",
            "a$b",
            "1st",
            "42",
            "größe",
            "שם",
            "名前",
            "@type",
            "a/b",
            "a~b",
            "a:b",
            "a'b",
            "a#b",
            "%s",
            "a[0].b",
            "toString",
            "getClass",
            "class_",
            "hashCode",
            "equals",
            "wait",
            "of",
            "other",
            "that",
            "made",
            "names",
            "this",
            "name",
            "Name",
            "value",
            "object",
            "string",
            "uri",
            "file",
            "body",
            "path",
            "query",
            "header",
            "call",
            "response",
            "🙂x",
            "{id}",
            "a,b",
            "a b c",
            "localVarPath",
            "aB",
            "ab",
            "AB",
            "a_b",
            "a-b",
            "é",
            "e",
            "x",
            "X",
            "xX");
    private static final List<String> MODELS = List.of(
            "Study",
            "study",
            "STUDY",
            "Study Site",
            "Study.Site",
            "Study-Site",
            "study_site",
            "Object",
            "String",
            "List",
            "Map",
            "Set",
            "URI",
            "UUID",
            "Instant",
            "BigDecimal",
            "LocalDate",
            "Call",
            "Body",
            "Query",
            "Path",
            "Header",
            "GET",
            "POST",
            "HTTP",
            "Streaming",
            "Response",
            "ResponseBody",
            "RequestBody",
            "Api",
            "StudyApi",
            "Model",
            "ModelApi",
            "Error",
            "Date",
            "File",
            "class",
            "Void",
            "Integer",
            "Override",
            "1Model",
            "«Page»",
            "Page«Study»",
            "Page<Study>",
            "Page[Study]",
            "מחקר",
            "Objects",
            "StringJoiner",
            "Nullable",
            "Boolean",
            "Iterable",
            "InlineObject",
            "StudyRequest",
            "GetStudyResponse",
            "schemas",
            "Thread",
            "Record",
            "Enum");
    private static final List<String> TYPES = List.of(
            "string",
            "string",
            "string",
            "integer",
            "number",
            "boolean",
            "array",
            "array",
            "object",
            "object",
            "file",
            "int",
            "Date",
            "any",
            "null",
            "STRING",
            "uuid",
            "ObjectId",
            "long");
    private static final List<String> FORMATS = List.of(
            "uri",
            "uuid",
            "date",
            "date-time",
            "time",
            "duration",
            "byte",
            "binary",
            "password",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "regex",
            "uri-reference",
            "json-pointer",
            "char",
            "decimal",
            "number",
            "int8",
            "int16",
            "int32",
            "int64",
            "uint8",
            "uint32",
            "uint64",
            "integer",
            "long",
            "float",
            "double",
            "bigint",
            "currency",
            "objectid",
            "YYYY-MM-DD",
            "",
            "url",
            "URI",
            "partial-time",
            "html",
            "color",
            "unixtime",
            "int",
            "string");
    private static final List<String> WORDS = List.of(
            "A study.",
            "ends */ here",
            "/* starts",
            "C:\\users\\x",
            "\\u0041 \\uXYZ",
            "{@code x} {@link y",
            "<b>bold</b> & <script>",
            "two\nlines\r\nthree",
            "quote \" and ' and `",
            "שלום",
            "🙂",
            "%s %d {{x}} {0}",
            "* @param no such",
            "",
            "tab\there",
            "back\\",
            "\u2028line",
            "// x",
            "@Deprecated",
            "a\u0000b");
    private static final List<String> PARTS = List.of(
            "study",
            "studies",
            "Study",
            "crf-data",
            "v1",
            "a.b",
            "site:lock",
            "{id}",
            "{id}",
            "{_id}",
            "{studyId}",
            "{study-id}",
            "{study.id}",
            ":id",
            "{id}.{format}",
            "{file:.*}",
            "a b",
            "ה",
            "%7B",
            "get",
            "class",
            "1",
            "{1}",
            "{class}",
            "api",
            "*",
            "(x)",
            "");
    private static final List<String> METHODS =
            List.of("get", "get", "post", "post", "put", "delete", "patch", "head", "options");
    private static final List<String> MEDIA = List.of(
            "application/json",
            "text/plain",
            "text/csv",
            "*/*",
            "multipart/form-data",
            "application/xml",
            "application/x-www-form-urlencoded",
            "application/octet-stream",
            "application/zip",
            "json",
            "application/json;charset=utf-8",
            "application/vnd.x+json",
            "");

    private final Random random;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final List<String> models = new ArrayList<>();

    private RandomDocument(long seed) {
        random = new Random(seed);
    }

    static ObjectNode of(long seed) {
        return new RandomDocument(seed).document();
    }

    private ObjectNode document() {
        ObjectNode document = nodes.objectNode();
        document.put("swagger", "2.0");
        document.putObject("info").put("title", pick(WORDS)).put("version", "1");
        if (one(3)) {
            document.put("basePath", pick(List.of("/", "/api", "/api/", "/v1.0")));
        }
        if (one(3)) {
            document.putObject("securityDefinitions")
                    .putObject("key")
                    .put("type", "apiKey")
                    .put("in", pick(List.of("header", "query")))
                    .put("name", pick(List.of("Authorization", "X-Api-Key", "api_key")));
            document.putArray("security").addObject().putArray("key");
        }
        some(models, MODELS, 1 + random.nextInt(6));
        ObjectNode paths = document.putObject("paths");
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            StringBuilder path = new StringBuilder();
            for (int part = 1 + random.nextInt(3); part > 0; part--) {
                path.append('/').append(pick(PARTS));
            }
            if (one(12)) {
                path.append(pick(List.of("{?page,size}", "?x=1", "/", "?{id}", "{?id}", "{&a}", "#x")));
            }
            ObjectNode item = paths.withObjectProperty(path.toString());
            String method = pick(METHODS);
            item.set(method, operation(path.toString(), method.matches("get|head")));
            if (one(8)) {
                item.putArray("parameters").add(parameter("", true));
            }
            if (one(8)) {
                item.putObject("x-of-ours").put("$ref", "#/nowhere").put("type", "string");
            }
        }
        ObjectNode definitions = document.putObject("definitions");
        for (String model : models) {
            definitions.set(model, one(5) ? schema(2) : object(2));
        }
        return document;
    }

    private ObjectNode operation(String path, boolean bodiless) {
        ObjectNode operation = nodes.objectNode();
        if (one(2)) {
            operation.put("operationId", pick(one(3) ? NAMES : List.of("getStudy", "get-study", "GetStudy", "list")));
        }
        if (one(2)) {
            operation.putArray("tags").add(pick(one(2) ? NAMES : MODELS));
        }
        if (one(3)) {
            operation.put("summary", pick(WORDS)).put("description", pick(WORDS));
        }
        if (one(4)) {
            operation.putArray("produces").add(pick(MEDIA));
        }
        if (one(4)) {
            operation.putArray("consumes").add(pick(MEDIA));
        }
        if (one(6)) {
            operation.putObject("x-of-ours").put("$ref", "not/ours");
        }
        ArrayNode parameters = operation.putArray("parameters");
        for (int i = random.nextInt(5); i > 0; i--) {
            ObjectNode parameter = parameter(path, bodiless);
            boolean said = parameters
                    .valueStream()
                    .anyMatch(each -> each.path("name")
                            .asText()
                            .equalsIgnoreCase(parameter.path("name").asText()));
            if (!said) {
                parameters.add(parameter);
            }
        }
        ObjectNode responses = operation.putObject("responses");
        for (String status : pickSome(List.of("200", "201", "204", "default", "400", "2XX"), 2)) {
            ObjectNode response = responses.putObject(status).put("description", pick(WORDS));
            if (!one(4)) {
                response.set("schema", schema(3));
            }
            if (one(8)) {
                response.putObject("examples").putObject("application/json").put("$ref", "an example");
            }
        }
        return operation;
    }

    private ObjectNode parameter(String path, boolean bodiless) {
        ObjectNode parameter = nodes.objectNode();
        List<String> inPath = Pattern.compile("\\{([^{}]+)}")
                .matcher(path)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.matches("[?&].*"))
                .toList();
        String in = pick(
                bodiless && !one(40)
                        ? List.of("query", "header")
                        : List.of("query", "header", "body", "body", "formData", one(9) ? "cookie" : "header"));
        parameter.put("name", pick(one(3) ? List.of("id", "page", "X-Id", "x_id", "EDC") : NAMES));
        if (one(3) && !inPath.isEmpty()) {
            in = "path";
            parameter.put("name", pick(inPath));
        }
        parameter.put("in", in);
        if (one(2)) {
            parameter.put("required", random.nextBoolean());
        }
        if (one(3)) {
            parameter.put("description", pick(WORDS));
        }
        if (in.equals("body")) {
            parameter.set("schema", schema(3));
        } else {
            parameter.setAll(scalar());
            if (one(3)) {
                parameter.put("type", "array").put("collectionFormat", pick(List.of("csv", "multi", "pipes", "ssv")));
                parameter.set("items", scalar());
            }
        }
        return parameter;
    }

    private ObjectNode scalar() {
        ObjectNode schema = nodes.objectNode();
        schema.put("type", pick(List.of("string", "string", "integer", "number", "boolean", "int", "file")));
        decorate(schema);
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = nodes.objectNode();
        if (!one(4)) {
            schema.put("type", "object");
        }
        ObjectNode properties = schema.putObject("properties");
        Set<String> names = new TreeSet<>();
        some(names, NAMES, random.nextInt(7));
        names.forEach(name -> properties.set(name, schema(depth - 1)));
        if (one(3)) {
            ArrayNode required = schema.putArray("required");
            names.stream().filter(name -> one(2)).forEach(required::add);
            if (one(4)) {
                required.add(pick(NAMES));
            }
        }
        if (one(8)) {
            schema.set("additionalProperties", one(2) ? nodes.booleanNode(random.nextBoolean()) : schema(depth - 1));
        }
        return schema;
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = nodes.objectNode();
        if (depth > 0 && one(4)) {
            schema = object(depth);
        } else if (one(4) && !models.isEmpty()) {
            schema.put("$ref", "#/definitions/" + escape(pick(models)));
            if (one(3)) {
                schema.put(pick(List.of("type", "description", "x-nullable", "format", "title")), "object");
            }
            return schema;
        } else if (depth > 0 && one(8)) {
            ArrayNode parts = schema.putArray(one(4) ? pick(List.of("oneOf", "anyOf")) : "allOf");
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                parts.add(schema(depth - 1));
            }
            return schema;
        } else {
            schema.put("type", pick(TYPES));
        }
        if (depth > 0 && schema.path("type").asText().equals("array") && !one(8) || one(25)) {
            schema.set("items", schema(Math.max(0, depth - 1)));
        }
        if (depth > 0 && schema.path("type").asText().equals("object") && one(3)) {
            schema.set("additionalProperties", schema(depth - 1));
        }
        if (one(25)) {
            schema.set("type", one(2) ? nodes.arrayNode().add("string").add("null") : schema(0));
        }
        decorate(schema);
        return schema;
    }

    private void decorate(ObjectNode schema) {
        if (one(2)) {
            schema.put("format", pick(FORMATS));
        }
        if (one(4)) {
            schema.put("description", pick(WORDS));
        }
        if (one(6)) {
            schema.set("enum", nodes.arrayNode().add(pick(WORDS)).add(value()).add(7));
        }
        for (String member : List.of("default", "example")) {
            if (one(8)) {
                schema.set(member, value());
            }
        }
        for (String member : List.of("uniqueItems", "readOnly", "x-nullable", "required", "nullable", "deprecated")) {
            if (one(20)) {
                schema.put(member, random.nextBoolean());
            }
        }
        if (one(20)) {
            schema.put("title", pick(MODELS));
        }
        if (one(20)) {
            schema.put("pattern", "^\\d+\\u0041\"$").put("minLength", 1).put("maxLength", 3);
        }
        if (one(20)) {
            schema.put("minimum", -1).put("maximum", 12345678901L);
        }
        if (one(30)) {
            schema.put("discriminator", pick(NAMES));
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(7)) {
            case 0 -> nodes.numberNode(12345678901234L);
            case 1 -> nodes.numberNode(new java.math.BigDecimal("1.50"));
            case 2 -> nodes.booleanNode(true);
            case 3 -> nodes.arrayNode().add("a");
            case 4 -> nodes.objectNode().put("$ref", "#/definitions/Nowhere");
            case 5 -> nodes.nullNode();
            default -> nodes.textNode(pick(WORDS));
        };
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Set<String> pickSome(List<String> list, int most) {
        Set<String> picked = new TreeSet<>();
        some(picked, list, 1 + random.nextInt(most));
        return picked;
    }

    private void some(java.util.Collection<String> into, List<String> of, int count) {
        for (int i = 0; i < count; i++) {
            String picked = pick(of);
            if (!into.contains(picked)) {
                into.add(picked);
            }
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
