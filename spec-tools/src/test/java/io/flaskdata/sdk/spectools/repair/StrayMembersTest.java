package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StrayMembersTest {
    @Test
    void schemasRightInASchemaAreItsProperties() throws Exception {
        becomes(
                new StrayMembers(),
                definition(
                        "{'items':{'of':{'$ref':'#/definitions/A'},'name':{'label':{'type':'string'},'type':'object'}}}"),
                definition("{'items':{'properties':{'of':{'$ref':'#/definitions/A'},"
                        + "'name':{'properties':{'label':{'type':'string'}},'type':'object'}}}}"),
                "/definitions/A/items/of",
                "/definitions/A/items/name",
                "/definitions/A/items/properties/name/label");
    }

    @Test
    void anyOtherMemberThatNoSchemaHasSaysNothing() throws Exception {
        becomes(
                new StrayMembers(),
                definition("{'type':'string','x-of':1,'value':7,'in':'body'}"),
                definition("{'type':'string','x-of':1}"),
                "/definitions/A/value",
                "/definitions/A/in");
    }

    @Test
    void aTypeThatIsASchemaIsRefused() throws Exception {
        ObjectNode document = definition("{'properties':{'a':{'type':{'$ref':'#/definitions/A'}}}}");
        becomes(new StrayMembers(), document, document.deepCopy());
        isRefused(Shapes.ofEverything(), document, "/definitions/A/properties/a/type");
    }
}
