package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Values as node-postgres and JSON.stringify make them with their defaults (inferred for FlaskData's EDC). */
final class NodePostgres {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private NodePostgres() {}

    static String instant(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    static JsonElement json(ResultSet row, int column, ZoneId serverZone) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return JsonNull.INSTANCE;
        }
        String type = row.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case "int2", "int4", "oid", "serial" -> new JsonPrimitive(row.getInt(column));
            case "float4", "float8" -> number(row.getDouble(column));
            case "bool" -> new JsonPrimitive(row.getBoolean(column));
            case "timestamptz" ->
                new JsonPrimitive(
                        instant(row.getObject(column, OffsetDateTime.class).toInstant()));
            case "timestamp" -> local(row.getObject(column, LocalDateTime.class), serverZone);
            case "date" -> local(row.getObject(column, LocalDate.class).atStartOfDay(), serverZone);
            case "json", "jsonb" -> throughJavaScript(JsonParser.parseString(text));
            case "bytea" -> buffer(row.getBytes(column));
            default -> new JsonPrimitive(text);
        };
    }

    private static JsonElement local(LocalDateTime time, ZoneId serverZone) {
        return new JsonPrimitive(instant(time.atZone(serverZone).toInstant()));
    }

    /** JSON has no NaN: JavaScript writes null. */
    private static JsonElement number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return JsonNull.INSTANCE;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
    }

    /** A parsed number loses the digits that a double can't hold: 1.10 becomes 1.1. */
    private static JsonElement throughJavaScript(JsonElement json) {
        if (json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber()) {
            return number(json.getAsDouble());
        }
        if (json.isJsonArray()) {
            JsonArray array = new JsonArray();
            json.getAsJsonArray().forEach(each -> array.add(throughJavaScript(each)));
            return array;
        }
        if (json.isJsonObject()) {
            JsonObject object = new JsonObject();
            json.getAsJsonObject()
                    .entrySet()
                    .forEach(each -> object.add(each.getKey(), throughJavaScript(each.getValue())));
            return object;
        }
        return json;
    }

    private static JsonElement buffer(byte[] bytes) {
        JsonObject buffer = new JsonObject();
        buffer.addProperty("type", "Buffer");
        JsonArray data = new JsonArray();
        for (byte each : bytes) {
            data.add(each & 0xff);
        }
        buffer.add("data", data);
        return buffer;
    }

    static @Nullable Instant parse(@Nullable String text, String member) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : Date.valueOf(text)
                            .toLocalDate()
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw ApiError.badRequest("parameters", member + " is not a date.");
        }
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.from(instant);
    }
}
