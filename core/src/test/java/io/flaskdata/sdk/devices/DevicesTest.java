package io.flaskdata.sdk.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DevicesTest extends FacadeTest {
    private static final Instant AT = Instant.parse("2026-03-02T08:15:00.000Z");
    private static final DeviceLog LOG = DeviceLog.of("device-1")
            .subject("001-001")
            .at(AT)
            .type("steps")
            .payload("steps", 5120)
            .payload("weight", new BigDecimal("70.10"));

    @Test
    void insertsALogWithItsPayloadAsGiven() throws Exception {
        server.answers(Server.error(200, "OK"));
        assertThat(flask.devices(7)
                        .insertLog(LOG.payload("note", null).with("firmware", "1.2"))
                        .raw())
                .isEqualTo("OK");
        assertSent("/flask/device/insert-log", """
                {"study_id":7,"subject_label":"001-001","device_id":"device-1","log_date":"2026-03-02T08:15:00.000Z",
                 "log_type":"steps","payload":{"steps":5120,"weight":70.10,"note":null},"firmware":"1.2"}""");
        assertThat(LOG).hasToString("DeviceLog[redacted]");
    }

    @Test
    void readsTheLogsOfASubjectsDeviceInAWindow() throws Exception {
        server.answers(Server.json("[{\"device_id\":\"device-1\",\"payload\":{\"w\":1.10}}]"));
        DeviceLogs logs = flask.devices(7)
                .logs()
                .ofSubject("001-001")
                .ofDevice("device-1")
                .from(AT)
                .before(AT.plusSeconds(1))
                .with("log_type", "steps");
        assertNothingSent();
        assertThat(logs.toList().get(0).json("payload")).isEqualTo("{\"w\":1.10}");
        assertSent("/flask/device/get-logs", """
                {"study_id":7,"subject_label":"001-001","device_id":"device-1","fromDate":"2026-03-02T08:15:00.000Z",
                 "toDate":"2026-03-02T08:15:01.000Z","log_type":"steps"}""");
    }

    @Test
    void whatCanNotBeALogIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> DeviceLog.of(" ")).hasMessageContaining("deviceId");
        assertThatThrownBy(() -> LOG.subject("")).hasMessageContaining("subjectLabel");
        assertThatThrownBy(() -> LOG.type("")).hasMessageContaining("type");
        assertThatThrownBy(() -> LOG.payload("x", 1.5)).hasMessageContaining("value");
        assertThatThrownBy(() -> LOG.at(AT.plusNanos(1))).hasMessageContaining("finer");
        assertThatThrownBy(() -> flask.devices(7).logs().from(AT).before(AT)).hasMessageContaining("window");
        assertThatThrownBy(() -> flask.devices(7).logs().ofDevice("")).hasMessageContaining("deviceId");
        assertNothingSent();
    }
}
