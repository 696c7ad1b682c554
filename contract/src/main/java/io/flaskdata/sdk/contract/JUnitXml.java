package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as JUnit XML, as CI servers read it. */
final class JUnitXml {
    private JUnitXml() {}

    /** A test's name and its element's content. */
    private record Case(String group, String name, String kind, String message) {
        String xml() {
            String open = "    <testcase classname=\"" + group + "\" name=\"" + escaped(name) + "\"";
            return switch (kind) {
                case "" -> open + "/>";
                case "skipped" -> open + "><skipped message=\"" + escaped(message) + "\"/></testcase>";
                default -> open + "><" + kind + " message=\"" + escaped(message) + "\"/></testcase>";
            };
        }
    }

    static String of(ContractReport report) {
        List<Case> cases = new ArrayList<>();
        report.operations().forEach(each -> cases.add(operation(each)));
        report.assumptions().forEach(each -> cases.add(assumption(each)));
        cases.add(
                report.complete()
                        ? new Case("contract", "complete", "", "")
                        : new Case("contract", "complete", "error", TextReport.verdict(report)));
        cases.add(drift(report.drift()));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"flaskdata-contract\" tests=\""
                + cases.size()
                + "\" failures=\"" + count(cases, "failure") + "\" errors=\"" + count(cases, "error") + "\" skipped=\""
                + count(cases, "skipped") + "\" timestamp=\"" + report.run().started() + "\">\n"
                + cases.stream().map(Case::xml).collect(Collectors.joining("\n")) + "\n</testsuite>\n";
    }

    private static long count(List<Case> cases, String kind) {
        return cases.stream().filter(each -> each.kind().equals(kind)).count();
    }

    private static Case operation(OperationResult each) {
        String why = String.valueOf(each.why());
        if (each.differs()) {
            String findings = TextReport.findings(each).collect(Collectors.joining("; "));
            return new Case("operation", each.id(), "failure", findings);
        }
        if (each.failed()) {
            return new Case("operation", each.id(), "error", why);
        }
        return each.ran() ? new Case("operation", each.id(), "", "") : new Case("operation", each.id(), "skipped", why);
    }

    private static Case assumption(AssumptionResult each) {
        if (each.result() == Result.CONTRADICTED) {
            return new Case(
                    "assumption", each.id(), "failure", "found " + each.found() + ", expected " + each.expects());
        }
        return each.result() == Result.CONFIRMED
                ? new Case("assumption", each.id(), "", "")
                : new Case("assumption", each.id(), "skipped", String.valueOf(each.why()));
    }

    private static Case drift(Drift drift) {
        if (!drift.compared()) {
            return new Case("contract", "documents", "skipped", String.valueOf(drift.why()));
        }
        return drift.changes().isEmpty()
                ? new Case("contract", "documents", "", "")
                : new Case(
                        "contract",
                        "documents",
                        "failure",
                        drift.changes().size() + " changes, the worst " + drift.worst());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
