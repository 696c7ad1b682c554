package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for a terminal. */
final class TextReport {
    private TextReport() {}

    /** One sentence. */
    static String verdict(ContractReport report) {
        long ran = report.operations().stream().filter(OperationResult::ran).count();
        long differ =
                report.operations().stream().filter(OperationResult::differs).count();
        long contradicted = count(report, Result.CONTRADICTED);
        String documents = report.drift().compared()
                ? report.drift().changes().size() + " changes in the served documents"
                : "the served documents not compared";
        String differences = differ + " operations and " + contradicted + " assumptions differ, " + documents;
        if (!report.complete()) {
            return "INCOMPLETE: "
                    + report.stopped().orElse(failed(report) + " calls had no answer that can be judged") + "; so far "
                    + differences;
        }
        return (report.agrees() ? "AGREES: " : "DIFFERS: ") + ran + " of "
                + report.operations().size() + " operations called; "
                + (report.agrees()
                        ? "nothing differs" + (report.drift().compared() ? "" : ", " + documents)
                        : differences);
    }

    /** What differs, a line each. */
    static Stream<String> differences(ContractReport report) {
        return Stream.of(
                        report.operations().stream()
                                .flatMap(each -> findings(each).map(finding -> each.id() + " " + finding)),
                        report.assumptions().stream()
                                .filter(each -> each.result() == Result.CONTRADICTED)
                                .map(each -> each.id() + ": found " + each.found() + ", expected " + each.expects()),
                        report.drift().changes().stream()
                                .map(each -> each.module() + " " + each.level() + ": " + each.what()))
                .flatMap(all -> all);
    }

    static Stream<String> findings(OperationResult each) {
        return Stream.of(
                        each.sent().findings().stream().map(finding -> "sent: " + finding),
                        each.received().findings().stream().map(finding -> "received: " + finding),
                        each.given().findings().stream().map(finding -> "given: " + finding))
                .flatMap(all -> all);
    }

    private static long failed(ContractReport report) {
        return report.operations().stream().filter(OperationResult::failed).count();
    }

    static long count(ContractReport report, Result result) {
        return report.assumptions().stream()
                .filter(each -> each.result() == result)
                .count();
    }

    static String of(ContractReport report) {
        ContractReport.Run run = report.run();
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        lines.add("");
        lines.add(run.environment() + ": API " + run.api() + ", IDP " + run.idp() + "; " + run.mode());
        lines.add(run.started() + ", "
                + Duration.between(run.started(), run.finished()).toMillis() / 1000.0 + " s, " + run.requests()
                + " requests; SDK " + run.sdk());
        lines.add("");
        lines.add(String.format("%-36s %-8s %-8s %-8s", "operation", "sent", "received", "given"));
        for (OperationResult each : report.operations()) {
            lines.add(String.format(
                            "%-36s %-8s %-8s %-8s %s",
                            each.id(),
                            Evidence.word(each.sent().result()),
                            Evidence.word(each.received().result()),
                            Evidence.word(each.given().result()),
                            each.why() == null ? "" : each.why())
                    .stripTrailing());
            findings(each).forEach(finding -> lines.add("    " + finding));
        }
        lines.add("");
        lines.add("Assumptions: "
                + List.of(Result.values()).stream()
                        .map(result -> count(report, result) + " " + result.word())
                        .collect(Collectors.joining(", ")));
        for (AssumptionResult each : report.assumptions()) {
            String found = each.found() == null ? "" : ": " + each.found();
            String expected = each.result() == Result.CONTRADICTED ? ", expected " + each.expects() : "";
            String why = each.why() == null ? "" : " (" + each.why() + ")";
            lines.add("  " + String.format("%-12s ", each.result().word()) + each.id() + found + expected + why);
        }
        lines.add("");
        lines.add(
                report.drift().compared()
                        ? "The served documents: " + report.drift().changes().size() + " changes, the worst "
                                + report.drift().worst()
                        : "The served documents: " + report.drift().why());
        report.drift()
                .changes()
                .forEach(each -> lines.add("  " + each.module() + " " + each.level() + ": " + each.what()));
        lines.add("");
        lines.add("Inferred, without a probe:");
        Evidence.withoutProbe().forEach(each -> lines.add("  " + each.item() + ": " + each.why()));
        if (!report.created().isEmpty()) {
            lines.add("");
            lines.add("Created, and still there:");
            report.created().forEach(each -> lines.add("  " + each));
        }
        return String.join("\n", lines) + "\n";
    }
}
