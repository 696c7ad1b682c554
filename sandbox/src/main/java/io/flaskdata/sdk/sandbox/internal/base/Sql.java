package io.flaskdata.sdk.sandbox.internal.base;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Helpers over JDBC; every value is bound, never concatenated. */
public final class Sql {
    /** The platform's database, as opposed to the EDC's. */
    public static final String PLATFORM = "flaskdata";

    private Sql() {}

    public static List<Map<String, @Nullable Object>> rows(Connection db, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(db, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The first column of the first row, or null. */
    public static @Nullable Object value(Connection db, String sql, @Nullable Object... values) throws SQLException {
        var rows = rows(db, sql, values);
        return rows.isEmpty() ? null : rows.get(0).values().iterator().next();
    }

    public static boolean exists(Connection db, String sql, @Nullable Object... values) throws SQLException {
        return !rows(db, sql, values).isEmpty();
    }

    public static int update(Connection db, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(db, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** For a statement that returns an int that is not null. */
    public static int insert(Connection db, String sql, @Nullable Object... values) throws SQLException {
        Object id = value(db, sql, values);
        if (id instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException("The statement returns no id");
    }

    /** A column that the schema says is never null. */
    public static int integer(Map<String, @Nullable Object> row, String column) {
        if (row.get(column) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException("No number in column " + column);
    }

    /** A column that the schema says is never null, as text. */
    public static String text(Map<String, @Nullable Object> row, String column) {
        return Objects.requireNonNull(row.get(column), column).toString();
    }

    public static PreparedStatement prepare(Connection db, String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = db.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }

    /** Sets the zone of times without a zone and of days; otherwise it would be this JVM's. */
    public static void inZone(Connection db, ZoneId zone) throws SQLException {
        if (zone.normalized() instanceof ZoneOffset offset) {
            // POSIX reads a name such as UTC+2 with the opposite sign.
            rows(db, "SELECT set_config('TimeZone', ?, false)", "<server>" + posix(offset));
        } else {
            rows(db, "SELECT set_config('TimeZone', ?, false)", zone.getId());
        }
    }

    private static String posix(ZoneOffset offset) {
        int seconds = -offset.getTotalSeconds();
        int rest = Math.abs(seconds);
        return String.format(
                Locale.ROOT, "%s%02d:%02d:%02d", seconds < 0 ? "-" : "+", rest / 3600, rest / 60 % 60, rest % 60);
    }

    /** An identifier from the catalogue, quoted. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
