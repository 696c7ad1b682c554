package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a sandbox differs from the FlaskData that is inferred, as data: {@code deviations.json} has those
 * with a name, and a profile may define its own in the same format.
 *
 * @param name such as {@code window-end-included}
 * @param says what differs, in words
 * @param operations the paths it is limited to; empty for all
 * @param effects what it does, by the effect's name
 */
public record Deviation(String name, String says, List<String> operations, JsonObject effects) {
    /** See docs/sandbox.md. */
    private static final Set<String> EFFECTS = Set.of(
            // a request
            "requires",
            "ignores",
            "add",
            "shift",
            "local-days",
            "swap",
            // the operation
            "zone",
            "never-edited",
            "exp",
            "idle",
            // its JSON
            "null",
            "text",
            "number",
            "bits",
            "epoch",
            "remove",
            "rename",
            "unwrap",
            "reverse",
            "wrap",
            // the answer
            "only-statuses",
            "statuses",
            "texts",
            "json-errors",
            "types",
            "without",
            "empty-status",
            "gzip");

    /** Those that are known by name, in the order of {@code deviations.json}. */
    public static final Map<String, Deviation> KNOWN = known();

    /**
     * The deviations of a profile.
     *
     * @param profile known names separated by commas; or a JSON array of names and definitions
     * @throws IllegalArgumentException when a name is not known, or a definition has an unknown effect
     */
    public static List<Deviation> profile(String profile) {
        if (!profile.strip().startsWith("[")) {
            return List.of(profile.split(",")).stream()
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(Deviation::named)
                    .toList();
        }
        List<Deviation> found = new ArrayList<>();
        try {
            for (JsonElement each : JsonParser.parseString(profile).getAsJsonArray()) {
                found.add(each.isJsonObject() ? defined(each.getAsJsonObject()) : named(each.getAsString()));
            }
        } catch (com.google.gson.JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("A profile of deviations is a list of names and definitions.", e);
        }
        return List.copyOf(found);
    }

    private static Deviation named(String name) {
        Deviation known = KNOWN.get(name);
        if (known == null) {
            throw new IllegalArgumentException(
                    "There is no deviation " + name + ". There are: " + String.join(", ", KNOWN.keySet()));
        }
        return known;
    }

    private static Deviation defined(JsonObject json) {
        JsonObject effects = json.deepCopy();
        JsonElement name = effects.remove("name");
        JsonElement says = effects.remove("says");
        JsonElement operations = effects.remove("operations");
        if (name == null || effects.isEmpty()) {
            throw new IllegalArgumentException("A deviation has a name and an effect.");
        }
        for (String effect : effects.keySet()) {
            if (!EFFECTS.contains(effect)) {
                throw new IllegalArgumentException("A deviation has no effect " + effect + ".");
            }
        }
        return new Deviation(
                name.getAsString(),
                says == null ? "" : says.getAsString(),
                operations == null
                        ? List.of()
                        : operations.getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsString)
                                .toList(),
                effects);
    }

    private static Map<String, Deviation> known() {
        try (InputStream in = Objects.requireNonNull(Deviation.class.getResourceAsStream("deviations.json"))) {
            Map<String, Deviation> known = new LinkedHashMap<>();
            JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonArray()
                    .forEach(each -> {
                        Deviation deviation = defined(each.getAsJsonObject());
                        known.put(deviation.name(), deviation);
                    });
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean concerns(@Nullable Route route) {
        return operations.isEmpty() || (route != null && operations.contains(route.path()));
    }

    /** An effect's members; empty when it has no such effect. */
    JsonObject members(String effect) {
        return effects.get(effect) instanceof JsonObject members ? members : new JsonObject();
    }

    /** An effect's entries; empty when it has no such effect. */
    List<String> entries(String effect) {
        return effects.get(effect) instanceof JsonArray entries
                ? entries.asList().stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    /** An effect's one value; null when it has no such effect. */
    @Nullable
    String value(String effect) {
        return effects.get(effect) instanceof JsonPrimitive value ? PlainJson.text(value) : null;
    }
}
