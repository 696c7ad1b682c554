package org.example.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class SubjectsTest {
    private static Sandbox sandbox;

    @DynamicPropertySource
    static void useTheSandbox(DynamicPropertyRegistry registry) throws IOException {
        sandbox = Sandbox.start();
        registry.add("flaskdata.environment", () -> "");
        registry.add("flaskdata.api-url", sandbox::apiUrl);
        registry.add("flaskdata.idp-url", sandbox::idpUrl);
        registry.add("flaskdata.email", () -> Sandbox.API_USER);
        registry.add("flaskdata.password-file", () -> "");
        registry.add("flaskdata.password", () -> Sandbox.PASSWORD);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Autowired
    private Subjects subjects;

    @Test
    void theyAreTheDatabases() {
        assertThat(subjects.labels()).contains("001-001");
    }

    @Test
    void eachCallIsCounted(@Autowired MeterRegistry registry) {
        subjects.labels();
        assertThat(registry.get("flaskdata.client.attempts")
                        .tags("operation", "edc.extractData", "outcome", "SUCCESS")
                        .timer()
                        .count())
                .isPositive();
    }
}
