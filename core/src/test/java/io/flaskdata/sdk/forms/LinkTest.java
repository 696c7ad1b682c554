package io.flaskdata.sdk.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import java.time.Instant;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest extends FacadeTest {
    private static final String ID = "5f0000000000000000000003";
    private static final String LINK = "{\"z\":1.10,\"_id\":\"" + ID + "\",\"token\":\"FED_A1B2C3D4E5F6\","
            + "\"name\":{\"ENGLISH\":\"Screening\"},\"status\":\"Not started\",\"scheduled\":\"\",\"none\":null,"
            + "\"CRFs\":[{\"crf\":\"5f01\",\"omt\":false,\"dataId\":\"A1B2C3D4E5\",\"order\":1,\"more\":1E5}],"
            + "\"statuses\":[],\"big\":12345678901234567890}";

    private LinkDocument link() {
        server.answers(Server.json(LINK));
        return flask.forms().link(ID).read();
    }

    @Test
    void addsACrfAndItsStatusAndLeavesTheRestAsItCame() throws Exception {
        LinkDocument link = link();
        LinkDocument changed = link.addCrf(new LinkedCrf("5f02", false, "F6G7H8I9J0", 2))
                .addStatus(new LinkedStatus("5f09", "F6G7H8I9J0", "Started", null))
                .addStatus(new LinkedStatus("5f08", "A1B2C3D4E5", "Started", Instant.parse("2026-03-02T08:15:00Z")))
                .forcedToStart();
        server.answers(Server.error(200, "OK"));
        assertThat(changed.replace().raw()).isEqualTo("OK");
        assertThat(sent().getPath()).isEqualTo("/flask/link/" + ID);
        RecordedRequest put = sent();
        assertThat(put.getMethod()).isEqualTo("PUT");
        assertThat(put.getBody().readUtf8())
                .isEqualTo(LINK.replace(
                                "\"more\":1E5}",
                                "\"more\":1E5},{\"crf\":\"5f02\",\"omt\":false,\"dataId\":\"F6G7H8I9J0\",\"order\":2}")
                        .replace(
                                "\"statuses\":[]",
                                "\"statuses\":[{\"last_edited\":\"\",\"dataId\":\"F6G7H8I9J0\",\"status\":\"Started\","
                                        + "\"_id\":\"5f09\"},{\"last_edited\":\"2026-03-02T08:15:00.000Z\","
                                        + "\"dataId\":\"A1B2C3D4E5\",\"status\":\"Started\",\"_id\":\"5f08\"}]")
                        .replace("Not started", "Started")
                        .replace("67890}", "67890,\"force\":true}"));
        assertThat(link.raw()).isEqualTo(LINK);
        assertThat(link.dataIds()).containsExactly("A1B2C3D4E5");
        assertThat(link.status()).contains("Not started");
        assertThat(link.name().any()).isEqualTo("Screening");
        assertThat(link.toString()).doesNotContain("FED_");
    }

    @Test
    void aLinkIsPutOnceThoughNoAnswerCame() {
        LinkDocument link = link().with("note", "x");
        server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
        assertThatThrownBy(link::replace).isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void whatCanNotBeRightIsRefused() {
        LinkDocument link = link();
        assertThatThrownBy(() -> new LinkedCrf("5f01", false, "a1b2c3d4e5", 1)).hasMessageContaining("dataId");
        assertThatThrownBy(() -> new LinkedCrf("", false, "A1B2C3D4E5", 1)).hasMessageContaining("crf");
        assertThatThrownBy(() -> new LinkedStatus("", "A1B2C3D4E5", "Started", null))
                .hasMessageContaining("id");
        assertThatThrownBy(() -> link.addCrf(new LinkedCrf("5f02", false, "A1B2C3D4E5", 2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> link.with("CRFs", null).addCrf(new LinkedCrf("5f02", false, "F6G7H8I9J0", 2)))
                .hasMessageContaining("CRFs");
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../auth/logout", "a/b", "a\r\nX: y", "a%2f", "a?b", "a#b"})
    void aLinkIdThatCanBeNoSegmentOfAPathIsRefused(String id) {
        assertThatThrownBy(() -> flask.forms().link(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linkId");
        assertNothingSent();
    }
}
