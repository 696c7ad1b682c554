package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class DefinitionNamesTest {
    @Test
    void namesThatWouldBeOneClassOrOneOfOursGetTheirOwn() throws Exception {
        becomes(
                new DefinitionNames(),
                json(
                        "{'definitions':{'study':{'items':{'$ref':'#/definitions/Study'}},'Study':{},'Object':{},'2 a':{}}}"),
                json("{'definitions':{'study':{'items':{'$ref':'#/definitions/Study2'}},'Study2':{},"
                        + "'ModelObject':{},'Model2a':{}}}"),
                "/definitions/Study",
                "/definitions/Object",
                "/definitions/2 a");
    }

    @Test
    void aNewNameDoesNotTakeAnothersPlace() throws Exception {
        becomes(
                new DefinitionNames(),
                json("{'definitions':{'study':{},'Study':{'title':'a'},'Study2':{'title':'b'}}}"),
                json("{'definitions':{'study':{},'Study3':{'title':'a'},'Study2':{'title':'b'}}}"),
                "/definitions/Study");
    }
}
