package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.contract.AssumptionResult.Result;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A run as dynamic tests of JUnit 5: one for each operation and each assumption. What was not called, or can't be told,
 * is a skipped test.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> contract() {
 *     return ContractTests.of(FlaskDataContract.verify(flask).edc("demo").study(1000001));
 * }
 * }</pre>
 */
public final class ContractTests {
    private ContractTests() {}

    /**
     * Makes the run, and its tests.
     *
     * @param contract what to check
     */
    public static Stream<DynamicNode> of(FlaskDataContract contract) {
        ContractReport report = contract.run();
        return Stream.of(
                DynamicTest.dynamicTest("complete", () -> complete(report)),
                DynamicContainer.dynamicContainer(
                        "operations",
                        report.operations().stream()
                                .map(each -> DynamicTest.dynamicTest(each.id(), () -> operation(each)))),
                DynamicContainer.dynamicContainer(
                        "assumptions",
                        report.assumptions().stream()
                                .map(each -> DynamicTest.dynamicTest(each.id(), () -> assumption(each)))),
                DynamicTest.dynamicTest("documents", () -> documents(report.drift())));
    }

    private static void complete(ContractReport report) {
        if (!report.complete()) {
            throw new AssertionFailedError(TextReport.verdict(report));
        }
    }

    private static void operation(OperationResult operation) {
        List<String> findings = TextReport.findings(operation).toList();
        if (!findings.isEmpty()) {
            throw new AssertionFailedError(String.join("; ", findings));
        }
        if (operation.failed()) {
            throw new AssertionFailedError(operation.id() + ": " + operation.why());
        }
        if (!operation.ran()) {
            throw new TestAbortedException(operation.why());
        }
    }

    private static void assumption(AssumptionResult assumption) {
        if (assumption.result() == Result.CONTRADICTED) {
            throw new AssertionFailedError("found " + assumption.found() + ", expected " + assumption.expects());
        }
        if (assumption.result() != Result.CONFIRMED) {
            throw new TestAbortedException(assumption.result().word() + ": " + assumption.why());
        }
    }

    private static void documents(Drift drift) {
        if (!drift.compared()) {
            throw new TestAbortedException(drift.why());
        }
        if (!drift.changes().isEmpty()) {
            throw new AssertionFailedError(drift.changes().stream()
                    .map(each -> each.module() + " " + each.level() + ": " + each.what())
                    .collect(Collectors.joining("; ")));
        }
    }
}
