package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One named repair. */
interface Rule {
    void apply(ObjectNode document, Repairs repairs);

    default String name() {
        return getClass().getSimpleName();
    }
}
