package io.flaskdata.sdk.sandbox.internal.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;

/** JSON as read and written throughout the sandbox: digits are kept, nulls are written. */
public final class PlainJson {
    public static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
            .create();

    private PlainJson() {}

    /** A primitive as JavaScript's String() gives it, where 1.0 is 1; other digits are kept. */
    public static String text(JsonPrimitive value) {
        String text = value.getAsString();
        return value.isNumber() ? text.replaceFirst("^(-?\\d+)\\.0+$", "$1") : text;
    }
}
