package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.spectools.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds bytes against the effective documents with networknt's validator. Its messages quote values, so only places and
 * keywords are taken of them.
 */
final class Judge {
    private static final String ANSWER = "/responses/200/content/application~1json/schema";
    private static final String REQUEST = "/requestBody/content/application~1json/schema";
    private static final Set<String> CERTAIN = Set.of("documented", "observed");

    private final Documents documents;
    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
            VersionFlag.V4,
            builder -> builder.metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));

    Judge(Documents documents) {
        this.documents = documents;
    }

    /** What left, against the document. Method and path are right, or the operation would not have been found. */
    List<Finding> sent(Operation operation, Exchange exchange) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("header")
                    && parameter.path("required").asBoolean()
                    && exchange.requestHeaders.get(name) == null) {
                findings.add(Finding.of("parameter", "", name, "nothing"));
            }
        }
        boolean secured = operation.node().has("security");
        if (secured && exchange.requestHeaders.get("Authorization") == null) {
            findings.add(Finding.of("parameter", "", "Authorization", "nothing"));
        }
        for (String name : exchange.url.queryParameterNames()) {
            findings.add(Finding.of("parameter", "", "no query", Names.shown(name)));
        }
        JsonNode schema = operation.requestSchema();
        byte[] body = exchange.sent.toByteArray();
        if (schema == null) {
            if (body.length > 0) {
                findings.add(Finding.of("content-type", "", "no body", "a body"));
            }
            return findings;
        }
        String type = String.valueOf(exchange.requestHeaders.get("Content-Type"));
        if (!Exchange.mediaType(type).equals("application/json")) {
            findings.add(Finding.of("content-type", "", "application/json", Exchange.mediaType(type)));
        }
        try {
            JsonNode json = Documents.JSON.readTree(body);
            findings.addAll(held(operation, REQUEST, schema, json));
            findings.addAll(unnamed(operation, operation.pointer() + REQUEST, schema, Shape.of(json), ""));
        } catch (IOException e) {
            findings.add(Finding.of("content-type", "", "application/json", "no JSON"));
        }
        return findings;
    }

    /** What came around the body, against the document. */
    List<Finding> around(Operation operation, Exchange exchange) {
        JsonNode responses = operation.node().path("responses");
        JsonNode answer = responses.path(String.valueOf(exchange.status));
        if (answer.isMissingNode()) {
            return List.of(Finding.of("status", "", statuses(responses), String.valueOf(exchange.status)));
        }
        JsonNode content = answer.path("content");
        if (content.isMissingNode()) {
            return List.of();
        }
        String expected = content.fieldNames().next();
        String came = Exchange.mediaType(exchange.contentType());
        boolean same = expected.equals("application/json") ? Exchange.isJson(came) : expected.equals(came);
        return same ? List.of() : List.of(Finding.of("content-type", "", expected, Names.contentType(came)));
    }

    private static String statuses(JsonNode responses) {
        List<String> all = new ArrayList<>();
        responses.fieldNames().forEachRemaining(all::add);
        return String.join(" or ", all);
    }

    /** A 200's JSON, against the document's schema; null when it has none. */
    @Nullable
    List<Finding> received(Operation operation, JsonNode json) {
        JsonNode schema = operation.answerSchema();
        return schema == null ? null : held(operation, ANSWER, schema, json);
    }

    /** What all answers together show: names that the document lacks, and names that never came. */
    List<Finding> names(Operation operation, Shape shape) {
        JsonNode schema = operation.answerSchema();
        return schema == null ? List.of() : unnamed(operation, operation.pointer() + ANSWER, schema, shape, "");
    }

    private List<Finding> held(Operation operation, String at, JsonNode schema, JsonNode json) {
        JsonSchema compiled = schemas.computeIfAbsent(operation.id() + at, any -> compiled(operation.module(), schema));
        return compiled.validate(json).stream()
                .map(message -> finding(message, operation.pointer() + at))
                .toList();
    }

    private JsonSchema compiled(String module, JsonNode schema) {
        ObjectNode whole = documents.document(module).deepCopy();
        whole.setAll((ObjectNode) schema);
        return factory.getSchema(
                whole,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static Finding finding(ValidationMessage message, String root) {
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            Object name = message.getInstanceLocation().getElement(i);
            where.append('/').append(name instanceof String text ? Names.shown(text) : Names.ANY);
        }
        String schema = message.getSchemaLocation().getFragment().toString();
        String place = schema.startsWith("/components/") ? "#" + schema : root + schema;
        String keyword = message.getType();
        JsonNode rule = message.getSchemaNode();
        String expected = keyword.equals("type") || keyword.equals("format") ? text(rule) : keyword;
        JsonNode value = message.getInstanceNode();
        String came = value == null ? "nothing" : Shape.typeOf(value);
        return new Finding(keyword, where.toString(), withoutKeyword(place), expected, came, 1);
    }

    private static String text(JsonNode rule) {
        return rule.isTextual() ? rule.asText() : rule.toString();
    }

    private static String withoutKeyword(String place) {
        return place.substring(0, Math.max(place.lastIndexOf('/'), 0));
    }

    private List<Finding> unnamed(Operation operation, String place, JsonNode given, Shape shape, String where) {
        String at = given.has("$ref") ? given.path("$ref").asText() : place;
        JsonNode schema = documents.resolved(operation.module(), given);
        List<Finding> findings = new ArrayList<>();
        Shape entries = shape.entries();
        if (entries != null && schema.has("items")) {
            findings.addAll(unnamed(operation, at + "/items", schema.path("items"), entries, where + "/*"));
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        shape.members().forEach((name, member) -> {
            if (properties.has(name)) {
                findings.addAll(unnamed(
                        operation, at + "/properties/" + name, properties.path(name), member, where + "/" + name));
            } else if (others.isObject() && !others.isEmpty()) {
                findings.addAll(unnamed(operation, at + "/additionalProperties", others, member, where + "/*"));
            } else if (others.isMissingNode() && !properties.isEmpty()) {
                findings.add(new Finding(
                        "unnamed-member",
                        where,
                        at,
                        "a name of the document",
                        shape.hasSafeName(name, Names::isWord) ? name : "a name",
                        1));
            }
        });
        if (shape.objects() >= 3 && !schema.has("x-optional")) {
            for (var property : properties.properties()) {
                String grade = property.getValue()
                        .path("x-provenance")
                        .asText(schema.path("x-provenance").asText(operation.grade()));
                if (!shape.members().containsKey(property.getKey()) && CERTAIN.contains(grade)) {
                    findings.add(new Finding(
                            "missing-member",
                            where,
                            at + "/properties/" + property.getKey(),
                            property.getKey(),
                            "nothing",
                            1));
                }
            }
        }
        return findings;
    }
}
