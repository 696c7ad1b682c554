package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class ParameterSchemasTest {
    @Test
    void aParametersTypeGoesUnderSchema() throws Exception {
        becomes(
                new ParameterSchemas(),
                operation("'parameters':[{'in':'query','name':'q','type':'string'}]"),
                operation("'parameters':[{'in':'query','name':'q','schema':{'type':'string'}}]"),
                "/paths/~1a/post/parameters/0");
    }

    /** A place in capitals, or none, even where the path has the name: nobody says it of a document that anybody has seen. */
    @Test
    void aParameterWithoutAPlaceThatIsOneIsRefused() throws Exception {
        isRefused(new ParameterSchemas(), operation("'parameters':[{'name':'q'}]"), "/paths/~1a/post/parameters/0");
        isRefused(
                new ParameterSchemas(),
                operation("'parameters':[{'in':'Query','name':'q'}]"),
                "/paths/~1a/post/parameters/0");
    }

    @Test
    void aParameterWithoutATypeIsTextAndABodyAnObject() throws Exception {
        becomes(
                new ParameterSchemas(),
                operation("'parameters':[{'in':'query','name':'q'},{'in':'body','name':'b'}]"),
                operation("'parameters':[{'in':'query','name':'q','schema':{'type':'string'}},"
                        + "{'in':'body','name':'b','schema':{'type':'object'}}]"),
                "/paths/~1a/post/parameters/0",
                "/paths/~1a/post/parameters/1");
    }

    @Test
    void aTypelessParameterKeepsWhatElseItSays() throws Exception {
        becomes(
                new ParameterSchemas(),
                operation("'parameters':[{'in':'query','name':'q','enum':['a'],'default':'a'}]"),
                operation("'parameters':[{'in':'query','name':'q','schema':{'enum':['a'],'default':'a'}}]"),
                "/paths/~1a/post/parameters/0");
    }
}
