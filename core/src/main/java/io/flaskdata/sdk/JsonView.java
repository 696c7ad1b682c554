package io.flaskdata.sdk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Reads members of a JSON object as they came; nobody changes it. */
record JsonView(JsonObject json) {
    String text(String member) {
        return Json.primitive(json.get(member)).orElse("");
    }

    /** Absent, null, blank: all the same here. */
    Optional<String> present(String member) {
        return Optional.of(text(member)).filter(text -> !text.isBlank());
    }

    boolean flag(String member) {
        return json.get(member) instanceof JsonPrimitive primitive && primitive.isBoolean() && primitive.getAsBoolean();
    }

    /** FlaskData writes an empty string where there is no date (observed). */
    Optional<Instant> instant(String member) {
        try {
            return present(member).map(Instant::parse);
        } catch (DateTimeParseException e) {
            // Without the cause, whose message holds the value.
            throw new IllegalStateException(member + " is not an instant; raw() has it");
        }
    }

    JsonView object(String member) {
        return new JsonView(json.get(member) instanceof JsonObject object ? object : new JsonObject());
    }

    List<JsonElement> elements(String member) {
        return json.get(member) instanceof JsonArray array ? array.asList() : List.of();
    }

    List<JsonView> objects(String member) {
        return elements(member).stream()
                .filter(JsonObject.class::isInstance)
                .map(each -> new JsonView(each.getAsJsonObject()))
                .toList();
    }

    String raw() {
        return Json.text(json);
    }
}
