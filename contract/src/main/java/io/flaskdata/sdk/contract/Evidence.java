package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flaskdata.sdk.contract.OperationResult.Verdict;
import io.flaskdata.sdk.contract.OperationResult.Way;
import java.util.List;
import java.util.Locale;

/** The report as JSON, for {@code spec-tools evidence}. */
final class Evidence {
    private Evidence() {}

    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String of(ContractReport report) {
        ContractReport.Run run = report.run();
        ObjectNode json = Documents.JSON.createObjectNode();
        json.put("evidence", 1).put("sdk", run.sdk());
        json.putObject("run")
                .put("started", run.started().toString())
                .put("finished", run.finished().toString())
                .put("complete", report.complete())
                .put("stopped", run.stopped())
                .put("mode", run.mode())
                .put("requests", run.requests())
                .put("exit", report.exitCode());
        json.putObject("environment")
                .put("name", run.environment())
                .put("api", run.api().toString())
                .put("idp", run.idp().toString());
        ArrayNode documents = json.putArray("documents");
        run.digests()
                .forEach((module, digest) -> documents
                        .addObject()
                        .put("module", module)
                        .put(
                                "version",
                                Documents.bundled()
                                        .document(module)
                                        .at("/info/version")
                                        .asText())
                        .put("sha256", digest));
        drift(json.putObject("drift"), report.drift());
        ArrayNode operations = json.putArray("operations");
        report.operations().forEach(each -> operation(operations.addObject(), each));
        ArrayNode assumptions = json.putArray("assumptions");
        report.assumptions().forEach(each -> {
            ObjectNode one = assumptions
                    .addObject()
                    .put("id", each.id())
                    .put("does", each.does())
                    .put("expects", each.expects())
                    .put("result", each.result().word())
                    .put("found", each.found())
                    .put("why", each.why());
            each.items().forEach(one.putArray("items")::add);
        });
        ArrayNode without = json.putArray("withoutProbe");
        withoutProbe()
                .forEach(each -> without.addObject().put("item", each.item()).put("why", each.why()));
        report.created().forEach(json.putArray("created")::add);
        try {
            return Documents.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report is no JSON", e);
        }
    }

    static List<Inferred.Item> withoutProbe() {
        return Inferred.all().stream().filter(each -> each.probes().isEmpty()).toList();
    }

    private static void drift(ObjectNode json, Drift drift) {
        json.put("compared", drift.compared()).put("why", drift.why()).put("worst", drift.worst());
        ArrayNode changes = json.putArray("changes");
        drift.changes()
                .forEach(each -> changes.addObject()
                        .put("module", each.module())
                        .put("level", each.level())
                        .put("what", each.what()));
    }

    private static void operation(ObjectNode json, OperationResult each) {
        json.put("id", each.id())
                .put("module", each.id().substring(0, each.id().indexOf('.')))
                .put("http", each.http())
                .put("path", each.path())
                .put("grade", each.grade())
                .put("kind", each.kind())
                .put("calls", each.calls());
        ObjectNode statuses = json.putObject("statuses");
        each.statuses().forEach((status, count) -> statuses.put(String.valueOf(status), count));
        ObjectNode types = json.putObject("contentTypes");
        each.contentTypes().forEach(types::put);
        way(json.putObject("sent"), each.sent());
        way(json.putObject("received"), each.received());
        way(json.putObject("given"), each.given());
        json.put("why", each.why());
        json.set("shape", each.shape());
    }

    private static void way(ObjectNode json, Way way) {
        json.put("result", word(way.result()));
        ArrayNode findings = json.putArray("findings");
        way.findings()
                .forEach(each -> findings.addObject()
                        .put("code", each.code())
                        .put("where", each.where())
                        .put("schema", each.schema())
                        .put("expected", each.expected())
                        .put("came", each.came())
                        .put("count", each.count()));
    }
}
