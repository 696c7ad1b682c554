package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import io.flaskdata.sdk.call.Acknowledgement;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.ErrorText;
import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.json.internal.JsonBody;
import io.flaskdata.sdk.json.internal.JsonConverterFactory;
import java.io.IOException;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Converter;
import retrofit2.Response;

/**
 * A call of a generated interface. Retrofit describes its request; everything else happens here, for the facade, {@code
 * api(X)} and {@code enqueue} alike. It ends with a readable, successful answer or with a {@link FlaskDataException}.
 */
public final class ApiCall<T> implements Call<T> {
    private static final TypeAdapter<JsonElement> ELEMENT = Json.GSON.getAdapter(JsonElement.class);

    /** The largest answer to a write; ids and acknowledgements need only a few bytes. */
    private static final long WRITE_ANSWER_BYTES = 4L * 1024 * 1024;

    private final Call<T> described;
    private final Transport transport;
    private final Shape<T> shape;

    /** How a successful answer becomes a result. */
    interface Shape<T> {
        T read(okhttp3.Response answer, ResponseBody body) throws IOException;

        /** Whether the body is passed to the caller, who closes it. */
        default boolean handsOut() {
            return false;
        }
    }

    ApiCall(Call<T> described, Transport transport, Shape<T> shape) {
        this.described = described;
        this.transport = transport;
        this.shape = shape;
    }

    /** The call that a client's interface returned. */
    public static <T> ApiCall<T> of(Call<T> call) {
        if (call instanceof ApiCall<T> ours) {
            return ours;
        }
        throw new IllegalArgumentException("call was not made by a FlaskDataClient");
    }

    /** Bytes passed on as they arrive; where rows are expected, the content type is checked first. */
    static Shape<ResponseBody> streaming() {
        return new Shape<>() {
            @Override
            public ResponseBody read(okhttp3.Response answer, ResponseBody body) throws IOException {
                if (Operations.streamsRows(answer.request())) {
                    ContentTypes.requireJson(answer.request(), body);
                }
                return body;
            }

            @Override
            public boolean handsOut() {
                return true;
            }
        };
    }

    /** An answer of unknown shape, checked as {@link #acknowledged} does. */
    static Shape<ResponseBody> unknown() {
        return (answer, body) -> ResponseBody.create(acknowledgement(answer, body), body.contentType());
    }

    /** An answer with a model in the contract. */
    static <T> Shape<T> modelled(Converter<ResponseBody, T> converter) {
        return (answer, body) -> {
            ContentTypes.requireJson(answer.request(), body);
            limit(answer, body);
            T model = converter.convert(body);
            CallState state = CallState.of(answer.request());
            String text = state.firstPart();
            if (model == null) {
                throw Failures.violation(answer.request(), "the answer has no body", null, null);
            }
            // Most reads are larger than what is kept, and have neither word.
            if (text != null && (!state.safe() || text.contains("\"error\"") || text.contains("\"message\""))) {
                refuseErrors(answer, text, ErrorText.object(text));
            }
            return model;
        };
    }

    /** The same request with members in addition to those of its model. */
    public ApiCall<T> with(Map<String, ? extends @Nullable Object> further) {
        if (!further.isEmpty()) {
            if (!(request().body() instanceof JsonBody body)) {
                throw new IllegalArgumentException("The request has no body for further members");
            }
            JsonValue.add(body.members(), further);
        }
        return this;
    }

    /** Makes the call and returns its whole answer. */
    public T body() {
        return make(shape);
    }

    /** Makes the call and returns its whole answer, as JSON and as text. */
    public Answer answer() {
        return make((answer, body) -> {
            ContentTypes.requireJson(answer.request(), body);
            limit(answer, body);
            String raw = JsonConverterFactory.anyText(body);
            JsonElement json = JsonConverterFactory.read(raw, ELEMENT);
            refuseErrors(answer, raw, json);
            return new Answer(answer.request(), raw, json);
        });
    }

    /**
     * Makes the call and returns an answer of unknown shape: JSON, nothing, or a text known to mean success. A login
     * page is none of these.
     */
    public Acknowledgement acknowledged() {
        return make((answer, body) -> new Acknowledgement(acknowledgement(answer, body)));
    }

