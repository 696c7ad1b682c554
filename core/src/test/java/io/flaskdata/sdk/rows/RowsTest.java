package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server().signedIn();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private List<Row> rows(MockResponse answer) {
        server.answers(answer);
        try (FlaskDataClient flask = server.builder.build()) {
            return flask.edc("demo")
                    .zone(ZoneId.of("Asia/Jerusalem"))
                    .extract("t")
                    .toList();
        }
    }

    @Test
    void everyDigitArrives() {
        Row row = rows(Server.json("[{\"a\":1.10,\"b\":12345678901234567890,\"c\":\"1.10\",\"d\":30}]"))
                .get(0);
        assertThat(row.string("a")).isEqualTo("1.10");
        assertThat(row.decimal("a")).isEqualTo(new BigDecimal("1.10"));
        assertThat(row.string("b")).isEqualTo("12345678901234567890");
        assertThat(row.decimal("c")).isEqualTo(new BigDecimal("1.10"));
        assertThat(row.json("d")).isEqualTo("30");
    }

    @Test
    void rowsOfOtherShapesKeepTheirOwnColumns() {
        List<Row> rows =
                rows(Server.json("[{\"a\":1,\"b\":2},{\"a\":3},{\"b\":4,\"a\":5},{\"b\":6,\"a\":7,\"c\":8},{}]"));
        assertThat(rows)
                .extracting(Row::columns)
                .containsExactly(List.of("a", "b"), List.of("a"), List.of("b", "a"), List.of("b", "a", "c"), List.of());
        assertThat(rows.get(3).string("a")).isEqualTo("7");
    }

    @Test
    void anUnknownColumnThrowsAndListsTheColumns() {
        Row row = rows(Server.json("[{\"a\":1,\"b\":null}]")).get(0);
        assertThatThrownBy(() -> row.string("c")).hasMessageContaining("a, b");
        assertThat(row.string("b")).isNull();
        assertThatThrownBy(() -> row.required("b"))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("edc.extractData: column b is null");
    }

    @Test
    void aDateIsReadInTheServersZone() {
        Row row = rows(Server.json("[{\"born\":\"1949-12-31T22:00:00.000Z\"}]")).get(0);
        assertThat(row.date("born")).isEqualTo(LocalDate.of(1950, 1, 1));
    }

    @Test
    void theClientsZoneIsThatOfAllItReadsUntilAnotherIsDeclared() {
        server.builder.zone(ZoneId.of("America/Los_Angeles"));
        try (FlaskDataClient flask = server.builder.build()) {
            for (RowSource source : List.of(
                    flask.edc("demo").extract("t"),
                    flask.edc("demo").crfLevel(),
                    flask.dataServer(7).partialExtract(),
                    flask.devices(7).logs(),
                    flask.customer().table("studies"),
                    flask.withOptions(options -> options).edc("demo").extract("t"))) {
                server.answers(Server.json("[{\"born\":\"1950-01-01T08:00:00.000Z\"}]"));
                assertThat(source.toList().get(0).date("born")).isEqualTo(LocalDate.of(1950, 1, 1));
            }
            server.answers(Server.json("[{\"born\":\"1949-12-31T22:00:00.000Z\"}]"));
            assertThat(flask.edc("demo")
                            .zone(ZoneId.of("Asia/Jerusalem"))
                            .extract("t")
                            .toList()
                            .get(0)
                            .date("born"))
                    .isEqualTo(LocalDate.of(1950, 1, 1));
        }
    }

    @Test
    void thereIsNoReadingOfADateWithoutTheZone() {
        server.answers(Server.json("[{\"born\":\"1949-12-31T22:00:00.000Z\"}]"));
        try (FlaskDataClient flask = server.builder.build()) {
            Row row = flask.edc("demo").extract("t").toList().get(0);
            assertThatThrownBy(() -> row.date("born")).hasMessageContaining("zone");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},{\"a\":2}",
                "[{\"a\":1},{\"a\":",
                "[{\"a\":1}] []",
                "[{\"a\":1},2]",
                "[{\"a\":1,\"a\":2}]",
                "[1.]",
                "{\"error\":{\"message\":\"no\"}}",
                "[module] it failed",
                "",
                "[{\"a\":1} {\"a\":2}]"
            })
    void neverAShortResult(String body) {
        assertThatThrownBy(() -> rows(Server.json(body))).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void aBodyCutShortSaysHowManyRowsWereWhole() {
        String body = "[" + "{\"a\":1},".repeat(20_000) + "{\"a\":1}]";
        MockResponse cut = Server.json(body).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
        assertThatThrownBy(() -> rows(cut))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("the answer broke off, after ")
                .hasMessageContaining(" whole rows")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void malformedJsonAndAnEarlyEndAreNotCalledABrokenConnection() {
        assertThatThrownBy(() -> rows(Server.json("[{\"a\":1},{\"a\":!}]")))
                .hasMessageContaining("the answer is not valid JSON at byte 14, after 1 whole rows")
                .hasNoCause();
        server.signedIn();
        assertThatThrownBy(() -> rows(Server.json("[{\"a\":1},{\"a\":")))
                .hasMessageContaining("the answer ends early, after 1 whole rows")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1},{\"a\":!},{\"a\":3}]", "[{\"a\":1},2,{\"a\":3}]", "[{\"a\":1};{\"a\":3}]"})
    void afterAFailureEveryFurtherUseThrowsAgain(String body) {
        server.answers(Server.json(body));
        try (FlaskDataClient flask = server.builder.build();
                RowStream rows = flask.edc("demo").extract("t").open()) {
            rows.next();
            FlaskDataException first = catchThrowableOfType(FlaskDataException.class, rows::next);
            assertThat(first).isNotNull();
            assertThatThrownBy(rows::next).isSameAs(first);
            assertThatThrownBy(rows::hasNext).isSameAs(first);
            assertThatThrownBy(() -> rows.forEachRow(row -> {})).isSameAs(first);
        }
    }

    @Test
    void hasNextPassesNothing() {
        server.answers(Server.json("[{\"a\":1},{\"a\":2}]"));
        try (FlaskDataClient flask = server.builder.build();
                RowStream rows = flask.edc("demo").extract("t").open()) {
            assertThat(rows.hasNext()).isTrue();
            assertThat(rows.hasNext()).isTrue();
            assertThat(rows.next().string("a")).isEqualTo("1");
            assertThat(rows.next().string("a")).isEqualTo("2");
            assertThat(rows.hasNext()).isFalse();
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void aClosedStreamIsNotRead() {
        server.answers(Server.json("[{\"a\":1}]"));
        try (FlaskDataClient flask = server.builder.build()) {
            RowStream rows = flask.edc("demo").extract("t").open();
            rows.close();
            assertThatThrownBy(rows::hasNext).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(rows::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aMarkOfUtf8IsSkipped() {
        assertThat(rows(Server.json("\ufeff [{\"a\":\"é\"}]")).get(0).string("a"))
                .isEqualTo("é");
    }

    /** Every name that Java knows. */
    @ParameterizedTest
    @MethodSource("typesOfUtf8")
    void utf8ByAnyNameIsUtf8(String type) {
        MockResponse answer = Server.json("[{\"a\":\"שלום\"}]").setHeader("Content-Type", type);
        assertThat(rows(answer).get(0).string("a")).isEqualTo("שלום");
    }

    static Stream<String> typesOfUtf8() {
        return Stream.concat(
                        Stream.of("UTF-8", "utf8", "Utf-8", "US-ASCII"),
                        StandardCharsets.UTF_8.aliases().stream().sorted())
                .flatMap(name -> Stream.of("application/json; charset=" + name, "text/x-json;charset=\"" + name + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=", "application/json; charset", "json"})
    void aContentTypeThatIsNoneIsShownAsItCame(String type) {
        MockResponse answer = Server.json("[{\"a\":1}]").setHeader("Content-Type", type);
        assertThatThrownBy(() -> rows(answer))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("content type is " + type + ", which can't be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1255", "ISO-8859-1", "UTF-16", "nonsense"})
    void anotherCharsetIsRefusedByName(String charset) {
        MockResponse answer =
                Server.json("[{\"a\":1}]").setHeader("Content-Type", "application/json; charset=" + charset);
        assertThatThrownBy(() -> rows(answer))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("the answer's charset is " + charset + ", not UTF-8")
                .hasMessageContaining("application/json; charset=" + charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
    void anotherEncodingIsRefusedByItsMark(String charset) {
        MockResponse answer = Server.json("")
                .setHeader("Content-Type", "application/json")
                .setBody(new Buffer().writeString("\ufeff[{\"a\":1}]", Charset.forName(charset)));
        assertThatThrownBy(() -> rows(answer))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void anErrorTextInsideA200IsThereForWhoAsks() {
        assertThatThrownBy(() -> rows(Server.json("{\"error\":{\"message\":\"no such view\"}}")))
                .isInstanceOfSatisfying(
                        ProtocolViolationException.class,
                        e -> assertThat(e.serverText()).contains("no such view"));
    }

    @Test
    void aRowShowsItsColumnsNotItsValues() {
        assertThat(rows(Server.json("[{\"name\":\"Jane\"}]")).get(0)).hasToString("Row[name]");
    }
}
