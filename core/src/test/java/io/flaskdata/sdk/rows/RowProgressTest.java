package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowProgressTest extends FacadeTest {
    private static final int ROWS = 5000;
    private static final String ANSWER = IntStream.range(0, ROWS)
            .mapToObj(i -> "{\"subject\":\"001-" + i + "\",\"value\":\"" + "v".repeat(20) + "\"}")
            .collect(Collectors.joining(",\n", "[", "]\n"));

    @TempDir
    Path folder;

    private final List<Told> told = new ArrayList<>();

    private record Told(long rows, long bytes, OptionalLong total, Thread thread) {}

    private void hear(long rows, long bytes, OptionalLong total) {
        told.add(new Told(rows, bytes, total, Thread.currentThread()));
    }

    private RowSource listening(MockResponse answer) {
        server.answers(answer);
        return flask.edc("demo").extract("t").withProgress(this::hear);
    }

    private void assertGrewTo(long rows, long bytes, OptionalLong total) {
        assertThat(told).extracting(Told::rows).isSorted().endsWith(rows);
        assertThat(told).extracting(Told::bytes).isSorted().endsWith(bytes);
        assertThat(told)
                .allSatisfy(each -> assertThat(each.total()).isEqualTo(total))
                .allSatisfy(each -> assertThat(each.thread()).isSameAs(Thread.currentThread()));
    }

    static Stream<Function<FlaskDataClient, RowSource>> everySource() {
        return Stream.of(
                flask -> flask.edc("demo").extract("t"),
                flask -> flask.edc("demo").crfLevel(),
                flask -> flask.dataServer(7).partialExtract(),
                flask -> flask.dataServer(7).groupedExtract(),
                flask -> flask.customer().table("studies"),
                flask -> flask.devices(7).logs());
    }

    @ParameterizedTest
    @MethodSource("everySource")
    void everySourceOfRowsTellsRowsAndBytes(Function<FlaskDataClient, RowSource> source) {
        server.answers(Server.json(ANSWER));
        source.apply(flask).withProgress(this::hear).forEach(row -> {});
        assertGrewTo(ROWS, ANSWER.length(), OptionalLong.of(ANSWER.length()));
        assertThat(told).as("in blocks, not in rows").hasSizeBetween(4, ROWS / 10);
    }

    @Test
    void typedRowsTellTheRowsRead() {
        server.answers(Server.json("[{\"parent_study_id\":null},{\"parent_study_id\":1}]"));
        assertThat(flask.edc("demo").sites().withProgress(this::hear).forEach(site -> {}))
                .isEqualTo(1);
        assertGrewTo(2, 48, OptionalLong.of(48));
    }

    Stream<Consumer<RowSource>> everyWayToReadThem() {
        return Stream.of(
                RowSource::toList,
                rows -> rows.writeCsv(folder.resolve("a.csv")),
                rows -> rows.writeJsonLines(folder.resolve("a.jsonl")),
                rows -> rows.toFile(folder.resolve("b.csv"))
                        .replacing()
                        .columns("subject", "value")
                        .byteOrderMark()
                        .guardedAgainstFormulas()
                        .writeCsv(),
                rows -> rows.open().forEachRow(row -> {}));
    }

    @Test
    void filesListsAndStreamsTellThemToo() {
        everyWayToReadThem().forEach(way -> {
            told.clear();
            way.accept(listening(Server.json(ANSWER)));
            assertGrewTo(ROWS, ANSWER.length(), OptionalLong.of(ANSWER.length()));
        });
    }

    @Test
    void theRowsToldAreThoseThatTheConsumerHasHad() {
        List<Long> had = new ArrayList<>();
        server.answers(Server.json(ANSWER));
        long[] consumed = {0};
        flask.edc("demo")
                .extract("t")
                .withProgress((rows, bytes, total) -> {
                    assertThat(rows).isEqualTo(consumed[0]);
                    had.add(rows);
                })
                .forEach(row -> consumed[0]++);
        assertThat(had).startsWith(0L).endsWith((long) ROWS);
    }

    @Test
    void anAnswerFetchedFirstTellsItsBytesThenItsRows() {
        try (RowStream rows = listening(Server.json(ANSWER)).openFetched()) {
            assertThat(told).extracting(Told::rows).containsOnly(0L);
            assertThat(told).extracting(Told::bytes).endsWith((long) ANSWER.length());
            rows.forEachRow(row -> {});
        }
        assertGrewTo(ROWS, ANSWER.length(), OptionalLong.of(ANSWER.length()));
        assertThat(told).filteredOn(each -> each.bytes() == ANSWER.length()).hasSizeGreaterThan(4);
    }

    @Test
    void aTableWithoutRowsTellsItsEnd() {
        assertThat(listening(Server.json("[]")).toList()).isEmpty();
        assertThat(told).containsExactly(new Told(0, 2, OptionalLong.of(2), Thread.currentThread()));
    }

    /** Content-Length is that of the gzip: percentages beyond 100 are a known fault of many clients. */
    @Test
    void underGzipTheBytesAreTheDecompressedOnesAndTheTotalIsNotKnown() throws Exception {
        Buffer zipped = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(zipped))) {
            gzip.writeUtf8(ANSWER);
        }
        assertThat(zipped.size()).isLessThan(ANSWER.length());
        listening(new MockResponse()
                        .setHeader("Content-Type", "text/x-json")
                        .setHeader("Content-Encoding", "gzip")
                        .setBody(zipped))
                .toList();
        assertThat(sent().getHeader("Accept-Encoding")).isEqualTo("gzip");
        assertGrewTo(ROWS, ANSWER.length(), OptionalLong.empty());
    }

    @Test
    void withoutALengthTheTotalIsNotKnown() {
        listening(Server.json("").setChunkedBody(ANSWER, 1000)).toList();
        assertGrewTo(ROWS, ANSWER.length(), OptionalLong.empty());
    }

    @Test
    void anAnswerThatBreaksOffTellsNoEnd() {
        RowSource rows = listening(Server.json(ANSWER).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
        assertThatThrownBy(() -> rows.forEach(row -> {})).isInstanceOf(ProtocolViolationException.class);
        assertThat(told).isNotEmpty().allSatisfy(each -> {
            assertThat(each.rows()).isLessThan(ROWS);
            assertThat(each.bytes()).isLessThan(ANSWER.length());
        });
    }

    @Test
    void aListenerThatThrowsEndsTheExtractAndLeavesNoFile() throws IOException {
        IOException cause = new IOException("the terminal is closed");
        RuntimeException thrown = new UncheckedIOException(cause);
        for (Consumer<RowSource> way : everyWayToReadThem().toList()) {
            server.answers(Server.json(ANSWER));
            RowSource rows = flask.edc("demo").extract("t").withProgress((count, bytes, total) -> {
                throw thrown;
            });
            assertThatThrownBy(() -> way.accept(rows)).isSameAs(thrown);
        }
        server.answers(Server.json(ANSWER));
        RowSource fetched = flask.edc("demo").extract("t").withProgress((count, bytes, total) -> {
            throw thrown;
        });
        assertThatThrownBy(fetched::openFetched).isSameAs(thrown);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
