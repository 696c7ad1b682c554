package io.flaskdata.sdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.model.UpdateCrfDataRequest;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure by itself: what mutation testing found to be noticed by no test. */
class FailuresTest {
    private static final MediaType TEXT = MediaType.get("text/plain");

    private final FlaskDataClient client = FlaskDataClient.builder()
            .environment(Environment.DEVELOPMENT)
            .credentials("user@example.org", "secret")
            .build();
    private final Transport transport = Transport.of(client.devices(1).caller());
    private final Request read = begun(transport.api(AuthApi.class).health().request());
    private final Request write = begun(transport
            .api(FormsCrfApi.class)
            .updateCrfData(UpdateCrfDataRequest.of())
            .request());

    @AfterEach
    void close() {
        client.close();
    }

    private static Request begun(Request request) {
        CallState.of(request).begins(request, Duration.ofMinutes(5));
        return request;
    }

    private static Response answer(Request request, int status, ResponseBody body) {
        CallState state = CallState.of(request);
        state.leaves();
        Response answer = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .header("X-Echo", "hunter2 it is")
                .header("Set-Cookie", "a=b")
                .body(body)
                .build();
        state.answered(answer);
        return answer;
    }

    private static FlaskDataException refused(Request request, int status) {
        return Failures.refused(request, answer(request, status, ResponseBody.create("no", TEXT)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 503, 504, 511, 520, 530, 598, 599})
    void aGatewayKnowsNothingOfAWrite(int status) {
        assertThat(refused(write, status)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(refused(write, status).serverMayHaveActed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 519, 531})
    void anotherFailureOfAWriteIsTheServersOwn(int status) {
        assertThat(refused(write, status)).isInstanceOf(ServerFailureException.class);
    }

    @ParameterizedTest
    @CsvSource({"400,true", "499,true", "500,false", "503,false"})
    void aReadIsRefusedBelow500(int status, boolean rejected) {
        FlaskDataException failure = refused(read, status);
        assertThat(failure instanceof RejectedException).isEqualTo(rejected);
        assertThat(failure.serverMayHaveActed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"399,true", "400,false"})
    void aRedirectIsNoAnswer(int status, boolean redirect) {
        assertThat(refused(write, status) instanceof ProtocolViolationException).isEqualTo(redirect);
    }

    @Test
    void headersAreShownWithoutSecretsAndCookies() {
        CallState.of(write).hides("hunter2");
        assertThat(refused(write, 400).headers())
                .containsOnlyKeys("X-Echo")
                .extractingByKey("X-Echo")
                .asString()
                .isEqualTo("[[redacted] it is]");
    }

    @Test
    void anExplanationThatBreaksOffIsSaidToBe() {
        ResponseBody broken = ResponseBody.create(
                Okio.buffer(new ForwardingSource(new Buffer()) {
                    @Override
                    public long read(Buffer sink, long byteCount) throws IOException {
                        throw new IOException("reset");
                    }
                }),
                TEXT,
                10);
        assertThat(Failures.refused(write, answer(write, 400, broken)).rawBody())
                .hasValue("(the server's explanation broke off: IOException, reset)");
    }

    @Test
    void nothingThatWasSentIsUnknown() {
        assertThat(Failures.of(write, new IOException("refused")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("it was not sent: IOException, refused.");
    }

    @Test
    void whatEndedACallIsNamed() {
        CallState.of(write).leaves();
        assertThat(Failures.of(write, new ClosedByInterruptException()))
                .hasMessageContaining("the thread was interrupted");
        assertThat(Failures.of(write, new InterruptedIOException("interrupted")))
                .hasMessageContaining("the thread was interrupted");
        assertThat(Failures.of(write, new InterruptedIOException("timeout")))
                .hasMessageContaining("the whole-call timeout ended it");
        assertThat(Failures.of(write, new IOException("timeout"))).hasMessageContaining("IOException, timeout.");
        assertThat(Failures.of(write, new IOException("interrupted")))
                .hasMessageContaining("IOException, interrupted.");
        assertThat(Failures.of(write, new IOException())).hasMessageContaining("came: IOException.");
        assertThat(Failures.of(write, new IllegalStateException("x")))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("its answer can't be read: IllegalStateException, x.");
    }

    @ParameterizedTest
    @CsvSource({"499,true", "500,false"})
    void aWaitThatEndedKeepsItsAnswersStatus(int status, boolean rejected) {
        answer(read, status, ResponseBody.create("", TEXT)).close();
        CallState.of(read).pauses();
        FlaskDataException failure = Failures.of(read, new InterruptedIOException("timeout"));
        assertThat(failure).hasMessageContaining("the server answered " + status + ", and the wait");
        assertThat(failure instanceof RejectedException).isEqualTo(rejected);
    }

    @Test
    void anAnswerThatBrokeOffIsNoWait() {
        answer(read, 503, ResponseBody.create("", TEXT)).close();
        assertThat(Failures.of(read, new IOException("reset")))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("the answer began and broke off: IOException, reset.");
    }

    @Test
    void aCauseWithASecretIsReplacedAndKeepsWhereItWas() {
        CallState.of(write).hides("hunter2");
        CallState.of(write).leaves();
        IOException cause = new IOException("hunter2");
        Throwable clean = Objects.requireNonNull(Failures.of(write, cause).getCause());
        assertThat(clean).hasMessage("java.io.IOException: [redacted]");
        assertThat(clean.getStackTrace()).isEqualTo(cause.getStackTrace());
        IOException other = new IOException("x");
        assertThat(Failures.of(write, other)).hasCause(other);
        assertThat(Failures.violation(write, "what", null, other)).hasCause(other);
        assertThat(Failures.violation(write, "what", null, null)).hasNoCause();
    }
}
