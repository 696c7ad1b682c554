package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.FakeForms.Fault;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Device logs, of which equal ones are counted. */
class DeviceLogInsertTest extends FacadeTest {
    private static final Instant AT = Instant.parse("2026-03-02T08:15:00.000Z");
    private static final DeviceLog LOG = DeviceLog.of("device-1")
            .subject("001-001")
            .at(AT)
            .type("steps")
            .payload("steps", 5120)
            .payload("weight", new BigDecimal("70.10"));

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    private final FakeForms forms = new FakeForms();

    /** Two of the logs are equal in all but their key. */
    private BulkReport run() {
        return run(List.of(new Keyed<>("a", LOG), new Keyed<>("b", LOG), new Keyed<>("c", LOG.at(AT.plusSeconds(60)))));
    }

    private BulkReport run(List<Keyed<DeviceLog>> inputs) {
        return BulkInsert.into(
                        flask.withOptions(options -> options.withMaxAttempts(1)).devices(7), folder.resolve("journal"))
                .settling(java.time.Duration.ZERO)
                .concurrency(1)
                .run(inputs.iterator());
    }

    @Test
    void aFaultAtAnyLogIsMadeGoodByTheNextRunWithoutASecondInsert() throws Exception {
        server.web.setDispatcher(forms);
        for (Fault fault :
                List.of(Fault.REFUSED, Fault.FAILED_BEFORE, Fault.FAILED_AFTER, Fault.LOST_BEFORE, Fault.LOST_AFTER)) {
            for (int at = 0; at < 3; at++) {
                forms.logs.clear();
                forms.insertFaults.clear();
                forms.insertFaults.put(forms.inserts.get() + at, fault);
                assertThat(run().inserted()).as("%s at %d", fault, at).isEqualTo(2);
                BulkReport repaired = run();
                assertThat(repaired.complete()).as("%s at %d", fault, at).isTrue();
                // The second finds the first, which is equal, before it is sent.
                assertThat(repaired.found()).isEqualTo(fault.acts && at > 0 ? 1 : 0);
                assertThat(forms.logs).as("%s at %d", fault, at).hasSize(3);
                java.nio.file.Files.delete(folder.resolve("journal"));
            }
        }
    }

    private BulkReport whenTheServerHas(String stored) {
        server.web.setDispatcher(forms);
        forms.insertFaults.put(2, Fault.LOST_BEFORE);
        run();
        forms.logs.clear();
        forms.logs.add(JsonParser.parseString(stored).getAsJsonObject());
        return run();
    }

    @Test
    void aLogIsFoundByItsValuesThoughNumbersAreSpeltOtherwise() {
        JsonObject stored = JsonParser.parseString(
                        "{\"_id\":\"5f\",\"device_id\":\"device-1\",\"subject_label\":\"001-001\",\"log_type\":\"steps\","
                                + "\"log_date\":\"2026-03-02T08:16:00.000Z\",\"payload\":{\"weight\":70.1,\"steps\":5120}}")
                .getAsJsonObject();
        assertThat(whenTheServerHas(stored.toString()).found()).isEqualTo(1);
    }

    @Test
    void aLogThatDiffersInAValueIsNotTakenForIt() {
        assertThat(whenTheServerHas(
                                "{\"device_id\":\"device-1\",\"subject_label\":\"001-001\",\"log_type\":\"steps\","
                                        + "\"log_date\":\"2026-03-02T08:16:00.000Z\",\"payload\":{\"weight\":70.2,\"steps\":5120}}")
                        .inserted())
                .isEqualTo(1);
    }

    @Test
    void logsThatDoNotSayEnoughLeaveItUnresolved() {
        BulkReport report = whenTheServerHas("{\"device\":\"device-1\",\"at\":\"2026-03-02T08:16:00.000Z\"}");
        assertThat(report.unresolved()).isEqualTo(1);
        assertThat(forms.inserts).hasValue(3);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void aReadThatFlaskDataAnswersOtherwiseThanInferredDoesNotKeepOneFromBeingInserted() {
        List<Keyed<DeviceLog>> one = List.of(new Keyed<>("a", LOG));
        server.answers(Server.json("{}")).answers(Server.json("{}"));
        assertThat(run(one).inserted()).isEqualTo(1);
        List<Keyed<DeviceLog>> other = List.of(new Keyed<>("b", LOG.at(AT.plusSeconds(60))));
        server.answers(Server.json("{\"logs\":[]}")).answers(Server.error(504, "gateway"));
        assertThat(run(other).unknown()).isEqualTo(1);
        int sent = server.web.getRequestCount();
        server.answers(Server.json("[]"));
        assertThat(run(other).unresolved())
                .as("what was there before is not known")
                .isEqualTo(1);
        assertThat(server.web.getRequestCount()).isEqualTo(sent + 1);
    }

    @Test
    void aPageInTheReadsPlaceKeepsAllFromBeingSent() {
        server.answers(Server.error(200, "<html>sign in</html>"));
        assertThat(run(List.of(new Keyed<>("a", LOG))).notInserted()).isEqualTo(1);
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @Test
    void logsThatDoNotSayEnoughDoNotKeepOneFromBeingInserted() {
        server.web.setDispatcher(forms);
        forms.logs.add(JsonParser.parseString("{\"device\":\"device-1\"}").getAsJsonObject());
        assertThat(run().inserted()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_BEFORE", "LOST_AFTER", "GATEWAY_BEFORE", "GATEWAY_AFTER", "NOT_JSON"})
    void aLogThatWasThereBeforeIsNotTakenForOurs(Fault fault) {
        server.web.setDispatcher(forms);
        flask.devices(7).insertLog(LOG);
        flask.devices(7).insertLog(LOG);
        forms.insertFaults.put(2, fault);
        List<Keyed<DeviceLog>> one = List.of(new Keyed<>("a", LOG));
        assertThat(run(one).unknown()).isEqualTo(1);
        BulkReport repaired = run(one);
        assertThat(repaired.complete()).isTrue();
        assertThat(repaired.found()).isEqualTo(fault.acts ? 1 : 0);
        assertThat(forms.logs).hasSize(3);
    }

    @Test
    void aLogThatSomebodyWroteBetweenTheRunsIsNotTakenForOurs() {
        server.web.setDispatcher(forms);
        run(List.of(new Keyed<>("a", LOG)));
        flask.devices(7).insertLog(LOG);
        forms.insertFaults.put(2, Fault.LOST_BEFORE);
        List<Keyed<DeviceLog>> two = List.of(new Keyed<>("a", LOG), new Keyed<>("b", LOG));
        assertThat(run(two).unknown()).isEqualTo(1);
        assertThat(run(two).inserted()).isEqualTo(1);
        assertThat(forms.logs).hasSize(3);
    }

    @Test
    void aLogThatSaysMoreIsNotTakenForOurs() {
        server.web.setDispatcher(forms);
        DeviceLog bare = DeviceLog.of("device-1").subject("001-001").at(AT);
        forms.insertFaults.put(0, Fault.LOST_BEFORE);
        List<Keyed<DeviceLog>> one = List.of(new Keyed<>("a", bare));
        assertThat(run(one).unknown()).isEqualTo(1);
        flask.devices(7).insertLog(LOG);
        assertThat(run(one).inserted()).isEqualTo(1);
        assertThat(forms.logs).hasSize(2);
    }
}
