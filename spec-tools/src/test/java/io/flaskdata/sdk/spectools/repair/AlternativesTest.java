package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class AlternativesTest {
    @Test
    void objectsJoinOthersAreAnyValue() throws Exception {
        becomes(
                new Alternatives(),
                definition("{'oneOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}]}"),
                definition("{'type':'object','properties':{'a':{},'b':{}}}"),
                "/definitions/A/oneOf");
        becomes(
                new Alternatives(),
                definition("{'type':'string','anyOf':[{'type':'string'},{'type':'number'}]}"),
                definition("{}"),
                "/definitions/A/anyOf");
    }

    @Test
    void itemsByPosition() throws Exception {
        becomes(
                new Alternatives(),
                definition("{'items':[{},{}]}"),
                definition("{'items':{}}"),
                "/definitions/A/items");
    }

    @Test
    void alternativesOfAnAlternativesMemberHaveTheirTurn() throws Exception {
        becomes(
                new Alternatives(),
                definition("{'oneOf':[{'properties':{'a':{'anyOf':[{'type':'string'},{'type':'number'}]}}}]}"),
                definition("{'type':'object','properties':{'a':{}}}"),
                "/definitions/A/oneOf",
                "/definitions/A/oneOf/0/properties/a/anyOf");
    }
}
