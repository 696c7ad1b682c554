package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;
import static io.flaskdata.sdk.spectools.repair.Rules.json;
import static io.flaskdata.sdk.spectools.repair.Rules.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ShapesTest {
    @Test
    void whatWouldMakeAnOperationVanishIsRefused() throws Exception {
        isRefused(Shapes.ofEverything(), json("{'paths':{'/a':{'POST':{}}}}"), "/paths/~1a/POST");
        isRefused(Shapes.ofEverything(), json("{'paths':{'/a':{'post':null}}}"), "/paths/~1a/post");
        isRefused(Shapes.ofEverything(), json("{'paths':{'/a':{'$ref':'#/paths/~1b'}}}"), "/paths/~1a/$ref");
        isRefused(Shapes.ofEverything(), json("{'paths':{'/a':[]}}"), "/paths/~1a");
    }

    @Test
    void valuesOfAnotherKindThanTheirPlaceHoldsAreRefused() throws Exception {
        isRefused(Shapes.ofEverything(), operation("'parameters':{}"), "/paths/~1a/post/parameters");
        isRefused(Shapes.ofEverything(), operation("'parameters':['x']"), "/paths/~1a/post/parameters/0");
        isRefused(Shapes.ofEverything(), operation("'responses':{'200':null}"), "/paths/~1a/post/responses/200");
        isRefused(Shapes.ofEverything(), operation("'produces':'text/csv'"), "/paths/~1a/post/produces");
        isRefused(Shapes.ofEverything(), definition("{'enum':'a'}"), "/definitions/A/enum");
        isRefused(Shapes.ofEverything(), definition("{'items':'string'}"), "/definitions/A/items");
        isRefused(Shapes.ofEverything(), definition("{'required':'true'}"), "/definitions/A/required");
        isRefused(Shapes.ofEverything(), definition("{'not':{}}"), "/definitions/A/not");
        isRefused(Shapes.ofEverything(), definition("{'properties':[]}"), "/definitions/A/properties");
        isRefused(Shapes.ofEverything(), definition("{'properties':{'a':'string'}}"), "/definitions/A/properties/a");
        isRefused(Shapes.ofEverything(), definition("{'required':'yes'}"), "/definitions/A/required");
        isRefused(Shapes.ofEverything(), definition("{'type':['string','null']}"), "/definitions/A/type");
    }

    @Test
    void whatOnlyOpenApi3HasIsRefused() throws Exception {
        isRefused(Shapes.ofTheDocument(), operation("'requestBody':{'content':{}}"), "/paths/~1a/post/requestBody");
        isRefused(
                Shapes.ofTheDocument(),
                operation("'responses':{'200':{'content':{'text/plain':{}}}}"),
                "/paths/~1a/post/responses/200/content");
    }

    @Test
    void unknownTypesAndOtherDialectsAreRefusedTogether() throws Exception {
        ObjectNode document = definition("{'properties':{'a':{'type':'int'},'b':{'oneOf':[]}}}");
        isRefused(Shapes.ofEverything(), document, "/definitions/A/properties/a/type: there is no type int");
        isRefused(
                Shapes.ofEverything(),
                document,
                "/definitions/A/properties/a/type: there is no type int" + System.lineSeparator()
                        + "test.json at /definitions/A/properties/b/oneOf");
    }

    @Test
    void aSoundDocumentPassesTheShapes() throws Exception {
        ObjectNode document = operation("'parameters':[{'in':'query','name':'q'}],'responses':{'200':{}}");
        document.putObject("definitions").putObject("A").put("required", true).putObject("properties");
        becomes(Shapes.ofEverything(), document, document.deepCopy());
    }
}
