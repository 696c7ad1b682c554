package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class MissingResponsesTest {
    @Test
    void anOperationWithoutResponsesSucceeds() throws Exception {
        becomes(
                new MissingResponses(),
                operation("'summary':'s'"),
                operation("'summary':'s','responses':{'200':{'description':'Not described'}}"),
                "/paths/~1a/post/responses");
    }
}
