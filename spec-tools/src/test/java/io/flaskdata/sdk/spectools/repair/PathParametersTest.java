package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class PathParametersTest {
    @Test
    void aPathsParametersGoToItsOperationsUnlessTheyHaveThem() throws Exception {
        becomes(
                new PathParameters(),
                json("{'paths':{'/a':{'parameters':[{'in':'header','name':'EDC'},{'in':'query','name':'q'}],"
                        + "'post':{'parameters':[{'in':'query','name':'q','type':'string'}]},'x-note':1}}}"),
                json("{'paths':{'/a':{'post':{'parameters':[{'in':'query','name':'q','type':'string'},"
                        + "{'in':'header','name':'EDC'}]},'x-note':1}}}"),
                "/paths/~1a/parameters");
    }
}
