package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class MissingTypesTest {
    @Test
    void missingTypesAreSaid() throws Exception {
        becomes(
                new MissingTypes(),
                definition(
                        "{'properties':{'a':{'type':'array'},'b':{'type':'object'},'c':{'items':{'type':'string'}}}}"),
                definition(
                        "{'properties':{'a':{'type':'array','items':{}},'b':{'type':'object','additionalProperties':true},"
                                + "'c':{'items':{'type':'string'},'type':'array'}},'type':'object'}"),
                "/definitions/A",
                "/definitions/A/properties/a",
                "/definitions/A/properties/b",
                "/definitions/A/properties/c");
    }
}
