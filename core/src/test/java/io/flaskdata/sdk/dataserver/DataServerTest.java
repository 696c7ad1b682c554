package io.flaskdata.sdk.dataserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.Row;
import java.util.ArrayList;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

class DataServerTest extends FacadeTest {
    private static final String GROUPED = "/data-server/data/extract/extract-grouped-study-event-data-to-json";
    private static final String CREATE = "/data-server/data/create/create-event-crfs-and-insert-data";

    private GroupedExtract grouped() {
        return flask.dataServer(7).groupedExtract();
    }

    @Test
    void readsGroupsAsAskedFor() throws Exception {
        server.answers(Server.json("[{\"subject\":\"001-001\",\"Daily Diary\":[{\"values\":{\"SLEEP\":7.50}}]}]"));
        List<Row> rows = grouped()
                .crfs("5f01", "5f02")
                .bySubject()
                .deactivatedCrfs(false)
                .startedCrfs(true)
                .closedCrfs(true)
                .allCrfVersions(false)
                .valuesAsObject(true)
                .with("language", "ENGLISH")
                .toList();
        assertThat(rows.get(0).json("Daily Diary")).isEqualTo("[{\"values\":{\"SLEEP\":7.50}}]");
        assertSent(GROUPED, """
                {"study_id":7,"from_last_extract":false,"CRFs":["5f01","5f02"],"group_by":"subject",
                 "include_deactivated_crfs":false,"include_started_crfs":true,"include_closed_crfs":true,
                 "include_all_crf_versions":false,"values_as_object":true,"language":"ENGLISH"}""");
    }

    private static MockResponse broken() {
        return Server.json("[" + "{\"subject\":\"001-001\"},".repeat(2000) + "{\"subject\":\"001-002\"}]")
                .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
    }

    @Test
    void anExtractThatMovesTheServersCursorIsNeverRepeatedAndABrokenOneSaysThatItActed() throws Exception {
        server.answers(Server.error(503, "busy")).answers(broken());
        GroupedExtract moving = grouped().movingTheServersCursor();
        assertThatThrownBy(moving::toList)
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat(e.serverMayHaveActed()).isTrue());
        assertThat(server.web.getRequestCount()).isEqualTo(2);
        List<Row> rows = new ArrayList<>();
        var failure = catchThrowableOfType(ProtocolViolationException.class, () -> moving.forEach(rows::add));
        assertThat(failure.serverMayHaveActed()).isTrue();
        assertThat(rows).isNotEmpty();
        assertThat(server.web.getRequestCount()).isEqualTo(3);
        assertSent(GROUPED, "{\"study_id\":7,\"from_last_extract\":true}");
    }

    @Test
    void anExtractThatLeavesTheCursorIsReadAgain() {
        server.answers(Server.error(503, "busy").setHeader("Retry-After", "0")).answers(Server.json("[]"));
        assertThat(grouped().toList()).isEmpty();
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aReadOnlyClientDoesNotMoveTheCursor() {
        FlaskDataClient readOnly = flask.withOptions(CallOptions::asReadOnly);
        assertThatThrownBy(() -> readOnly.dataServer(7)
                        .groupedExtract()
                        .movingTheServersCursor()
                        .toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read-only");
        assertNothingSent();
    }

    @Test
    void aCoordinatorCreatesAnEventOfASubjectWithItsCrfs() throws Exception {
        server.answers(Server.error(200, "OK"));
        NewEvent event = flask.dataServer(7)
                .newEvent("Common")
                .ofSubjectLabelled("001-001")
                .crf("Adverse Events", CrfData.of("Description", "headache").blank("StopDate"))
                .crf("ConMeds", CrfData.of("Dose", new java.math.BigDecimal("2.50")))
                .with("repeat", 1);
        assertNothingSent();
        assertThat(event.create().raw()).isEqualTo("OK");
        assertThat(event.toString()).doesNotContain("001-001", "headache");
        assertSent(CREATE, """
                {"study_id":7,"eventName":"Common","subjectLabel":"001-001","CRFs":{
                 "Adverse Events":{"Description":"headache","StopDate":null},"ConMeds":{"Dose":2.50}},"repeat":1}""");
    }

    @Test
    void aSubjectIsNamedByItsIdOrByItsOwnToken() throws Exception {
        server.answers(Server.json("{}")).answers(Server.json("{}"));
        NewEvent event = flask.dataServer(7).newEvent("Common").crf("C", CrfData.of("A", 1));
        event.ofSubject(12).create();
        event.create();
        assertSent(CREATE, "{\"study_id\":7,\"eventName\":\"Common\",\"subjectId\":12,\"CRFs\":{\"C\":{\"A\":1}}}");
        assertSent(CREATE, "{\"study_id\":7,\"eventName\":\"Common\",\"CRFs\":{\"C\":{\"A\":1}}}");
    }

    @Test
    void anEventThatFailedMayBeThereInPartAndIsSentOnce() {
        server.answers(Server.error(500, "[crf] step failed"));
        NewEvent event = flask.dataServer(7).newEvent("Common").crf("C", CrfData.of("A", 1));
        assertThatThrownBy(event::create).isInstanceOf(ServerFailureException.class);
        assertThat(server.web.getRequestCount()).isEqualTo(2);
    }

    @Test
    void whatCanNotBeRightIsRefusedBeforeAnythingIsSent() {
        DataServerStudy study = flask.dataServer(7);
        CrfData data = CrfData.of("A", 1);
        assertThatThrownBy(() -> flask.dataServer(0)).hasMessageContaining("studyId");
        assertThatThrownBy(() -> study.newEvent(" ")).hasMessageContaining("name");
        assertThatThrownBy(() -> flask.dataServer(7).partialExtract().where("crf", ""))
                .hasMessageContaining("keeps every row");
        assertThatThrownBy(() -> study.newEvent("e").create()).hasMessageContaining("CRF");
        assertThatThrownBy(() -> study.newEvent("e").crf("", data)).hasMessageContaining("crf");
        assertThatThrownBy(() -> study.newEvent("e").crf("c", data).crf("c", data))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> study.newEvent("e").ofSubjectLabelled("")).hasMessageContaining("label");
        assertThatThrownBy(() -> study.newEvent("e").ofSubject(0)).hasMessageContaining("subjectId");
        assertThatThrownBy(() -> study.newEvent("e").ofSubject(1).ofSubjectLabelled("s"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> grouped().crfs()).hasMessageContaining("ids");
        assertThatThrownBy(() -> grouped().crfs(" ")).hasMessageContaining("ids");
        assertThatThrownBy(() -> grouped().bySubject().bySubject()).hasMessageContaining("twice");
        assertNothingSent();
    }
}
