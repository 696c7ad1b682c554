package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A member of YAML that was left empty says nothing: it goes, but a response or a property stays, without a type. */
final class NullMembers implements Rule {
    @Override
    public void apply(ObjectNode document, Repairs repairs) {
        Tree.walk(document, (pointer, node) -> {
            for (var member : Tree.entries(node)) {
                String name = member.getKey();
                String place = pointer + "/" + Tree.escape(name);
                if (member.getValue().isNull()
                        && !Tree.isData(name)
                        && !Tree.METHODS.contains(name.toLowerCase(Locale.ROOT))) {
                    node.remove(name);
                    repairs.acted(this, place);
                } else if (member.getValue() instanceof ObjectNode named
                        && Tree.isNamed(name)
                        && !name.equals("paths")) {
                    for (var each : Tree.entries(named)) {
                        if (each.getValue().isNull()) {
                            named.putObject(each.getKey());
                            repairs.acted(this, place + "/" + Tree.escape(each.getKey()));
                        }
                    }
                }
            }
        });
    }
}
