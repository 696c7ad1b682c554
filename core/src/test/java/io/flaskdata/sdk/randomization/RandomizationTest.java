package io.flaskdata.sdk.randomization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomizationTest extends FacadeTest {
    private static final String PATH = "/features/flask/subjectfeatures/randomize-kits-with-stratification";
    private static final String KIT =
            "{\"kit_id\":1,\"kitno\":\"K-1\",\"randomization_date\":\"2026-03-02T08:15:00.000Z\"}";
    private static final String OTHER = "{\"kit_id\":2,\"kitno\":\"K-2\",\"randomization_date\":null}";

    private Randomization randomization;

    @BeforeEach
    void one() {
        randomization = flask.randomization("demo", "001-001")
                .stratum("SEX", "F")
                .stratum("SITE", "001")
                .with("arm", 2);
    }

    private static final String STRATA =
            ",\"strata1\":\"SEX\",\"strata1_value\":\"F\",\"strata2\":\"SITE\",\"strata2_value\":\"001\"";

    private static String request(String operation, String more) {
        return "{\"db_name\":\"demo\",\"edc_subject_label\":\"001-001\",\"operation\":\"" + operation + "\"" + more
                + ",\"arm\":2}";
    }

    @Test
    void readsRandomizesAndChanges() throws Exception {
        server.answers(Server.json("{}"))
                .answers(Server.json(KIT))
                .answers(Server.json(KIT))
                .answers(Server.json(OTHER));
        assertThat(randomization.read()).isEmpty();
        assertThat(randomization.state()).isEqualTo(RandomizationState.NOT_RANDOMIZED);
        RandomizedKit kit = randomization.randomize();
        assertThat(kit).isEqualTo(new RandomizedKit(1, "K-1", Instant.parse("2026-03-02T08:15:00Z"), KIT));
        RandomizedKit other = randomization.change();
        assertThat(other.kitNumber()).isEqualTo("K-2");
        assertThat(other.randomized()).isNull();
        assertThat(randomization.kit()).contains(other);
        assertThat(other).hasToString("RandomizedKit[redacted]");
        assertSent(PATH, request("read", ""));
        assertSent(PATH, request("read", STRATA));
        assertSent(PATH, request("randomize", ",\"kit_id\":1"));
        assertSent(PATH, request("change", STRATA + ",\"kit_id\":1"));
    }

    @Test
    void theNextKitIsNotTheSubjectsOwn() throws Exception {
        server.answers(Server.json(KIT));
        randomization.assumingNoKit();
        assertThat(randomization.nextKit().kitId()).isEqualTo(1);
        assertThat(randomization.state()).isEqualTo(RandomizationState.NOT_RANDOMIZED);
        assertThat(randomization.kit()).isEmpty();
        assertSent(PATH, request("read", STRATA));
        server.answers(Server.json("{}"));
        assertThatThrownBy(randomization::randomize)
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("lacks kit_id");
        assertThat(randomization.state()).isEqualTo(RandomizationState.NOT_RANDOMIZED);
    }

    @Test
    void aKitThatWasNotAskedForIsNoSuccess() {
        server.answers(Server.json(OTHER));
        randomization.assumingNoKit();
        assertThatThrownBy(() -> randomization.randomizeTo(1))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("another kit");
        assertThat(randomization.state()).isEqualTo(RandomizationState.UNKNOWN);
    }

    @Test
    void withoutAStratumNoKitIsAskedFor() {
        Randomization bare = flask.randomization("demo", "001-001").assumingNoKit();
        assertThatThrownBy(bare::nextKit).hasMessageContaining("needs a stratum");
        assertThatThrownBy(bare::randomize).hasMessageContaining("needs a stratum");
        assertNothingSent();
        server.answers(Server.json(KIT));
        Randomization read = flask.randomization("demo", "001-001");
        read.read();
        assertThatThrownBy(read::change).hasMessageContaining("needs a stratum");
        assertThat(read.state()).isEqualTo(RandomizationState.RANDOMIZED);
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aGivenKitIsNamedInTheRequest() throws Exception {
        server.answers(Server.json(KIT));
        randomization.assumingNoKit().randomizeTo(1);
        assertSent(PATH, request("randomize", ",\"kit_id\":1"));
    }

    @Test
    void whatIsOutOfOrderIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(randomization::randomize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NOT_READ");
        assertThatThrownBy(randomization::nextKit).hasMessageContaining("NOT_READ");
        assertThatThrownBy(randomization::change).hasMessageContaining("NOT_READ");
        assertNothingSent();
        server.answers(Server.json(KIT));
        assertThat(randomization.read()).isPresent();
        assertThatThrownBy(randomization::randomize).hasMessageContaining("RANDOMIZED");
        assertThatThrownBy(randomization::assumingNoKit).hasMessageContaining("RANDOMIZED");
        assertThatThrownBy(randomization::nextKit).hasMessageContaining("RANDOMIZED");
        assertThatThrownBy(() -> randomization.stratum("X", "1")).hasMessageContaining("two strata");
        assertThat(server.web.getRequestCount()).isEqualTo(2);
        assertThat(randomization.state()).isEqualTo(RandomizationState.RANDOMIZED);
    }

    static Stream<MockResponse> endsThatMayHaveDoneIt() {
        return Stream.of(
                new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST),
                Server.error(500, "broken"),
                Server.error(400, "[kits] the label printer is out of paper"),
                Server.json("{\"kit_id\":1}"),
                Server.json("{}"));
    }

    @ParameterizedTest
    @MethodSource("endsThatMayHaveDoneIt")
    void afterACallThatMayHaveBeenDoneItMustBeReadAgain(MockResponse end) {
        server.answers(end);
        randomization.assumingNoKit();
        assertThatThrownBy(() -> randomization.randomizeTo(1)).isInstanceOf(FlaskDataException.class);
        assertThat(randomization.state()).isEqualTo(RandomizationState.UNKNOWN);
        assertThatThrownBy(randomization::randomize).hasMessageContaining("UNKNOWN");
        assertThatThrownBy(randomization::assumingNoKit).hasMessageContaining("UNKNOWN");
        assertThat(server.web.getRequestCount()).isEqualTo(2);
        server.answers(Server.json(KIT));
        assertThat(randomization.read()).isPresent();
        assertThat(randomization.state()).isEqualTo(RandomizationState.RANDOMIZED);
    }

    @Test
    void aRefusalThatDidNothingLeavesItWhereItWas() {
        server.answers(Server.error(400, "[operation] parameter(s) is required."))
                .answers(Server.json(KIT));
        randomization.assumingNoKit();
        assertThatThrownBy(() -> randomization.randomizeTo(1)).isInstanceOf(RejectedException.class);
        assertThat(randomization.randomizeTo(1).kitId()).isEqualTo(1);
    }

    @Test
    void aReadOnlyViewRefusesToRandomizeAndMayReadOn() {
        server.answers(Server.json("{}"));
        Randomization reading = flask.withOptions(CallOptions::asReadOnly).randomization("demo", "001-001");
        assertThat(reading.read()).isEmpty();
        assertThatThrownBy(() -> reading.randomizeTo(1)).hasMessageContaining("read-only");
        assertThat(reading.state()).isEqualTo(RandomizationState.NOT_RANDOMIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[kits] The subject is not randomized.",
                "Subject isn't randomised",
                "[kits] Not yet randomized",
                "No kit."
            })
    void aServerThatSaysThatThereIsNoKitMeansNone(String text) {
        server.answers(Server.error(400, text));
        assertThat(randomization.read()).isEmpty();
        assertThat(randomization.state()).isEqualTo(RandomizationState.NOT_RANDOMIZED);
    }

    @Test
    void aReadThatFailsOtherwiseLeavesTheStateAsItWas() {
        server.answers(Server.error(400, "[kits] Subject not found."));
        assertThatThrownBy(randomization::read).isInstanceOf(RejectedException.class);
        assertThat(randomization.state()).isEqualTo(RandomizationState.NOT_READ);
    }

    @Test
    void twoThreadsRandomizeOnce() {
        server.answers(Server.json(KIT).setBodyDelay(200, java.util.concurrent.TimeUnit.MILLISECONDS));
        randomization.assumingNoKit();
        List<CompletableFuture<RandomizedKit>> both = List.of(
                flask.async(() -> randomization.randomizeTo(1)), flask.async(() -> randomization.randomizeTo(1)));
        CompletableFuture.allOf(both.get(0), both.get(1))
                .handle((nothing, failure) -> failure)
                .join();
        assertThat(both).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(1);
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }
}
