package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requested part and order of a list: pages count from 0, sort is a member and {@code asc} or {@code desc}. */
public record Page(int page, int size, String order) {
    private static final int DEFAULT_SIZE = 10;

    /** A list in the database: its rows, the sortable members with their SQL, and its default order. */
    public record Source(String module, String sql, Map<String, String> sortable, String key) {}

    /** Makes an entry of a row. */
    @FunctionalInterface
    public interface Entry {
        JsonElement of(Map<String, @Nullable Object> row);
    }

    /** Adds sorting by the event's or CRF's name, in English unless a language is given. */
    public static Map<String, String> named(Map<String, String> others) {
        Map<String, String> sortable = new HashMap<>(others);
        sortable.put("name", "(names ->> 'ENGLISH') COLLATE \"C\"");
        for (String language : List.of("ENGLISH", "HEBREW")) {
            sortable.put("name." + language, "(names ->> '" + language + "') COLLATE \"C\"");
        }
        return sortable;
    }

    public static Page of(JsonObject source, Source list) {
        return new Page(
                number(source, "page", 0, 0), number(source, "size", 1, DEFAULT_SIZE), order(source.get("sort"), list));
    }

    private static int number(JsonObject source, String member, int least, int otherwise) {
        JsonElement value = source.get(member);
        if (value == null || value.isJsonNull()) {
            return otherwise;
        }
        try {
            int number = new BigDecimal(value.getAsString()).intValueExact();
            if (number >= least) {
                return number;
            }
        } catch (ArithmeticException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw ApiError.badRequest("pagination", member + " is not a whole number.");
        }
        throw ApiError.badRequest("pagination", member + " must be at least " + least + ".");
    }

    /** Equal entries are ordered by key, so that pages neither repeat nor skip entries. */
    private static String order(@Nullable JsonElement sort, Source list) {
        if (sort == null || sort.isJsonNull() || sort.equals(new JsonPrimitive(""))) {
            return list.key();
        }
        String[] words = sort.isJsonPrimitive() ? sort.getAsString().split(",", -1) : new String[0];
        boolean known = words.length == 2 && list.sortable().containsKey(words[0].strip());
        if (!known || !words[1].strip().matches("(?i)asc|desc")) {
            throw ApiError.badRequest("pagination", "sort must be a member and asc or desc.");
        }
        return list.sortable().get(words[0].strip()) + " " + words[1].strip() + ", " + list.key();
    }

    /** One page as {@code items} and {@code pagination}; without a page, the whole list as a bare array. */
    public static JsonElement list(
            Connection db, Source list, @Nullable Page page, Entry entry, @Nullable Object... values)
            throws SQLException {
        String order = page == null ? list.key() : page.order();
        String part = page == null ? "" : " LIMIT " + page.size() + " OFFSET " + (long) page.page() * page.size();
        JsonArray items = new JsonArray();
        for (var row : Sql.rows(db, list.sql() + " ORDER BY " + order + part, values)) {
            items.add(entry.of(row));
        }
        if (page == null) {
            return items;
        }
        JsonObject answer = new JsonObject();
        answer.add("items", items);
        JsonObject pagination = new JsonObject();
        pagination.addProperty("page", page.page());
        pagination.addProperty("size", page.size());
        pagination.addProperty(
                "total", (Number) Sql.value(db, "SELECT count(*) FROM (" + list.sql() + ") all_of_them", values));
        answer.add("pagination", pagination);
        return answer;
    }
}
