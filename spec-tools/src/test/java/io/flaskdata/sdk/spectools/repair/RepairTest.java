package io.flaskdata.sdk.spectools.repair;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepairTest {
    @ParameterizedTest
    @MethodSource("io.flaskdata.sdk.spectools.repair.Repair#rules")
    void everyRuleHasATestOfItsOwn(Rule rule) {
        assertThatCode(() -> Class.forName(rule.getClass().getName() + "Test")).doesNotThrowAnyException();
    }
}
