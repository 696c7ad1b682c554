package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A document with paths that forgot to say swagger, and methods in capitals, are meant as everybody else's. */
final class Spelling implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (!document.has("swagger")
                && !document.has("openapi")
                && document.path("paths").isObject()) {
            document.put("swagger", "2.0");
            repairs.acted(this, "/swagger");
        }
        for (var path : Tree.entries(document.path("paths"))) {
            if (!(path.getValue() instanceof ObjectNode item)) {
                continue;
            }
            for (var member : Tree.entries(item)) {
                String name = member.getKey();
                String lower = name.toLowerCase(Locale.ROOT);
                String pointer = "/paths/" + Tree.escape(path.getKey()) + "/" + Tree.escape(name);
                if (name.equals(lower) || !Tree.METHODS.contains(lower)) {
                    continue;
                }
                if (item.has(lower)) {
                    repairs.fault(pointer, "the same method stands here in lower case too");
                } else {
                    item.set(lower, item.remove(name));
                    repairs.acted(this, pointer);
                }
            }
        }
    }
}
