package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A member of YAML that was left empty says nothing. */
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
                }
            }
        });
    }
}
