package io.flaskdata.sdk.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.json.internal.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** A read-only view of a JSON object's members. */
public record JsonView(JsonObject json) {
    public String text(String member) {
        return Json.primitive(json.get(member)).orElse("");
    }

    /** Empty when absent, null or blank. */
    public Optional<String> present(String member) {
        return Optional.of(text(member)).filter(text -> !text.isBlank());
    }

    public boolean flag(String member) {
        return json.get(member) instanceof JsonPrimitive primitive && primitive.isBoolean() && primitive.getAsBoolean();
    }

    /** FlaskData sends an empty string for a missing date (observed). */
    public Optional<Instant> instant(String member) {
        try {
            return present(member).map(Instant::parse);
        } catch (DateTimeParseException e) {
            // Without the cause, whose message contains the value.
            throw new IllegalStateException(member + " is not an instant; raw() has it");
        }
    }

    public JsonView object(String member) {
        return new JsonView(json.get(member) instanceof JsonObject object ? object : new JsonObject());
    }

    public List<JsonElement> elements(String member) {
        return json.get(member) instanceof JsonArray array ? array.asList() : List.of();
    }

    public List<JsonView> objects(String member) {
        return elements(member).stream()
                .filter(JsonObject.class::isInstance)
                .map(each -> new JsonView(each.getAsJsonObject()))
                .toList();
    }

    public String raw() {
        return Json.text(json);
    }
}
