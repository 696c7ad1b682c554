package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest extends FacadeTest {
    @Test
    void theSignedInUserIsReadFromTheIdp() throws Exception {
        String answer = """
                {"id":7,"first_name":"Example","last_name":"User","edc_username":"example_user",
                 "email":"user@example.org","finished_tutorial":true,"company_name":"","study_subject_label":null,
                 "customer_id":1,"phone":"","more":[1.10]}""";
        server.answers(Server.json(answer));
        Account account = flask.self();
        assertThat(account)
                .isEqualTo(new Account(
                        7, "Example", "User", "example_user", "user@example.org", true, "", null, 1, "", answer));
        assertThat(account).hasToString("Account[redacted]");
        RecordedRequest request = sent();
        assertThat(request.getRequestLine()).startsWith("GET /auth/self ");
        assertThat(request.getHeader("Authorization")).isEqualTo("JWT token-1");
    }

    @Test
    void membersThatAreNotThereAreNull() {
        server.answers(Server.json("{\"id\":\"7\"}"));
        assertThat(flask.self())
                .isEqualTo(new Account(7, null, null, null, null, null, null, null, null, null, "{\"id\":\"7\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":null}", "{\"id\":1.5}", "{\"id\":99999999999}", "7", "[]"})
    void anAnswerWithoutAnIdIsAViolation(String answer) {
        server.answers(Server.json(answer));
        assertThatThrownBy(() -> flask.self()).isInstanceOf(ProtocolViolationException.class);
    }
}
