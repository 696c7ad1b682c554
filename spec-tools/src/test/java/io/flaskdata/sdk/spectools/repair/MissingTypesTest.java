package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class MissingTypesTest {
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
    void whereTypeAndMembersContradictEachOtherItIsAnyValue() throws Exception {
        becomes(
                new MissingTypes(),
                definition("{'type':'object','items':{'type':'string'},'description':'d'}"),
                definition("{'description':'d'}"),
                "/definitions/A/type");
        becomes(
                new MissingTypes(),
                definition("{'type':'array','properties':{'a':{'type':'string'}},'required':['a']}"),
                definition("{}"),
                "/definitions/A/type");
        becomes(
                new MissingTypes(),
                definition("{'type':'string','properties':{'a':{'type':'string'}}}"),
                definition("{}"),
                "/definitions/A/type");
    }

    @Test
    void whatFitsTheTypeStays() throws Exception {
        becomes(
                new MissingTypes(),
                definition("{'type':'object','items':{},'properties':{'a':{'type':'string'}}}"),
                definition("{'type':'object','properties':{'a':{'type':'string'}}}"),
                "/definitions/A/type");
        becomes(
                new MissingTypes(),
                definition("{'type':'array','items':{'type':'string'},'properties':{'a':{'type':'string'}}}"),
                definition("{'type':'array','items':{'type':'string'}}"),
                "/definitions/A/type");
        becomes(
                new MissingTypes(),
                definition("{'type':'string','items':{'type':'string'}}"),
                definition("{'type':'string'}"),
                "/definitions/A/type");
    }

    @Test
    void anObjectWithoutPropertiesIsFreeForm() throws Exception {
        becomes(
                new MissingTypes(),
                definition("{'type':'object','properties':{}}"),
                definition("{'type':'object','additionalProperties':true}"),
                "/definitions/A/properties",
                "/definitions/A");
    }
}
