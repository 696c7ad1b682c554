package io.flaskdata.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a failure inside a 200, and which texts say that nothing was done. */
class ErrorTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"success\":false}|true",
                "{\"success\":\"FALSE\"}|true",
                "{\"ok\":0}|true",
                "{\"ok\":1}|false",
                "{\"error\":\"no\"}|true",
                "{\"error\":\"\"}|false",
                "{\"error\":false}|false",
                "{\"error\":{}}|true",
                "{\"error\":null}|false",
                "{\"errors\":[]}|false",
                "{\"errors\":[1]}|true",
                "{\"status\":\"Failed\"}|true",
                "{\"status\":\"open\"}|false",
                "{\"status\":{}}|false",
                "{}|false"
            })
    void saysItFailed(String json, boolean failed) {
        assertThat(ErrorText.saysItFailed(ErrorText.object(json))).isEqualTo(failed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":1,\"message\":\"no\"}|true",
                "{\"error\":\"no\"}|true",
                "{\"error\":null}|false",
                "{\"code\":1}|false",
                "{\"error\":\"no\",\"id\":1}|false"
            })
    void isError(String json, boolean error) {
        assertThat(ErrorText.isError(ErrorText.object(json))).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"[JWT Token] Token expired,true", "Authentication required.,true", "no [JWT Token],false"})
    void refusesTheToken(String body, boolean refuses) {
        assertThat(ErrorText.refusesTheToken(body)).isEqualTo(refuses);
    }
}
