package io.flaskdata.sdk.json;

import com.google.gson.GsonBuilder;
import io.flaskdata.sdk.json.internal.GsonVersion;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.json.internal.JsonConverterFactory;
import retrofit2.Converter;

/**
 * JSON as the models of a generated module need it. No value changes: whole numbers stay whole, other numbers keep every
 * digit, instants are ISO 8601 in UTC with milliseconds, nulls in maps are sent, nothing is escaped for HTML.
 *
 * <p>{@code flaskdata-core} uses it itself. Use it when you call one generated module with a Retrofit of your own.
 */
public final class FlaskDataJson {
    private FlaskDataJson() {}

    /**
     * The converter for a Retrofit of your own. It reads strictly: what is not JSON, JSON that goes on after its end, a
     * member that occurs twice in an object, NaN and bytes that are no text in the answer's charset are an {@link
     * java.io.IOException}. Its message has the place and never a value.
     *
     * @return a factory that converts every type
     * @throws IllegalStateException when the class path has no Gson, or one older than 2.11
     */
    public static Converter.Factory converterFactory() {
        GsonVersion.check();
        return new JsonConverterFactory();
    }

    /**
     * A builder with these settings, for a Gson of your own. Such a Gson does not notice a member that occurs twice in a
     * value of no fixed type, and its exceptions contain values; {@link #converterFactory} does better.
     *
     * @return a new builder, to which you may add; the generated models don't use what you add
     * @throws IllegalStateException when the class path has no Gson, or one older than 2.11
     */
    public static GsonBuilder gsonBuilder() {
        GsonVersion.check();
        return Json.builder();
    }
}
