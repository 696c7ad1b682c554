package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What somebody has seen of a FlaskData, without any value.
 *
 * @param operations what operations answered
 * @param assumptions what a contract run found of what is inferred
 * @param notes what was left out and why, in words without names or values from outside
 */
record Seen(List<Operation> operations, List<Assumption> assumptions, List<String> notes) {
    /**
     * An operation that answered with 200.
     *
     * @param module the effective document
     * @param answers how many answers with JSON there were
     * @param answer the shape of the answers' JSON, as {@link Shape} writes it; missing when there was none
     * @param request the shape of the requests' JSON, only as FlaskData's own pages sent them; missing when there was none
     */
    record Operation(String module, String method, String path, int answers, JsonNode answer, JsonNode request) {
        String name() {
            return method + " " + path;
        }
    }

    /**
     * One thing that was only inferred.
     *
     * @param result confirmed, contradicted, cant-tell or not-run
     * @param found what was found instead
     * @param items the places of effective documents that it decides, as {@code forms#/components/…}
     */
    record Assumption(String id, String result, String found, List<String> items) {}
}
