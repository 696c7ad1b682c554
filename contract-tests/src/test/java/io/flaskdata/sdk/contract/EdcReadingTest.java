package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.edc.CodeList;
import io.flaskdata.sdk.edc.EdcCodes;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.EdcQuery;
import io.flaskdata.sdk.edc.EdcStudy;
import io.flaskdata.sdk.edc.EdcSubject;
import io.flaskdata.sdk.edc.EventDataRow;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.ItemValue;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.edc.NullCode;
import io.flaskdata.sdk.edc.PartialDate;
import io.flaskdata.sdk.edc.Reading;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.IncompleteExtractException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.slices.SliceCounts;
import io.flaskdata.sdk.slices.SlicedExtract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the EDC facade reads of the sandbox's demo study, which these tests don't change but for one subject more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdcReadingTest {
    private static final String[] SITES = {"001", "002", "003"};

    private Sandbox sandbox;
    private FlaskDataClient flask;
    private EdcDatabase edc;

    @BeforeAll
    void start() throws IOException {
        sandbox = Sandbox.start();
        flask = FlaskDataClient.builder()
                .environment(Environment.custom(sandbox.apiUrl(), sandbox.idpUrl()))
                .credentials(Sandbox.API_USER, Sandbox.PASSWORD)
                .build();
        edc = flask.edc("demo").zone(ZoneId.of("Asia/Jerusalem"));
    }

    @AfterAll
    void stop() {
        flask.close();
        sandbox.close();
    }

    static Stream<Arguments> readings() {
        return Stream.<Map.Entry<String, Function<EdcDatabase, Reading<?>>>>of(
                        Map.entry("eventData", EdcDatabase::eventData),
                        Map.entry("studies", EdcDatabase::studies),
                        Map.entry("sites", EdcDatabase::sites),
                        Map.entry("subjects", EdcDatabase::subjects),
                        Map.entry("eventDefinitions", EdcDatabase::eventDefinitions),
                        Map.entry("events", EdcDatabase::events),
                        Map.entry("crfs", EdcDatabase::crfs),
                        Map.entry("crfsOfEvents", EdcDatabase::crfsOfEvents),
                        Map.entry("eventCrfs", EdcDatabase::eventCrfs),
                        Map.entry("queries", EdcDatabase::queries),
                        Map.entry("auditLog", EdcDatabase::auditLog),
                        Map.entry("codeLists", EdcDatabase::codeLists))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readings")
    void everyColumnOfEveryShapeIsInItsTable(String name, Function<EdcDatabase, Reading<?>> reading) {
        List<?> rows = reading.apply(edc).toList();
        assertThat(rows).isNotEmpty();
        List<Method> accessors = Stream.of(rows.get(0).getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getDeclaringClass() != Object.class)
                .toList();
        assertThat(accessors).hasSizeGreaterThan(2);
        for (Object row : rows) {
            for (Method accessor : accessors) {
                assertThatCode(() -> accessor.invoke(row))
                        .as(accessor.getName())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void anItemIsAValueANullCodeOrAPartialDate() {
        assertThat(values("PULSE")).contains(new ItemValue.Missing(NullCode.NA));
        assertThat(values("SYSBP")).contains(new ItemValue.Value("121"));
        assertThat(values("AESTDAT"))
                .map(value -> value.value().orElseThrow().partialDate())
                .anySatisfy(date -> assertThat(date.date()).isEmpty())
                .anySatisfy(date -> assertThat(date.date()).isPresent())
                .allSatisfy(date -> assertThat(date).isEqualTo(PartialDate.of(date.toString())));
        assertThat(values("RACE"))
                .anySatisfy(
                        value -> assertThat(value.value().orElseThrow().codes()).hasSizeGreaterThan(1));
    }

    private List<ItemValue> values(String item) {
        return edc.eventData().where("item", item).toList().stream()
                .map(EventDataRow::value)
                .toList();
    }

    @Test
    void theCodesOfAnItemHaveTheirTexts() {
        List<String> codes = values("RACE").stream()
                .flatMap(value -> value.value().orElseThrow().codes().stream())
                .toList();
        List<CodeList> lists = edc.codeLists().toList();
        assertThat(lists).anySatisfy(list -> assertThat(list.texts()).containsKeys(codes.toArray(new String[0])));
    }

    @Test
    void sitesSubjectsAndQueriesAreWhatTheSeedSays() {
        List<EdcStudy> studies = edc.studies().toList();
        assertThat(studies).extracting(EdcStudy::identifier).containsExactly("FD-DEMO-01");
        assertThat(edc.sites().toList()).extracting(EdcStudy::identifier).containsExactlyInAnyOrder(SITES);
        assertThat(edc.subjects().where("label", "001-001").toList())
                .extracting(EdcSubject::label)
                .containsExactly("001-001");
        List<EdcQuery> queries = edc.queries().toList();
        assertThat(queries)
                .filteredOn(EdcQuery::isHead)
                .extracting(query -> String.valueOf(query.resolution()))
                .contains("CLOSED", "UPDATED");
        assertThat(edc.events().toList())
                .anySatisfy(event -> assertThat(event.eventStatus())
                        .isNotNull()
                        .matches(status -> status.is(EdcCodes.EventStatus.LOCKED)));
    }

    @Test
    void slicesBySiteMakeTheWhole() {
        Extract whole = edc.extract("cc_event_data").sortedBy("item_data_id");
        List<String> all = ids(whole.toList());
        List<Row> sliced = new ArrayList<>();
        SliceCounts counts = SlicedExtract.byValues(whole, "site", SITES)
                .expecting(all.size())
                .forEach(sliced::add);
        assertThat(counts.total()).isEqualTo(all.size());
        assertThat(ids(sliced)).containsExactlyInAnyOrderElementsOf(all);
        assertThatThrownBy(() -> SlicedExtract.byValues(whole, "site", "001", "002")
                        .expecting(all.size())
                        .forEach(row -> {}))
                .isInstanceOf(IncompleteExtractException.class);
    }

    @Test
    void windowsOfDatesLeaveOutWhatWasNeverUpdatedUnlessAskedFor() {
        Extract whole = edc.extract("event_crf");
        int all = whole.toList().size();
        Instant[] boundaries = {
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-04-20T09:00:00Z"),
            Instant.parse("2026-04-21T09:00:00Z")
        };
        long edited =
                SlicedExtract.byDates(whole, boundaries).forEach(row -> {}).total();
        assertThat(edited).isPositive().isLessThan(all);
        List<Row> sliced = new ArrayList<>();
        SlicedExtract.byDates(whole, boundaries)
                .andRowsNeverUpdated()
                .expecting(all)
                .forEach(sliced::add);
        assertThat(sliced).extracting(row -> row.string("event_crf_id")).doesNotHaveDuplicates();
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.required("item_data_id")).toList();
    }

    @Test
    void theCrfLevelKeepsAndLeavesOut() {
        List<Row> rows = edc.crfLevel(
                        StudyFilter.all().where("site", "001").whereNot("crf", "Vital Signs", "Demographics"))
                .toList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.string("site")).isEqualTo("001");
            assertThat(row.string("crf")).isNotIn("Vital Signs", "Demographics");
        });
        assertThat(edc.crfLevel().toList()).hasSizeGreaterThan(rows.size());
    }

    @Test
    void csvFilesAreMailedOnce() {
        assertThat(edc.emailCsvs(StudyFilter.all().where("site", "001"), "user@example.org")
                        .raw())
                .isNotBlank();
    }

    @Test
    void theServerLabelsANewSubject() {
        var created =
                edc.createSubject(NewSubject.labelledByTheServer().site("003").born(LocalDate.of(1970, 1, 2)));
        assertThat(created.raw()).contains(Integer.toString(created.studySubjectId()));
        assertThat(edc.subjects()
                        .where("study_subject_id", Integer.toString(created.studySubjectId()))
                        .toList())
                .extracting(EdcSubject::label)
                .containsExactly("003-004");
    }
}
