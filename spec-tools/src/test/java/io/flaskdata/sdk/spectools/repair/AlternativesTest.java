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
    void itemsByPositionOrByName() throws Exception {
        becomes(
                new Alternatives(),
                definition("{'items':[{},{}]}"),
                definition("{'items':{}}"),
                "/definitions/A/items");
        becomes(
                new Alternatives(),
                definition("{'items':'string'}"),
                definition("{'items':{'type':'string'}}"),
                "/definitions/A/items");
    }
}
