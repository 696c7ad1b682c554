package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class SingleValuesTest {
    @Test
    void oneValueIsAListOfOne() throws Exception {
        becomes(
                new SingleValues(),
                operation("'tags':'T','produces':'text/csv','parameters':{'name':'q','enum':'a'}"),
                operation("'tags':['T'],'produces':['text/csv'],'parameters':[{'name':'q','enum':['a']}]"),
                "/paths/~1a/post/tags",
                "/paths/~1a/post/produces",
                "/paths/~1a/post/parameters",
                "/paths/~1a/post/parameters/0/enum");
    }

    @Test
    void aResponseOfWordsIsItsDescription() throws Exception {
        becomes(
                new SingleValues(),
                operation("'responses':{'200':'fine'}"),
                operation("'responses':{'200':{'description':'fine'}}"),
                "/paths/~1a/post/responses/200");
    }
}
