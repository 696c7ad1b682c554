package io.flaskdata.sdk.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.rows.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes a {@link StudyFilter} and is no download. */
class StudyExportTest extends FacadeTest {
    private static final StudyFilter FILTER = StudyFilter.all()
            .updatedFrom(Instant.parse("2020-01-01T00:00:00Z"))
            .updatedBefore(Instant.parse("2020-02-01T00:00:00.000000001Z"))
            .where("site", "001")
            .whereNot("crf", "Demographics", "Vital Signs")
            .with("language", "ENGLISH");

    @Test
    void readsCrfsThatHaveDataWithColumnsOfTheirOwn() throws Exception {
        server.answers(Server.json("[{\"crf\":\"A\",\"SYSBP\":\"124\"},{\"crf\":\"B\",\"AETERM\":null}]"));
        List<Row> rows = flask.edc("demo").crfLevel(FILTER).toList();
        assertThat(rows).extracting(Row::columns).containsExactly(List.of("crf", "SYSBP"), List.of("crf", "AETERM"));
        RecordedRequest request = sent();
        assertThat(request.getPath()).isEqualTo("/edc/study/extract-study-data-at-crf-level");
        assertThat(request.getHeader("EDC")).isEqualTo("demo");
        assertThat(request.getBody().readUtf8())
                .isEqualTo("{\"fromDate\":\"2020-01-01T00:00:00.000Z\",\"toDate\":\"2020-02-01T00:00:00.001Z\","
                        + "\"filters\":{\"site\":\"001\"},\"filtersNotIn\":{\"crf\":\"Demographics|Vital Signs\"},"
                        + "\"language\":\"ENGLISH\"}");
    }

    @Test
    void asksForEverythingWithAnEmptyRequest() throws Exception {
        server.answers(Server.json("[]"));
        assertThat(flask.edc("demo").crfLevel().toList()).isEmpty();
        assertSent("/edc/study/extract-study-data-at-crf-level", "{}");
    }

    @Test
    void hasTheCsvFilesMailedWithWholeDaysAndAtMostOnce() throws Exception {
        server.answers(Server.error(200, "OK"));
        assertThat(flask.edc("demo")
                        .emailCsvs(FILTER, "a@example.org", "b@example.org")
                        .raw())
                .isEqualTo("OK");
        RecordedRequest request = sent();
        assertThat(request.getPath()).isEqualTo("/edc/study/send-email-with-study-data-csvs");
        assertThat(request.getHeader("EDC")).isEqualTo("demo");
        assertThat(request.getBody().readUtf8())
                .isEqualTo("{\"emails\":[\"a@example.org\",\"b@example.org\"],\"fromDate\":\"2019-12-31\","
                        + "\"toDate\":\"2020-02-02\",\"filters\":{\"site\":\"001\"},"
                        + "\"filtersNotIn\":{\"crf\":\"Demographics|Vital Signs\"},\"language\":\"ENGLISH\"}");
        server.answers(Server.error(200, "").setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
        assertThatThrownBy(() -> flask.edc("demo").emailCsvs(StudyFilter.all(), "a@example.org"))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aMidnightIsItsOwnDay() throws Exception {
        server.answers(Server.error(200, ""));
        StudyFilter filter = StudyFilter.all().updatedBefore(Instant.parse("2020-02-01T00:00:00Z"));
        EdcDatabase edc = flask.edc("demo").zone(ZoneOffset.UTC);
        assertThat(edc.emailCsvs(filter, "a@example.org").raw()).isEmpty();
        assertSent(
                "/edc/study/send-email-with-study-data-csvs",
                "{\"emails\":[\"a@example.org\"],\"toDate\":\"2020-02-01\"}");
    }

    /** Whether the server takes a day for its own or for UTC's, and wherever it is when nobody says. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2024-03-05T02:00:00Z, 2024-03-04, 2024-03-06",
        "America/Los_Angeles, 2024-03-05T09:00:00Z, 2024-03-05, 2024-03-06",
        "Pacific/Kiritimati, 2024-03-05T02:00:00Z, 2024-03-05, 2024-03-06",
        "Pacific/Kiritimati, 2024-03-05T10:00:00Z, 2024-03-05, 2024-03-06",
        "Pacific/Kiritimati, 2024-03-05T10:00:00.001Z, 2024-03-05, 2024-03-07",
        "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-03, 2018-11-05",
        ", 2024-03-05T10:00:00Z, 2024-03-04, 2024-03-06",
        ", 2024-03-05T12:00:00Z, 2024-03-05, 2024-03-07",
    })
    void noRowOfTheWindowIsOutsideTheDaysThatAreSent(@Nullable ZoneId zone, Instant end, String from, String to)
            throws Exception {
        EdcDatabase edc = zone == null ? flask.edc("demo") : flask.edc("demo").zone(zone);
        server.answers(Server.error(200, "")).answers(Server.error(200, ""));
        edc.emailCsvs(StudyFilter.all().updatedFrom(end), "a@example.org");
        assertThat(body(sent()).getAsJsonObject().get("fromDate").getAsString()).isEqualTo(from);
        edc.emailCsvs(StudyFilter.all().updatedBefore(end), "a@example.org");
        assertThat(body(server.received()).getAsJsonObject().get("toDate").getAsString())
                .isEqualTo(to);
    }

    @Test
    void anInstantThatNoServerCanReadIsRefused() {
        for (Instant each : List.of(Instant.MIN, Instant.MAX, Instant.parse("-0001-01-01T00:00:00Z"))) {
            assertThatThrownBy(() -> StudyFilter.all().updatedFrom(each))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start");
            assertThatThrownBy(() -> StudyFilter.all().updatedBefore(each))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("end");
        }
        assertNothingSent();
    }

    @Test
    void aMailToNobodyAndAnExcludedValueThatCannotBeWrittenAreRefused() {
        assertThatThrownBy(() -> flask.edc("demo").emailCsvs(StudyFilter.all())).hasMessageContaining("addresses");
        assertThatThrownBy(() -> flask.edc("demo").emailCsvs(StudyFilter.all(), "a@example.org", "b"))
                .hasMessageContaining("addresses")
                .hasMessageNotContaining("a@example.org");
        assertThatThrownBy(() -> StudyFilter.all().whereNot("crf", "a|b")).hasMessageContaining("values");
        assertThatThrownBy(() -> StudyFilter.all().whereNot("crf; drop", "a")).hasMessageContaining("column");
        assertThatThrownBy(() -> FILTER.updatedBefore(Instant.EPOCH)).hasMessageContaining("window");
        assertNothingSent();
    }

    @Test
    void anExtractTakesFurtherMembers() throws Exception {
        server.answers(Server.json("[]"));
        flask.edc("demo")
                .extract("f()")
                .argument("a", "1")
                .with("limit", 10)
                .sortedBy("b")
                .toList();
        assertSent(
                "/edc/study/extract-data",
                "{\"tableName\":\"f()\",\"sort\":\"b\",\"inputVariables\":{\"a\":\"1\"},\"limit\":10}");
    }

    @Test
    void aPartialExtractTakesFurtherMembers() throws Exception {
        server.answers(Server.json("[]"));
        flask.dataServer(5)
                .partialExtract()
                .with("language", "ENGLISH")
                .where("crf", "A")
                .toList();
        assertSent(
                "/data-server/data/extract/partial-extract-study-event-data-to-json",
                "{\"study_id\":5,\"filters\":{\"crf\":\"A\"},\"language\":\"ENGLISH\"}");
    }
}
