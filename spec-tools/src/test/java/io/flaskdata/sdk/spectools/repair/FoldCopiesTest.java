package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.json;

import org.junit.jupiter.api.Test;

class FoldCopiesTest {
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
}
