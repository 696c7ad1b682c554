package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PseudoDefinitionsTest {
    @Test
    void pseudoDefinitionsGoAndTheirSchemasStay() throws Exception {
        becomes(
                new PseudoDefinitions(),
                json(
                        "{'definitions':{'responses':{'400':{}},'schemas':{'E':{'type':'string'},'P':{'name':'p','schema':{}}},"
                                + "'A':{'$ref':'#/definitions/schemas/E'}}}"),
                json("{'definitions':{'A':{'$ref':'#/definitions/E'},'E':{'type':'string'}}}"),
                "/definitions/responses",
                "/definitions/schemas");
    }

    @Test
    void aModelThatIsCalledSchemasStays() throws Exception {
        ObjectNode document = json("{'definitions':{'schemas':{'type':'object','properties':{}}}}");
        becomes(new PseudoDefinitions(), document, document.deepCopy());
    }

    @Test
    void aMapInAMapIsRefused() throws Exception {
        isRefused(
                new PseudoDefinitions(),
                json("{'definitions':{'models':{'trial':{'B':{'items':{}}},'A':{'items':{}}}}}"),
                "/definitions/models/trial");
    }

    @Test
    void twoOfOneNameAreRefused() throws Exception {
        isRefused(
                new PseudoDefinitions(),
                json("{'definitions':{'A':{'type':'string'},'schemas':{'A':{'type':'object'}}}}"),
                "/definitions/schemas/A");
    }

    @Test
    void aModelMayBeCalledWhatASchemasMemberIs() throws Exception {
        becomes(
                new PseudoDefinitions(),
                json("{'definitions':{'schemas':{'name':{'type':'string'},'title':{'type':'string'}}}}"),
                json("{'definitions':{'name':{'type':'string'},'title':{'type':'string'}}}"),
                "/definitions/schemas");
    }
}
