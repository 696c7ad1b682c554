package io.flaskdata.sdk.spectools.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** All rules, in the order in which one prepares for the next. */
public final class Repair {
    private static final List<Rule> RULES = List.of(
            new References(),
            new NullMembers(),
            new SingleValues(),
            new Spelling(),
            Shapes.ofTheDocument(),
            new OperationIds(),
            new InlineParts(),
            new PseudoDefinitions(),
            new PathParameters(),
            new ParameterPlaces(),
            new PathTemplates(),
            new Bodies(),
            new ResponseTypes(),
            new ParameterSchemas(),
            new StrayMembers(),
            new Alternatives(),
            new TypeNames(),
            Shapes.ofEverything(),
            new BooleanRequired(),
            new ScalarParts(),
            new MissingTypes(),
            new InlineReferences(),
            new DefinitionNames(),
            new MissingResponses(),
            new SecurityNames(),
            new AuthorizationParameters(),
            new WholeNumbers(),
            new Dates(),
            new WrongExamples(),
            new FoldCopies(),
            new UnusedScalars(),
            Shapes.ofEverything());

    private Repair() {}

    static List<Rule> rules() {
        return RULES;
    }

    /** Repairs in place; stops with every fault of the first rule that found one. */
    public static Repairs apply(String name, ObjectNode document) {
        Repairs repairs = new Repairs(name);
        boolean swagger = !document.has("swagger") && !document.has("openapi")
                || document.path("swagger").asText().equals("2.0");
        if (!swagger || !document.path("paths").isObject()) {
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
