package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.edc.EdcStudyApi;
import io.flaskdata.sdk.api.edc.model.ExtractDataRequest;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.forms.InsertedCrf;
import io.flaskdata.sdk.randomization.Randomization;
import io.flaskdata.sdk.randomization.RandomizedKit;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDK against the sandbox, operation by operation: what one call writes, the next one reads. */
class EndToEndTest {
    private Sandbox sandbox;
    private FlaskDataClient flask;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start();
        flask = client(Sandbox.PASSWORD);
    }

    @AfterEach
    void stop() {
        flask.close();
        sandbox.close();
    }

    private FlaskDataClient client(String password) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, password)
                .build();
    }

    @Test
    void authorizes() {
        assertThat(flask.authorize()).isAfter(Instant.now());
    }

    @Test
    void aWrongPasswordSaysSo() {
        try (FlaskDataClient wrong = client("wrong")) {
            assertThatThrownBy(wrong::authorize)
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void extractsViewsTablesAndFunctions() {
        List<Row> rows = flask.edc("demo")
                .extract("cc_event_data")
                .where("item", "PULSE")
                .where("value", "NA")
                .toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).string("subject")).isEqualTo("001-005");
        assertThat(flask.edc("omdena").extract("adae_adverse_events_reduced").toList())
                .isNotEmpty();
        assertThat(flask.edc("demo")
                        .extract("subject_events()")
                        .argument("subject_label", "001-001")
                        .toList())
                .extracting(row -> row.string("event"))
                .startsWith("Screening", "Baseline");
    }

    @Test
    void aWindowHoldsEditedRowsOnly() {
        List<Row> edited = flask.edc("demo")
                .extract("cc_event_data")
                .updatedFrom(Instant.parse("2026-03-10T11:30:00.125Z"))
                .updatedBefore(Instant.parse("2026-03-10T11:30:00.126Z"))
                .toList();
        assertThat(edited).hasSize(1);
        assertThat(edited.get(0).instant("date_updated")).isEqualTo(Instant.parse("2026-03-10T11:30:00.125Z"));
    }

    @Test
    void aDateSurvivesTheServersZone() {
        List<Row> rows = flask.edc("demo")
                .zone(ZoneId.of("Asia/Jerusalem"))
                .extract("event_crf")
                .sortedBy("event_crf_id")
                .toList();
        assertThat(rows.get(0).string("date_interviewed")).isEqualTo("2026-02-01T22:00:00.000Z");
        assertThat(rows.get(0).date("date_interviewed")).isEqualTo(LocalDate.of(2026, 2, 2));
    }

    @Test
    void aCreatedSubjectIsInTheNextExtractAndInTheAuditLog() {
        var created = flask.edc("demo")
                .createSubject(NewSubject.labelled("001-006").site("001").gender(Gender.FEMALE));
        List<Row> found = flask.edc("demo")
                .extract("study_subject")
                .where("label", "001-006")
                .toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).decimal("study_subject_id")).isEqualTo(new BigDecimal(created.studySubjectId()));
        assertThat(flask.edc("demo")
                        .extract("audit_log_event")
                        .where("new_value", "001-006")
                        .toList())
                .hasSize(1);
    }

    @Test
    void aLabelInUseIsTheServersErrorAndCreatesNothing() {
        assertThatThrownBy(() -> flask.edc("demo").createSubject(NewSubject.labelled("001-001")))
                .isInstanceOfSatisfying(
                        ServerFailureException.class,
                        e -> assertThat(e.serverText().orElseThrow()).contains("already used"));
        assertThat(flask.edc("demo").extract("subject").toList()).hasSize(12);
    }

    @Test
    void insertsACrfAndReadsItBackDigitForDigit() {
        InsertedCrf crf = flask.forms()
                .study(1000001)
                .subjectLabelled("001-001")
                .event("Diary")
                .addCrf(
                        "Daily Diary",
                        CrfData.of("SLEEP_HOURS", new BigDecimal("7.10"))
                                .and("MOOD", "4")
                                .and("TOOK_MEDICATION", true)
                                .blank("NOTES"));
        List<Row> rows = flask.dataServer(1000001)
                .partialExtract()
                .where("crf_data_id", crf.crfDataId())
                .columns("item", "value")
                .withoutId()
                .toList();
        assertThat(rows)
                .extracting(row -> row.string("item") + "=" + row.json("value"))
                .containsExactly("SLEEP_HOURS=7.10", "MOOD=\"4\"", "TOOK_MEDICATION=true", "NOTES=null");
    }

    @Test
    void aCrfThatIsLinkedToTheEdcUpdatesItsValues() {
        flask.forms()
                .study(1000001)
                .subjectLabelled("001-001")
                .event("Screening")
                .addCrf("Vital Signs", CrfData.of("SYSBP", 133));
        List<Row> rows = flask.edc("demo")
                .extract("cc_event_data")
                .where("subject", "001-001")
                .where("event", "Screening")
                .where("item", "SYSBP")
                .toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).string("value")).isEqualTo("133");
    }

    @Test
    void theDocumentationsExampleWorksAsPrinted() {
        InsertedCrf crf = flask.forms()
                .study(3581600)
                .subjectLabelled("001-023")
                .event("01-Screening")
                .addCrf("Demographics", CrfData.of("GENDER", "Female").and("AGE", "21"));
        assertThat(crf.crfDataId()).matches("[A-Z0-9]{10}");
    }

    @Test
    void aPartialExtractIsBoundedByTheEventsDate() {
        var extract = flask.dataServer(7253541).partialExtract();
        assertThat(extract.eventsBetween(Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-02-03T00:00:00Z"))
                        .toList())
                .hasSize(2);
        assertThat(extract.eventsBetween(Instant.parse("2026-02-03T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))
                        .toList())
                .isEmpty();
    }

    @Test
    void readsRandomizesAndChanges() {
        Randomization subject = flask.randomization("demo", "001-001");
        Randomization randomization = subject.stratum("SEX", "M").stratum("SITE", "001");
        assertThat(randomization.read()).isEmpty();
        RandomizedKit next = randomization.nextKit();
        assertThat(randomization.read()).isEmpty();
        RandomizedKit kit = randomization.randomize();
        assertThat(kit.kitNumber()).isEqualTo(next.kitNumber());
        assertThat(randomization.read()).contains(kit);
        Randomization another = flask.randomization("demo", "001-001").assumingNoKit();
        assertThatThrownBy(() -> another.randomizeTo(kit.kitId() + 1)).isInstanceOf(ServerFailureException.class);
        assertThat(another.read()).contains(kit);
        Randomization corrected = subject.stratum("SEX", "F").stratum("SITE", "001");
        assertThat(corrected.read()).contains(kit);
        RandomizedKit other = corrected.change();
        assertThat(randomization.read()).contains(other);
        assertThat(flask.edc("demo")
                        .extract("kit")
                        .where("kitno", other.kitNumber())
                        .toList())
                .singleElement()
                .satisfies(row -> assertThat(row.string("strata1_value")).isEqualTo("F"));
    }

    @Test
    void aSubjectSignedInThroughTheIdpSeesItsOwnDataOnly() {
        try (FlaskDataClient subject = flask.signIn(Sandbox.SUBJECT_USER, Sandbox.PASSWORD)) {
            subject.forms()
                    .study(1000001)
                    .subjectLabelled("001-001")
                    .event("Diary")
                    .addCrf("Daily Diary", CrfData.of("MOOD", 3));
            assertThat(subject.dataServer(1000001).partialExtract().toList())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.string("subject")).isEqualTo("001-001"));
            assertThatThrownBy(() -> subject.edc("demo").extract("subject").toList())
                    .isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void aGeneratedInterfaceHasTheSameTokenAndErrors() throws IOException {
        EdcStudyApi api = flask.api(EdcStudyApi.class);
        assertThat(api.extractData("demo", ExtractDataRequest.of("study"))
                        .execute()
                        .body())
                .hasSize(4);
        assertThatThrownBy(() ->
                        api.extractData("demo", ExtractDataRequest.of("nope")).execute())
                .isInstanceOf(RejectedException.class);
    }

    /** One wrong word in a call, and what the server says of it. */
    private interface Call {
        void with(FlaskDataClient flask);
    }

    private static Arguments unknown(String what, Call call) {
        return Arguments.of(what, call);
    }

    private static Call crf(int study, String subject, String event, String crf, String item) {
        return flask ->
                flask.forms().study(study).subjectLabelled(subject).event(event).addCrf(crf, CrfData.of(item, 1));
    }

    static Stream<Arguments> unknownThings() {
        return Stream.of(
                unknown("nope", flask -> flask.edc("demo").extract("nope").toList()),
                unknown("nope", flask -> flask.edc("nope").extract("study").toList()),
                unknown(
                        "nope",
                        flask -> flask.edc("demo")
                                .extract("study")
                                .where("nope", "1")
                                .toList()),
                unknown(
                        "Site nope",
                        flask -> flask.edc("demo")
                                .createSubject(NewSubject.labelled("x-1").site("nope"))),
                unknown(
                        "Study 99",
                        flask -> flask.dataServer(99).partialExtract().toList()),
                unknown("Study 99", crf(99, "001-023", "01-Screening", "Demographics", "AGE")),
                unknown("Subject nope", crf(3581600, "nope", "01-Screening", "Demographics", "AGE")),
                unknown("Event nope", crf(3581600, "001-023", "nope", "Demographics", "AGE")),
                unknown("CRF nope", crf(3581600, "001-023", "01-Screening", "nope", "AGE")),
                unknown("Item nope", crf(3581600, "001-023", "01-Screening", "Demographics", "nope")),
                unknown(
                        "Subject nope",
                        flask -> flask.randomization("demo", "nope").read()));
    }

    @ParameterizedTest
    @MethodSource("unknownThings")
    void anUnknownThingIsATypedErrorWithTheServersText(String text, Call call) {
        FlaskDataException e = catchThrowableOfType(FlaskDataException.class, () -> call.with(flask));
        assertThat(e).isInstanceOfAny(RejectedException.class, ServerFailureException.class);
        assertThat(e.status()).hasValue(400);
        assertThat(e.serverText().orElseThrow()).contains(text);
        assertThat(e.getMessage()).doesNotContain(text);
    }
}
