package io.flaskdata.sdk.spectools.repair;

import io.flaskdata.sdk.spectools.Fault;
import io.flaskdata.sdk.spectools.SpecException;
import java.util.ArrayList;
import java.util.List;

/** What the rules did to one document, and what they could not explain. */
public final class Repairs {
    /**
     * One act of a rule.
     *
     * @param rule the rule's name
     * @param pointer where it acted
     */
    public record Act(String rule, String pointer) {}

    private final String document;
    private final List<Act> acts = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    public Repairs(String document) {
        this.document = document;
    }

    void acted(Rule rule, String pointer) {
        acts.add(new Act(rule.name(), pointer));
    }

    void fault(String pointer, String reason) {
        faults.add(new Fault(document, pointer, reason));
    }

    void stopOnFaults() {
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
    }

    public List<Act> acts() {
        return List.copyOf(acts);
    }
}
