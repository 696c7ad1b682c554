package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shape of JSON values, learnt from them: types, names and counts, no values. */
final class Shape {
    /** More names than this at one place are a map's. */
    private static final int MOST_NAMES = 500;

    private static final Map<String, Pattern> FORMS = forms();

    private int seen;
    private int nulls;
    private int objects;
    private final Map<Type, Integer> types = new EnumMap<>(Type.class);
    private final Map<String, Shape> members = new LinkedHashMap<>();
    private @Nullable Shape rest;
    private @Nullable Shape entries;
    private @Nullable String form;
    private boolean formed;

    private enum Type {
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static Map<String, Pattern> forms() {
        Map<String, Pattern> forms = new LinkedHashMap<>();
        forms.put("empty", Pattern.compile(""));
        forms.put("instant", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        forms.put("local-instant", Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*"));
        forms.put("date", Pattern.compile("\\d{4}-\\d\\d-\\d\\d"));
        forms.put("whole", Pattern.compile("-?\\d{1,30}"));
        forms.put("decimal", Pattern.compile("-?\\d{1,30}\\.\\d{1,30}"));
        forms.put("hex-24", Pattern.compile("[0-9a-f]{24}"));
        forms.put("data-id", Pattern.compile("[A-Z0-9]{10}"));
        forms.put("form-token", Pattern.compile("FED_[A-Za-z0-9]{12}"));
        return forms;
    }

    private Shape() {}

    /** Nothing learnt yet. */
    static Shape none() {
        return new Shape();
    }

    static Shape of(JsonNode value) {
        Shape shape = new Shape();
        shape.learn(value);
        return shape;
    }

    void learn(JsonNode value) {
        seen++;
        if (value.isNull()) {
            nulls++;
            return;
        }
        types.merge(type(value), 1, Integer::sum);
        if (value.isObject()) {
            objects++;
            for (var member : value.properties()) {
                at(member.getKey()).learn(member.getValue());
            }
        } else if (value.isArray()) {
            Shape each = entries == null ? new Shape() : entries;
            value.forEach(each::learn);
            entries = each;
        } else if (value.isTextual()) {
            formed(value.asText());
        }
    }

    private Shape at(String name) {
        Shape known = members.get(name);
        if (known == null && members.size() >= MOST_NAMES) {
            rest = rest == null ? new Shape() : rest;
            return rest;
        }
        if (known == null) {
            known = new Shape();
            members.put(name, known);
        }
        return known;
    }

    private static Type type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> Type.OBJECT;
            case ARRAY -> Type.ARRAY;
            case BOOLEAN -> Type.BOOLEAN;
            case NUMBER -> value.isIntegralNumber() ? Type.INTEGER : Type.NUMBER;
            default -> Type.STRING;
        };
    }

    /** A JSON type's name, for findings. */
    static String typeOf(JsonNode value) {
        return value.isMissingNode()
                ? "nothing"
                : value.isNull() ? "null" : type(value).word();
    }

    /** The form that all texts so far have; null once two differ. */
    private void formed(String text) {
        String now = FORMS.entrySet().stream()
                .filter(each -> each.getValue().matcher(text).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        form = formed && !java.util.Objects.equals(form, now) ? null : now;
        formed = true;
    }

    int objects() {
        return objects;
    }

    Map<String, Shape> members() {
        return members;
    }

    @Nullable
    Shape entries() {
        return entries;
    }

    int seen() {
        return seen;
    }

    boolean hasSafeName(String name) {
        Shape member = members.get(name);
        return member != null && Names.isSafe(name, member.seen, objects);
    }

    private void merge(Shape other) {
        seen += other.seen;
        nulls += other.nulls;
        objects += other.objects;
        other.types.forEach((type, count) -> types.merge(type, count, Integer::sum));
        other.members.forEach((name, member) -> at(name).merge(member));
        if (other.entries != null) {
            entries = entries == null ? new Shape() : entries;
            entries.merge(other.entries);
        }
        if (other.rest != null) {
            rest = rest == null ? new Shape() : rest;
            rest.merge(other.rest);
        }
        if (other.formed) {
            form = formed && !java.util.Objects.equals(form, other.form) ? null : other.form;
            formed = true;
        }
    }

    /** As an OpenAPI 3.0 schema. */
    ObjectNode schema() {
        ObjectNode schema = Documents.JSON.createObjectNode();
        Set<Type> came = types.keySet();
        if (came.size() == 1) {
            schema.put("type", came.iterator().next().word());
        } else if (came.equals(Set.of(Type.INTEGER, Type.NUMBER))) {
            schema.put("type", "number");
        } else if (!came.isEmpty()) {
            ArrayNode several = schema.putArray("x-types");
            came.forEach(type -> several.add(type.word()));
        }
        schema.put("x-seen", seen);
        if (nulls > 0) {
            schema.put("nullable", true);
        }
        if (form != null) {
            schema.put("x-form", form);
        }
        if (came.contains(Type.OBJECT)) {
            object(schema);
        }
        if (came.contains(Type.ARRAY)) {
            schema.set("items", entries == null ? Documents.JSON.createObjectNode() : entries.schema());
        }
        return schema;
    }

    private void object(ObjectNode schema) {
        Shape map = new Shape();
        int unnamed = 0;
        ObjectNode properties = Documents.JSON.createObjectNode();
        ArrayNode required = Documents.JSON.createArrayNode();
        for (var member : new TreeMap<>(members).entrySet()) {
            if (!hasSafeName(member.getKey())) {
                map.merge(member.getValue());
                unnamed++;
                continue;
            }
            properties.set(member.getKey(), member.getValue().schema());
            if (member.getValue().seen == objects) {
                required.add(member.getKey());
            }
        }
        if (rest != null) {
            map.merge(rest);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (!properties.isEmpty()) {
            schema.set("properties", properties);
        }
        if (map.seen > 0) {
            schema.set("additionalProperties", map.schema());
            schema.put("x-names", unnamed);
        }
    }
}
