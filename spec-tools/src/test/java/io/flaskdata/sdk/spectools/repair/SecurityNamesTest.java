package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class SecurityNamesTest {
    @Test
    void anotherNameForTheAuthorizationHeaderIsOurs() throws Exception {
        String schemes = "'securityDefinitions':{'JWT':{'type':'apiKey','in':'header','name':'authorization'},"
                + "'Key':{'type':'apiKey','in':'cookie','name':'key'}}";
        becomes(
                new SecurityNames(),
                json("{'paths':{'/a':{'post':{},'get':{'security':[]}}},'security':[{'JWT':[]}]," + schemes + "}"),
                json("{'paths':{'/a':{'post':{'security':[{'flaskdata':[]}]},'get':{'security':[]}}}," + schemes + "}"),
                "/security");
        isRefused(
                new SecurityNames(),
                json("{'paths':{'/a':{'post':{'security':[{'Key':[]}]}}}," + schemes + "}"),
                "/paths/~1a/post/security");
    }

    @Test
    void anotherHeaderIsAnArgument() throws Exception {
        becomes(
                new SecurityNames(),
                json(
                        "{'securityDefinitions':{'K':{'type':'apiKey','in':'header','name':'X-Key'}},'paths':{'/a':{'get':{'security':[{'K':[]}]}}}}"),
                json(
                        "{'securityDefinitions':{'K':{'type':'apiKey','in':'header','name':'X-Key'}},'paths':{'/a':{'get':{'parameters':[{'in':'header','name':'X-Key','required':true,'schema':{'type':'string'}}]}}}}"),
                "/paths/~1a/get/security");
    }

    @Test
    void aHeaderThatIsAnArgumentAlreadyIsNotOneTwice() throws Exception {
        String key = "'securityDefinitions':{'K':{'type':'apiKey','in':'header','name':'X-Key'}},";
        becomes(
                new SecurityNames(),
                json("{" + key + "'paths':{'/a':{'get':{'security':[{'K':[]}],"
                        + "'parameters':[{'in':'header','name':'X-Key'}]}}}}"),
                json("{" + key + "'paths':{'/a':{'get':{'parameters':[{'in':'header','name':'X-Key'}]}}}}"),
                "/paths/~1a/get/security");
    }
}
