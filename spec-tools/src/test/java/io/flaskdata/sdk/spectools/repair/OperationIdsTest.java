package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class OperationIdsTest {
    @Test
    void aBlankIdAndOneOfSeveralNameNothing() throws Exception {
        becomes(
                new OperationIds(),
                json(
                        "{'paths':{'/a':{'get':{'operationId':'get-it'},'put':{'operationId':'getIt'},'post':{'operationId':' '},'head':{'operationId':'own'}}}}"),
                json("{'paths':{'/a':{'get':{},'put':{},'post':{},'head':{'operationId':'own'}}}}"),
                "/paths/~1a/get/operationId",
                "/paths/~1a/put/operationId",
                "/paths/~1a/post/operationId");
    }
}
