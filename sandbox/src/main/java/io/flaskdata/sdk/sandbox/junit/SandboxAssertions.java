package io.flaskdata.sdk.sandbox.junit;

import io.flaskdata.sdk.sandbox.Sandbox;

/**
 * AssertJ assertions on what a sandbox received. AssertJ is an optional dependency, needed only for these.
 *
 * <pre>{@code
 * import static io.flaskdata.sdk.sandbox.junit.SandboxAssertions.assertThat;
 *
 * assertThat(sandbox).received("/edc/subjects/create-subject").withBody("/label", "001-901").once();
 * assertThat(sandbox).noneFailed();
 * }</pre>
 */
public final class SandboxAssertions {
    private SandboxAssertions() {}

    /** Starts an assertion on all requests for operations that a sandbox has received since its start or last reset. */
    public static ReceivedRequestsAssert assertThat(Sandbox sandbox) {
        return new ReceivedRequestsAssert(sandbox.requests(), sandbox.operations());
    }
}
