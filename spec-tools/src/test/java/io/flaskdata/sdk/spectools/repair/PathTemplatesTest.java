package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class PathTemplatesTest {
    @Test
    void expressAndUndeclaredParameters() throws Exception {
        becomes(
                new PathTemplates(),
                json("{'paths':{'/a/:id':{'get':{}}}}"),
                json(
                        "{'paths':{'/a/{id}':{'get':{'parameters':[{'in':'path','name':'id','required':true,'type':'string'}]}}}}"),
                "/paths/~1a~1:id",
                "/paths/~1a~1{id}/get/parameters");
    }

    @Test
    void aParameterThatThePathDoesNotHaveIsRefused() throws Exception {
        isRefused(
                new PathTemplates(),
                operation("'parameters':[{'in':'path','name':'id'}]"),
                "/paths/~1a/post/parameters/0");
    }

    @Test
    void aNameInOtherLettersIsThePaths() throws Exception {
        becomes(
                new PathTemplates(),
                json("{'paths':{'/a/{siteId}':{'get':{'parameters':[{'in':'path','name':'SITE_ID'}]}}}}"),
                json("{'paths':{'/a/{siteId}':{'get':{'parameters':[{'in':'path','name':'siteId'}]}}}}"),
                "/paths/~1a~1{siteId}/get/parameters/0/name");
    }

    @Test
    void aHeaderInOtherLettersIsTheSameHeader() throws Exception {
        becomes(
                new PathTemplates(),
                operation("'parameters':[{'in':'header','name':'EDC'},{'in':'header','name':'Edc'}]"),
                operation("'parameters':[{'in':'header','name':'EDC'}]"),
                "/paths/~1a/post/parameters/1");
    }
}
