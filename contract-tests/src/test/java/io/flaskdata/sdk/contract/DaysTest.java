package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.EdcSubject;
import io.flaskdata.sdk.edc.EventDataRow;
import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server far from Jerusalem makes of a day, and the SDK of that. */
class DaysTest {
    private static final List<LocalDate> DAYS = Stream.of(
                    "1900-01-01",
                    "1913-12-31",
                    "1950-01-01",
                    "1969-12-31",
                    "1970-01-01",
                    "2000-02-29",
                    "2017-10-15",
                    "2018-11-04",
                    "2022-03-27",
                    "2024-03-05")
            .map(LocalDate::parse)
            .toList();

    @ParameterizedTest
    @ValueSource(strings = {"America/Los_Angeles", "Pacific/Kiritimati", "America/Sao_Paulo"})
    void aSubjectsDaysComeBackAsTheyWereGiven(String id) throws Exception {
        ZoneId zone = ZoneId.of(id);
        try (Sandbox sandbox = Sandbox.builder().zone(zone).start();
                FlaskDataClient flask = FlaskDataClient.builder()
                        .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                        .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                        .zone(zone)
                        .build()) {
            EdcDatabase edc = flask.edc("demo");
            for (LocalDate day : DAYS) {
                edc.createSubject(NewSubject.labelled("on " + day)
                        .site("001")
                        .enrolled(day)
                        .born(day)
                        .gender(Gender.FEMALE));
                EdcSubject subject =
                        edc.subjects().where("label", "on " + day).toList().get(0);
                assertThat(subject.enrolled()).isEqualTo(day);
                assertThat(born(edc, subject)).isEqualTo(day);
                assertThat(edc.extract("subject")
                                .where("date_of_birth", day.toString())
                                .toList())
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(row.date("date_of_birth")).isEqualTo(day));
            }
            EdcSubject seeded =
                    edc.subjects().where("label", "001-001").toList().get(0);
            assertThat(seeded.enrolled()).hasToString("2026-02-02");
            assertThat(edc.eventData().where("subject", "001-001").toList())
                    .extracting(EventDataRow::eventDate)
                    .contains(seeded.enrolled());
            // As the site wrote it down in the CRF, which is text.
            String yearOfBirth = edc.eventData().where("subject", "001-001").toList().stream()
                    .filter(row -> "BRTHYR".equals(row.item()))
                    .findFirst()
                    .orElseThrow()
                    .row()
                    .required("value");
            assertThat(born(edc, seeded).getYear()).hasToString(yearOfBirth);
        }
    }

    private static LocalDate born(EdcDatabase edc, EdcSubject subject) {
        LocalDate born = edc.extract("subject")
                .where("subject_id", String.valueOf(subject.personId()))
                .toList()
                .get(0)
                .date("date_of_birth");
        assertThat(born).isNotNull();
        return born;
    }
}
