package io.flaskdata.sdk.micrometer;

import io.flaskdata.sdk.call.CallEvent;
import io.flaskdata.sdk.call.CallListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * Records a client's calls in a Micrometer registry.
 *
 * <pre>{@code
 * FlaskDataClient flask = FlaskDataClient.builder()
 *         .listener(FlaskDataMetrics.of(registry))
 *         .build();
 * }</pre>
 *
 * <p>There are four meters. Each has the tag {@code operation}, the operation's id, such as {@code edc.extractData}.
 *
 * <ul>
 *   <li>{@code flaskdata.client.attempts}: a timer, of each attempt until its answer is read or it fails; for an
 *       extract, that includes what the caller does with the rows meanwhile. Further tags: {@code status}, the HTTP
 *       status or {@code none}; {@code outcome}, the kind of status ({@code SUCCESS}, {@code CLIENT_ERROR} and so on,
 *       {@code UNKNOWN} without an answer); {@code exception}, the class name of the network failure or {@code none}.
 *   <li>{@code flaskdata.client.retries}: a counter, of attempts that repeated a request sent before.
 *   <li>{@code flaskdata.client.request.size}: bytes, of each request's body if its length is known.
 *   <li>{@code flaskdata.client.response.size}: bytes, of each answer's body as far as it was read, after decompression.
 * </ul>
 *
 * <p>A sign-in is an operation of its own. An answer with status 200 whose content can't be used counts as {@code
 * SUCCESS}. No tag contains a value, a subject, a user or an address.
 */
public final class FlaskDataMetrics implements CallListener {
    private static final String NONE = "none";

    private final MeterProvider<Timer> attempts;
    private final MeterProvider<Counter> retries;
    private final MeterProvider<DistributionSummary> requestSize;
    private final MeterProvider<DistributionSummary> responseSize;

    private FlaskDataMetrics(MeterRegistry registry, List<Tag> tags) {
        attempts = Timer.builder("flaskdata.client.attempts")
                .description("Attempts of FlaskData calls, until the answer is read")
                .tags(tags)
                .withRegistry(registry);
        retries = Counter.builder("flaskdata.client.retries")
                .description("Attempts that repeated a request")
                .tags(tags)
                .withRegistry(registry);
        requestSize = DistributionSummary.builder("flaskdata.client.request.size")
                .description("Bodies of requests to FlaskData")
                .baseUnit("bytes")
                .tags(tags)
                .withRegistry(registry);
        responseSize = DistributionSummary.builder("flaskdata.client.response.size")
                .description("Bodies of FlaskData's answers, as far as they were read")
                .baseUnit("bytes")
                .tags(tags)
                .withRegistry(registry);
    }

    /**
     * A listener that records in a registry. Clients may share one.
     *
     * @param tags further tags for all meters, such as one that tells two clients apart; every listener of one registry
     *     needs the same tag keys
     */
    public static FlaskDataMetrics of(MeterRegistry registry, Tag... tags) {
        return new FlaskDataMetrics(Objects.requireNonNull(registry, "registry"), List.of(tags));
    }

    @Override
    public void attempted(CallEvent event) {
        Tags operation = Tags.of("operation", event.operation());
        boolean answered = event.status().isPresent();
        Outcome outcome = answered ? Outcome.forStatus(event.status().getAsInt()) : Outcome.UNKNOWN;
        attempts.withTags(operation
                        .and(outcome.asTag())
                        .and(
                                "status",
                                answered ? Integer.toString(event.status().getAsInt()) : NONE)
                        .and("exception", event.failure().orElse(NONE)))
                .record(event.duration());
        if (event.attempt() > 1) {
            retries.withTags(operation).increment();
        }
        if (event.requestBytes() >= 0) {
            requestSize.withTags(operation).record(event.requestBytes());
        }
        if (answered) {
            responseSize.withTags(operation).record(event.responseBytes());
        }
    }
}
