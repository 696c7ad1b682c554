package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.ErrorText;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;

/** Calls that end with a successful answer that has a body, or with a {@link FlaskDataException}: nothing else. */
public final class CallAdapterFactory extends CallAdapter.Factory {
    private final boolean readOnly;

    CallAdapterFactory(boolean readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(type) != Call.class || !(type instanceof ParameterizedType call)) {
            return null;
        }
        Type answer = getParameterUpperBound(0, call);
        return new CallAdapter<Object, Call<Object>>() {
            @Override
            public Type responseType() {
                return answer;
            }

            @Override
            public Call<Object> adapt(Call<Object> made) {
                return new FlaskDataCall<>(made, readOnly);
            }
        };
    }

    public static void refuseWrites(Request request, boolean readOnly) {
        Operation operation = Operations.of(request);
        if (readOnly && !operation.isOfSession() && !operation.isSafe(request)) {
            throw new IllegalStateException(operation.id()
                    + " was not sent: this client is read-only and the contract does not call the request a read");
        }
    }

    private record FlaskDataCall<T>(Call<T> call, boolean readOnly) implements Call<T> {
        @Override
        public Response<T> execute() {
            refuseWrites();
            try {
                return checked(call.execute());
            } catch (IOException e) {
                throw Failures.of(call.request(), e);
            }
        }

        @Override
        public void enqueue(Callback<T> callback) {
            refuseWrites();
            call.enqueue(new Callback<>() {
                @Override
                public void onResponse(Call<T> ignored, Response<T> response) {
                    try {
                        checked(response);
                    } catch (FlaskDataException e) {
                        callback.onFailure(FlaskDataCall.this, e);
                        return;
                    }
                    callback.onResponse(FlaskDataCall.this, response);
                }

                @Override
                public void onFailure(Call<T> ignored, Throwable e) {
                    callback.onFailure(
                            FlaskDataCall.this,
                            e instanceof IOException failure ? Failures.of(call.request(), failure) : e);
                }
            });
        }

        private void refuseWrites() {
            CallAdapterFactory.refuseWrites(call.request(), readOnly);
        }

        /** The streaming twin of a read of rows hands out the bytes; that they are JSON can be told before. */
        private void requireJsonOfRows(ResponseBody body) {
            if (!Operations.streamsRows(call.request())) {
                return;
            }
            try {
                JsonConverterFactory.requireJson(body);
            } catch (IOException e) {
                body.close();
                throw Failures.of(call.request(), e);
            }
        }

        private Response<T> checked(Response<T> response) {
            if (!response.isSuccessful()) {
                throw Failures.of(call.request(), response.raw(), response.errorBody());
            }
            T body = response.body();
            if (body == null) {
                throw Failures.violation(call.request(), "the answer has no body", null, null);
            }
            if (body instanceof ResponseBody stream) {
                requireJsonOfRows(stream);
            } else {
                String text = CallState.of(call.request()).firstPart();
                if (text != null && ErrorText.isError(text)) {
                    throw Failures.violation(call.request(), "an error stands inside the answer", text, null);
                }
            }
            return response;
        }

        @Override
        public boolean isExecuted() {
            return call.isExecuted();
        }

        @Override
        public void cancel() {
            call.cancel();
        }

        @Override
        public boolean isCanceled() {
            return call.isCanceled();
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod") // Call.clone is Retrofit's, not Object's
        public Call<T> clone() {
            return new FlaskDataCall<>(call.clone(), readOnly);
        }

        @Override
        public Request request() {
            return call.request();
        }

        @Override
        public Timeout timeout() {
            return call.timeout();
        }
    }
}
