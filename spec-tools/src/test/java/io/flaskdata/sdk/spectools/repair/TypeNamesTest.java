package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class TypeNamesTest {
    @Test
    void otherLanguagesSpellingsAndLists() throws Exception {
        becomes(
                new TypeNames(),
                definition(
                        "{'properties':{'a':{'type':'double'},'b':{'type':'int'},'c':{'type':['string','null']},'d':{'type':['string','number']}}}"),
                definition(
                        "{'properties':{'a':{'type':'number'},'b':{'type':'integer'},'c':{'type':'string'},'d':{}}}"),
                "/definitions/A/properties/a/type",
                "/definitions/A/properties/b/type",
                "/definitions/A/properties/c/type",
                "/definitions/A/properties/d/type");
    }

    @Test
    void aTypeThatJsonDoesNotHaveIsAnyValue() throws Exception {
        becomes(new TypeNames(), definition("{'type':'ObjectId'}"), definition("{}"), "/definitions/A/type");
    }
}
