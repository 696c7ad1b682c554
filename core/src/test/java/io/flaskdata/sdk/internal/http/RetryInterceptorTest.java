package io.flaskdata.sdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenScheme;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each decision of it, without a network: what mutation testing found to be noticed by no test. */
class RetryInterceptorTest {
    private final FlaskDataClient client = FlaskDataClient.builder()
            .environment(Environment.DEVELOPMENT)
            .credentials("user@example.org", "secret")
            .build();

    private final Request read =
            Transport.of(client.devices(1).caller()).api(AuthApi.class).health().request();

    private final List<Duration> pauses = new ArrayList<>();
    private int requests;
    private double random;

    @AfterEach
    void close() {
        client.close();
    }

    private Response run(Request request, int attempts, Object... outcomes) throws IOException {
        CallState.of(request).begins(request, Duration.ofMinutes(5));
        Settings settings = new Settings(
                TokenScheme.JWT,
                CallOptions.DEFAULTS.withMaxAttempts(attempts),
                8,
                List.of(),
                () -> Server.NOW,
                (pause, cancelled) -> pauses.add(pause),
                () -> random,
                null,
                AnswerListeners.NONE);
        return new RetryInterceptor(settings).intercept((Interceptor.Chain) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Interceptor.Chain.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "request" -> request;
                        case "call" -> CallState.of(request).call();
                        default -> outcome(request, outcomes[Math.min(requests++, outcomes.length - 1)]);
                    };
                }));
    }

    private static Response outcome(Request request, Object outcome) throws IOException {
        if (outcome instanceof IOException failure) {
            CallState.of(request).leaves();
            throw failure;
        }
        CallState.of(request).leaves();
        CallState.of(request).answered((Response) outcome);
        return (Response) outcome;
    }

    private Response answer(int status, String... headers) {
        Response.Builder answer = new Response.Builder()
                .request(read)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(ResponseBody.create("", MediaType.get("text/plain")));
        for (int i = 0; i < headers.length; i += 2) {
            answer.header(headers[i], headers[i + 1]);
        }
        return answer.build();
    }

    @Test
    void aWaitOfAMinuteIsMadeAndALongerOneIsNot() throws IOException {
        assertThat(run(read, 3, answer(503, "Retry-After", "60"), answer(200)).code())
                .isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofSeconds(60));
        assertThat(run(read, 3, answer(503, "Retry-After", "61")).code()).isEqualTo(503);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aWaitThatCantBeReadIsOurOwn() throws IOException {
        run(read, 2, answer(503, "Retry-After", "soon"));
        assertThat(pauses).containsExactly(Duration.ofMillis(250));
    }

    @Test
    void pausesDoubleUpToTheLongest() throws IOException {
        random = 1;
        run(read, 8, answer(503));
        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L);
        assertThat(requests).isEqualTo(8);
    }

    @Test
    void theLastFailureIsTheOneThatIsThrown() {
        IOException last = new IOException("last");
        assertThatThrownBy(() -> run(read, 3, new IOException("first"), new SocketTimeoutException("second"), last))
                .isSameAs(last);
        assertThat(pauses).hasSize(2);
    }

    static Stream<IOException> whatStays() {
        return Stream.of(
                new SSLException("certificate"),
                new InterruptedIOException("timeout"),
                new ClosedByInterruptException());
    }

    @ParameterizedTest
    @MethodSource("whatStays")
    void whatWillNotPassIsNotTriedAgain(IOException failure) {
        assertThatThrownBy(() -> run(read, 3, failure)).isSameAs(failure);
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aCancelledCallIsNotTriedAgain() {
        CallState.of(read).cancel();
        assertThatThrownBy(() -> run(read, 3, new IOException("reset"))).hasMessage("reset");
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aBodyThatCanBeReadOnceIsSentOnce() {
        Request once = read.newBuilder()
                .post(new RequestBody() {
                    @Override
                    public boolean isOneShot() {
                        return true;
                    }

                    @Override
                    public @Nullable MediaType contentType() {
                        return null;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) {
                        // Never written here.
                    }
                })
                .build();
        assertThatThrownBy(() -> run(once, 3, new IOException("reset"))).hasMessage("reset");
        assertThat(requests).isEqualTo(1);
        requests = 0;
        Request again = read.newBuilder().post(RequestBody.create("{}", null)).build();
        assertThatThrownBy(() -> run(again, 3, new IOException("reset"))).hasMessage("reset");
        assertThat(requests).isEqualTo(3);
    }
}
