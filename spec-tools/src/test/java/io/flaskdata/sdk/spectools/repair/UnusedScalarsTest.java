package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class UnusedScalarsTest {
    @Test
    void scalarDefinitionsGo() throws Exception {
        becomes(
                new UnusedScalars(),
                definition("{'type':'string'}"),
                json("{'paths':{},'definitions':{}}"),
                "/definitions/A");
    }

    @Test
    void aModelMadeOfPartsIsNoScalar() throws Exception {
        ObjectNode document = definition("{'allOf':[{'properties':{}}]}");
        becomes(new UnusedScalars(), document, document.deepCopy());
    }
}
