package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void whatWasForgotten() throws Exception {
        becomes(
                new Spelling(),
                json("{'paths':{'a':{'get':{}}}}"),
                json("{'paths':{'/a':{'get':{}}},'swagger':'2.0','info':{'title':'Untitled','version':'unknown'}}"),
                "/swagger",
                "/info",
                "/paths/a");
    }
}
