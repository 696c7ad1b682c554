package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A run against the sandbox, which behaves as the documents say. */
class AgainstSandboxTest {
    @Test
    void everythingAgrees() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                FlaskDataClient flask = client(sandbox)) {
            ContractReport report = full(FlaskDataContract.verify(flask)).run();
            report.writeTo(Path.of("target", "contract-report"));
            System.out.println(report.text());
            assertThat(report.complete()).isTrue();
        }
    }

    static FlaskDataClient client(Sandbox sandbox) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
    }

    static FlaskDataContract full(FlaskDataContract contract) {
        return contract.edc("demo")
                .study(1000001)
                .stratum("SEX", "F")
                .stratum("SITE", "001")
                .user(() -> new Credentials(Sandbox.SUBJECT_USER, Sandbox.PASSWORD));
    }
}
