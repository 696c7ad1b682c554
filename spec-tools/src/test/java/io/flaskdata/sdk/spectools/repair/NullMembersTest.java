package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Seen in APIDevTools/swagger-cli#8, parameters left empty, and ruby-grape/grape-swagger#395, a null description. */
class NullMembersTest {
    @Test
    void anEmptyMemberOfYamlSaysNothing() throws Exception {
        becomes(
                new NullMembers(),
                operation("'tags':null,'parameters':null,'responses':{'200':{'schema':null}}"),
                operation("'responses':{'200':{}}"),
                "/paths/~1a/post/tags",
                "/paths/~1a/post/parameters",
                "/paths/~1a/post/responses/200/schema");
    }

    @Test
    void aNullThatIsAValueStaysAndSoDoesOneThatSomebodyNamed() throws Exception {
        ObjectNode document = definition("{'example':null,'enum':[null],'properties':{'a':null,'example':null}}");
        becomes(new NullMembers(), document, document.deepCopy());
        isRefused(Shapes.ofEverything(), document, "/definitions/A/properties/a");
    }

    @Test
    void anOperationOfNothingIsNotTakenAway() throws Exception {
        becomes(
                new NullMembers(),
                json("{'paths':{'/a':{'get':null,'POST':null}}}"),
                json("{'paths':{'/a':{'get':null,'POST':null}}}"));
    }
}
