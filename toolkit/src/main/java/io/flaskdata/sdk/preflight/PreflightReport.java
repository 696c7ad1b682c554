package io.flaskdata.sdk.preflight;

import java.util.List;

/**
 * The result of checking a CRF's values against the form's rules.
 *
 * @param problems the values that break a rule
 * @param notEvaluated rules that can't be checked: branching logic, assertions, uniqueness, patterns that Java can't
 *     read
 */
public record PreflightReport(List<ItemFinding> problems, List<ItemFinding> notEvaluated) {
    /**
     * Keeps copies.
     *
     * @param problems the values that break a rule
     * @param notEvaluated rules that can't be checked
     */
    public PreflightReport {
        problems = List.copyOf(problems);
        notEvaluated = List.copyOf(notEvaluated);
    }

    /**
     * Whether no checked rule is broken.
     *
     * @return true when there are no problems
     */
    public boolean passed() {
        return problems.isEmpty();
    }
}
