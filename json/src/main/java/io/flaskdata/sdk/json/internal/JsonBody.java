package io.flaskdata.sdk.json.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A request's model, to which members can be added, serialised once, when the call is made. */
public final class JsonBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final @Nullable Object model;
    private final Type type;
    private @Nullable JsonObject whole;
    private byte @Nullable [] bytes;

    JsonBody(@Nullable Object model, Type type) {
        this.model = model;
        this.type = type;
    }

    /** The members of the model; the caller may add others. */
    public JsonObject members() {
        if (bytes != null) {
            throw new IllegalStateException("The request is written already");
        }
        if (whole == null) {
            whole = Json.GSON.toJsonTree(model, type).getAsJsonObject();
        }
        return whole;
    }

    /** Serialises the request; later changes to the model don't affect it. */
    public byte[] bytes() {
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

    /** Sent once: OkHttp does not repeat a write on its own. */
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
