package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import org.junit.jupiter.api.Test;

class BodiesTest {
    @Test
    void partsAreOneJsonObject() throws Exception {
        becomes(
                new Bodies(),
                operation(
                        "'consumes':['multipart/form-data'],'parameters':[{'in':'formData','name':'u','type':'string','required':true},{'in':'formData','name':'n','type':'number'}]"),
                operation(
                        "'consumes':['application/json'],'parameters':[{'in':'body','name':'body','required':true,'schema':{'type':'object','properties':{'u':{'type':'string'},'n':{'type':'number'}},'required':['u']}}]"),
                "/paths/~1a/post/parameters");
    }

    @Test
    void aFileAmongThePartsMakesABodyOfItsOwn() throws Exception {
        becomes(
                new Bodies(),
                operation("'parameters':[{'in':'formData','name':'f','type':'file'},{'in':'formData','name':'n'}]"),
                operation("'parameters':[{'in':'body','name':'body','required':true,'description':'A"
                        + " multipart/form-data body with the parts f (file), n (string)','schema':{'type':'file'}}]"),
                "/paths/~1a/post/parameters");
    }
}
