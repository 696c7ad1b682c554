package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class InlinePartsTest {
    @Test
    void aReferenceToAParameterBecomesTheParameterWithItsPlace() throws Exception {
        ObjectNode before = operation("'parameters':[{'in':'header','$ref':'#/definitions/schemas/EDC'}]");
        ObjectNode after = operation("'parameters':[{'name':'EDC','schema':{'type':'string'},'in':'header'}]");
        ObjectNode definitions = json("{'schemas':{'EDC':{'name':'EDC','schema':{'type':'string'}}}}");
        before.set("definitions", definitions);
        after.set("definitions", definitions.deepCopy());
        becomes(new InlineParts(), before, after, "/paths/~1a/post/parameters/0");
    }

    @Test
    void aResponseThatRefersToAModelHoldsItsMembers() throws Exception {
        ObjectNode before = operation("'responses':{'200':{'$ref':'#/definitions/A'}}");
        ObjectNode after = operation("'responses':{'200':{'properties':{}}}");
        ObjectNode definitions = json("{'A':{'properties':{}}}");
        before.set("definitions", definitions);
        after.set("definitions", definitions.deepCopy());
        becomes(new InlineParts(), before, after, "/paths/~1a/post/responses/200");
    }
}
