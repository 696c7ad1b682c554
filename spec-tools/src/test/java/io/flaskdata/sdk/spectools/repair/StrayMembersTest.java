package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class StrayMembersTest {
    @Test
    void schemasRightInASchemaAreItsProperties() throws Exception {
        becomes(
                new StrayMembers(),
                definition("{'items':{'type':{'type':'string'},'name':{'$ref':'#/definitions/A'}}}"),
                definition(
                        "{'items':{'properties':{'name':{'$ref':'#/definitions/A'}," + "'type':{'type':'string'}}}}"),
                "/definitions/A/items/name",
                "/definitions/A/items/type");
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
    void aTypeThatIsASchemaIsThatSchema() throws Exception {
        becomes(
                new StrayMembers(),
                definition("{'properties':{'a':{'type':{'type':{'$ref':'#/definitions/A'}},'description':'d'}}}"),
                definition("{'properties':{'a':{'description':'d','$ref':'#/definitions/A'}}}"),
                "/definitions/A/properties/a/type",
                "/definitions/A/properties/a/type");
    }
}
