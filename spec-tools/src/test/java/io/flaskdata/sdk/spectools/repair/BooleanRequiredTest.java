package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class BooleanRequiredTest {
    @Test
    void aBooleanRequiredInASchemaGoes() throws Exception {
        becomes(new BooleanRequired(), definition("{'required':true}"), definition("{}"), "/definitions/A/required");
    }
}
