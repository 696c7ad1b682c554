package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run found. It holds shapes and counts, no value and no token. */
public final class ContractReport {
    private final Run run;
    private final Drift drift;
    private final List<OperationResult> operations;
    private final List<AssumptionResult> assumptions;
    private final List<String> created;

    /** When, where, how. */
    record Run(
            String sdk,
            Instant started,
            Instant finished,
            String environment,
            URI api,
            URI idp,
            String mode,
            int requests,
            @Nullable String stopped,
            Map<String, String> digests) {}

    ContractReport(
            Run run,
            Drift drift,
            List<OperationResult> operations,
            List<AssumptionResult> assumptions,
            List<String> created) {
        this.run = run;
        this.drift = drift;
        this.operations = List.copyOf(operations);
        this.assumptions = List.copyOf(assumptions);
        this.created = List.copyOf(created);
    }

    Run run() {
        return run;
    }

    /** Each operation's three results, in the documents' order. */
    public List<OperationResult> operations() {
        return operations;
    }

    /**
     * One operation's results.
     *
     * @param id the operation, such as {@code edc.extractData}
     * @throws IllegalArgumentException when there is no such operation
     */
    public OperationResult operation(String id) {
        return operations.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no operation " + id));
    }

    /** What was found about each thing that we only infer. */
    public List<AssumptionResult> assumptions() {
        return assumptions;
    }

    /**
     * One assumption's result.
     *
     * @param id the probe, such as {@code token.exp-unit}
     * @throws IllegalArgumentException when there is no such probe
     */
    public AssumptionResult assumption(String id) {
        return assumptions.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no assumption " + id));
    }

    /** How the documents that the server serves differ from ours. */
    public Drift drift() {
        return drift;
    }

    /** What the run created and left there; empty for a run that only read. */
    public List<String> created() {
        return created;
    }

    /** Why the run ended early; empty when it came to its end. */
    public Optional<String> stopped() {
        return Optional.ofNullable(run.stopped());
    }

    /** Whether the run came to its end, and every call had an answer that can be judged. */
    public boolean complete() {
        return run.stopped() == null && operations.stream().noneMatch(OperationResult::failed);
    }

    /** Whether nothing differs from the contract. An incomplete run may agree as far as it came. */
    public boolean agrees() {
        return operations.stream().noneMatch(OperationResult::differs)
                && assumptions.stream().noneMatch(each -> each.result() == Result.CONTRADICTED)
                && drift.changes().isEmpty();
    }

    /** The exit code: 0 complete without differences, 1 complete with differences, 3 incomplete. */
    public int exitCode() {
        return !complete() ? 3 : agrees() ? 0 : 1;
    }

    /** The report for a terminal. */
    public String text() {
        return TextReport.of(this);
    }

    /** The report as {@code evidence.json}; {@code docs/contract.md} describes it. */
    public String json() {
        return Evidence.of(this);
    }

    /** The report as JUnit XML: a test for each operation and each assumption. */
    public String junitXml() {
        return JUnitXml.of(this);
    }

    /** The report as one HTML page that needs no other file. */
    public String html() {
        return HtmlReport.of(this);
    }

    /**
     * Writes {@code report.txt}, {@code evidence.json}, {@code junit.xml} and {@code report.html}.
     *
     * @param folder created if it isn't there; files of these names are replaced
     * @throws UncheckedIOException when a file can't be written
     */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.txt"), text());
            Files.writeString(folder.resolve("evidence.json"), json());
            Files.writeString(folder.resolve("junit.xml"), junitXml());
            Files.writeString(folder.resolve("report.html"), html());
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written", e);
        }
    }

    @Override
    public String toString() {
        return "ContractReport[" + TextReport.verdict(this) + "]";
    }
}
