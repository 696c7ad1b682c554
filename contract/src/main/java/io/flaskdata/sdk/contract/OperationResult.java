package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one operation, three ways.
 *
 * @param id the operation, such as {@code edc.extractData}
 * @param http the method
 * @param path the path, with its parameters' names
 * @param grade how certain the document is: documented, observed or inferred
 * @param kind read, write, either or session
 * @param calls how many calls the SDK made
 * @param statuses how many answers came with each status
 * @param contentTypes how many answers came with each content type
 * @param sent what the SDK sent, against the document
 * @param received what came, against the document
 * @param given what the SDK gave its caller, against the bytes
 * @param why why a way has no verdict; null otherwise
 * @param shape what came, as a schema without values; null when nothing came
 */
public record OperationResult(
        String id,
        String http,
        String path,
        String grade,
        String kind,
        int calls,
        Map<Integer, Integer> statuses,
        Map<String, Integer> contentTypes,
        Way sent,
        Way received,
        Way given,
        @Nullable String why,
        @Nullable ObjectNode shape) {
    /** A verdict. */
    public enum Verdict {
        VALID,
        INVALID,
        /** The document has no schema; the shape that came is in the report. */
        LEARNT,
        /** No answer that can be judged. */
        FAILED,
        NOT_RUN
    }

    /** One of the three ways. */
    public record Way(Verdict result, List<Finding> findings) {
        static final Way NOT_RUN = new Way(Verdict.NOT_RUN, List.of());

        static Way of(List<Finding> findings) {
            List<Finding> counted = Finding.counted(findings);
            return new Way(counted.isEmpty() ? Verdict.VALID : Verdict.INVALID, counted);
        }
    }

    /** Whether one of the ways differs from the contract. */
    public boolean differs() {
        return List.of(sent, received, given).stream().anyMatch(way -> way.result() == Verdict.INVALID);
    }

    /** Whether it was called and nothing that can be judged came. */
    public boolean failed() {
        return received.result() == Verdict.FAILED;
    }

    /** Whether it was called. */
    public boolean ran() {
        return sent.result() != Verdict.NOT_RUN;
    }
}
