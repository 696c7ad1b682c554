package io.flaskdata.sdk.spectools;

import io.flaskdata.sdk.spectools.Change.Level;
import io.flaskdata.sdk.spectools.repair.Names;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedParameter;
import org.openapitools.openapidiff.core.model.ChangedSchema;

/** The differences of one operation found by openapi-diff, by their effect on users of the bindings. */
final class OperationDiff {
    /** Where changes go. */
    interface Sink {
        void add(Level level, String what, @Nullable String java);
    }

    private final String http;
    private final String method;
    private final ChangedOpenApi documents;
    private final Sink sink;
    private int added;
    private final Set<ChangedSchema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    OperationDiff(String http, String method, ChangedOpenApi documents, Sink sink) {
        this.http = http;
        this.method = method;
        this.documents = documents;
        this.sink = sink;
    }

    void compare(ChangedOperation operation) {
        var parameters = operation.getParameters();
        if (parameters != null) {
            // A Java method's parameters: more of them break a program as fewer do.
            parameters.getMissing().forEach(each -> say(Level.BREAKING, name(each) + " is gone"));
            parameters.getIncreased().forEach(each -> say(Level.BREAKING, name(each) + " is new"));
            parameters.getChanged().forEach(this::parameter);
        }
        if (operation.getRequestBody() != null) {
            content("the request", operation.getRequestBody().getContent(), true);
        }
        var answers = operation.getApiResponses();
        if (answers != null) {
            for (String status : answers.getMissing().keySet()) {
                Level level = status.startsWith("2") ? Level.BREAKING : Level.DOCUMENTATION;
                say(level, "the answer " + status + " is gone");
            }
            answers.getIncreased()
                    .keySet()
                    .forEach(status -> say(Level.COMPATIBLE, "the answer " + status + " is new"));
            answers.getChanged()
                    .forEach((status, response) -> content("the answer " + status, response.getContent(), false));
        }
        if (operation.isDeprecated()) {
            add(Level.COMPATIBLE, http + " is deprecated", method);
        }
    }

    private void add(Level level, String what, @Nullable String java) {
        added++;
        sink.add(level, what, java);
    }

    private void say(Level level, String what) {
        add(level, http + ": " + what, method);
    }

    private static String name(Parameter parameter) {
        return "the " + parameter.getIn() + " parameter " + parameter.getName();
    }

    private void parameter(ChangedParameter parameter) {
        String name = name(parameter.getNewParameter());
        if (parameter.isChangeRequired()) {
            boolean required = Boolean.TRUE.equals(parameter.getNewParameter().getRequired());
            say(
                    required ? Level.BREAKING : Level.COMPATIBLE,
                    name + " is " + (required ? "required now" : "optional now"));
        }
        if (parameter.getSchema() != null) {
            schema(http + ": " + name, method, parameter.getSchema(), true);
        }
    }

    private void content(String where, @Nullable ChangedContent content, boolean request) {
        if (content == null) {
            return;
        }
        // With a body or a type where there was none, the Java method has another signature.
        boolean first =
                content.getOldContent() == null || content.getOldContent().isEmpty();
        content.getMissing().keySet().forEach(type -> say(Level.BREAKING, where + " as " + type + " is gone"));
        content.getIncreased()
                .keySet()
                .forEach(type -> say(first ? Level.BREAKING : Level.COMPATIBLE, where + " as " + type + " is new"));
        content.getChanged().forEach((type, media) -> {
            if (media.getSchema() != null) {
                schema(where, method, media.getSchema(), request);
            }
        });
    }

    private void schema(String where, String java, ChangedSchema changed, boolean request) {
        if (!seen.add(changed)) {
            return;
        }
        int before = added;
        String model = model(changed);
        String place = model == null ? http + ": " + where : model;
        if (changed.isChangedType() || changed.isChangeFormat()) {
            add(
                    Level.BREAKING,
                    place + " is " + type(changed.getNewSchema()) + " instead of " + type(changed.getOldSchema()),
                    java);
        }
        changed.getMissingProperties()
                .keySet()
                .forEach(name -> add(
                        Level.BREAKING, place + " has no member " + name + " any more", property(model, name, java)));
        changed.getIncreasedProperties().keySet().forEach(name -> {
            boolean required = request && requires(changed.getNewSchema(), name);
            add(
                    required ? Level.BREAKING : Level.COMPATIBLE,
                    place + " has a new member " + name + (required ? ", which is required" : ""),
                    property(model, name, java));
        });
        required(place, model, java, changed);
        if (changed.getEnumeration() != null && changed.getEnumeration().isDifferent()) {
            add(Level.COMPATIBLE, place + " knows other values (they are text in the bindings)", java);
        }
        changed.getChangedProperties()
                .forEach((name, each) -> schema(place + "." + name, property(model, name, java), each, request));
        if (changed.getItems() != null) {
            schema("an entry of " + where, java, changed.getItems(), request);
        }
        if (changed.getAddProp() != null) {
            schema("any member of " + where, java, changed.getAddProp(), request);
        }
        if (added == before && changed.isCoreChanged().isIncompatible()) {
            add(Level.BREAKING, place + " is incompatible, says openapi-diff", java);
        }
    }

    /** of(...) takes the required members, so a change of these changes its signature. */
    private void required(String place, @Nullable String model, String java, ChangedSchema changed) {
        if (changed.getRequired() != null) {
            List<String> more = new ArrayList<>(changed.getRequired().getIncreased());
            more.removeAll(changed.getIncreasedProperties().keySet());
            more.forEach(
                    name -> add(Level.BREAKING, place + " requires " + name + " now", property(model, name, java)));
            List<String> less = new ArrayList<>(changed.getRequired().getMissing());
            less.removeAll(changed.getMissingProperties().keySet());
            less.forEach(name ->
                    add(Level.BREAKING, place + " doesn't require " + name + " any more", property(model, name, java)));
        }
    }

    private static boolean requires(@Nullable Schema<?> schema, String name) {
        return schema != null
                && schema.getRequired() != null
                && schema.getRequired().contains(name);
    }

    private static String type(@Nullable Schema<?> schema) {
        if (schema == null) {
            return "nothing";
        }
        String type = schema.getType() == null ? "anything" : schema.getType();
        return schema.getFormat() == null ? type : type + " (" + schema.getFormat() + ")";
    }

    private static String property(@Nullable String model, String name, String java) {
        return model == null
                ? java
                : model + "." + name.charAt(0) + Names.joined(name).substring(1);
    }

    /** The name under which either document holds the schema. */
    private @Nullable String model(ChangedSchema changed) {
        String name = name(documents.getOldSpecOpenApi(), changed.getOldSchema());
        return name == null ? name(documents.getNewSpecOpenApi(), changed.getNewSchema()) : name;
    }

    private static @Nullable String name(OpenAPI document, @Nullable Schema<?> schema) {
        if (schema == null) {
            return null;
        }
        if (schema.get$ref() != null) {
            return schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        }
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        for (var each : schemas == null ? Map.<String, Schema>of().entrySet() : schemas.entrySet()) {
            if (each.getValue() == schema) {
                return each.getKey();
            }
        }
        return null;
    }
}
