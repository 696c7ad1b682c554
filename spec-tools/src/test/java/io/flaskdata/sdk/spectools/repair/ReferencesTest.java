package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    @Test
    void foreignAndDanglingReferencesAreRefused() throws Exception {
        isRefused(new References(), definition("{'$ref':'https://example.org/x.json'}"), "/definitions/A/$ref");
        isRefused(new References(), definition("{'$ref':'file:///etc/passwd'}"), "/definitions/A/$ref");
        isRefused(new References(), definition("{'$ref':'#/definitions/B'}"), "/definitions/A/$ref");
    }

    @Test
    void whatLooksLikeAReferenceInAnExtensionOrAnExampleIsNone() throws Exception {
        ObjectNode document = definition("{'x-of':{'$ref':'file:///etc/passwd'},'example':{'$ref':7},"
                + "'default':{'$ref':'nowhere'},'enum':[{'$ref':'nowhere'}],'properties':{'$ref':{'type':'string'}}}");
        becomes(new References(), document, document.deepCopy());
        isRefused(
                new References(),
                definition("{'properties':{'x-of':{'$ref':'file:///etc/passwd'}}}"),
                "/definitions/A/properties/x-of/$ref");
        isRefused(
                new References(),
                definition("{'properties':{'default':{'$ref':'#/nowhere'}}}"),
                "/definitions/A/properties/default/$ref");
    }

    @Test
    void aDefinitionsBareNameAndATypesAreMeant() throws Exception {
        becomes(
                new References(),
                json("{'paths':{},'definitions':{'A':{'items':{'$ref':'B C'}},'B C':{'$ref':'#/definitions/string'}}}"),
                json("{'paths':{},'definitions':{'A':{'items':{'$ref':'#/definitions/B C'}},'B C':{'type':'string'}}}"),
                "/definitions/A/items/$ref",
                "/definitions/B C/$ref");
    }

    @Test
    void aDefinitionInOtherLettersIsMeantWhenThereIsOneOnly() throws Exception {
        becomes(
                new References(),
                json("{'paths':{},'definitions':{'A':{'$ref':'#/definitions/jsonStudy'},'JsonStudy':{},'B~C':{'items':"
                        + "{'$ref':'#/definitions/B~0C'}}}}"),
                json("{'paths':{},'definitions':{'A':{'$ref':'#/definitions/JsonStudy'},'JsonStudy':{},'B~C':{'items':"
                        + "{'$ref':'#/definitions/B~0C'}}}}"),
                "/definitions/A/$ref");
        isRefused(
                new References(),
                json("{'paths':{},'definitions':{'A':{'$ref':'#/definitions/b'},'B':{},'B_':{}}}"),
                "/definitions/A/$ref");
    }

    @Test
    void aReferenceThatIsNoTextIsRefused() throws Exception {
        isRefused(new References(), definition("{'$ref':{'a':1}}"), "/definitions/A/$ref");
    }
}
