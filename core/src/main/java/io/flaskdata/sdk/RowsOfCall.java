package io.flaskdata.sdk;

import java.util.function.Supplier;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** The rows of a call that nothing more can be said of. */
final class RowsOfCall extends RowSource {
    private final Supplier<Call<ResponseBody>> calls;

    RowsOfCall(FlaskDataClient client, RowContext context, Supplier<Call<ResponseBody>> calls) {
        super(client, context);
        this.calls = calls;
    }

    @Override
    Call<ResponseBody> call() {
        return calls.get();
    }
}
