package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class EmptyMembersTest {
    @Test
    void emptyMembersGo() throws Exception {
        becomes(new EmptyMembers(), json("{'host':'','parameters':{}}"), json("{}"), "/host", "/parameters");
    }
}
