package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class SingleValuesTest {
    @Test
    void oneValueIsAListOfOne() throws Exception {
        becomes(
                new SingleValues(),
                operation("'tags':'T','security':{'a':[]},'parameters':{'name':'q'}"),
                operation("'tags':['T'],'security':[{'a':[]}],'parameters':[{'name':'q'}]"),
                "/paths/~1a/post/tags",
                "/paths/~1a/post/security",
                "/paths/~1a/post/parameters");
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
