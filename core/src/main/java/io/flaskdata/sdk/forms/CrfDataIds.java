package io.flaskdata.sdk.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.json.internal.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CRF data ids of one CRF of a subject. The answer's shape is inferred: an array of ids or of objects with an id,
 * or an object with one such array.
 *
 * @param ids the CRF data ids, in the server's order
 * @param raw the answer's JSON, unchanged
 */
public record CrfDataIds(List<String> ids, String raw) {
    private static final List<String> NAMES = List.of("crfDataId", "dataId", "id");

    /**
     * Keeps a copy.
     *
     * @param ids the CRF data ids
     */
    public CrfDataIds {
        ids = List.copyOf(ids);
    }

    static CrfDataIds of(Answer answer) {
        return new CrfDataIds(
                array(answer).asList().stream().map(each -> id(answer, each)).toList(), answer.raw());
    }

    private static JsonArray array(Answer answer) {
        List<JsonArray> arrays = (answer.json() instanceof JsonObject object
                        ? object.asMap().values().stream()
                        : Stream.of(answer.json()))
                .filter(JsonArray.class::isInstance)
                .map(JsonElement::getAsJsonArray)
                .toList();
        if (arrays.size() != 1) {
            throw answer.violation("the answer is not a list of CRF data ids");
        }
        return arrays.get(0);
    }

    private static String id(Answer answer, JsonElement json) {
        Answer entry = answer.with(json);
        return Stream.concat(Json.primitive(json).stream(), NAMES.stream().flatMap(name -> entry.text(name).stream()))
                .findFirst()
                .orElseThrow(() -> answer.violation("the answer holds something that is no CRF data id"));
    }

    @Override
    public String toString() {
        return "CrfDataIds" + ids;
    }
}
