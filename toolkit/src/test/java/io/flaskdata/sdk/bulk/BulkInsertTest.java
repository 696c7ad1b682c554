package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkOutcome.State;
import io.flaskdata.sdk.bulk.FakeForms.Fault;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BulkInsertTest extends BulkFixture {
    private Map<State, Long> states(BulkInsert<CrfInsert> bulk, List<BulkOutcome> outcomes) {
        bulk.run(inputs(), outcomes::add);
        return outcomes.stream()
                .collect(Collectors.groupingBy(BulkOutcome::state, TreeMap::new, Collectors.counting()));
    }

    @Test
    void insertsAllAndASecondRunSendsNothing() throws IOException {
        BulkReport first = bulk().concurrency(3).run(inputs());
        assertThat(first.inserted()).isEqualTo(INPUTS);
        assertThat(first.complete()).isTrue();
        assertThat(forms.reads).hasValue(4);
        int sent = server.web.getRequestCount();
        List<BulkOutcome> outcomes = new ArrayList<>();
        assertThat(states(bulk(), outcomes)).isEqualTo(Map.of(State.ALREADY_INSERTED, 5L));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.id()).isPresent());
        assertThat(server.web.getRequestCount()).isEqualTo(sent);
        assertEachOnce();
        String lines = Files.readString(journal);
        assertThat(lines).contains("key-0", "sha256", "ID0").doesNotContain("value-", "SECRET", "001-00", "token");
        assertThat(lines.lines()).hasSize(1 + 4 + 2 * INPUTS);
    }

    static Stream<Arguments> faultsAtEveryPoint() {
        return Stream.of(Fault.values())
                .filter(fault -> fault != Fault.NONE && fault != Fault.SILENT)
                .flatMap(fault -> Stream.concat(
                        IntStream.range(0, INPUTS).mapToObj(at -> Arguments.of(fault, at, 1)),
                        Stream.of(Arguments.of(fault, 2, 3))));
    }

    @ParameterizedTest
    @MethodSource("faultsAtEveryPoint")
    void aFaultAtAnyInsertIsMadeGoodByTheNextRunWithoutASecondInsert(Fault fault, int at, int threads) {
        forms.insertFaults.put(at, fault);
        BulkReport broken = bulk().concurrency(threads).run(inputs());
        // Input 1 looks like input 0: it is not sent before it is known what became of that.
        boolean ended = fault == Fault.REFUSED || fault == Fault.FAILED_BEFORE || fault == Fault.FAILED_AFTER;
        int waiting = at == 0 && !ended ? 1 : 0;
        assertThat(broken.inserted()).isEqualTo(INPUTS - 1 - waiting);
        assertThat(broken.notInserted()).isEqualTo((fault == Fault.REFUSED ? 1 : 0) + waiting);
        assertThat(broken.unknown()).isEqualTo(fault == Fault.REFUSED ? 0 : 1);
        settle();
        BulkReport repaired = bulk().concurrency(threads).run(inputs());
        assertEachOnce();
        assertThat(repaired.alreadyInserted()).isEqualTo(INPUTS - 1 - waiting);
        boolean mayBePart = fault == Fault.FAILED_AFTER;
        assertThat(repaired.unresolved()).isEqualTo(mayBePart ? 1 : 0);
        assertThat(repaired.found()).isEqualTo(fault.acts && !mayBePart ? 1 : 0);
        assertThat(repaired.inserted()).isEqualTo((fault.acts ? 0 : 1) + waiting);
        assertThat(repaired.complete()).isEqualTo(!mayBePart);
    }

    static Stream<Arguments> readFaultsAtEveryPoint() {
        return Stream.of(Fault.REFUSED, Fault.FAILED_AFTER, Fault.LOST_AFTER, Fault.CUT_SHORT, Fault.NOT_JSON)
                .flatMap(fault -> IntStream.range(0, 4).mapToObj(at -> Arguments.of(fault, at)));
    }

    @ParameterizedTest
    @MethodSource("readFaultsAtEveryPoint")
    void whoseCrfsCanNotBeLookedAtIsNotInserted(Fault fault, int at) {
        forms.readFaults.put(at, fault);
        BulkReport broken = bulk().run(inputs());
        assertThat(broken.notInserted()).isEqualTo(1);
        assertThat(bulk().run(inputs()).complete()).isTrue();
        assertEachOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSED", "FAILED_AFTER", "LOST_AFTER", "CUT_SHORT", "NOT_JSON"})
    void whatCanNotBeLookedForIsNotSentAgain(Fault fault) {
        forms.insertFaults.put(2, Fault.LOST_AFTER);
        bulk().run(inputs());
        settle();
        forms.readFaults.put(forms.reads.get(), fault);
        assertThat(bulk().run(inputs()).unresolved()).isEqualTo(1);
        assertThat(bulk().run(inputs()).found()).isEqualTo(1);
        assertEachOnce();
    }

    @Test
    void whatTheServerMayStillBeAtWorkOnIsLeftAlone() {
        forms.insertFaults.put(2, Fault.LOST_BEFORE);
        bulk().run(inputs());
        now = now.plus(BulkInsert.DEFAULT_SETTLING).minusMillis(1);
        List<BulkOutcome> outcomes = new ArrayList<>();
        assertThat(states(bulk(), outcomes)).isEqualTo(Map.of(State.ALREADY_INSERTED, 4L, State.UNRESOLVED, 1L));
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.state() == State.UNRESOLVED)
                .allSatisfy(outcome -> {
                    assertThat(outcome.key()).isEqualTo("key-2");
                    assertThat(outcome.reason().orElseThrow()).contains("too early");
                });
        assertThat(bulk().settling(Duration.ZERO).run(inputs()).inserted()).isEqualTo(1);
        assertEachOnce();
    }

    @Test
    void crfsThatWereThereBeforeAreNotTakenForOurs() {
        forms.add("001-002/Demographics");
        forms.insertFaults.put(2, Fault.LOST_BEFORE);
        bulk().run(inputs());
        settle();
        BulkReport repaired = bulk().run(inputs());
        assertThat(repaired.inserted()).isEqualTo(1);
        assertThat(repaired.found()).isZero();
        assertEachOnce();
    }

    @Test
    void aCrfThatSomebodyMadeBetweenTheRunsIsNotTakenForOurs() {
        bulk().run(List.of(input(1)).iterator());
        forms.add("001-001/Demographics");
        forms.insertFaults.put(1, Fault.LOST_BEFORE);
        bulk().run(List.of(input(0), input(1)).iterator());
        settle();
        BulkReport repaired = bulk().run(inputs());
        assertThat(repaired.found()).isZero();
        assertEachOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void anUnknownOneIsResolvedByAnotherThatLooksLikeItAndNotSentAgain(Fault fault) {
        forms.insertFaults.put(0, fault);
        assertThat(bulk().run(List.of(input(0), input(1)).iterator()).notInserted())
                .isEqualTo(1);
        settle();
        BulkReport repaired = bulk().run(List.of(input(1), input(0)).iterator());
        assertThat(repaired.complete()).isTrue();
        assertThat(repaired.inserted()).isEqualTo(fault.acts ? 1 : 2);
        assertThat(forms.created).isEqualTo(Map.of(0, 1, 1, 1));
    }

    @Test
    void aServerThatCanNotBeReachedEndsTheRun() throws IOException {
        flask.authorize();
        bulk().run(List.of(input(0)).iterator());
        server.close();
        List<Integer> taken = new ArrayList<>();
        Iterator<Keyed<CrfInsert>> counted = IntStream.range(0, INPUTS)
                .peek(taken::add)
                .mapToObj(BulkFixture::input)
                .iterator();
        BulkReport report = bulk().run(counted);
        assertThat(report.stoppedBy()).containsInstanceOf(ConnectionException.class);
        assertThat(report.alreadyInserted()).isEqualTo(1);
        assertThat(report.complete()).isFalse();
        assertThat(taken).hasSizeLessThan(INPUTS);
    }

    @Test
    void aServerThatFailsEveryTimeIsLeftAloneAfterSome() {
        IntStream.range(0, INPUTS).forEach(at -> forms.insertFaults.put(at, Fault.FAILED_AFTER));
        forms.insertFaults.remove(1);
        BulkReport report = bulk().stoppingAfter(2).run(inputs());
        assertThat(report.stoppedBy()).containsInstanceOf(ServerFailureException.class);
        assertThat(report.unknown()).isEqualTo(3);
        assertThat(forms.created).hasSize(4);
    }

    @Test
    void anotherInputUnderAKnownKeyIsRefused() {
        bulk().run(inputs());
        Keyed<CrfInsert> changed = new Keyed<>("key-3", input(4).input());
        assertThatThrownBy(() -> bulk().run(List.of(input(1), changed).iterator()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Input 2")
                .hasMessageNotContaining("key-3");
        assertEachOnce();
    }

    @Test
    void aKeyThatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> bulk().run(List.of(input(1), input(1)).iterator()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input 2");
        assertThat(forms.created).containsExactly(Map.entry(1, 1));
    }

    @Test
    void aJournalOfAnotherStudyOrKindOrInUseOrDamagedIsRefused() throws IOException {
        bulk().run(inputs());
        assertThatThrownBy(
                        () -> BulkInsert.into(flask.forms().study(8), journal).run(inputs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("journal");
        assertThatThrownBy(() -> BulkInsert.into(flask.devices(7), journal)
                        .run(List.<Keyed<DeviceLog>>of().iterator()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bulk().run(inputs(), outcome -> bulk().run(inputs())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use");
        List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        for (String damage : List.of("{\"key\":\"key-0\"", "[]", "{\"key\":\"key-0\",\"state\":\"GONE\"}", "{}")) {
            lines.set(3, damage);
            Files.write(journal, lines);
            assertThatThrownBy(() -> bulk().run(inputs()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("damaged in line 4");
        }
        assertEachOnce();
    }

    @Test
    void aFailureOfTheInputEndsTheRunWhenWhatIsUnderWayHasEnded() {
        Iterator<Keyed<CrfInsert>> broken = Stream.of(0, 1, 2)
                .map(number -> {
                    if (number == 2) {
                        throw new IllegalStateException("the file ended early");
                    }
                    return input(number);
                })
                .iterator();
        assertThatThrownBy(() -> bulk().run(broken)).hasMessage("the file ended early");
        assertThat(forms.created).containsOnlyKeys(0, 1);
        assertThat(bulk().run(inputs()).alreadyInserted()).isEqualTo(2);
        assertEachOnce();
    }

    @Test
    void anInterruptedRunCancelsWhatIsUnderWayAndItsJournalSaysSo() throws Exception {
        forms.insertFaults.put(1, Fault.SILENT);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> ended.complete(catchThrowable(() -> bulk().run(inputs()))));
        thread.start();
        assertThat(forms.silent.await(30, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(Files.readString(journal))
                .contains("\"key-1\",\"state\":\"UNKNOWN\"")
                .doesNotContain("key-3");
        settle();
        assertThat(bulk().run(inputs()).complete()).isTrue();
        assertEachOnce();
    }

    @Test
    void asManyAsAreAllowedAreUnderWayAtOnceAndNoMore() {
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        forms.before = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                three.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            } finally {
                now.decrementAndGet();
            }
        };
        Iterator<Keyed<CrfInsert>> six =
                IntStream.rangeClosed(1, 6).mapToObj(BulkFixture::input).iterator();
        assertThat(bulk().concurrency(3).run(six).inserted()).isEqualTo(6);
        assertThat(most).hasValue(3);
    }

    @Test
    void whatCanNotBeRightIsRefusedBeforeAnythingIsSent() {
        CrfData data = CrfData.of("N", 1);
        assertThatThrownBy(() -> bulk().concurrency(0)).hasMessageContaining("inserts");
        assertThatThrownBy(() -> bulk().stoppingAfter(0)).hasMessageContaining("inRow");
        assertThatThrownBy(() -> bulk().settling(Duration.ofSeconds(-1))).hasMessageContaining("time");
        assertThatThrownBy(() -> new Keyed<>(" ", 1)).hasMessageContaining("key");
        assertThatThrownBy(() -> CrfInsert.of("", "e", "c", data)).hasMessageContaining("subjectLabel");
        assertThatThrownBy(() -> CrfInsert.of("s", "", "c", data)).hasMessageContaining("event");
        assertThatThrownBy(() -> CrfInsert.of("s", "e", "", data)).hasMessageContaining("crf");
        assertThatThrownBy(() -> flask.devices(0)).hasMessageContaining("studyId");
        assertThat(server.web.getRequestCount()).isZero();
    }
}
