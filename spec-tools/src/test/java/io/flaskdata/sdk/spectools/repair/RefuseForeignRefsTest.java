package io.flaskdata.sdk.spectools.repair;

import static io.flaskdata.sdk.spectools.repair.Rules.definition;
import static io.flaskdata.sdk.spectools.repair.Rules.isRefused;

import org.junit.jupiter.api.Test;

class RefuseForeignRefsTest {
    @Test
    void foreignAndDanglingReferencesAreRefused() throws Exception {
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'https://example.org/x.json'}"), "/definitions/A/$ref");
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'file:///etc/passwd'}"), "/definitions/A/$ref");
        isRefused(new RefuseForeignRefs(), definition("{'$ref':'#/definitions/B'}"), "/definitions/A/$ref");
    }

    @Test
    void aReferenceThatIsNoTextIsRefused() throws Exception {
        isRefused(new RefuseForeignRefs(), definition("{'$ref':{'a':1}}"), "/definitions/A/$ref");
    }
}
