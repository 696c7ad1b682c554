package io.flaskdata.sdk;

import java.time.InstantSource;
import java.util.function.Supplier;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** A call to a streaming operation, made anew each time it is opened. */
record StreamCall(Supplier<Call<ResponseBody>> calls, RowContext context, InstantSource clock)
        implements DeferredCall {
    static StreamCall of(DeferredCall deferred) {
        if (deferred instanceof StreamCall call) {
            return call;
        }
        throw new IllegalArgumentException("deferred was not made by a FlaskDataClient");
    }

    Call<ResponseBody> call() {
        return calls.get();
    }
}
