package io.flaskdata.sdk.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlicedExtractTest extends FacadeTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-03-02T00:00:00Z");

    private final List<JsonObject> requests = new ArrayList<>();
    private Set<Path> before;

    @BeforeEach
    void lookAtTheTemporaryFiles() throws IOException {
        before = slices();
    }

    @AfterEach
    void noSliceIsLeftOnTheDisk() throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("flaskdata-slice")) {
                thread.join(5000);
            }
        }
        assertThat(before).containsAll(slices());
    }

    private static Set<Path> slices() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("flaskdata-sdk-"))
                    .collect(Collectors.toSet());
        }
    }

    private void serve(Function<JsonObject, MockResponse> answer) {
        server.web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                JsonObject json = body(request).getAsJsonObject();
                synchronized (requests) {
                    requests.add(json);
                }
                return answer.apply(json);
            }
        });
    }

    private static String site(JsonObject request) {
        return request.getAsJsonObject("filters").get("site").getAsString();
    }

    private static MockResponse rows(String site, int count) {
        return Server.json(text(site, count));
    }

    private static String text(String site, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"site\":\"" + site + "\",\"n\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private Extract extract() {
        return flask.edc("demo").extract("t");
    }

    private record Told(long rows, long bytes, OptionalLong total) {}

    @Test
    void progressIsTheSumOfAllSlicesToldByOneThreadAtATime() {
        serve(request -> rows(site(request), 2000));
        List<Told> told = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        SliceCounts counts = SlicedExtract.byValues(extract(), "site", "001", "002", "003", "004")
                .withProgress((rows, bytes, total) -> {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    told.add(new Told(rows, bytes, total));
                    inside.decrementAndGet();
                })
                .expecting(8000)
                .forEach(row -> {});
        long bytes = 4 * Server.json(text("001", 2000)).getBody().size();
        assertThat(told).extracting(Told::rows).isSorted().endsWith(counts.total());
        assertThat(told).extracting(Told::bytes).isSorted().endsWith(bytes);
        assertThat(told.get(told.size() - 1).total()).hasValue(bytes);
        assertThat(told.get(0).total()).as("while not every slice has begun").isEmpty();
    }

    @Test
    void progressCountsTheRowsPassedOnNotThoseLeftOut() {
        serve(request -> Server.json("[{\"date_updated\":null},{\"date_updated\":\"2026-03-01T10:00:00.000Z\"}]"));
        List<Long> rows = new ArrayList<>();
        SliceCounts counts = SlicedExtract.byDates(extract(), FIRST)
                .andRowsNeverUpdated()
                .withProgress((count, bytes, total) -> rows.add(count))
                .forEach(row -> {});
        assertThat(rows).isSorted().endsWith(counts.total());
        assertThat(counts.total()).isLessThan(6);
    }

    @Test
    void aProgressListenerThatThrowsEndsTheExtract() {
        serve(request -> rows(site(request), 2000));
        IllegalStateException thrown = new IllegalStateException("enough");
        SlicedExtract sliced = SlicedExtract.byValues(extract(), "site", "001", "002")
                .withProgress((rows, bytes, total) -> {
                    throw thrown;
                });
        assertThatThrownBy(() -> sliced.forEach(row -> {})).isSameAs(thrown);
    }

    @Test
    void theRowsComeInTheSlicesOrderThoughAnotherAnswersFirst() {
        CountDownLatch second = new CountDownLatch(1);
        serve(request -> {
            if (site(request).equals("002")) {
                second.countDown();
            } else if (site(request).equals("001")) {
                await(second);
            }
            return rows(site(request), 2);
        });
        List<String> seen = new ArrayList<>();
        SliceCounts counts = SlicedExtract.byValues(extract().where("crf", "A"), "site", "001", "002", "003")
                .expecting(6)
                .forEach(row -> seen.add(row.string("site") + "/" + row.string("n")));
        assertThat(seen).containsExactly("001/0", "001/1", "002/0", "002/1", "003/0", "003/1");
        assertThat(counts).isEqualTo(new SliceCounts(List.of(2L, 2L, 2L)));
        assertThat(counts.total()).isEqualTo(6);
        assertThat(requests)
                .allSatisfy(request ->
                        assertThat(request.getAsJsonObject("filters").keySet()).containsExactly("crf", "site"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noMoreSlicesAreAskedForAtATimeThanSaid() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        serve(request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            both.countDown();
            await(both);
            now.decrementAndGet();
            return rows(site(request), 1);
        });
        String[] sites = IntStream.range(0, 20).mapToObj(Integer::toString).toArray(String[]::new);
        assertThat(SlicedExtract.byValues(extract(), "site", sites)
                        .atOnce(2)
                        .forEach(row -> {})
                        .total())
                .isEqualTo(20);
        assertThat(most).hasValue(2);
    }

    @Test
    void aCountThatDoesNotAddUpIsAnError() {
        serve(request -> rows(site(request), 2));
        List<Row> seen = new ArrayList<>();
        assertThatThrownBy(() -> SlicedExtract.byValues(extract(), "site", "001", "002")
                        .expecting(5)
                        .forEach(seen::add))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageStartingWith("edc.extractData: the slices have 4 rows, not 5.");
        assertThat(seen).hasSize(4);
    }

    @Test
    void aServerThatDoesNotFilterIsNoticed() {
        serve(request -> rows("001", 2));
        assertThatThrownBy(() ->
                        SlicedExtract.byValues(extract(), "site", "001", "002").forEach(row -> {}))
                .isInstanceOf(IncompleteExtractException.class)
                .hasMessageContaining("column site");
    }

    @Test
    void windowsTouchWhateverTheServerDoesWithTheirEnds() {
        String all = Stream.of(
                        "\"2026-02-28T23:59:59.999Z\"",
                        "\"2026-03-01T00:00:00.000Z\"",
                        "\"2026-03-01T23:59:59.999Z\"",
                        "\"2026-03-02T00:00:00.000Z\"",
                        "null")
                .map(date -> "{\"date_updated\":" + date + "}")
                .collect(Collectors.joining(",", "[", "]"));
        // Worse than any server: every slice gets every row.
        serve(request -> Server.json(all));
        List<String> seen = new ArrayList<>();
        SliceCounts counts = SlicedExtract.byDates(extract(), FIRST, SECOND)
                .andRowsNeverUpdated()
                .forEach(row -> seen.add(row.string("date_updated")));
        assertThat(counts.rows()).containsExactly(1L, 1L, 2L, 1L);
        assertThat(seen)
                .containsExactly(
                        null,
                        "2026-02-28T23:59:59.999Z",
                        "2026-03-01T00:00:00.000Z",
                        "2026-03-01T23:59:59.999Z",
                        "2026-03-02T00:00:00.000Z");
    }

    @Test
    void aWindowIsAskedForWithAMillisecondMoreOnBothSides() {
        serve(request -> Server.json("[]"));
        SlicedExtract.byDates(extract(), FIRST, SECOND)
                .andRowsNeverUpdated()
                .atOnce(1)
                .forEach(row -> {});
        assertThat(requests)
                .extracting(Object::toString)
                .containsExactly(
                        "{\"tableName\":\"t\"}",
                        "{\"tableName\":\"t\",\"toDate\":\"2026-03-01T00:00:00.001Z\"}",
                        "{\"tableName\":\"t\",\"fromDate\":\"2026-02-28T23:59:59.999Z\","
                                + "\"toDate\":\"2026-03-02T00:00:00.001Z\"}",
                        "{\"tableName\":\"t\",\"fromDate\":\"2026-03-01T23:59:59.999Z\"}");
    }

    @Test
    void aSliceThatFailsEndsTheExtractAndTheRowsBeforeItStay() {
        serve(request -> site(request).equals("002") ? Server.error(400, "[x] no") : rows(site(request), 1));
        List<Row> seen = new ArrayList<>();
        assertThatThrownBy(() -> SlicedExtract.byValues(extract(), "site", "001", "002", "003")
                        .forEach(seen::add))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("edc.extractData");
        assertThat(seen).hasSize(1);
    }

    @Test
    void aSliceThatIsCutIsNeverAShortResult() {
        serve(request -> site(request).equals("002")
                ? rows("002", 50_000).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY)
                : rows(site(request), 1));
        assertThatThrownBy(() ->
                        SlicedExtract.byValues(extract(), "site", "001", "002").forEach(row -> {}))
                .isInstanceOf(ProtocolViolationException.class);
        serve(request -> Server.json("[{\"site\":\"001\"}"));
        assertThatThrownBy(
                        () -> SlicedExtract.byValues(extract(), "site", "001").forEach(row -> {}))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("after 1 whole rows");
    }

    @Test
    void aConsumerThatThrowsEndsTheExtract() {
        serve(request -> rows(site(request), 1));
        assertThatThrownBy(() -> SlicedExtract.byValues(extract(), "site", "001", "002", "003")
                        .forEach(row -> {
                            throw new ArithmeticException("mine");
                        }))
                .hasMessage("mine");
    }

    @Test
    void anInterruptedThreadGivesUpAndKeepsItsFlag() {
        serve(request -> new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            SlicedExtract.byValues(extract(), "site", "001").forEach(row -> {}))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void whatCannotBeSlicedIsRefusedBeforeAnythingIsSent() {
        Extract extract = extract();
        assertThatThrownBy(() -> SlicedExtract.byValues(extract, "site")).hasMessageContaining("values");
        assertThatThrownBy(() -> SlicedExtract.byValues(extract, "site", "1", "1"))
                .hasMessageContaining("values");
        assertThatThrownBy(() -> SlicedExtract.byValues(extract, "a b", "1")).hasMessageContaining("column");
        assertThatThrownBy(() -> SlicedExtract.byValues(extract, "site", "1", ""))
                .hasMessageContaining("keeps every row");
        assertThatThrownBy(() -> SlicedExtract.byValues(extract.where("site", "1"), "site", "1"))
                .hasMessageContaining("site");
        assertThatThrownBy(() -> SlicedExtract.byDates(extract)).hasMessageContaining("boundaries");
        assertThatThrownBy(() -> SlicedExtract.byDates(extract, SECOND, FIRST)).hasMessageContaining("boundaries");
        assertThatThrownBy(() -> SlicedExtract.byDates(extract, FIRST.plusNanos(1)))
                .hasMessageContaining("boundaries");
        assertThatThrownBy(() -> SlicedExtract.byDates(extract.updatedFrom(FIRST), SECOND))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> SlicedExtract.byValues(flask.edc("demo").extract("f()"), "site", "1"))
                .hasMessageContaining("function");
        SlicedExtract sites = SlicedExtract.byValues(extract, "site", "1");
        assertThatThrownBy(sites::andRowsNeverUpdated).hasMessageContaining("dates");
        assertThatThrownBy(() -> sites.atOnce(0)).hasMessageContaining("slices");
        assertThatThrownBy(() -> sites.expecting(-1)).hasMessageContaining("rows");
        assertNothingSent();
    }
}
