package io.flaskdata.sdk.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FacadeTest;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateSubjectTest extends FacadeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"study_subject_id\":13}",
                "{\"study_subject_id\":\"13\",\"id\":7}",
                "{\"studySubjectId\":13}",
                "{\"id\":13,\"label\":\"001-006\"}",
                "[{\"study_subject_id\":13}]",
                "[13]",
                "13",
                "{\"study_subject_id\":13.0}",
                "\"13\""
            })
    void theIdIsReadFromEveryPlausibleAnswer(String answer) {
        server.answers(Server.json(answer));
        CreatedSubject created = flask.edc("demo").createSubject(NewSubject.labelled("001-006"));
        assertThat(created.studySubjectId()).isEqualTo(13);
        assertThat(created.raw()).isEqualTo(answer);
        assertThat(created).hasToString("CreatedSubject[13]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"study_subject_id\":2147483648,\"id\":7}",
                "{\"study_subject_id\":\"2147483648\"}",
                "{\"study_subject_id\":-99999999999}",
                "{\"study_subject_id\":12.5}",
                "[1e300]",
                "9007199254740993"
            })
    void anIdThatIsNoIntIsSaidToBeThatAndNotToBeMissing(String answer) {
        server.answers(Server.json(answer));
        assertThatThrownBy(() -> flask.edc("demo").createSubject(NewSubject.labelled("001-006")))
                .isInstanceOfSatisfying(
                        ProtocolViolationException.class,
                        e -> assertThat(e.serverMayHaveActed()).isTrue())
                .hasMessageContaining("not a whole number of at most 32 bits");
    }

    @Test
    void everyMemberAndFurtherOnesAreSentAsGiven() throws Exception {
        server.answers(Server.json("13"));
        flask.edc("demo")
                .createSubject(NewSubject.labelled("001-006")
                        .secondaryLabel("S6")
                        .site("001")
                        .enrolled(LocalDate.of(2026, 3, 1))
                        .gender(Gender.MALE)
                        .born(Year.of(1970))
                        .personId("P-6")
                        .with("cohort", null)
                        .with("groups", List.of(1, Map.of("weight", new java.math.BigDecimal("1.10")))));
        assertSent("/edc/subjects/create-subject", """
                {"studySubjectLabel":"001-006","secondaryLabel":"S6","siteName":"001","enrollmentDate":"2026-03-01",
                 "gender":"m","dateOfBirth":"1970","personId":"P-6","cohort":null,"groups":[1,{"weight":1.10}]}""");
    }

    @Test
    void aLabelCanBeLeftToTheServer() throws Exception {
        server.answers(Server.json("13"));
        flask.edc("demo").createSubject(NewSubject.labelledByTheServer().born(LocalDate.of(1970, 1, 2)));
        assertSent("/edc/subjects/create-subject", "{\"dateOfBirth\":\"1970-01-02\"}");
    }

    @Test
    void aMemberThatHasAMethodOfItsOwnOrNoJsonIsRefusedBeforeAnythingIsSent() {
        NewSubject subject = NewSubject.labelled("001-006");
        assertThatThrownBy(() -> flask.edc("demo").createSubject(subject.with("studySubjectLabel", "x")))
                .hasMessageContaining("studySubjectLabel");
        assertThatThrownBy(() -> subject.with("weight", 1.10)).hasMessageContaining("value");
        assertThatThrownBy(() -> subject.with("a", 1).with("a", 2)).hasMessageContaining("twice");
        assertThatThrownBy(() -> subject.born(Year.of(1899))).hasMessageContaining("year");
        assertThatThrownBy(() -> subject.born(Year.of(10_000))).hasMessageContaining("year");
        assertThatThrownBy(() -> subject.born(LocalDate.of(10_000, 1, 1))).hasMessageContaining("date");
        assertThatThrownBy(() -> subject.enrolled(LocalDate.of(0, 1, 1))).hasMessageContaining("date");
        assertThatThrownBy(() -> subject.personId("x".repeat(256))).hasMessageContaining("personId");
        assertNothingSent();
    }
}
