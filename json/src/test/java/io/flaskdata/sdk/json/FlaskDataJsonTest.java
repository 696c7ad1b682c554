package io.flaskdata.sdk.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** What a Retrofit of somebody's own sends and reads with one line of ours. */
class FlaskDataJsonTest {
    private static final Retrofit RETROFIT = new Retrofit.Builder()
            .baseUrl("http://127.0.0.1:9/")
            .addConverterFactory(FlaskDataJson.converterFactory())
            .build();
    private static final Type ROWS = new TypeToken<List<Map<String, Object>>>() {}.getType();
    private static final Type MAP = new TypeToken<Map<String, Object>>() {}.getType();

    /** The digits as they came, what stock Gson makes 1.0, 1.0E20 or 0.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0",
                "1.10",
                "9007199254740993",
                "-9223372036854775808",
                "100000000000000000000",
                "0.1000000000000000055511151231257827",
                "123.456e78",
                "1E400",
                "1e-400"
            })
    void aNumberKeepsItsDigitsInAFreeValueAndBack(String number) throws IOException {
        String json = "[{\"a\":" + number + ",\"b\":[" + number + "]}]";
        Object rows = read(ROWS, json);
        assertThat(rows).hasToString("[{a=" + number + ", b=[" + number + "]}]");
        assertThat(written(ROWS, rows)).isEqualTo(json);
    }

    @Test
    void aModelsMembersHaveTheirTypes() throws IOException {
        Sample read = (Sample) read(
                Sample.class,
                "{\"study_id\":101,\"weight\":71.50,\"last_edited\":\"2024-05-01T08:30:00.120Z\",\"value\":3}");
        assertThat(read.studyId()).isEqualTo(101);
        assertThat(read.weight()).isEqualTo(new BigDecimal("71.50"));
        assertThat(read.lastEdited()).isEqualTo(Instant.parse("2024-05-01T08:30:00.120Z"));
        assertThat(read.value()).hasToString("3");
    }

    /** openapi-generator's issue 20455: a number taken for seconds since 1970. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1714552200000", "\"1\"", "true", "{}", "\"2024-05-01\"", "\"2024-05-01T08:30\"", "\" \""})
    void whatIsNoInstantIsRefused(String value) {
        assertThatIOException()
                .isThrownBy(() -> read(Sample.class, "{\"last_edited\":" + value + "}"))
                .withMessageStartingWith("the answer's JSON does not fit the contract at $")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1.5", "1e99", "\"one\"", "true", "[]"})
    void whatIsNoWholeNumberOf32BitsIsRefused(String value) {
        assertThatIOException()
                .isThrownBy(() -> read(Sample.class, "{\"study_id\":" + value + "}"))
                .withMessageContaining("does not fit the contract");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,}|not valid JSON at $",
                "{a:1}|not valid JSON at $",
                "{'a':1}|not valid JSON at $",
                "{\"a\":NaN}|not valid JSON at $",
                "{\"a\":-Infinity}|not valid JSON at $",
                "{\"a\":01}|not valid JSON at $",
                "{\"a\":.5}|not valid JSON at $",
                "{\"a\":+1}|not valid JSON at $",
                "{\"a\":1}{}|goes on after its end",
                "{\"a\":1} x|goes on after its end",
                "{\"a\":1} // no|goes on after its end",
                "{\"a\":1|ends early",
                "``|ends early",
                "null|is null",
                "{\"a\":1,\"a\":1}|a member twice in one object, at $.a",
                "{\"a\":[{\"b\":{\"c\":1,\"\\u0063\":2}}]}|a member twice in one object, at $.a[0].b.c",
                "{\"a\":TRUE}|not valid JSON at $",
                ")]}' {\"a\":1}|not valid JSON at $"
            })
    void whatIsNotOneJsonValueIsRefused(String json, String reason) {
        for (Type type : List.of(MAP, Object.class, JsonElement.class, Sample.class)) {
            assertThatIOException()
                    .as("%s", type)
                    .isThrownBy(() -> read(type, json))
                    .withMessageContaining(reason)
                    .withNoCause();
        }
    }

    @Test
    void aMessageHasNoValue() {
        assertThatIOException()
                .isThrownBy(() -> read(Sample.class, "{\"study_id\":\"Jane Doe\"}"))
                .withMessage("the answer's JSON does not fit the contract at $.study_id");
        assertThatIOException()
                .isThrownBy(() -> read(Sample.class, "<html>Jane Doe</html>"))
                .withMessage("the answer is not valid JSON at $");
    }

    @Test
    void bytesThatAreNoTextAreRefusedAndADeclaredCharsetIsUsed() throws IOException {
        byte[] latin = "[{\"a\":\"é\"}]".getBytes(ISO_8859_1);
        assertThatIOException().isThrownBy(() -> read(ROWS, latin, null)).withMessageContaining("not valid text");
        assertThat(read(ROWS, latin, "application/json; charset=iso-8859-1")).hasToString("[{a=é}]");
        assertThatIOException()
                .isThrownBy(() -> read(ROWS, latin, "application/json; charset=klingon"))
                .withMessage("the answer's charset is klingon, which Java doesn't know");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        assertThat(read(ROWS, "\ufeff[{}]")).isEqualTo(List.of(Map.of()));
    }

    @Test
    void halfOfASurrogatePairIsReadAndSentAsItCame() throws IOException {
        String json = "{\"a\":\"x\\ud83dy\"}";
        Object map = read(MAP, json);
        assertThat(map).isEqualTo(Map.of("a", "x\ud83dy"));
        assertThat(written(MAP, map)).isEqualTo(json);
    }

    @Test
    void nullsInMapsAreSentAndNothingIsEscapedForHtml() throws IOException {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("AGE", null);
        data.put("NOTE", "<5 & it's 'fine'=");
        data.put("LIST", Arrays.asList(null, 1L, new BigInteger("12345678901234567890"), new BigDecimal("1.10")));
        assertThat(JsonParser.parseString(written(Sample.class, new Sample().crfData(data))))
                .isEqualTo(
                        JsonParser.parseString(
                                "{\"crf_data\":{\"AGE\":null,\"NOTE\":\"<5 & it's 'fine'=\",\"LIST\":[null,1,12345678901234567890,1.10]}}"));
        assertThat(written(MAP, data)).contains("\"<5 & it's 'fine'=\"");
    }

    @Test
    void anInstantIsSentAsFlaskDataWritesIt() throws IOException {
        assertThat(written(Sample.class, new Sample().lastEdited(Instant.parse("2024-05-01T08:30:00Z"))))
                .isEqualTo("{\"last_edited\":\"2024-05-01T08:30:00.000Z\"}");
        Sample finer = new Sample().lastEdited(Instant.parse("2024-05-01T08:30:00.000001Z"));
        assertThatThrownBy(() -> written(Sample.class, finer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FlaskData's instants have milliseconds; this one is finer");
    }

    @Test
    void notANumberIsNotSent() {
        assertThatThrownBy(() -> written(MAP, Map.of("a", Double.NaN))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBodySaysThatItIsJsonInUtf8AndIsMadeOnce() throws IOException {
        Sample sample = new Sample().label("é");
        RequestBody body = body(Sample.class, sample);
        assertThat(body.contentType()).hasToString("application/json; charset=utf-8");
        assertThat(body.contentLength()).isEqualTo(14);
        assertThat(body.isOneShot()).as("OkHttp sends it once").isTrue();
        sample.label("later");
        assertThat(text(body)).isEqualTo("{\"label\":\"é\"}");
    }

    @Test
    void aGsonOfOnesOwnReadsAndWritesTheSame() {
        Gson gson = FlaskDataJson.gsonBuilder().create();
        String json = "{\"study_id\":1,\"last_edited\":\"2024-05-01T08:30:00.120Z\",\"value\":1.10}";
        assertThat(gson.toJson(gson.fromJson(json, Sample.class))).isEqualTo(json);
        assertThat(FlaskDataJson.gsonBuilder()).isNotSameAs(FlaskDataJson.gsonBuilder());
    }

    private static Object read(Type type, String json) throws IOException {
        return read(type, json.getBytes(UTF_8), "text/x-json");
    }

    private static Object read(Type type, byte[] json, @Nullable String contentType) throws IOException {
        Converter<ResponseBody, Object> converter = RETROFIT.responseBodyConverter(type, new Annotation[0]);
        Object read =
                converter.convert(ResponseBody.create(json, contentType == null ? null : MediaType.parse(contentType)));
        assertThat(read).isNotNull();
        return read;
    }

    private static String written(Type type, Object value) throws IOException {
        return text(body(type, value));
    }

    private static RequestBody body(Type type, Object value) throws IOException {
        Converter<Object, RequestBody> converter =
                RETROFIT.requestBodyConverter(type, new Annotation[0], new Annotation[0]);
        RequestBody body = converter.convert(value);
        assertThat(body).isNotNull();
        return body;
    }

    private static String text(RequestBody body) throws IOException {
        Buffer sink = new Buffer();
        body.writeTo(sink);
        return sink.readUtf8();
    }
}
