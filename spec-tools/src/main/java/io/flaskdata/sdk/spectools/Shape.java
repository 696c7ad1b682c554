package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of JSON values, learnt from them: types, names and counts, no values. A name can be data, such as a subject
 * label that is a map's key: one is kept that is a word of our documents, or an identifier that came again and again.
 */
public final class Shape {
    /** More names than this at one place are a map's. */
    private static final int MOST_NAMES = 500;

    private static final Map<String, Pattern> FORMS = forms();

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{3}");

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
            return name().toLowerCase(Locale.ROOT);
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
    public static Shape none() {
        return new Shape();
    }

    /** The shape of this value alone. */
    public static Shape of(JsonNode value) {
        Shape shape = new Shape();
        shape.learn(value);
        return shape;
    }

    /** Adds what this value shows. */
    public void learn(JsonNode value) {
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
    public static String typeOf(JsonNode value) {
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
        form = formed && !Objects.equals(form, now) ? null : now;
        formed = true;
    }

    /** How many values were learnt. */
    public int seen() {
        return seen;
    }

    /** How many of them were objects. */
    public int objects() {
        return objects;
    }

    /** The shapes of the objects' members, by name. */
    public Map<String, Shape> members() {
        return members;
    }

    /** The shape of the arrays' entries; null without an array. */
    public @Nullable Shape entries() {
        return entries;
    }

    /** Whether a member's name may be shown: a word, or an identifier that came again and again. */
    public boolean hasSafeName(String name, Predicate<String> words) {
        Shape member = members.get(name);
        return member != null && isSafe(name, member.seen, words);
    }

    private boolean isSafe(String name, int came, Predicate<String> words) {
        return words.test(name)
                || (objects >= 2
                        && came * 2 >= objects
                        && came >= 2
                        && IDENTIFIER.matcher(name).matches()
                        && !DIGITS.matcher(name).find());
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
            form = formed && !Objects.equals(form, other.form) ? null : other.form;
            formed = true;
        }
    }

    /**
     * As an OpenAPI 3.0 schema.
     *
     * @param words the names that are known to be no data
     */
    public ObjectNode schema(Predicate<String> words) {
        ObjectNode schema = Documents.mapper().createObjectNode();
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
            object(schema, words);
        }
        if (came.contains(Type.ARRAY)) {
            schema.set("items", entries == null ? Documents.mapper().createObjectNode() : entries.schema(words));
        }
        return schema;
    }

    private void object(ObjectNode schema, Predicate<String> words) {
        Shape map = new Shape();
        int unnamed = 0;
        ObjectNode properties = Documents.mapper().createObjectNode();
        ArrayNode required = Documents.mapper().createArrayNode();
        for (var member : new TreeMap<>(members).entrySet()) {
            if (!hasSafeName(member.getKey(), words)) {
                map.merge(member.getValue());
                unnamed++;
                continue;
            }
            properties.set(member.getKey(), member.getValue().schema(words));
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
            schema.set("additionalProperties", map.schema(words));
            schema.put("x-names", unnamed);
        }
    }
}
