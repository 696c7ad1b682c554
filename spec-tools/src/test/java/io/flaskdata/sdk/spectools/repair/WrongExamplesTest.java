package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class WrongExamplesTest {
    @Test
    void anExampleOfAnotherTypeGoes() throws Exception {
        becomes(
                new WrongExamples(),
                definition("{'type':'string','example':1}"),
                definition("{'type':'string'}"),
                "/definitions/A/example");
    }

    @Test
    void aDefaultThatIsNoDateGoes() throws Exception {
        becomes(
                new WrongExamples(),
                definition("{'type':'string','format':'date','default':'today','example':'2018-01-02'}"),
                definition("{'type':'string','format':'date','example':'2018-01-02'}"),
                "/definitions/A/default");
    }
}
