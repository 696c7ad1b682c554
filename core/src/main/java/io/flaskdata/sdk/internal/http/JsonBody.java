package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.JsonValue;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A request's model with members added by the caller, serialised once, when the call is made. */
final class JsonBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final @Nullable Object model;
    private final Type type;
    private @Nullable JsonObject whole;
    private byte @Nullable [] bytes;

    JsonBody(@Nullable Object model, Type type) {
        this.model = model;
        this.type = type;
    }

    /** Adds members to those of the model. */
    void add(Map<String, ? extends @Nullable Object> further) {
        if (bytes != null) {
            throw new IllegalStateException("The request is written already");
        }
        if (whole == null) {
            whole = Json.GSON.toJsonTree(model, type).getAsJsonObject();
        }
        JsonValue.add(whole, further);
    }

    /** Serialises the request; later changes to the model don't affect it. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = Json.utf8(text());
        }
        return bytes;
    }

    private String text() {
        if (whole != null) {
            return Json.text(whole);
        }
        return model instanceof JsonElement json ? Json.text(json) : Json.GSON.toJson(model, type);
    }

    /** As {@link OneShotBody} has it, without another object for each call. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return bytes().length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes());
    }
}
