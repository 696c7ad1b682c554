package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.becomes;
import static io.flaskdata.sdk.spectools.repair.Rules.definition;

import org.junit.jupiter.api.Test;

class DatesTest {
    @Test
    void theSharedDateIsAnInstant() throws Exception {
        String described = "{'type':'string','description':'format => YYYY-MM-DDTHH:mm:ss.SSS (date.toJSON)'";
        becomes(
                new Dates(),
                definition(described + "}"),
                definition(described + ",'format':'date-time'}"),
                "/definitions/A");
    }
}
