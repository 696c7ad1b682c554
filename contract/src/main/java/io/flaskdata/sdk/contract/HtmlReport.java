package io.flaskdata.sdk.contract;

import static io.flaskdata.sdk.contract.JUnitXml.escaped;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import io.flaskdata.sdk.contract.OperationResult.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as one page, for somebody who files it: no script, nothing loaded. */
final class HtmlReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    static String of(ContractReport report) {
        ContractReport.Run run = report.run();
        String state = !report.complete() ? "incomplete" : report.agrees() ? "agrees" : "differs";
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>FlaskData contract: "
                + state + "</title>\n<style>\n" + style()
                + "</style>\n</head>\n<body>\n<header>\n<h1>FlaskData against its contract</h1>\n"
                + "<p class=\"verdict " + state + "\"><strong>" + escaped(TextReport.verdict(report))
                + "</strong></p>\n</header>\n<main>\n");
        page.append(section("The run", run(report, run)));
        page.append(section("What differs", differences(report)));
        page.append(section("Operations, three ways", operations(report)));
        page.append(section("Assumptions", assumptions(report)));
        page.append(section("The served documents", drift(report.drift())));
        if (!report.created().isEmpty()) {
            page.append(section("Created, and still there", list(report.created())));
        }
        page.append(section("Inferred, without a probe", withoutProbe()));
        return page.append(
                        "</main>\n<footer>Shapes and counts only: this page holds no value of a subject and no token.</footer>\n</body>\n</html>\n")
                .toString();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css can't be read", e);
        }
    }

    private static String section(String title, String content) {
        return "<section>\n<h2>" + title + "</h2>\n" + content + "</section>\n";
    }

    private static String row(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + escaped(value) + "</dd></div>\n";
    }

    private static String run(ContractReport report, ContractReport.Run run) {
        String seconds = Duration.between(run.started(), run.finished()).toMillis() / 1000.0 + " s";
        String digests = run.digests().entrySet().stream()
                .map(each -> "<li><b>" + each.getKey() + "</b> <code>" + each.getValue() + "</code></li>")
                .collect(Collectors.joining("\n"));
        return "<dl>\n" + row("Environment", run.environment())
                + row("API", run.api().toString())
                + row("IDP", run.idp().toString()) + row("Started", TIME.format(run.started()))
                + row("Took", seconds + ", " + run.requests() + " requests")
                + row("Mode", run.mode()) + row("Complete", report.complete() ? "yes" : "no") + row("SDK", run.sdk())
                + row("Java", System.getProperty("java.version")) + "</dl>\n<details><summary>SHA-256 of the "
                + "effective documents</summary><ul class=\"digests\">\n" + digests + "</ul></details>\n";
    }

    private static String differences(ContractReport report) {
        List<String> lines = TextReport.differences(report).toList();
        return lines.isEmpty() ? "<p>Nothing.</p>\n" : list(lines);
    }

    private static String list(List<String> lines) {
        return "<ul>\n"
                + lines.stream().map(line -> "<li>" + escaped(line) + "</li>\n").collect(Collectors.joining())
                + "</ul>\n";
    }

    private static String operations(ContractReport report) {
        StringBuilder rows = new StringBuilder();
        for (OperationResult each : report.operations()) {
            rows.append("<tr><td data-label=\"Operation\"><b>")
                    .append(escaped(each.id()))
                    .append("</b><br><small>")
                    .append(each.http())
                    .append(' ')
                    .append(escaped(each.path()))
                    .append("</small></td><td data-label=\"Grade\">")
                    .append(each.grade())
                    .append("</td>")
                    .append(cell("Sent", each.sent()))
                    .append(cell("Received", each.received()))
                    .append(cell("Given", each.given()))
                    .append("<td data-label=\"Calls\">")
                    .append(each.calls())
                    .append("</td><td data-label=\"Why\">")
                    .append(each.why() == null ? "" : escaped(each.why()))
                    .append("</td></tr>\n");
        }
        return "<table><thead><tr><th>Operation</th><th>Grade</th><th>Sent</th><th>Received</th><th>Given</th><th>Calls</th><th>Why</th></tr></thead><tbody>\n"
                + rows
                + "</tbody></table>\n<p class=\"legend\"><b>Sent</b>: what left, against the document. <b>Received</b>: what came, against the document; "
                + "<i>learnt</i>: the document has no schema. <b>Given</b>: what the SDK gave its caller, against the bytes.</p>\n";
    }

    private static String cell(String label, Way way) {
        String word = Evidence.word(way.result());
        String count =
                way.findings().isEmpty() ? "" : " <small>(" + way.findings().size() + ")</small>";
        return "<td data-label=\"" + label + "\"><span class=\"mark " + word + "\">" + word.replace('-', ' ')
                + "</span>" + count + "</td>";
    }

    private static String assumptions(ContractReport report) {
        String counts = List.of(Result.values()).stream()
                .map(result -> TextReport.count(report, result) + " "
                        + result.word().replace("cant-tell", "can't tell").replace('-', ' '))
                .collect(Collectors.joining(", "));
        StringBuilder rows = new StringBuilder();
        for (AssumptionResult each : report.assumptions()) {
            String word = each.result().word();
            rows.append("<tr><td data-label=\"Assumption\"><b>")
                    .append(each.id())
                    .append("</b><br><small>")
                    .append(escaped(each.does()))
                    .append("</small></td><td data-label=\"Result\"><span class=\"mark ")
                    .append(word)
                    .append("\">")
                    .append(word.equals("cant-tell") ? "can't tell" : word.replace('-', ' '))
                    .append("</span></td><td data-label=\"Expected\">")
                    .append(escaped(each.expects()))
                    .append("</td><td data-label=\"Found\">")
                    .append(each.found() == null ? "" : escaped(each.found()))
                    .append("</td><td data-label=\"Why\">")
                    .append(each.why() == null ? "" : escaped(each.why()))
                    .append("</td></tr>\n");
        }
        return "<p>" + counts
                + ".</p>\n<table><thead><tr><th>Assumption</th><th>Result</th><th>Expected</th><th>Found</th><th>Why</th></tr></thead><tbody>\n"
                + rows + "</tbody></table>\n";
    }

    private static String drift(Drift drift) {
        if (!drift.compared()) {
            return "<p>" + escaped(String.valueOf(drift.why())) + "</p>\n";
        }
        return drift.changes().isEmpty()
                ? "<p>As ours, operation by operation.</p>\n"
                : list(drift.changes().stream()
                        .map(each -> each.module() + " " + each.level() + ": " + each.what())
                        .toList());
    }

    private static String withoutProbe() {
        return "<details><summary>" + Evidence.withoutProbe().size() + " items</summary>\n"
                + list(Evidence.withoutProbe().stream()
                        .map(each -> each.item() + ": " + each.why())
                        .toList())
                + "</details>\n";
    }
}
