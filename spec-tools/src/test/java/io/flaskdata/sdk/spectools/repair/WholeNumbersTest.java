package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class WholeNumbersTest {
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
    void aFormatOrAMaximumThatNeedsMoreBitsHasThem() throws Exception {
        becomes(
                new WholeNumbers(),
                definition("{'properties':{'a':{'type':'integer','format':'uint32'},'b':{'type':'integer',"
                        + "'format':'uint64'},'c':{'type':'integer','maximum':4294967295}}}"),
                definition("{'properties':{'a':{'type':'integer','format':'int64'},'b':{'type':'number'},"
                        + "'c':{'type':'integer','maximum':4294967295,'format':'int64'}}}"),
                "/definitions/A/properties/a/format",
                "/definitions/A/properties/b/type",
                "/definitions/A/properties/c/format");
    }

    @Test
    void anExampleThatNeedsMoreThan31BitsHas64() throws Exception {
        becomes(
                new WholeNumbers(),
                definition("{'type':'integer','example':12345678901234}"),
                definition("{'type':'integer','example':12345678901234,'format':'int64'}"),
                "/definitions/A/format");
    }
}
