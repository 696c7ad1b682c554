package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A definition that is no model has served its purpose once its references are copies. */
final class UnusedScalars implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (document.path("definitions") instanceof ObjectNode definitions) {
            for (var definition : Tree.entries(definitions)) {
                if (!Tree.isModel(definition.getValue())) {
                    definitions.remove(definition.getKey());
                    repairs.acted(this, "/definitions/" + definition.getKey());
                }
            }
        }
    }
}
