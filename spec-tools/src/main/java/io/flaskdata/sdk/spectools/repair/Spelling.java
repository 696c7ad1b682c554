package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document that forgot to say swagger or info, a path without its first slash: meant as everybody's. An extension
 * among the paths is none.
 */
final class Spelling implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        if (!document.has("swagger")
                && !document.has("openapi")
                && document.path("paths").isObject()) {
            document.put("swagger", "2.0");
            repairs.acted(this, "/swagger");
        }
        if (!document.has("info")) {
            document.putObject("info").put("title", "Untitled").put("version", "unknown");
            repairs.acted(this, "/info");
        }
        if (document.path("paths") instanceof ObjectNode paths) {
            slashes(paths, repairs);
        }
    }

    private void slashes(ObjectNode paths, Repairs repairs) {
        for (var path : Tree.entries(paths)) {
            String name = path.getKey();
            if (name.startsWith("x-")) {
                paths.remove(name);
                repairs.acted(this, "/paths/" + Tree.escape(name));
            } else if (name.matches("[A-Za-z0-9_{:].*") && !paths.has("/" + name)) {
                paths.remove(name);
                paths.set("/" + name, path.getValue());
                repairs.acted(this, "/paths/" + Tree.escape(name));
            }
        }
    }
}
