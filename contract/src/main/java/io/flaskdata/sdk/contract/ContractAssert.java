package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link ContractReport}, for AssertJ. Messages hold findings, no values. */
public final class ContractAssert extends AbstractAssert<ContractAssert, ContractReport> {
    private ContractAssert(ContractReport report) {
        super(report, ContractAssert.class);
    }

    /** An assertion on a report. */
    public static ContractAssert assertThat(ContractReport report) {
        return new ContractAssert(report);
    }

    /** Fails unless the run came to its end, and every call had an answer that can be judged. */
    public ContractAssert isComplete() {
        isNotNull();
        if (!actual.complete()) {
            failWithMessage(
                    "%s%n%s",
                    TextReport.verdict(actual),
                    lines(actual.operations().stream()
                            .filter(OperationResult::failed)
                            .map(each -> each.id() + ": " + each.why())));
        }
        return this;
    }

    /** Fails when an operation, an assumption or a served document differs from the contract. */
    public ContractAssert agrees() {
        isNotNull();
        if (!actual.agrees()) {
            failWithMessage("%s%n%s", TextReport.verdict(actual), lines(TextReport.differences(actual)));
        }
        return this;
    }

    /**
     * Fails unless this operation was called and agrees.
     *
     * @param id the operation, such as {@code edc.extractData}
     */
    public ContractAssert operationAgrees(String id) {
        isNotNull();
        OperationResult operation = actual.operation(id);
        if (!operation.ran() || operation.failed() || operation.differs()) {
            failWithMessage(
                    "%s: sent %s, received %s, given %s; %s%n%s",
                    id,
                    Evidence.word(operation.sent().result()),
                    Evidence.word(operation.received().result()),
                    Evidence.word(operation.given().result()),
                    operation.why(),
                    lines(TextReport.findings(operation)));
        }
        return this;
    }

    /**
     * Fails unless this assumption was confirmed.
     *
     * @param id the probe, such as {@code token.exp-unit}
     */
    public ContractAssert confirms(String id) {
        isNotNull();
        AssumptionResult assumption = actual.assumption(id);
        if (assumption.result() != Result.CONFIRMED) {
            failWithMessage(
                    "%s is %s: found %s, expected %s; %s",
                    id, assumption.result().word(), assumption.found(), assumption.expects(), assumption.why());
        }
        return this;
    }

    private static String lines(Stream<String> lines) {
        List<String> all = lines.map(line -> "  " + line).toList();
        return String.join(System.lineSeparator(), all);
    }
}
