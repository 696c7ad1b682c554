package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.DeferredCall;
import io.flaskdata.sdk.internal.RowContext;
import java.time.InstantSource;
import java.util.function.Supplier;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** A streaming call, made anew each time it is opened. */
public record StreamCall(Supplier<Call<ResponseBody>> calls, RowContext context, InstantSource clock)
        implements DeferredCall {
    public static StreamCall of(DeferredCall deferred) {
        if (deferred instanceof StreamCall call) {
            return call;
        }
        throw new IllegalArgumentException("deferred was not made by a FlaskDataClient");
    }

    public Call<ResponseBody> call() {
        return calls.get();
    }
}
