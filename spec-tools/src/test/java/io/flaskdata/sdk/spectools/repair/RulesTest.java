package io.flaskdata.sdk.spectools.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.spectools.SpecException;
import org.junit.jupiter.api.Test;

/** Each rule alone: what goes in, what comes out, and the place it reports. */
class RulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    private static ObjectNode operation(String members) throws JsonProcessingException {
        return json("{'paths':{'/a':{'post':{" + members + "}}}}");
    }

    private static ObjectNode definition(String schema) throws JsonProcessingException {
        return json("{'paths':{},'definitions':{'A':" + schema + "}}");
    }

    private static void becomes(Rule rule, ObjectNode before, ObjectNode after, String... pointers) {
        Repairs repairs = new Repairs("test.json");
        rule.apply(before, repairs);
        repairs.stopOnFaults();
        assertThat(before).isEqualTo(after);
        assertThat(repairs.acts()).extracting(Repairs.Act::pointer).containsExactly(pointers);
    }

    private static void isRefused(Rule rule, ObjectNode document, String pointer) {
        Repairs repairs = new Repairs("test.json");
        rule.apply(document, repairs);
        assertThatThrownBy(repairs::stopOnFaults)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("test.json at " + pointer);
    }

    @Test
    void foreignAndDanglingReferencesAreRefused() throws Exception {
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'https://example.org/x.json'}"), "/definitions/A/$ref");
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'file:///etc/passwd'}"), "/definitions/A/$ref");
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'#/definitions/B'}"), "/definitions/A/$ref");
    }

    @Test
    void emptyMembersGo() throws Exception {
        becomes(new EmptyMembers(), json("{'host':'','parameters':{}}"), json("{}"), "/host", "/parameters");
    }

    @Test
    void aReferenceToAParameterBecomesTheParameterWithItsPlace() throws Exception {
        ObjectNode before = operation("'parameters':[{'in':'header','$ref':'#/definitions/schemas/EDC'}]");
        ObjectNode after = operation("'parameters':[{'name':'EDC','schema':{'type':'string'},'in':'header'}]");
        ObjectNode definitions = json("{'schemas':{'EDC':{'name':'EDC','schema':{'type':'string'}}}}");
        before.set("definitions", definitions);
        after.set("definitions", definitions.deepCopy());
        becomes(new InlineParts(), before, after, "/paths/~1a/post/parameters/0");
    }

    @Test
    void aSiblingOfAReferenceThatIsMoreThanAWordIsRefused() throws Exception {
        ObjectNode document =
                json("{'paths':{},'definitions':{'A':{'$ref':'#/definitions/B','items':{}},'B':{'properties':{}}}}");
        isRefused(new InlineReferences(), document, "/definitions/A");
    }

    @Test
    void referencesInACircleAreRefused() throws Exception {
        isRefused(new InlineReferences(), definition("{'$ref':'#/definitions/A'}"), "/definitions/A");
    }

    @Test
    void pseudoDefinitionsGoAndTheirSchemasStay() throws Exception {
        becomes(
                new PseudoDefinitions(),
                json(
                        "{'definitions':{'responses':{'400':{}},'schemas':{'E':{'type':'string'},'P':{'name':'p','schema':{}}},"
                                + "'A':{'$ref':'#/definitions/schemas/E'}}}"),
                json("{'definitions':{'A':{'$ref':'#/definitions/E'},'E':{'type':'string'}}}"),
                "/definitions/responses",
                "/definitions/schemas");
    }

    @Test
    void aModelThatIsCalledSchemasStays() throws Exception {
        ObjectNode document = json("{'definitions':{'schemas':{'type':'object','properties':{}}}}");
        becomes(new PseudoDefinitions(), document, document.deepCopy());
    }

    @Test
    void aResponsesOwnTypeGoesUnderSchema() throws Exception {
        becomes(
                new ResponseTypes(),
                operation("'responses':{'200':{'description':'x','type':'array','items':{}}}"),
                operation("'responses':{'200':{'description':'x','schema':{'type':'array','items':{}}}}"),
                "/paths/~1a/post/responses/200");
    }

    @Test
    void aParametersTypeGoesUnderSchema() throws Exception {
        becomes(
                new ParameterSchemas(),
                operation("'parameters':[{'in':'query','name':'q','type':'string'}]"),
                operation("'parameters':[{'in':'query','name':'q','schema':{'type':'string'}}]"),
                "/paths/~1a/post/parameters/0");
        isRefused(new ParameterSchemas(), operation("'parameters':[{'name':'q'}]"), "/paths/~1a/post/parameters/0");
    }

    @Test
    void authorizationBecomesSecurityHeaderAndCookieAlike() throws Exception {
        becomes(
                new AuthorizationParameters(),
                operation(
                        "'parameters':[{'in':'header','name':'Authorization'},{'in':'cookie','name':'Authorization'}]"),
                operation("'parameters':[],'security':[{'flaskdata':[]}]"),
                "/paths/~1a/post/parameters/1",
                "/paths/~1a/post/parameters/0");
        isRefused(
                new AuthorizationParameters(),
                operation("'parameters':[{'in':'cookie','name':'other','required':true}]"),
                "/paths/~1a/post/parameters/0");
    }

    @Test
    void aBooleanRequiredInASchemaGoes() throws Exception {
        becomes(new BooleanRequired(), definition("{'required':true}"), definition("{}"), "/definitions/A/required");
    }

    @Test
    void missingTypesAreSaid() throws Exception {
        becomes(
                new MissingTypes(),
                definition(
                        "{'properties':{'a':{'type':'array'},'b':{'type':'object'},'c':{'items':{'type':'string'}}}}"),
                definition(
                        "{'properties':{'a':{'type':'array','items':{}},'b':{'type':'object','additionalProperties':true},"
                                + "'c':{'items':{'type':'string'},'type':'array'}},'type':'object'}"),
                "/definitions/A",
                "/definitions/A/properties/a",
                "/definitions/A/properties/b",
                "/definitions/A/properties/c");
    }

    @Test
    void idsAreWholeAndMeasurementsAreNot() throws Exception {
        becomes(
                new WholeNumbers(),
                definition("{'properties':{'study_id':{'type':'number'},'weight':{'type':'number'}}}"),
                definition(
                        "{'properties':{'study_id':{'type':'integer','format':'int32'},'weight':{'type':'number'}}}"),
                "/definitions/A/properties/study_id/type");
    }

    @Test
    void theSharedDateIsAnInstant() throws Exception {
        String described = "{'type':'string','description':'format => YYYY-MM-DDTHH:mm:ss.SSS (date.toJSON)'";
        becomes(
                new Dates(),
                definition(described + "}"),
                definition(described + ",'format':'date-time'}"),
                "/definitions/A");
    }

    @Test
    void anExampleOfAnotherTypeGoes() throws Exception {
        becomes(
                new WrongExamples(),
                definition("{'type':'string','example':1}"),
                definition("{'type':'string'}"),
                "/definitions/A/example");
    }

    @Test
    void aCopyOfAModelIsTheModelAgain() throws Exception {
        String model = "{'type':'object','properties':{'a':{'type':'string'}}}";
        becomes(
                new FoldCopies(),
                json("{'paths':{},'definitions':{'A':" + model + ",'B':{'properties':{'a':" + model + "}}}}"),
                json("{'paths':{},'definitions':{'A':" + model
                        + ",'B':{'properties':{'a':{'$ref':'#/definitions/A'}}}}}"),
                "/definitions/B/properties/a");
    }

    @Test
    void scalarDefinitionsGo() throws Exception {
        becomes(
                new UnusedScalars(),
                definition("{'type':'string'}"),
                json("{'paths':{},'definitions':{}}"),
                "/definitions/A");
    }

    @Test
    void aReferenceThatIsNoTextIsRefused() throws Exception {
        isRefused(new RefuseForeignRefs(), definition("{'$ref':{'a':1}}"), "/definitions/A/$ref");
    }

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
        isRefused(Shapes.ofEverything(), definition("{'properties':[]}"), "/definitions/A/properties");
        isRefused(Shapes.ofEverything(), definition("{'properties':{'a':'string'}}"), "/definitions/A/properties/a");
        isRefused(Shapes.ofEverything(), definition("{'required':'yes'}"), "/definitions/A/required");
        isRefused(Shapes.ofEverything(), definition("{'type':['string','null']}"), "/definitions/A/type");
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

    @Test
    void aListOfScalarsIsCopiedDownToItsScalars() throws Exception {
        becomes(
                new InlineReferences(),
                json(
                        "{'paths':{},'definitions':{'A':{'properties':{'x':{'$ref':'#/definitions/L'}}},"
                                + "'L':{'type':'array','items':{'type':'array','items':{'$ref':'#/definitions/D'}}},'D':{'type':'string'}}}"),
                json(
                        "{'paths':{},'definitions':{"
                                + "'A':{'properties':{'x':{'type':'array','items':{'type':'array','items':{'type':'string'}}}}},"
                                + "'L':{'type':'array','items':{'type':'array','items':{'type':'string'}}},'D':{'type':'string'}}}"),
                "/definitions/A/properties/x",
                "/definitions/A/properties/x/items/items",
                "/definitions/L/items/items");
    }

    @Test
    void aListOfItselfIsRefused() throws Exception {
        isRefused(
                new InlineReferences(),
                definition("{'type':'array','items':{'$ref':'#/definitions/A'}}"),
                "/definitions/A/items/items");
    }

    @Test
    void aModelThatHoldsItselfKeepsItsReference() throws Exception {
        ObjectNode document = definition("{'properties':{'parent':{'$ref':'#/definitions/A'}}}");
        becomes(new InlineReferences(), document, document.deepCopy());
    }

    @Test
    void aResponseThatRefersToAModelHoldsItsMembers() throws Exception {
        ObjectNode before = operation("'responses':{'200':{'$ref':'#/definitions/A'}}");
        ObjectNode after = operation("'responses':{'200':{'properties':{}}}");
        ObjectNode definitions = json("{'A':{'properties':{}}}");
        before.set("definitions", definitions);
        after.set("definitions", definitions.deepCopy());
        becomes(new InlineParts(), before, after, "/paths/~1a/post/responses/200");
    }

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

    @Test
    void anOperationWithoutResponsesSucceeds() throws Exception {
        becomes(
                new MissingResponses(),
                operation("'summary':'s'"),
                operation("'summary':'s','responses':{'200':{'description':'Not described'}}"),
                "/paths/~1a/post/responses");
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
    void anotherNameForTheAuthorizationHeaderIsOurs() throws Exception {
        String schemes = "'securityDefinitions':{'JWT':{'type':'apiKey','in':'header','name':'authorization'},"
                + "'Key':{'type':'apiKey','in':'cookie','name':'key'}}";
        becomes(
                new SecurityNames(),
                json("{'paths':{'/a':{'post':{},'get':{'security':[]}}},'security':[{'JWT':[]}]," + schemes + "}"),
                json("{'paths':{'/a':{'post':{'security':[{'flaskdata':[]}]},'get':{'security':[]}}}," + schemes + "}"),
                "/security");
        isRefused(
                new SecurityNames(),
                json("{'paths':{'/a':{'post':{'security':[{'Key':[]}]}}}," + schemes + "}"),
                "/paths/~1a/post/security");
    }

    @Test
    void wordsBesideTheReferenceDoNotMakeACopyAnotherModel() throws Exception {
        String model = "'type':'object','properties':{'a':{'type':'string'}}";
        becomes(
                new FoldCopies(),
                json("{'paths':{},'definitions':{'A':{" + model + "},'B':{'properties':{'a':{" + model
                        + ",'description':'which'}}}}}"),
                json("{'paths':{},'definitions':{'A':{" + model
                        + "},'B':{'properties':{'a':{'$ref':'#/definitions/A'}}}}}"),
                "/definitions/B/properties/a");
    }

    @Test
    void ofTwoEqualDefinitionsACopyIsTheFirst() throws Exception {
        String model = "{'type':'object','properties':{'a':{'type':'string'}}}";
        becomes(
                new FoldCopies(),
                json("{'paths':{},'definitions':{'Z':" + model + ",'A':" + model + ",'B':{'properties':{'a':" + model
                        + "}}}}"),
                json("{'paths':{},'definitions':{'Z':" + model + ",'A':" + model
                        + ",'B':{'properties':{'a':{'$ref':'#/definitions/Z'}}}}}"),
                "/definitions/B/properties/a");
    }

    @Test
    void aModelMadeOfPartsIsNoScalar() throws Exception {
        ObjectNode document = definition("{'allOf':[{'properties':{}}]}");
        becomes(new UnusedScalars(), document, document.deepCopy());
    }
}
