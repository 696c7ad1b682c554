package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deviations that are in force, for the whole sandbox or for one request. */
public record Deviations(List<Deviation> list) {
    static final Deviations NONE = new Deviations(List.of());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd[['T'][ ]HH:mm[:ss[.SSS]][X]]");

    /** Those that concern an operation, or, for a path that is none, every path. */
    Deviations on(@Nullable Route route) {
        return list.isEmpty() || (route != null && route.isOfSandbox())
                ? NONE
                : new Deviations(
                        list.stream().filter(each -> each.concerns(route)).toList());
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    Stream<String> entries(String effect) {
        return list.stream().flatMap(each -> each.entries(effect).stream());
    }

    /** Each member of an effect, of all deviations. */
    void each(String effect, BiConsumer<String, JsonPrimitive> action) {
        list.forEach(each -> each.members(effect)
                .entrySet()
                .forEach(one -> action.accept(one.getKey(), (JsonPrimitive) one.getValue())));
    }

    /** An effect's value, by the first deviation that has one. */
    public @Nullable String value(String effect) {
        return list.stream()
                .map(each -> each.value(effect))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The milliseconds after which an idle connection is closed. */
    int idle() {
        String idle = value("idle");
        return idle == null ? Listener.IDLE_MILLISECONDS : Integer.parseInt(idle);
    }

    /** A request as the operation then reads it. */
    JsonObject request(JsonObject body) {
        for (Deviation each : list) {
            String required = each.value("requires");
            if (required != null && !body.has(required)) {
                throw new ApiError(400, "[" + required + "] parameter(s) is required.");
            }
        }
        JsonElement changed = body.deepCopy();
        for (String ignored : entries("ignores").toList()) {
            JsonPlaces.edit(changed, ignored, (name, value) -> null);
        }
        each(
                "add",
                (at, amount) -> replace(
                        changed, at, value -> new JsonPrimitive(Math.max(0, value.getAsInt() + amount.getAsInt()))));
        each("swap", (at, two) -> replace(changed, at, value -> new JsonPrimitive(swapped(value, two.getAsString()))));
        each("local-days", (at, zone) -> replace(changed, at, value -> localDay(value, zone.getAsString())));
        each("shift", (at, by) -> replace(changed, at, value -> shifted(value, Duration.parse(by.getAsString()))));
        return changed.getAsJsonObject();
    }

    private interface Replacement {
        JsonPrimitive of(JsonPrimitive value);
    }

    private static void replace(JsonElement body, String at, Replacement by) {
        JsonPlaces.edit(
                body,
                at,
                (name, value) -> Map.entry(name, value instanceof JsonPrimitive primitive ? by.of(primitive) : value));
    }

    private static String swapped(JsonPrimitive value, String two) {
        char one = two.charAt(0);
        char other = two.charAt(1);
        StringBuilder text = new StringBuilder();
        for (char each : value.getAsString().toCharArray()) {
            text.append(each == one ? other : each == other ? one : each);
        }
        return text.toString();
    }

    private static JsonPrimitive localDay(JsonPrimitive value, String zone) {
        return parsed(value) instanceof LocalDate day
                ? new JsonPrimitive(
                        day.atStartOfDay(ZoneId.of(zone)).toInstant().toString())
                : value;
    }

    /** What can't be read stays, and is refused by the operation. */
    private static JsonPrimitive shifted(JsonPrimitive value, Duration by) {
        TemporalAccessor time = parsed(value);
        if (time instanceof OffsetDateTime instant) {
            return new JsonPrimitive(instant.plus(by).toInstant().toString());
        }
        if (time instanceof LocalDateTime local) {
            return new JsonPrimitive(local.plus(by).toString());
        }
        return time instanceof LocalDate day
                ? new JsonPrimitive(
                        day.atStartOfDay(ZoneOffset.UTC).plus(by).toInstant().toString())
                : value;
    }

    private static @Nullable TemporalAccessor parsed(JsonPrimitive value) {
        try {
            return TIME.parseBest(value.getAsString(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
