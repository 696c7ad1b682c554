package io.flaskdata.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was read goes back whole, whatever Gson does it. */
class JsonModelTest {
    private static final Gson OURS = FlaskDataJson.gsonBuilder().create();

    static Stream<Gson> gsons() {
        return Stream.of(
                OURS,
                new Gson(),
                FlaskDataJson.gsonBuilder().setPrettyPrinting().create());
    }

    /** openapi-generator's issue 12550: a member nobody knew of that is an array. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"study_id\":1,\"new\":1.10,\"list\":[1,null,{\"a\":null}],\"none\":null,\"o\":{\"b\":9007199254740993}}",
                "{\"weight\":null,\"last_edited\":\"\",\"label\":null}",
                "{\"last_edited\":null,\"parts\":[{\"label\":null,\"x\":[]},{\"y\":\"\"}]}",
                "{\"crf_data\":{\"AGE\":null,\"B\":{\"C\":null}},\"additional\":\"1\",\"empty\":true}",
                "{\"\":0,\"study_ID\":2,\" study_id\":3}",
                "{}"
            })
    void aModelGoesBackAsItCame(String json) {
        assertThat(OURS.toJson(OURS.fromJson(json, Sample.class))).isEqualTo(json);
        assertThat(OURS.toJsonTree(OURS.fromJson(json, Sample.class)))
                .as("as a tree")
                .hasToString(json);
    }

    /** Plain Gson would make 1.0 of 1 and an object of the instant, if it can. */
    @ParameterizedTest
    @MethodSource("gsons")
    void everyGsonKeepsEveryValue(Gson gson) {
        String json =
                "{\"last_edited\":\"2024-05-01T08:30:00.120Z\",\"value\":1,\"crf_data\":{\"a\":null,\"b\":1.10},\"new\":[1,null]}";
        Sample read = gson.fromJson(json, Sample.class);
        assertThat(read.getAdditionalProperties()).containsOnlyKeys("new");
        assertThat(gson.toJson(read).replaceAll("\\s", "")).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("gsons")
    void everyGsonRefusesAMemberThatOccursTwice(Gson gson) {
        for (String json :
                List.of("{\"label\":\"a\",\"label\":\"b\"}", "{\"new\":1,\"new\":1}", "{\"label\":null,\"label\":1}")) {
            assertThatThrownBy(() -> gson.fromJson(json, Sample.class))
                    .isInstanceOf(JsonParseException.class)
                    .hasMessage("a member occurs twice");
        }
    }

    @Test
    void whatWasSetReplacesWhatCame() {
        Sample read = OURS.fromJson("{\"label\":null,\"study_id\":1}", Sample.class);
        assertThat(OURS.toJson(read.label("b").studyId(2))).isEqualTo("{\"study_id\":2,\"label\":\"b\"}");
        assertThat(OURS.toJson(read.label(null))).isEqualTo("{\"study_id\":2,\"label\":null}");
    }

    @Test
    void aNullThatWasSetIsLeftOutAndOneThatWasPutIsSent() {
        assertThat(OURS.toJson(new Sample().label(null).putAdditionalProperty("new", null)))
                .isEqualTo("{\"new\":null}");
    }

    @Test
    void whatHasAMethodIsNotPut() {
        Sample sample = new Sample().putAdditionalProperty("new", 1).putAdditionalProperty("new", 2);
        assertThatThrownBy(() -> sample.putAdditionalProperty("study_id", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The member study_id has a method of its own");
        assertThat(sample.getAdditionalProperty("new")).isEqualTo(2);
        assertThat(sample.getAdditionalProperty("study_id")).isNull();
        Map<String, ?> view = sample.getAdditionalProperties();
        assertThatThrownBy(view::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anythingButAnObjectIsNoModel() {
        for (String json : List.of("[]", "1", "\"\"", "true")) {
            assertThatThrownBy(() -> OURS.fromJson(json, Sample.class)).isInstanceOf(JsonParseException.class);
        }
    }
}
