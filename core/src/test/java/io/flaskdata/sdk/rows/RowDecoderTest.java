package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.internal.JsonScanner;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDecoderTest {
    private static List<Row> rows(byte[] document, int bytesAtATime) throws IOException {
        RowDecoder decoder = new RowDecoder(
                Okio.buffer(new ForwardingSource(new Buffer().write(document)) {
                    @Override
                    public long read(Buffer sink, long byteCount) throws IOException {
                        return super.read(sink, Math.min(bytesAtATime, byteCount));
                    }
                }),
                RowContext.NONE,
                UnaryOperator.identity());
        List<Row> rows = new ArrayList<>();
        while (decoder.advance()) {
            rows.add(decoder.row());
        }
        return rows;
    }

    private static List<Row> rows(String document) throws IOException {
        return rows(document.getBytes(StandardCharsets.UTF_8), 8192);
    }

    private static Row rowWith(String value) throws IOException {
        return rows("[{\"a\":" + value + "}]").get(0);
    }

    private static void assertBroken(String document, String why) {
        assertThatThrownBy(() -> rows(document))
                .isInstanceOf(BrokenAnswerException.class)
                .hasMessageContaining(why);
    }

    /** Null when the document is refused. */
    private static @Nullable List<Map<String, GsonRows.Value>> decoded(byte[] document, int bytesAtATime)
            throws IOException {
        try {
            return rows(document, bytesAtATime).stream().map(GsonRows::of).toList();
        } catch (BrokenAnswerException e) {
            return null;
        }
    }

    @Test
    void agreesWithGsonOnEveryValidDocumentHoweverTheBytesArrive() throws IOException {
        RandomRows random = new RandomRows(20261124);
        int rows = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] document = random.document();
            var expected = GsonRows.of(document);
            assertThat(expected).as("%s", text(document)).isNotNull();
            assertThat(decoded(document, 1 + i % 17)).as("%s", text(document)).isEqualTo(expected);
            rows += expected.size();
        }
        assertThat(rows).isGreaterThan(5000);
    }

    @Test
    void refusesEveryDamagedDocumentThatGsonRefusesAndReadsTheOthersAlike() throws IOException {
        RandomRows random = new RandomRows(4);
        int refused = 0;
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] document = random.damaged(random.document());
            var expected = GsonRows.of(document);
            assertThat(decoded(document, 1 + i % 5)).as("%s", text(document)).isEqualTo(expected);
            refused += expected == null ? 1 : 0;
            read += expected == null ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(10_000);
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void everyDocumentCutShortAnywhereIsRefused() throws IOException {
        RandomRows random = new RandomRows(7);
        for (int i = 0; i < 100; i++) {
            byte[] document = text(random.document()).strip().getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < document.length; length++) {
                byte[] part = java.util.Arrays.copyOf(document, length);
                assertThatThrownBy(() -> rows(part, 8192)).hasMessage("the answer ends early");
            }
        }
    }

    /** Rows like the one before are read eight bytes at a time. */
    @Test
    void everyByteAtEveryPlaceOfARowLikeTheOneBeforeIsReadOrRefusedAsGsonDoes() throws IOException {
        String row =
                "{\"a\":\"0123456789abcdef\",\"n\":-10.25,\"a name that is longer than four words\":null,\"z\":true,\"f\":false}";
        byte[] document = ("[" + (row + ",").repeat(2) + row + "]").getBytes(StandardCharsets.US_ASCII);
        int read = 0;
        for (int at = 2 + row.length(); at < 2 + 2 * row.length(); at++) {
            for (int one = 0; one < 256; one++) {
                byte[] changed = document.clone();
                changed[at] = (byte) one;
                var expected = GsonRows.of(changed);
                assertThat(decoded(changed, 8192)).as("byte %d is %d", at, one).isEqualTo(expected);
                read += expected == null ? 0 : 1;
            }
        }
        assertThat(read).isBetween(1000, 20_000);
    }

    @Test
    void aTextIsReadWhateverItsLengthAndWhereverItsOnlySpecialCharacterStands() throws IOException {
        for (String special : List.of("", "\\n", "\\u05d0", "é", "א", "漢", "😀", "\u007f")) {
            for (int length = 0; length < 20; length++) {
                String row = "{\"a\":\"" + "x".repeat(length) + special + "y".repeat(20 - length) + "\",\"b\":" + length
                        + "}";
                byte[] document = ("[" + (row + ",").repeat(3) + row + "]").getBytes(StandardCharsets.UTF_8);
                assertThat(decoded(document, 8192)).isEqualTo(GsonRows.of(document));
                assertThat(decoded(document, 7)).isEqualTo(GsonRows.of(document));
            }
        }
    }

    @Test
    void columnsAreFoundInWhateverOrderAndByWhateverStringTheyAreAskedFor() throws IOException {
        List<Row> rows = rows("[" + "{\"a\":0,\"b\":1,\"c\":2,\"d\":3},".repeat(1000) + "{}]");
        java.util.Random random = new java.util.Random(20261128);
        for (Row row : rows.subList(0, 1000)) {
            for (int i = 0; i < 5; i++) {
                int position = random.nextInt(4);
                String name = "abcd".substring(position, position + 1);
                assertThat(row.integer(random.nextBoolean() ? name : name.intern()))
                        .isEqualTo(position);
                assertThat(row.has("e")).isFalse();
            }
        }
        assertThat(rows.get(1000).has("a")).isFalse();
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.10", "1E5", "1e+05", "-0", "12345678901234567890", "-0.0", "0.1e-400", "9007199254740993"})
    void aNumberKeepsItsSpelling(String number) throws IOException {
        Row row = rowWith(number);
        assertThat(row.string("a")).isEqualTo(number);
        assertThat(row.json("a")).isEqualTo(number);
        assertThat(row.decimal("a")).isEqualTo(new java.math.BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "TRUE",
                "nul",
                "'a'",
                "undefined",
                "1 2",
                "\"\\x41\"",
                "\"\\u12G4\"",
                "\"\\'\"",
                "\"a\tb\"",
                "\"a\nb\"",
                "[1,]",
                "[,1]",
                "{\"b\":1,}",
                "{b:1}",
                "{\"b\" 1}",
                "{\"b\":}",
                "[1}",
                "{1}",
                "/**/1",
                "\u00a01",
                "{\"b\":1;\"c\":2}",
                "{null:1}"
            })
    void whatIsNoJsonIsRefused(String value) {
        assertBroken("[{\"a\":" + value + "}]", "is not valid JSON at byte ");
    }

    @Test
    void nullIsNullAndTheWordIsAWord() throws IOException {
        assertThat(rowWith("null").string("a")).isNull();
        assertThat(rowWith("null").json("a")).isEqualTo("null");
        assertThat(rowWith("\"null\"").string("a")).isEqualTo("null");
    }

    @Test
    void everyEscapeMeansWhatItSays() throws IOException {
        String escaped = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u05D0\\uD83D\\uDE00 \\ud800 \\uDC00\"";
        Row row = rowWith(escaped);
        assertThat(row.string("a")).isEqualTo("\"\\/\b\f\n\r\tAéא😀 \ud800 \udc00");
        assertThat(row.json("a")).isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({
        "80",
        "BF",
        "C0AF",
        "C1BF",
        "C3",
        "C328",
        "E08080",
        "E09FBF",
        "E282",
        "EDA080",
        "EDBFBF",
        "F08080AF",
        "F0908D",
        "F48FBFC0",
        "F4908080",
        "F5808080",
        "FF",
        "FE"
    })
    void malformedUtf8IsRefusedNotReplaced(String hex) {
        for (String before : List.of("[{\"a\":\"x", "[{\"a\":{\"b\":\"", "[{\"b\":1},{\"")) {
            Buffer document = new Buffer().writeUtf8(before);
            document.write(HexFormat.of().parseHex(hex)).writeUtf8("y\":1}]");
            assertThatThrownBy(() -> rows(document.readByteArray(), 3))
                    .isInstanceOf(BrokenAnswerException.class)
                    .hasMessageContaining("is not valid UTF-8 at byte ");
        }
    }

    @Test
    void theFirstAndTheLastCharacterOfEachLengthAreRead() throws IOException {
        String edges = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff" + Character.toString(0x10000)
                + Character.toString(0x10ffff);
        assertThat(rowWith('"' + edges + '"').string("a")).isEqualTo(edges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1,\"a\":2}]",
                "[{\"a\":1,\"\\u0061\":2}]",
                "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2,\"a\":3}]",
                "[{\"v\":{\"a\":1,\"a\":1}}]",
                "[{\"v\":[0,{\"b\":{\"a\":1,\"c\":[],\"\\u0061\":null}}]}]"
            })
    void aNameThatStandsTwiceIsRefusedWhereverItStands(String document) {
        assertBroken(document, "twice");
    }

    @Test
    void theSameNameInDifferentObjectsIsNotTwice() throws IOException {
        assertThat(rows("[{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}]"))
                .hasSize(1);
    }

    @Test
    void aNameThatLooksLikeTwoMembersIsOneName() throws IOException {
        List<Row> rows = rows("[{\"x\\\":1,\\\"y\":2},{\"x\":1,\"y\":2},{\"?\":3},{\"\\ud800\":4},{\"?\":5}]");
        assertThat(rows)
                .extracting(Row::columns)
                .containsExactly(
                        List.of("x\":1,\"y"), List.of("x", "y"), List.of("?"), List.of("\ud800"), List.of("?"));
    }

    @Test
    void rowsThatTakeTurnsInTwoShapesShareTheirColumns() throws IOException {
        List<Row> rows = rows("[" + "{\"a\":1,\"b\":2},{\"b\":3},".repeat(50) + "{}]");
        assertThat(rows.get(0).columns()).isSameAs(rows.get(98).columns());
        assertThat(rows.get(1).columns()).isSameAs(rows.get(99).columns());
    }

    @Test
    void aThousandShapesAreReadRightThoughNotRemembered() throws IOException {
        StringBuilder document = new StringBuilder("[{}");
        for (int i = 0; i < 1000; i++) {
            document.append(",{\"c").append(i).append("\":").append(i).append("}");
        }
        List<Row> rows = rows(document.append(",{\"c0\":0}]").toString());
        assertThat(rows.get(1000).string("c999")).isEqualTo("999");
        assertThat(rows.get(1001).string("c0")).isEqualTo("0");
    }

    @Test
    void nestingEndsAtTheDocumentedDepthAndNeverInAStackOverflow() throws IOException {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH);
        assertThat(rowWith(deepest).string("a")).isEqualTo(deepest);
        assertBroken("[{\"a\":[" + deepest + "]}]", "nests more than 200 deep");
        assertBroken("[{\"a\":" + "{\"a\":".repeat(1_000_000), "nests more than 200 deep");
        assertBroken("[".repeat(1_000_000), "nests more than 200 deep");
    }

    @Test
    void aRowLongerThanTheWindowIsRead() throws IOException {
        String longText = "0123456789".repeat(100_000);
        List<Row> rows = rows("[{\"a\":1},{\"a\":\"" + longText + "\"},{\"a\":2}]");
        assertThat(rows.get(1).string("a")).isEqualTo(longText);
        assertThat(rows.get(2).string("a")).isEqualTo("2");
    }

    @Test
    void somethingThatIsNoRowAndSomethingAfterTheEndAreRefused() {
        assertBroken("[{\"a\":1},2]", "holds something that is no row");
        assertBroken("[null]", "holds something that is no row");
        assertBroken("[[{\"a\":1}]]", "holds something that is no row");
        assertBroken("[{\"a\":1}] x", "goes on after its end");
        assertBroken("[{\"a\":1}][]", "goes on after its end");
        assertBroken("[{\"a\":1},]", "is not valid JSON");
        assertBroken("[{\"a\":1} {\"a\":2}]", "is not valid JSON");
    }

    @Test
    void aLineHoldsOneRowAndNothingElse() throws IOException {
        JsonLinesReader lines = new JsonLinesReader(null);
        for (String line : List.of("{\"a\":1}", " {\"a\":\"2\"} ", "{\"b\":{}}")) {
            assertThat(new String(
                            lines.row(line.getBytes(StandardCharsets.UTF_8)).line(), StandardCharsets.UTF_8))
                    .isEqualTo(line.strip());
        }
        for (String line :
                List.of("", " ", "{\"a\":1", "{\"a\":1}]", "{\"a\":1},", "{\"a\":1}{\"a\":1}", "[{}]", "1")) {
            assertThatThrownBy(() -> new JsonLinesReader(null).row(line.getBytes(StandardCharsets.UTF_8)))
                    .as(line)
                    .isInstanceOf(BrokenAnswerException.class);
        }
    }
}
