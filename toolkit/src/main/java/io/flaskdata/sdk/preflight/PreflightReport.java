package io.flaskdata.sdk.preflight;

import java.util.List;

/**
 * What a CRF's values are against the form's own rules.
 *
 * @param problems what breaks a rule
 * @param notEvaluated rules that can't be told here: branching logic, assertions, uniqueness, patterns Java can't read
 */
public record PreflightReport(List<ItemFinding> problems, List<ItemFinding> notEvaluated) {
    /**
     * Keeps copies.
     *
     * @param problems what breaks a rule
     * @param notEvaluated rules that can't be told here
     */
    public PreflightReport {
        problems = List.copyOf(problems);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /**
     * Whether nothing breaks a rule that can be told.
     *
     * @return true when there are no problems
     */
    public boolean passed() {
        return problems.isEmpty();
    }
}
