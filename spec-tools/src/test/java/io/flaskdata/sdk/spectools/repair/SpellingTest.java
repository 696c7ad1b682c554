package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void whatWasForgottenOrInCapitals() throws Exception {
        becomes(
                new Spelling(),
                json("{'paths':{'a':{'GET':{}}}}"),
                json("{'paths':{'/a':{'get':{}}},'swagger':'2.0','info':{'title':'Untitled','version':'unknown'}}"),
                "/swagger",
                "/info",
                "/paths/a",
                "/paths/~1a/GET");
    }

    @Test
    void aMethodTwiceIsRefused() throws Exception {
        isRefused(
                new Spelling(),
                json("{'swagger':'2.0','info':{},'paths':{'/a':{'GET':{},'get':{}}}}"),
                "/paths/~1a/GET");
    }
}
