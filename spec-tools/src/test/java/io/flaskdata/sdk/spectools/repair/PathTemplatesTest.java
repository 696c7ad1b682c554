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
    void parametersInAPathsQueryAreQueryParameters() throws Exception {
        becomes(
                new PathTemplates(),
                json("{'paths':{'/a{?page,size}':{'get':{'parameters':[{'in':'query','name':'page'}]}},"
                        + "'/b/?{c}':{'get':{'parameters':[{'in':'path','name':'c'}]}},"
                        + "'/d?e={f}&g=1':{'get':{'parameters':[{'in':'path','name':'f'}]}},'/a':{'post':{}}}}"),
                json("{'paths':{'/a':{'post':{},'get':{'parameters':[{'in':'query','name':'page'},"
                        + "{'in':'query','name':'size','type':'string'}]}},"
                        + "'/b/':{'get':{'parameters':[{'in':'query','name':'c'}]}},"
                        + "'/d&g=1':{'get':{'parameters':[{'in':'query','name':'e'}]}}}}"),
                "/paths/~1a{?page,size}",
                "/paths/~1b~1?{c}",
                "/paths/~1d?e={f}&g=1");
        isRefused(new PathTemplates(), json("{'paths':{'/a{?b}':{'get':{}},'/a':{'get':{}}}}"), "/paths/~1a{?b}");
    }

    @Test
    void namesThatRetrofitCannotHaveAreReplacedWithTheirPatterns() throws Exception {
        becomes(
                new PathTemplates(),
                json("{'paths':{'/{_id}/{a.b:[0-9]{2}}/{c*}/{d}':{'get':{'parameters':[{'in':'path','name':'_id'},"
                        + "{'in':'path','name':'a.b'},{'in':'path','name':'c'},{'in':'path','name':'d'}]}}}}"),
                json("{'paths':{'/{p_id}/{a_b}/{c}/{d}':{'get':{'parameters':[{'in':'path','name':'p_id'},"
                        + "{'in':'path','name':'a_b'},{'in':'path','name':'c'},{'in':'path','name':'d'}]}}}}"),
                "/paths/~1{_id}~1{a.b:[0-9]{2}}~1{c*}~1{d}");
    }

    @Test
    void aHeaderInOtherLettersIsTheSameHeaderAndTwiceIsRefused() throws Exception {
        isRefused(
                new PathTemplates(),
                operation("'parameters':[{'in':'header','name':'EDC'},{'in':'header','name':'Edc'}]"),
                "/paths/~1a/post/parameters/1");
    }
}
