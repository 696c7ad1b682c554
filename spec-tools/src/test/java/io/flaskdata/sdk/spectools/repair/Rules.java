package io.flaskdata.sdk.spectools.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.SpecException;

/** A rule alone: what goes in, what comes out, and the place it reports. */
final class Rules {
    private Rules() {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    static ObjectNode operation(String members) throws JsonProcessingException {
        return json("{'paths':{'/a':{'post':{" + members + "}}}}");
    }

    static ObjectNode definition(String schema) throws JsonProcessingException {
        return json("{'paths':{},'definitions':{'A':" + schema + "}}");
    }

    static void becomes(Rule rule, ObjectNode before, ObjectNode after, String... pointers) {
        Repairs repairs = new Repairs("test.json");
        rule.apply(before, repairs);
        repairs.stopOnFaults();
        assertThat(before).isEqualTo(after);
        assertThat(repairs.acts()).extracting(Repairs.Act::pointer).containsExactly(pointers);
    }

    static void isRefused(Rule rule, ObjectNode document, String pointer) {
        Repairs repairs = new Repairs("test.json");
        rule.apply(document, repairs);
        assertThatThrownBy(repairs::stopOnFaults)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("test.json at " + pointer);
    }
}
