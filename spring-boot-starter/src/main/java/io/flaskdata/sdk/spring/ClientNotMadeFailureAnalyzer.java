package io.flaskdata.sdk.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows what is wrong at start as one sentence, instead of a stack trace. */
final class ClientNotMadeFailureAnalyzer extends AbstractFailureAnalyzer<ClientNotMadeException> {
    ClientNotMadeFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ClientNotMadeException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
