package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

/** Seen in APIDevTools/swagger-cli#8, parameters left empty, and ruby-grape/grape-swagger#395, a null description. */
class NullMembersTest {
    @Test
    void anEmptyMemberOfYamlSaysNothing() throws Exception {
        becomes(
                new NullMembers(),
                operation("'tags':null,'parameters':null,'responses':{'200':{'schema':null},'500':null}"),
                operation("'responses':{'200':{},'500':{}}"),
                "/paths/~1a/post/tags",
                "/paths/~1a/post/parameters",
                "/paths/~1a/post/responses/500",
                "/paths/~1a/post/responses/200/schema");
    }

    @Test
    void aPropertyStaysAndSoDoesANullThatIsAValue() throws Exception {
        becomes(
                new NullMembers(),
                definition("{'example':null,'enum':[null],'properties':{'a':null,'example':null}}"),
                definition("{'example':null,'enum':[null],'properties':{'a':{},'example':{}}}"),
                "/definitions/A/properties/a",
                "/definitions/A/properties/example");
    }

    @Test
    void anOperationOfNothingIsNotTakenAway() throws Exception {
        becomes(
                new NullMembers(),
                json("{'paths':{'/a':{'get':null,'POST':null}}}"),
                json("{'paths':{'/a':{'get':null,'POST':null}}}"));
    }
}
