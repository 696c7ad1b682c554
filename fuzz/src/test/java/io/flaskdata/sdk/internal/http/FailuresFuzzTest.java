package io.flaskdata.sdk.internal.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.api.forms.model.UpdateCrfDataRequest;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.fuzz.Offline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Any refusal becomes one exception, which shows no password and never says that a write was not done when only a gateway
 * has spoken. The first two bytes are the status, the third chooses the content type and whether it is a write.
 */
class FailuresFuzzTest {
    private static final String SECRET = "p4ssw0rd-of-Miriam";
    private static final List<String> TYPES = List.of(
            "text/html; charset=utf-8",
            "text/x-json",
            "application/json; charset=utf-16",
            "text/plain; charset=no-such",
            "x",
            "text/html;charset=\"");
    private static final Transport TRANSPORT = Offline.transport();

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        if (data.length < 3) {
            return;
        }
        boolean write = (data[2] & 1) == 0;
        Request request = write
                ? TRANSPORT
                        .api(FormsCrfApi.class)
                        .updateCrfData(UpdateCrfDataRequest.of())
                        .request()
                : TRANSPORT
                        .api(FormsViewerApi.class)
                        .getEventDocument("FED_fuzz")
                        .request();
        int status = 300 + (((data[0] & 0xff) << 8 | (data[1] & 0xff)) % 300);
        String type = TYPES.get((data[2] & 0xff) / 2 % TYPES.size());
        String body = new String(data, 3, data.length - 3, StandardCharsets.UTF_8).replace("SECRET", SECRET);
        FlaskDataException failure = refused(request, status, type, body);
        if (failure.toString().contains(SECRET)
                || String.valueOf(failure.rawBody()).contains(SECRET)
                || failure.headers().toString().contains(SECRET)) {
            throw new AssertionError("the password is in " + failure);
        }
        boolean gateways = status == 408 || (status >= 502 && status <= 504);
        if (write && gateways && !failure.serverMayHaveActed() && !knownText(body)) {
            throw new AssertionError("a gateway can't say so: " + failure.getMessage());
        }
        if (!write && failure.serverMayHaveActed()) {
            throw new AssertionError("a read changes nothing: " + failure.getMessage());
        }
    }

    private static boolean knownText(String body) {
        return body.contains("[")
                || body.contains("Authentication required.")
                || body.contains("Specified action")
                || body.contains("Resource not found");
    }

    private static FlaskDataException refused(Request request, int status, String type, String body)
            throws IOException {
        CallState state = CallState.of(request);
        state.begins(request, Duration.ofMinutes(1));
        state.hides(SECRET);
        state.leaves();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Buffer buffer = new Buffer().write(bytes);
        Response answer = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("Said " + SECRET)
                .header("Content-Type", type)
                .header("X-Echo", "Bearer " + SECRET)
                .body(ResponseBody.create(bytes, MediaType.parse(type)))
                .build();
        state.answered(answer);
        state.keep(buffer, buffer.size());
        return Failures.refused(request, answer);
    }
}
