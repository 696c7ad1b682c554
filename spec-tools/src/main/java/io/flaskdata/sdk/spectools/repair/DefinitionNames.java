package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** Definitions whose names would be one class, or a class that the bindings use, get names of their own. */
final class DefinitionNames implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (!(document.path("definitions") instanceof ObjectNode definitions)) {
            return;
        }
        Set<String> classes = new HashSet<>();
        for (var definition : Tree.entries(definitions)) {
            String name = definition.getKey();
            String wanted = Names.legalModel(name);
            String free = wanted;
            // Not one that another definition has, even one that comes later.
            for (int i = 2; !free.equals(name) && definitions.has(free) || !classes.add(Names.plain(free)); i++) {
                free = wanted + i;
            }
            if (!free.equals(name)) {
                definitions.remove(name);
                Tree.redirect(document, "#/definitions/" + Tree.escape(name), "#/definitions/" + free);
                Tree.redirect(definition.getValue(), "#/definitions/" + Tree.escape(name), "#/definitions/" + free);
                definitions.set(free, definition.getValue());
                repairs.acted(this, "/definitions/" + Tree.escape(name));
            }
        }
    }
}
