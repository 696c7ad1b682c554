package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.RawAnswer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who asked for the status and headers of successful answers. */
public record AnswerListeners(List<Consumer<? super RawAnswer>> all) {
    public static final AnswerListeners NONE = new AnswerListeners(List.of());

    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");

    public AnswerListeners and(Consumer<? super RawAnswer> another) {
        return new AnswerListeners(
                Stream.concat(all.stream(), Stream.of(another)).toList());
    }

    /** A sign-in's answer is nobody's but the SDK's. */
    void tell(Response answer) {
        if (all.isEmpty() || CallState.of(answer.request()).operation().isSignIn()) {
            return;
        }
        RawAnswer raw = raw(answer);
        for (Consumer<? super RawAnswer> each : all) {
            try {
                each.accept(raw);
            } catch (RuntimeException e) {
                // The call was done, whatever a listener makes of its headers.
                LOG.warn("A listener to answers failed with {}", e.getClass().getName());
            }
        }
    }

    /** As it came, if it came: OkHttp takes the headers off that no longer hold when it has decompressed a body. */
    private static RawAnswer raw(Response answer) {
        CallState state = CallState.of(answer.request());
        Response came = state.answer();
        Headers headers = (came == null ? answer : came).headers();
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : headers.names()) {
            values.put(state.redacted(name), headers.values(name));
        }
        return RawAnswer.of(state.operation().id(), state.attempts(), answer.code(), values);
    }
}
