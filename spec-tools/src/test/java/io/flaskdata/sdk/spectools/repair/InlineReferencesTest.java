package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class InlineReferencesTest {
    @Test
    void membersBesideAReferenceWouldBeLostAndAreRefused() throws Exception {
        ObjectNode document = json(
                "{'paths':{},'definitions':{'A':{'$ref':'#/definitions/B','properties':{}},'B':{'properties':{}}}}");
        isRefused(new InlineReferences(), document, "/definitions/A");
    }

    @Test
    void besideATypeTheReferenceWins() throws Exception {
        becomes(
                new InlineReferences(),
                json("{'paths':{},'definitions':{'A':{'type':'object','x-nullable':true,'$ref':'#/definitions/B'},"
                        + "'D':{'type':'object','$ref':'#/definitions/E','description':'d'},"
                        + "'B':{'properties':{}},'E':{'type':'string','description':'e'}}}"),
                json(
                        "{'paths':{},'definitions':{'A':{'$ref':'#/definitions/B'},"
                                + "'D':{'type':'string','description':'d'},'B':{'properties':{}},'E':{'type':'string','description':'e'}}}"),
                "/definitions/A/type",
                "/definitions/A/x-nullable",
                "/definitions/D");
    }

    @Test
    void referencesInACircleAreRefused() throws Exception {
        isRefused(new InlineReferences(), definition("{'$ref':'#/definitions/A'}"), "/definitions/A");
    }

    @Test
    void aListOfScalarsIsCopiedDownToItsScalars() throws Exception {
        becomes(
                new InlineReferences(),
                json(
                        "{'paths':{},'definitions':{'A':{'properties':{'x':{'$ref':'#/definitions/L'}}},"
                                + "'L':{'type':'array','items':{'type':'array','items':{'$ref':'#/definitions/D'}}},'D':{'type':'string'}}}"),
                json(
                        "{'paths':{},'definitions':{"
                                + "'A':{'properties':{'x':{'type':'array','items':{'type':'array','items':{'type':'string'}}}}},"
                                + "'L':{'type':'array','items':{'type':'array','items':{'type':'string'}}},'D':{'type':'string'}}}"),
                "/definitions/A/properties/x",
                "/definitions/A/properties/x/items/items",
                "/definitions/L/items/items");
    }

    @Test
    void aListOfItselfIsRefused() throws Exception {
        isRefused(
                new InlineReferences(),
                definition("{'type':'array','items':{'$ref':'#/definitions/A'}}"),
                "/definitions/A/items/items");
    }

    @Test
    void aModelThatHoldsItselfKeepsItsReference() throws Exception {
        ObjectNode document = definition("{'properties':{'parent':{'$ref':'#/definitions/A'}}}");
        becomes(new InlineReferences(), document, document.deepCopy());
    }
}
