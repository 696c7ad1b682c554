package io.flaskdata.sdk.internal.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Retrofit;
import retrofit2.http.Streaming;

/** Makes each call of an interface an {@link ApiCall}. */
final class CallAdapterFactory extends CallAdapter.Factory {
    private final Transport transport;

    CallAdapterFactory(Transport transport) {
        this.transport = transport;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
        if (getRawType(type) != Call.class || !(type instanceof ParameterizedType call)) {
            return null;
        }
        Type answer = getParameterUpperBound(0, call);
        return adapter(answer, shape(answer, annotations, retrofit));
    }

    private <T> CallAdapter<T, Call<T>> adapter(Type answer, ApiCall.Shape<T> shape) {
        return new CallAdapter<>() {
            @Override
            public Type responseType() {
                return answer;
            }

            @Override
            public Call<T> adapt(Call<T> described) {
                return new ApiCall<>(described, transport, shape);
            }
        };
    }

    private static ApiCall.Shape<?> shape(Type answer, Annotation[] annotations, Retrofit retrofit) {
        if (answer != ResponseBody.class) {
            return ApiCall.modelled(retrofit.responseBodyConverter(answer, annotations));
        }
        boolean streaming = Arrays.stream(annotations).anyMatch(Streaming.class::isInstance);
        return streaming ? ApiCall.streaming() : ApiCall.unknown();
    }
}
