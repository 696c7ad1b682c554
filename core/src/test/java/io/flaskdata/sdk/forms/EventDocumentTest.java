package io.flaskdata.sdk.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ConflictException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDocumentTest extends FacadeTest {
    private static final String TOKEN = "FED_A1B2C3D4E5F6";
    private static final String DOCUMENT = resource("/event-document.json");

    private static String resource(String name) {
        try (InputStream in = EventDocumentTest.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private EventDocument document() {
        server.answers(Server.json(DOCUMENT));
        return flask.forms().document(TOKEN);
    }

    private CrfDocument demographics() {
        return document().crf("Demographics");
    }

    private RecordedRequest saved(CrfDocument crf) throws InterruptedException {
        server.answers(Server.json(DOCUMENT)).answers(Server.error(200, "saved"));
        assertThat(crf.save().raw()).isEqualTo("saved");
        sent();
        sent();
        return sent();
    }

    private static JsonObject crfAsRead() {
        return JsonParser.parseString(DOCUMENT)
                .getAsJsonObject()
                .getAsJsonArray("CRFs")
                .get(0)
                .getAsJsonObject();
    }

    @Test
    void readsTheEventWithItsTokenAlone() throws Exception {
        EventDocument document = document();
        assertThat(document.name().in("HEBREW")).contains("סינון");
        assertThat(document.status()).contains("Started");
        assertThat(document.linkId()).contains("5f0000000000000000000003");
        assertThat(document.raw()).isEqualTo(DOCUMENT);
        assertThat(document.toString()).doesNotContain("FED_");
        RecordedRequest request = sent();
        assertThat(request.getPath()).isEqualTo("/flask/viewer/" + TOKEN + "/data");
        assertThat(request.getHeader("Authorization")).isNull();
    }

    @Test
    void aDocumentThatNamesAMemberTwiceIsNotReadBecauseOneWouldBeLost() {
        server.answers(Server.json("{\"name\":{\"ENGLISH\":\"a\",\"ENGLISH\":\"b\"},\"CRFs\":[]}"));
        assertThatThrownBy(() -> flask.forms().document(TOKEN))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("twice");
    }

    /** JavaScript cuts texts in the middle of an emoji, and its JSON.stringify writes what is left as an escape. */
    @Test
    void halfOfASurrogatePairIsOpenedAndGoesBackAsItCame() throws Exception {
        String half = DOCUMENT.replace("\"ABC\"", "\"J\\ud83d\"");
        server.answers(Server.json(half));
        CrfDocument crf = flask.forms().document(TOKEN).crf("Demographics");
        assertThat(crf.item("INITIALS").value()).contains("J\ud83d");
        assertThat(crf.raw()).contains("\"J\\ud83d\"").doesNotContain("?\"");
        server.answers(Server.json(half)).answers(Server.error(200, "saved"));
        crf.set("REASON", "\ude00").save();
        sent();
        sent();
        String sent = sent().getBody().readUtf8();
        assertThat(sent).contains("\"J\\ud83d\"").contains("[\"\\ude00\"]");
    }

    /** It excuses nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "'a'", "\"\\'\"", "\"\\ud83\"", "\"\t\"", "01", "NaN", "\"a\" \"b\""})
    void aDocumentWithHalfOfASurrogatePairIsReadAsStrictlyAsAnyOther(String value) {
        server.answers(Server.json("{\"a\":\"\\ud83d\",\"b\":\"\\\\ud83d \\uD83D\\uDE00\",\"c\":" + value + "}"));
        assertThatThrownBy(() -> flask.forms().document(TOKEN))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() {
        server.answers(Server.json("\ufeff" + DOCUMENT));
        assertThat(flask.forms().document(TOKEN).raw()).isEqualTo(DOCUMENT);
    }

    @Test
    void readsCrfsSectionsItemsAndTheirRules() {
        EventDocument document = document();
        assertThat(document.crfs()).hasSize(2);
        assertThat(document.crfWithDataId("F6G7H8I9J0").dateUpdated()).isEmpty();
        assertThat(document.crf("דמוגרפיה").variable()).isEqualTo("DEMOGRAPHICS");
        CrfDocument crf = document.crf("DEMOGRAPHICS");
        assertThat(crf.dateUpdated()).contains(Instant.parse("2026-03-02T08:15:00Z"));
        assertThat(crf.status()).contains("Started");
        assertThat(crf.sections()).extracting(section -> section.name().any()).containsExactly("Page 1", "Page 2");
        assertThat(crf.items()).extracting(CrfItem::variable).containsExactly("AGE", "SEX", "INITIALS", "REASON");
        CrfItem age = crf.item("AGE");
        assertThat(age.type()).isEqualTo("NUMBER");
        assertThat(age.title().any()).isEqualTo("Age");
        assertThat(age.label().in("ENGLISH")).contains("Age in years");
        assertThat(age.value()).contains("21");
        assertThat(age.required()).isTrue();
        assertThat(age.rule("min")).contains("18");
        assertThat(age.rule("pattern")).isEmpty();
        assertThat(age.valueUpdated()).isEmpty();
        assertThat(crf.item("SEX").value()).isEmpty();
        assertThat(crf.item("SEX").options()).extracting(ItemOption::value).containsExactly("1", "2");
        assertThat(crf.item("REASON").branchingLogic()).contains("$AGE == '55'");
        assertThat(age.toString()).doesNotContain("21");
    }

    @Test
    void whatIsNotThereIsSaid() {
        EventDocument document = document();
        assertThatThrownBy(() -> document.crf("Nope")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> document.crf("VS").item("AGE")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> document.crf("VS").set("AGE", 1)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> document.crf("Demographics").set("AGE", 1.5)).hasMessageContaining("value");
        assertThatThrownBy(() -> document.crf("Demographics").with("omt", 1)).hasMessageContaining("omt");
    }

    @Test
    void savesOneCrfWithItsEditsAndEverythingElseAsItCame() throws Exception {
        CrfDocument crf = demographics();
        CrfDocument edited = crf.set("AGE", new BigDecimal("22.50"))
                .set("SEX", List.of(1, 2))
                .blank("INITIALS")
                .completed(true);
        RecordedRequest request = saved(edited.with("timezone", "Asia/Jerusalem"));
        assertThat(request.getPath()).isEqualTo("/flask/viewer/" + TOKEN + "/save-crf");
        assertThat(request.getHeader("Authorization")).isNull();

        JsonObject expected = crfAsRead();
        expected.addProperty("completed", true);
        expected.addProperty("timezone", "Asia/Jerusalem");
        value(expected, 0, 0, "[22.50]");
        value(expected, 0, 1, "[1,2]");
        value(expected, 1, 0, "[null]");
        assertThat(request.getBody().readUtf8()).isEqualTo(Json.text(expected));
        assertThat(crf.item("AGE").value()).contains("21");
        assertThat(crf.completed()).isFalse();
    }

    @Test
    void aCrfThatWasNotEditedLeavesDigitForDigitInItsOrder() throws Exception {
        String sent = saved(demographics()).getBody().readUtf8();
        assertThat(sent).isEqualTo(Json.text(crfAsRead()));
        assertThat(sent)
                .contains("{\"b\":12345678901234567890123,\"a\":1.10,\"c\":[null,1E5,1e+5,-0,-0.0,{}],\"d\":\"😀 <&'=")
                .contains("\"last_edited\":\"\"", "\"crf_id\":null");
    }

    private static void value(JsonObject crf, int section, int item, String value) {
        JsonElement edited = crf.getAsJsonArray("sections")
                .get(section)
                .getAsJsonObject()
                .getAsJsonArray("items")
                .get(item);
        edited.getAsJsonObject().add("value", JsonParser.parseString(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "date_updated": "2026-03-02T08:15:00.000Z"|"date_updated": "2026-03-02T08:15:00.001Z"|date_updated
            "last_edited": ""|"last_edited": "2026-03-02T08:15:00.000Z"|last_edited
            "data_record_updated": null|"data_record_updated": "2026-03-02T08:15:00.000Z"|data_record_updated
            "value": ["ABC"]|"value": ["ABD"]|INITIALS
            "value": [21]|"value": [21.0]|AGE
            "variable": "REASON"|"variable": "CAUSE"|items
            "dataId": "A1B2C3D4E5"|"dataId": "Z1B2C3D4E5"|dataId
            """)
    void aCrfThatChangedAtTheServerIsAConflictAndIsNotSent(String before, String after, String what) {
        assertThat(DOCUMENT).contains(before);
        CrfDocument edited = demographics().set("SEX", 2);
        server.answers(Server.json(DOCUMENT.replace(before, after)));
        ConflictException conflict = catchThrowableOfType(ConflictException.class, edited::save);
        assertThat(conflict.changed()).containsExactly(what);
        assertThat(conflict.getMessage()).doesNotContain("FED_", "ABC", "A1B2");
        assertThat(server.web.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aSavingWithoutAnAnswerIsUnknownSentOnceAndItsMessageHasNoToken() {
        CrfDocument edited = demographics().set("SEX", 2);
        server.answers(Server.json(DOCUMENT))
                .answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
        var failure = catchThrowableOfType(OutcomeUnknownException.class, edited::save);
        assertThat(failure.getMessage() + failure.address()).doesNotContain("FED_");
        assertThat(failure.serverMayHaveActed()).isTrue();
        assertThat(server.web.getRequestCount()).isEqualTo(4);
    }

    @Test
    void listsTheEventsOfAFormsSubject() throws Exception {
        server.answers(
                Server.json("{\"items\":[{\"id\":\"5f03\",\"name\":{\"ENGLISH\":\"Screening\"},\"subject\":\"5f02\","
                        + "\"status\":\"Started\",\"CRFs\":[{\"n\":1.10}],\"rules\":[],\"metadata\":{},\"token\":\"FED_OTHER\","
                        + "\"url\":\"https://forms.example.org/FED_OTHER\",\"date_updated\":\"2026-03-02T08:15:00.000Z\","
                        + "\"date_created\":\"\",\"completed\":[],\"preview\":null},{\"id\":\"5f04\",\"name\":\"Diary\",\"status\":\"\"}],"
                        + "\"rest\":{\"pagination\":{\"page\":0,\"size\":10,\"total\":2}}}"));
        List<EventLogEntry> log =
                flask.forms().log(new FormToken(TOKEN)).pageSize(10).toList();
        EventLogEntry screening = log.get(0);
        assertThat(screening.linkId()).isEqualTo("5f03");
        assertThat(screening.name().any()).isEqualTo("Screening");
        assertThat(screening.status()).contains("Started");
        assertThat(screening.token()).contains(new FormToken("FED_OTHER"));
        assertThat(screening.updated()).contains(Instant.parse("2026-03-02T08:15:00Z"));
        assertThat(screening.created()).isEmpty();
        assertThat(screening.raw()).contains("1.10");
        assertThat(screening.toString()).doesNotContain("FED_OTHER");
        assertThat(log.get(1).status()).isEmpty();
        assertThat(log.get(1).token()).isEmpty();
        assertSent("/flask/viewer/" + TOKEN + "/log", "{\"page\":0,\"size\":10,\"sort\":\"name,asc\"}");
        server.answers(Server.json("{\"items\":[],\"rest\":{\"pagination\":{\"page\":0,\"size\":10,\"total\":0}}}"));
        assertThat(flask.forms().log(new FormToken(TOKEN)).pageSize(10).sortedBy("status"))
                .isEmpty();
        assertSent("/flask/viewer/" + TOKEN + "/log", "{\"page\":0,\"size\":10,\"sort\":\"status,asc\"}");
    }

    @Test
    void anEventsDocumentIsFoundByTheSubjectsLabelAndTheEventsName() throws Exception {
        server.answers(Server.json("[{\"id\":\"5f02\",\"subjectId\":\"001-023\"}]"))
                .answers(Server.json(
                        "[{\"id\":\"5f03\",\"token\":\"" + TOKEN + "\",\"name\":{\"ENGLISH\":\"Screening\"}},"
                                + "{\"id\":\"5f04\",\"token\":\"FED_OTHER\",\"name\":{\"ENGLISH\":\"Diary\"}},"
                                + "{\"id\":\"5f05\",\"token\":\"FED_OTHER\",\"name\":{\"ENGLISH\":\"Diary\"}}]"));
        FormsSubject subject = flask.forms().study(7).subjectLabelled("001-023");
        server.answers(Server.json(DOCUMENT));
        assertThat(subject.event("Screening").document().crfs()).hasSize(2);
        sent();
        sent();
        assertThat(sent().getPath()).isEqualTo("/flask/viewer/" + TOKEN + "/data");
    }
}
