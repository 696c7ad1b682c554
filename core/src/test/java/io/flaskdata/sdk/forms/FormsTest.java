package io.flaskdata.sdk.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest extends FacadeTest {
    private static final CrfData DATA = CrfData.of("AGE", 21).and("W", new BigDecimal("70.10"));

    private FormsSubject subject() {
        return flask.forms().study(7).subjectLabelled("001-023");
    }

    @Test
    void addsACrfToAnEvent() throws Exception {
        server.answers(Server.json("{\"crfDataId\":\"A1B2C3D4E5\",\"more\":1.10}"));
        InsertedCrf crf = subject().event("Screening").with("source", "app").addCrf("Demographics", DATA);
        assertThat(crf).isEqualTo(new InsertedCrf("A1B2C3D4E5", "{\"crfDataId\":\"A1B2C3D4E5\",\"more\":1.10}"));
        assertThat(crf).hasToString("InsertedCrf[A1B2C3D4E5]");
        assertSent("/flask/crf/create-CRF-and-insert-data", """
                {"study_id":7,"subject_label":"001-023","event_name":"Screening","crf_name":"Demographics",
                 "crf_data":{"AGE":21,"W":70.10},"source":"app"}""");
    }

    @Test
    void addsACrfAndItsEvent() throws Exception {
        server.answers(Server.json("{\"crfDataId\":\"A1B2C3D4E5\"}"));
        assertThat(subject()
                        .event("Diary")
                        .addCrfCreatingEvent("Daily Diary", DATA)
                        .crfDataId())
                .isEqualTo("A1B2C3D4E5");
        assertSent("/flask/crf/create-event-CRF-and-insert-data", """
                {"study_id":7,"subject_label":"001-023","event_name":"Diary","crf_name":"Daily Diary",
                 "crf_data":{"AGE":21,"W":70.10}}""");
    }

    @Test
    void anAnswerWithoutAnIdIsAViolationThatMayHaveActed() {
        server.answers(Server.json("{\"crfDataId\":\"\"}"));
        assertThatThrownBy(() -> subject().event("Diary").addCrf("Daily Diary", DATA))
                .isInstanceOfSatisfying(
                        ProtocolViolationException.class,
                        e -> assertThat(e.serverMayHaveActed()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"A\",\"B\"]",
                "{\"crfDataIds\":[\"A\",\"B\"]}",
                "[{\"crfDataId\":\"A\"},{\"dataId\":\"B\",\"id\":\"5f\"}]",
                "{\"items\":[{\"id\":\"A\"},{\"id\":\"B\"}],\"pagination\":{\"total\":2}}"
            })
    void readsCrfDataIdsInEveryPlausibleShape(String answer) throws Exception {
        server.answers(Server.json(answer));
        CrfDataIds ids = subject().with("active", true).crfDataIds("Demographics");
        assertThat(ids).isEqualTo(new CrfDataIds(List.of("A", "B"), answer));
        assertSent(
                "/flask/crf/get-CRF-data-ids",
                "{\"study_id\":7,\"subject_label\":\"001-023\",\"crf_name\":\"Demographics\",\"active\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[],\"b\":[]}", "[[\"A\"]]", "[{\"x\":1}]", "{}", "\"A\"", "[null]"})
    void crfDataIdsInNoKnownShapeAreAViolation(String answer) {
        server.answers(Server.json(answer));
        assertThatThrownBy(() -> subject().crfDataIds("Demographics"))
                .isInstanceOfSatisfying(
                        ProtocolViolationException.class,
                        e -> assertThat(e.rawBody()).contains(answer));
    }

    @Test
    void updatesACrf() throws Exception {
        server.answers(Server.error(200, "OK"));
        assertThat(subject()
                        .with("reason", "typo")
                        .updateCrf("A1B2C3D4E5", CrfData.of("AGE", 22))
                        .raw())
                .isEqualTo("OK");
        assertSent("/flask/crf/update-CRF-data", """
                {"study_id":7,"subject_label":"001-023","crfDataId":"A1B2C3D4E5","crf_data":{"AGE":22},
                 "reason":"typo"}""");
    }

    private static final String SUBJECTS =
            "{\"items\":[{\"id\":\"5f01\",\"subjectId\":\"001-022\"},{\"id\":\"5f02\",\"subjectId\":\"001-023\"}],"
                    + "\"pagination\":{\"total\":2}}";
    private static final String EVENTS = "{\"items\":[{\"id\":\"5f03\",\"token\":\"FED_A1B2C3D4E5F6\","
            + "\"name\":{\"ENGLISH\":\"Screening\"},\"url\":\"https://x.example.org/FED_A1B2C3D4E5F6\"},"
            + "{\"id\":\"5f04\",\"token\":\"\",\"name\":\"Diary\"}],\"pagination\":{\"total\":2}}";

    @Test
    void listsASubjectsEventsByItsDocumentId() throws Exception {
        server.answers(Server.json(SUBJECTS)).answers(Server.json(EVENTS));
        Listing<ListedEvent> listing = subject().events().with("status", "Started");
        assertNothingSent();
        List<ListedEvent> events = listing.toList();
        assertThat(events).extracting(ListedEvent::linkId).containsExactly("5f03", "5f04");
        assertThat(events.get(0).token()).contains(new FormToken("FED_A1B2C3D4E5F6"));
        assertThat(events.get(1).token()).isEmpty();
        assertThat(events.toString()).doesNotContain("FED_");
        assertSent(
                "/flask/subject/filter",
                "{\"study_id\":7,\"pagination\":{\"page\":0,\"size\":1000,\"sort\":\"subjectId,asc\"}}");
        assertSent(
                "/flask/link/filter",
                "{\"subject\":\"5f02\",\"pagination\":{\"page\":0,\"size\":1000,\"sort\":\"name,asc\"},\"status\":\"Started\"}");
    }

    @Test
    void aSubjectThatIsNotThereOrThereTwiceIsSaid() {
        server.answers(Server.json(SUBJECTS)).answers(Server.json(SUBJECTS.replace("022", "023")));
        FormsSubject unknown = flask.forms().study(7).subjectLabelled("001-099");
        assertThatThrownBy(() -> unknown.events().toList())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageNotContaining("001-099");
        assertThatThrownBy(() -> subject().find()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listsAStudysSubjectsAndLanguagesAndASubjectsStudies() throws Exception {
        server.answers(Server.json(SUBJECTS))
                .answers(Server.json("[{\"id\":1,\"name\":\"English\",\"direction\":\"ltr\",\"languagekey\":\"en\","
                        + "\"enum\":\"ENGLISH\"}]"))
                .answers(
                        Server.json("[{\"study_id\":7,\"brief_title\":\"Demo\",\"status\":\"available\",\"x\":null}]"));
        assertThat(flask.forms().study(7).subjects())
                .extracting(ListedSubject::label)
                .containsExactly("001-022", "001-023");
        StudyLanguage language = flask.forms()
                .study(7)
                .languages()
                .with("customer_id", 3)
                .toList()
                .get(0);
        assertThat(language.constant()).contains("ENGLISH");
        assertThat(language.id()).contains("1");
        ListedStudy study = flask.forms().studiesOf(12).toList().get(0);
        assertThat(study.studyId()).isEqualTo(7);
        assertThat(study.raw()).contains("\"x\":null");
        sent();
        var languages = sent();
        assertThat(languages.getPath()).isEqualTo("/flask/languages/filter");
        assertThat(languages.getHeader("Authorization")).isNull();
        assertThat(languages.getBody().readUtf8()).isEqualTo("{\"study_id\":7,\"customer_id\":3}");
        assertSent("/flask/study/subject-studies", "{\"subject_id\":12}");
    }

    @Test
    void whatCanNotBeRightIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> flask.forms().study(0)).hasMessageContaining("studyId");
        assertThatThrownBy(() -> flask.forms().study(7).subjectLabelled(" ")).hasMessageContaining("label");
        assertThatThrownBy(() -> subject().event("")).hasMessageContaining("name");
        assertThatThrownBy(() -> subject().event("e").addCrf("", DATA)).hasMessageContaining("crf");
        assertThatThrownBy(() -> subject().event("e").addCrfCreatingEvent(" ", DATA))
                .hasMessageContaining("crf");
        assertThatThrownBy(() -> subject().crfDataIds("")).hasMessageContaining("crf");
        assertThatThrownBy(() -> subject().updateCrf("", DATA)).hasMessageContaining("crfDataId");
        assertThatThrownBy(() -> CrfData.of(" ", 1)).hasMessageContaining("variable");
        assertThatThrownBy(() -> CrfData.of("A", new Object())).hasMessageContaining("value");
        assertThatThrownBy(() -> CrfData.of("A", List.of(1.5f))).hasMessageContaining("value");
        assertNothingSent();
    }

    /** As JavaScript's JSON.stringify does it: UTF-8 has no other way. */
    @Test
    void halfOfASurrogatePairLeavesAsAnEscape() throws Exception {
        server.answers(Server.json("{\"crfDataId\":\"A1B2C3D4E5\"}"));
        subject()
                .event("e")
                .with("\udc00", "\ud83d\ud83d\ude00")
                .addCrf("c", CrfData.of("A", "headache \ud83d").and("B", List.of(Map.of("k\ude00", "\ude00\ud83d"))));
        assertThat(sent().getBody().readUtf8())
                .contains("\"A\":\"headache \\ud83d\"")
                .contains("{\"k\\ude00\":\"\\ude00\\ud83d\"}")
                .contains("\"\\udc00\":\"\\ud83d\ud83d\ude00\"");
        server.answers(Server.error(200, "OK"));
        subject().updateCrf("A1B2C3D4E5", CrfData.of("A", "\ud83d"));
        assertThat(sent().getBody().readUtf8()).contains("{\"A\":\"\\ud83d\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "../x", "a/b", "a\r\nb", "a%2fb", "a?b", "a#b", "é", "a b"})
    void aFormTokenThatCanBeNoSegmentOfAPathIsRefused(String token) {
        assertThatThrownBy(() -> flask.forms().document(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("form token");
        assertNothingSent();
    }
}