    private static String acknowledgement(okhttp3.Response answer, ResponseBody body) throws IOException {
        limit(answer, body);
        String raw = JsonConverterFactory.anyText(body);
        if (raw.isBlank() && !saysItsEnd(answer, body)) {
            throw new BrokenAnswerException("the answer is empty and does not say that it is whole");
        }
        if (raw.isBlank() || ErrorText.isKnownSuccess(raw)) {
            return raw;
        }
        if (!ContentTypes.isJson(body.contentType())) {
            throw ContentTypes.notJson(answer.request(), body, false);
        }
        refuseErrors(answer, raw, JsonConverterFactory.read(raw, ELEMENT));
        return raw;
    }

    /** A document may have members of these names; a write's answer has them only when it failed. */
    private static void refuseErrors(okhttp3.Response answer, String text, @Nullable JsonElement json) {
        boolean safe = CallState.of(answer.request()).safe();
        if (ErrorText.isError(json) || (!safe && ErrorText.saysItFailed(json))) {
            throw Failures.violation(answer.request(), "an error stands inside the answer", text, null);
        }
    }

    /** Only an answer delimited by the connection's end can't show whether it is complete. */
    private static boolean saysItsEnd(okhttp3.Response answer, ResponseBody body) {
        return body.contentLength() >= 0
                || answer.header("Transfer-Encoding") != null
                || answer.header("Content-Encoding") != null
                || answer.protocol() == Protocol.HTTP_2;
    }

    private static void limit(okhttp3.Response answer, ResponseBody body) throws IOException {
        CallState state = CallState.of(answer.request());
        state.limits(state.safe() ? Math.max(JsonScanner.MAX_KEPT, WRITE_ANSWER_BYTES) : WRITE_ANSWER_BYTES);
        state.requireWithin(body.contentLength());
    }

    private <R> R make(Shape<R> wanted) {
        okhttp3.Call call = transport.begin(request());
        okhttp3.Response answer;
        try {
            answer = call.execute();
        } catch (Exception e) {
            throw Failures.of(request(), e);
        }
        return read(answer, wanted);
    }

    /** The one place where an answer becomes a result or an exception. */
    private <R> R read(okhttp3.Response answer, Shape<R> wanted) {
        boolean handedOut = false;
        ResponseBody body = answer.body();
        try {
            if (!answer.isSuccessful()) {
                throw Failures.refused(answer.request(), answer);
            }
            if (body == null) {
                throw Failures.violation(answer.request(), "the answer has no body", null, null);
            }
            R result = wanted.read(answer, body);
            transport.answers().tell(answer);
            handedOut = wanted.handsOut();
            return result;
        } catch (Exception e) {
            throw Failures.of(answer.request(), e);
        } finally {
            if (!handedOut) {
                answer.close();
            }
        }
    }

    @Override
    public Response<T> execute() {
        okhttp3.Call call = transport.begin(request());
        try {
            return response(call.execute());
        } catch (Exception e) {
            throw Failures.of(request(), e);
        }
    }

    private Response<T> response(okhttp3.Response answer) {
        T body = read(answer, shape);
        return Response.success(body, withoutFormToken(answer));
    }

    /** A response shows its address when it is logged. */
    private static okhttp3.Response withoutFormToken(okhttp3.Response answer) {
        Request request = answer.request();
        String shown = Operation.redactedAddress(request);
        return shown.endsWith(request.url().encodedPath())
                ? answer
                : answer.newBuilder()
                        .request(request.newBuilder().url(shown).build())
                        .build();
    }

    @Override
    public void enqueue(Callback<T> callback) {
        transport.begin(request()).enqueue(new okhttp3.Callback() {
            @Override
            public void onFailure(okhttp3.Call call, IOException e) {
                callback.onFailure(ApiCall.this, Failures.of(request(), e));
            }

            @Override
            public void onResponse(okhttp3.Call call, okhttp3.Response answer) {
                Response<T> response;
                try {
                    response = response(answer);
                } catch (FlaskDataException e) {
                    callback.onFailure(ApiCall.this, e);
                    return;
                }
                callback.onResponse(ApiCall.this, response);
            }
        });
    }

    @Override
    public boolean isExecuted() {
        return CallState.of(request()).call().isExecuted();
    }

    @Override
    public void cancel() {
        CallState.of(request()).cancel();
    }

    @Override
    public boolean isCanceled() {
        return CallState.of(request()).call().isCanceled();
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // Call.clone is Retrofit's, not Object's
    public Call<T> clone() {
        return new ApiCall<>(described.clone(), transport, shape);
    }

    @Override
    public Request request() {
        return described.request();
    }

    @Override
    public Timeout timeout() {
        return CallState.of(request()).call().timeout();
    }
}
