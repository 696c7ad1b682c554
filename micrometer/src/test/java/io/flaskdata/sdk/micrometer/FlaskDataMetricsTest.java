package io.flaskdata.sdk.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.CallEvent;
import io.flaskdata.sdk.call.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class FlaskDataMetricsTest {
    private static final String ROWS = "[{\"a\":1}]";

    private static CallEvent event(int attempt, OptionalInt status, long requestBytes, Optional<String> failure) {
        return new CallEvent("edc.extractData", attempt, status, Duration.ofMillis(250), requestBytes, 9, failure);
    }

    /** One sign-in, then an extract that is refused, cut off and answered. */
    private static void extract(MeterRegistry registry) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse()
                    .setHeader("Content-Type", "application/json")
                    .setBody("{\"token\":\"secret-token\",\"expired\":\"2999-01-01T00:00:00.000Z\"}"));
            server.enqueue(new MockResponse().setResponseCode(503).setHeader("Retry-After", "0"));
            server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
            server.enqueue(new MockResponse()
                    .setHeader("Content-Type", "application/json")
                    .setBody(ROWS));
            try (FlaskDataClient flask = FlaskDataClient.builder()
                    .listener(FlaskDataMetrics.of(registry))
                    .environment(Environment.custom(
                            server.url("/").uri(), server.url("/").uri()))
                    .credentials("monitor@example.org", "secret-password")
                    .build()) {
                flask.edc("demo")
                        .extract("cc_event_data")
                        .where("subject", "001-007")
                        .toList();
            }
        }
    }

    @Test
    void eachAttemptOfARealCallIsRecorded() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        extract(registry);

        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("operation", "auth.authorize", "status", "200", "outcome", "SUCCESS", "exception", "none")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("operation", "edc.extractData")
                        .tags("status", "503", "outcome", "SERVER_ERROR", "exception", "none")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("operation", "edc.extractData", "status", "none", "outcome", "UNKNOWN")
                        .timer()
                        .getId()
                        .getTag("exception"))
                .endsWith("Exception");
        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("operation", "edc.extractData", "status", "200")
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("flaskdata.client.retries")
                        .tag("operation", "edc.extractData")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("flaskdata.client.response.size")
                        .tag("operation", "edc.extractData")
                        .summary()
                        .totalAmount())
                .isEqualTo(ROWS.length());
        assertThat(registry.get("flaskdata.client.request.size")
                        .tag("operation", "edc.extractData")
                        .summary()
                        .count())
                .isEqualTo(3);
    }

    /** Prometheus wants the same tag keys on every meter of a name, and shows names and units by its own convention. */
    @Test
    void prometheusShowsThemWithUnitsAndWithoutValues() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        extract(registry);

        String scraped = registry.scrape();
        assertThat(scraped)
                .contains(
                        "flaskdata_client_attempts_seconds_count{exception=\"none\",operation=\"edc.extractData\",outcome=\"SUCCESS\",status=\"200\"} 1")
                .contains(
                        "flaskdata_client_attempts_seconds_count{exception=\"none\",operation=\"edc.extractData\",outcome=\"SERVER_ERROR\",status=\"503\"} 1")
                .contains("flaskdata_client_retries_total{operation=\"edc.extractData\"} 2.0")
                .contains("flaskdata_client_response_size_bytes_sum{operation=\"edc.extractData\"} 9.0")
                .contains("flaskdata_client_request_size_bytes_count{operation=\"auth.authorize\"} 1")
                .doesNotContain("001-007", "cc_event_data", "demo", "monitor", "secret", "localhost", "127.0.0.1");
    }

    @Test
    void anAttemptThatNeverLeftIsNoRetryAndItsUnknownLengthNoSize() {
        MeterRegistry registry = new SimpleMeterRegistry();
        FlaskDataMetrics.of(registry).attempted(event(0, OptionalInt.empty(), -1, Optional.of("ConnectException")));

        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("exception", "ConnectException", "status", "none", "outcome", "UNKNOWN")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(250);
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void furtherTagsTellTwoClientsApart() {
        MeterRegistry registry = new SimpleMeterRegistry();
        FlaskDataMetrics.of(registry, Tag.of("client", "one"))
                .attempted(event(1, OptionalInt.of(200), 5, Optional.empty()));
        FlaskDataMetrics.of(registry, Tag.of("client", "other"))
                .attempted(event(2, OptionalInt.of(200), 5, Optional.empty()));

        assertThat(registry.get("flaskdata.client.attempts")
                        .tag("client", "one")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("flaskdata.client.retries").counters())
                .satisfiesExactly(
                        each -> assertThat(each.getId().getTag("client")).isEqualTo("other"));
    }
}
