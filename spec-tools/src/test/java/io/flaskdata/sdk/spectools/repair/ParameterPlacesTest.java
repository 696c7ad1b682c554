package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class ParameterPlacesTest {
    @Test
    void thePathAndFlaskDatasHeadersSayWhereAParameterStands() throws Exception {
        becomes(
                new ParameterPlaces(),
                json(
                        "{'paths':{'/a/{token}/:x':{'get':{'parameters':[{'name':'token'},{'name':'x'},{'name':'EDC'}]}}}}"),
                json(
                        "{'paths':{'/a/{token}/:x':{'get':{'parameters':[{'name':'token','in':'path'},{'name':'x','in':'path'},{'name':'EDC','in':'header'}]}}}}"),
                "/paths/~1a~1{token}~1:x/get/parameters/0",
                "/paths/~1a~1{token}~1:x/get/parameters/1",
                "/paths/~1a~1{token}~1:x/get/parameters/2");
    }

    @Test
    void placesInCapitalsAndABodyWithoutAName() throws Exception {
        becomes(
                new ParameterPlaces(),
                operation("'parameters':[{'in':'Query','name':'q'},{'in':'body'}]"),
                operation("'parameters':[{'in':'query','name':'q'},{'in':'body','name':'body'}]"),
                "/paths/~1a/post/parameters/0",
                "/paths/~1a/post/parameters/1");
    }

    /** Seen in krakenjs/swaggerize-express#54 and apigee-127/swagger-tools#88: form, as Swagger 1.2 called it. */
    @Test
    void aFormIsFormData() throws Exception {
        becomes(
                new ParameterPlaces(),
                operation("'parameters':[{'in':'form','name':'q'}]"),
                operation("'parameters':[{'in':'formData','name':'q'}]"),
                "/paths/~1a/post/parameters/0");
    }

    @Test
    void whatNothingPlacesIsLeftToBeRefused() throws Exception {
        becomes(
                new ParameterPlaces(),
                operation("'parameters':[{'name':'q'}]"),
                operation("'parameters':[{'name':'q'}]"));
    }
}
