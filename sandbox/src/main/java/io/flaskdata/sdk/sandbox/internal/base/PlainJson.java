package io.flaskdata.sdk.sandbox.internal.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;

/** JSON as it is read and written everywhere here: digits stay as they came, nulls are written. */
public final class PlainJson {
    public static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
            .create();

    private PlainJson() {}

    /** A primitive as JavaScript's String has it, in which 1.0 is 1; other digits are left as they are. */
    public static String text(JsonPrimitive value) {
        String text = value.getAsString();
        return value.isNumber() ? text.replaceFirst("^(-?\\d+)\\.0+$", "$1") : text;
    }
}
