package io.flaskdata.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.sandbox.seed.Seed;
import io.flaskdata.sdk.sandbox.seed.StudyDesign;
import io.flaskdata.sdk.sandbox.seed.StudyDesign.Item;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

// docs/testing.md: begin
@FlaskDataSandbox(seed = PumpTrialTest.PumpTrial.class)
class PumpTrialTest {
    static class PumpTrial implements Supplier<Seed> {
        @Override
        public Seed get() {
            return Seed.none()
                    .and(StudyDesign.of(9000001, "Pump trial")
                            .inEdc("pump")
                            .site("001", "Hill Clinic")
                            .crf("Pump check", Item.number("FLOW"), Item.choice("ALARM", "None", "Low", "High"))
                            .event("Baseline", "Pump check")
                            .subject("001", "001-001"));
        }
    }

    @Test
    void whatThePumpSendsArrivesInTheEdc(Sandbox sandbox) {
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build()) {
            flask.forms()
                    .study(9000001)
                    .subjectLabelled("001-001")
                    .event("Baseline")
                    .addCrf(
                            "Pump check",
                            CrfData.of("FLOW", new BigDecimal("1.50")).and("ALARM", 2));

            assertThat(flask.edc("pump").extract("crf_pump_check").toList())
                    .extracting(row -> row.string("FLOW"), row -> row.string("ALARM"))
                    .containsExactly(tuple("1.50", "2"));
        }
    }
}
// docs/testing.md: end
