package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class ResponseTypesTest {
    @Test
    void aResponsesOwnTypeGoesUnderSchema() throws Exception {
        becomes(
                new ResponseTypes(),
                operation("'responses':{'200':{'description':'x','type':'array','items':{}}}"),
                operation("'responses':{'200':{'description':'x','schema':{'type':'array','items':{}}}}"),
                "/paths/~1a/post/responses/200");
    }

    @Test
    void aSchemaBesideATypeIsRefused() throws Exception {
        isRefused(
                new ResponseTypes(),
                operation("'responses':{'200':{'type':'object','schema':{'$ref':'#/definitions/A'}}}"),
                "/paths/~1a/post/responses/200");
    }
}
