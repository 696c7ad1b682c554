package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class ParameterPlacesTest {
    @Test
    void aBodyWithoutAName() throws Exception {
        becomes(
                new ParameterPlaces(),
                operation("'parameters':[{'in':'query','name':'q'},{'in':'body'}]"),
                operation("'parameters':[{'in':'query','name':'q'},{'in':'body','name':'body'}]"),
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
