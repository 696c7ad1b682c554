package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.json.internal.JsonConverterFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A complete JSON answer: parsed without loss, and its original text. */
public record Answer(Request request, String raw, JsonElement json) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** The members, or an exception when the answer is not an object. */
    public JsonObject object() {
        if (!json.isJsonObject()) {
            throw violation("the answer is not a JSON object");
        }
        return json.getAsJsonObject();
    }

    /** A member's text, or its digits if it is a number; empty when missing, null or anything else. */
    public Optional<String> text(String member) {
        JsonElement value = json.isJsonObject() ? json.getAsJsonObject().get(member) : null;
        return Json.primitive(value);
    }

    /**
     * The first of these members that is a number or a number's text; for a bare value, that value. A number that is
     * not whole or needs more than 32 bits is a violation.
     */
    public OptionalInt integer(String... members) {
        if (!json.isJsonObject()) {
            return whole(Json.primitive(json), "the value");
        }
        for (String member : members) {
            OptionalInt found = whole(text(member), member);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt whole(Optional<String> text, String what) {
        if (text.isEmpty() || !NUMBER.matcher(text.get()).matches()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(new BigDecimal(text.get()).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw violation(what + " is not a whole number of at most 32 bits");
        }
    }

    /**
     * The answer as the contract's model, read from the text so that a number too large for the model is an exception
     * and not another number. Members that the model lacks are in {@link #raw}.
     */
    public <M> M as(Class<M> model) {
        try {
            return JsonConverterFactory.read(Json.text(json), Json.GSON.getAdapter(model));
        } catch (IOException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }

    /** A required member of the model. */
    public <V> V required(@Nullable V value, String member) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw violation("the answer lacks " + member);
        }
        return value;
    }

    /** This answer, checked for duplicate members, one of which would be lost when the document is sent back. */
    public Answer withoutDuplicates() {
        JsonScanner scanner = new JsonScanner(new Buffer().write(Json.utf8(raw)));
        try {
            scanner.keep();
            scanner.value();
            return this;
        } catch (IOException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }

    /** Part of the answer, with the same exceptions. */
    public Answer with(JsonElement part) {
        return new Answer(request, raw, part);
    }
    /** The exception for an answer that contradicts the contract; it includes the first part of the answer. */
    public ProtocolViolationException violation(String what) {
        return Failures.violation(request, what, null, null);
    }

    @Override
    public String toString() {
        return "Answer[" + CallState.of(request).operation().id() + "]";
    }
}
