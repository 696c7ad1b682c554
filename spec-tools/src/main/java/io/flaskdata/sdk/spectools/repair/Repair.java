package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** All rules, in the order in which one prepares for the next. */
public final class Repair {
    private static final List<Rule> RULES = List.of(
            new RefuseForeignRefs(),
            new Shapes(),
            new EmptyMembers(),
            new InlineReferences(),
            new PathParameters(),
            new PseudoDefinitions(),
            new ResponseTypes(),
            new MissingResponses(),
            new ParameterSchemas(),
            new SecurityNames(),
            new AuthorizationParameters(),
            new BooleanRequired(),
            new MissingTypes(),
            new WholeNumbers(),
            new Dates(),
            new WrongExamples(),
            new FoldCopies(),
            new UnusedScalars(),
            new Shapes());

    private Repair() {}

    /** Repairs in place; stops with every fault of the first rule that found one. */
    public static Repairs apply(String name, ObjectNode document) {
        Repairs repairs = new Repairs(name);
        if (!document.path("swagger").asText().equals("2.0")
                || !document.path("paths").isObject()) {
            repairs.fault("", "not a Swagger 2.0 document: swagger 2.0 and paths were expected");
            repairs.stopOnFaults();
        }
        int before = Tree.operations(document).size();
        for (Rule rule : RULES) {
            rule.apply(document, repairs);
            repairs.stopOnFaults();
        }
        if (Tree.operations(document).size() != before) {
            throw new IllegalStateException(name + ": a rule lost an operation");
        }
        return repairs;
    }
}
