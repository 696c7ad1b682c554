package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class ScalarPartsTest {
    @Test
    void aSchemaOfScalarPartsIsWhatTheySay() throws Exception {
        becomes(
                new ScalarParts(),
                json("{'paths':{},'definitions':{'A':{'description':'d','allOf':[{'$ref':'#/definitions/B'}]},"
                        + "'B':{'allOf':[{'type':'string','description':'b'},{'maxLength':3}]}}}"),
                json("{'paths':{},'definitions':{'A':{'description':'d','$ref':'#/definitions/B'},"
                        + "'B':{'type':'string','description':'b','maxLength':3}}}"),
                "/definitions/A/allOf",
                "/definitions/B/allOf");
    }

    @Test
    void amongObjectsAScalarPartAddsNothing() throws Exception {
        becomes(
                new ScalarParts(),
                definition("{'allOf':[{'properties':{'a':{}}},{'description':'d'},{'$ref':'#/definitions/A'}]}"),
                definition("{'allOf':[{'properties':{'a':{}}},{'$ref':'#/definitions/A'}]}"),
                "/definitions/A/allOf");
    }
}
