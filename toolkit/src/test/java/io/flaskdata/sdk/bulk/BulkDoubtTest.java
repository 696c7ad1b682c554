package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkOutcome.State;
import io.flaskdata.sdk.bulk.FakeForms.Fault;
import io.flaskdata.sdk.devices.DeviceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a bulk insert makes of answers that leave its outcome in doubt. */
class BulkDoubtTest extends BulkFixture {
    static Stream<Arguments> gateways() {
        Stream<Arguments> statuses = Stream.of(
                        407, 408, 421, 425, 499, 501, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 526, 527, 530,
                        599)
                .map(status -> Arguments.of(status, "<html>nginx</html>"));
        Stream<Arguments> texts = Stream.of(
                        "", "upstream request timeout", "{\"message\":\"Endpoint request timed out\"}")
                .map(body -> Arguments.of(504, body));
        Stream<Arguments> pages = Stream.of(200, 400, 401, 403, 404, 500)
                .map(status -> Arguments.of(status, "<!DOCTYPE html><title>Sign in</title>"));
        return Stream.of(statuses, texts, pages).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void anAnswerThatAGatewayCanMakeSaysNothingOfTheServer(int status, String body) throws IOException {
        forms.gateway = Server.error(status, body);
        forms.insertFaults.put(0, Fault.GATEWAY_BEFORE);
        forms.insertFaults.put(1, Fault.GATEWAY_BEFORE);
        List<Keyed<CrfInsert>> two = List.of(input(2), input(3));
        assertThat(Stream.of(two.get(0), two.get(1))
                        .mapToLong(each -> bulk().run(List.of(each).iterator()).unknown()))
                .containsExactly(1L, 1L);
        assertThat(Files.readString(journal)).contains("\"key-2\",\"state\":\"UNKNOWN\"");
        now = now.plus(BulkInsert.DEFAULT_SETTLING).minusMillis(1);
        assertThat(bulk().run(two.iterator()).unresolved()).isEqualTo(2);
        assertThat(forms.inserts).hasValue(2);
        // The server was at work on the first one all the time, and never had the second.
        forms.created.put(2, 1);
        forms.add("001-002/Demographics");
        now = now.plusMillis(1);
        BulkReport repaired = bulk().run(two.iterator());
        assertThat(repaired.found()).isEqualTo(1);
        assertThat(repaired.inserted()).isEqualTo(1);
        assertThat(forms.created).isEqualTo(Map.of(2, 1, 3, 1));
    }

    @ParameterizedTest
    @CsvSource({"400,Bad Request", "500,Internal Server Error", "500,{\"message\":\"Internal server error\"}", "500,''"
    })
    void aFailureThatMayBeTheServersOwnIsLookedForLateAndWhatIsThereIsLeftToAPerson(int status, String body) {
        forms.gateway = Server.error(status, body);
        forms.insertFaults.put(0, Fault.GATEWAY_AFTER);
        List<Keyed<CrfInsert>> one = List.of(input(2));
        assertThat(bulk().run(one.iterator()).unknown()).isEqualTo(1);
        now = now.plus(BulkInsert.DEFAULT_SETTLING).minusMillis(1);
        assertThat(bulk().run(one.iterator()).unresolved()).isEqualTo(1);
        now = now.plusMillis(1);
        List<BulkOutcome> outcomes = new ArrayList<>();
        assertThat(bulk().run(one.iterator(), outcomes::add).unresolved()).isEqualTo(1);
        assertThat(outcomes.get(0).reason().orElseThrow()).contains("ID0");
        assertThat(bulk().run(one.iterator()).unresolved()).isEqualTo(1);
        assertThat(forms.inserts).hasValue(1);
    }

    /** Leaves key-2 unresolved: the server failed, and ID0 is there. */
    private void leaveOneUnresolved() {
        forms.insertFaults.put(0, Fault.FAILED_AFTER);
        bulk().run(List.of(input(2)).iterator());
        assertThat(bulk().run(List.of(input(2)).iterator()).unresolved()).isEqualTo(1);
    }

    @Test
    void whatAPersonAcceptsIsDone() {
        leaveOneUnresolved();
        List<BulkOutcome> outcomes = new ArrayList<>();
        bulk().accepting(List.of("key-2")).run(inputs(), outcomes::add);
        assertThat(outcomes)
                .contains(BulkOutcome.of("key-2", State.FOUND, java.util.Optional.of("ID0")))
                .hasSize(INPUTS);
        assertThat(bulk().accepting(List.of("key-2")).run(inputs()).alreadyInserted())
                .isEqualTo(INPUTS);
        assertEachOnce();
    }

    @Test
    void whatAPersonDeletesIsSentAgain() {
        leaveOneUnresolved();
        forms.delete("001-002/Demographics", "ID0");
        forms.created.remove(2);
        assertThat(bulk().run(inputs()).complete()).isTrue();
        assertEachOnce();
    }

    @Test
    void whatIsNotUnresolvedIsNotAccepted() {
        assertThatThrownBy(() -> bulk().accepting(List.of("key-2")).run(inputs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not unresolved");
        assertThat(forms.created).doesNotContainKey(2);
    }

    @Test
    void anUnresolvedOneDoesNotHoldUpOthersThatLookLikeIt() {
        forms.insertFaults.put(0, Fault.FAILED_AFTER);
        forms.insertFaults.put(1, Fault.LOST_AFTER);
        bulk().run(List.of(input(0), input(1)).iterator());
        settle();
        BulkReport repaired = bulk().run(List.of(input(0), input(1)).iterator());
        assertThat(repaired.unresolved()).isEqualTo(1);
        assertThat(repaired.found()).isEqualTo(1);
        assertThat(forms.created).isEqualTo(Map.of(0, 1, 1, 1));
    }

    @Test
    void whatAFailedSignInKeptBackIsSentAtOnceByTheNextRun() {
        forms.signIn = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
        DeviceLog log = DeviceLog.of("device-1");
        BulkInsert<DeviceLog> logs = BulkInsert.into(flask.devices(7), journal);
        List<Keyed<DeviceLog>> two = List.of(new Keyed<>("a", log.type("1")), new Keyed<>("b", log.type("2")));
        BulkReport broken = logs.concurrency(1).run(two.iterator());
        assertThat(broken.notInserted()).isEqualTo(1);
        assertThat(broken.stoppedBy()).isPresent();
        forms.signIn = null;
        assertThat(logs.run(two.iterator()).inserted()).isEqualTo(2);
    }

    /** The token is good when the run looks and gone when it inserts. */
    @Test
    void aSignInThatFailsBetweenLookingAndInsertingLeavesNothingInDoubt() throws IOException {
        forms.insertFaults.put(0, Fault.GATEWAY_BEFORE);
        forms.gateway = Server.error(401, "[JWT Token] Token expired. Please invalidate it.");
        forms.afterReads =
                () -> forms.signIn = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
        BulkReport broken = bulk().run(List.of(input(2)).iterator());
        assertThat(broken.notInserted()).isEqualTo(1);
        assertThat(broken.stoppedBy()).isPresent();
        assertThat(Files.readString(journal)).contains("\"key-2\",\"state\":\"NOT_DONE\"");
    }
}
