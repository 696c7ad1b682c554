package io.flaskdata.sdk.sandbox.internal.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as node-postgres and JSON.stringify produce them by default (inferred for FlaskData's EDC). */
public final class NodePostgres {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern INTERVAL =
            Pattern.compile("(?:([+-]?\\d+) years?)? ?(?:([+-]?\\d+) mons?)? ?(?:([+-]?\\d+) days?)? ?"
                    + "(?:([+-])?(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?)?");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final List<String> DAYS = List.of("years", "months", "days");
    private static final List<String> TIME = List.of("hours", "minutes", "seconds");

    private NodePostgres() {}

    public static String instant(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    public static JsonElement json(ResultSet row, int column, ZoneId serverZone) throws SQLException {
        return json(row, column, row.getMetaData().getColumnTypeName(column), serverZone);
    }

    private static JsonElement json(ResultSet row, int column, String type, ZoneId serverZone) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return JsonNull.INSTANCE;
        }
        if (type.startsWith("_")) {
            return array(row, column, type.substring(1), serverZone);
        }
        return switch (type) {
            case "int2", "int4", "oid", "serial" -> new JsonPrimitive(row.getLong(column));
            case "float4", "float8" -> number(row.getDouble(column));
            case "bool" -> new JsonPrimitive(row.getBoolean(column));
            case "timestamptz", "timestamp", "date" -> time(row, column, type, serverZone);
            case "interval" -> interval(text);
            case "json", "jsonb" -> throughJavaScript(JsonParser.parseString(text));
            case "bytea" -> buffer(row.getBytes(column));
            default -> new JsonPrimitive(text);
        };
    }

    /**
     * Elements are converted as single values, except that numeric ones become numbers, because node-postgres parses
     * them in arrays only.
     */
    private static JsonElement array(ResultSet row, int column, String type, ZoneId serverZone) throws SQLException {
        JsonArray array = new JsonArray();
        try (ResultSet elements = row.getArray(column).getResultSet()) {
            while (elements.next()) {
                boolean nested = elements.getMetaData().getColumnTypeName(2).startsWith("_");
                String elementType = nested ? "_" + type : type.equals("numeric") ? "float8" : type;
                array.add(json(elements, 2, elementType, serverZone));
            }
        }
        return array;
    }

    /** Times without a zone are in the server's zone; JavaScript has no infinite instant and writes null. */
    private static JsonElement time(ResultSet row, int column, String type, ZoneId serverZone) throws SQLException {
        if (row.getString(column).endsWith("infinity")) {
            return JsonNull.INSTANCE;
        }
        Instant instant = switch (type) {
            case "timestamptz" -> row.getObject(column, OffsetDateTime.class).toInstant();
            case "timestamp" ->
                row.getObject(column, LocalDateTime.class).atZone(serverZone).toInstant();
            default ->
                row.getObject(column, LocalDate.class).atStartOfDay(serverZone).toInstant();
        };
        return new JsonPrimitive(instant(instant));
    }

    /** The parts that are not zero. */
    private static JsonElement interval(String text) {
        Matcher parts = INTERVAL.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("PostgreSQL wrote an interval in another style");
        }
        JsonObject interval = new JsonObject();
        for (int i = 0; i < DAYS.size(); i++) {
            part(interval, DAYS.get(i), parts.group(i + 1), 1);
        }
        int sign = "-".equals(parts.group(4)) ? -1 : 1;
        for (int i = 0; i < TIME.size(); i++) {
            part(interval, TIME.get(i), parts.group(i + 5), sign);
        }
        String fraction = parts.group(8);
        if (fraction != null) {
            interval.add("milliseconds", number(sign * Double.parseDouble("0." + fraction + "e3")));
        }
        return interval;
    }

    private static void part(JsonObject interval, String name, @Nullable String digits, int sign) {
        if (digits != null && Long.parseLong(digits) != 0) {
            interval.addProperty(name, sign * Long.parseLong(digits));
        }
    }

    /** JSON has no NaN: JavaScript writes null. */
    private static JsonElement number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return JsonNull.INSTANCE;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 9e18;
        return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
    }

    /** Whether a JavaScript client can't tell two values apart, such as 7.10 and 7.1. */
    public static boolean isSameInJavaScript(JsonElement one, JsonElement other) {
        return throughJavaScript(one).equals(throughJavaScript(other));
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

    /** As JavaScript reads it: a day is its midnight in UTC, a time without a zone is in the server's zone. */
    public static @Nullable Instant parse(@Nullable String text, String member, ZoneId serverZone) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            TemporalAccessor time = !text.contains("T")
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof LocalDateTime local
                    ? local.atZone(serverZone).toInstant()
                    : Instant.from(time);
            if (instant.isAfter(LAST) || instant.isBefore(FIRST)) {
                throw new DateTimeException("Out of range");
            }
            return instant;
        } catch (DateTimeException e) {
            throw ApiError.badRequest("parameters", member + " is not a date.");
        }
    }
}
