package io.flaskdata.sdk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.flaskdata.sdk.sandbox.internal.base.NodePostgres;
import io.flaskdata.sdk.sandbox.internal.base.Sql;
import io.flaskdata.sdk.sandbox.internal.database.Cluster;
import io.flaskdata.sdk.sandbox.internal.database.Databases;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day is the same day for who knows the server's zone, wherever the server is. */
class DaysTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<ZoneId> ZONES = Stream.concat(
                    ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of),
                    Stream.of("UTC+2", "GMT-09:30", "+05:45", "-18:00", "Z").map(ZoneId::of))
            .toList();

    private static LocalDate read(String instant, ZoneId zone) {
        return LocalDate.ofInstant(Instant.parse(instant), zone);
    }

    /** Days at random, and those on which a zone's clocks change. */
    private static List<LocalDate> days() {
        Set<LocalDate> days = new TreeSet<>(List.of(
                LocalDate.of(1, 1, 1),
                LocalDate.of(99, 12, 31),
                LocalDate.of(1582, 10, 10),
                LocalDate.of(9999, 12, 31)));
        Random random = new Random(16);
        for (int i = 0; i < 100; i++) {
            days.add(LocalDate.ofYearDay(1800 + random.nextInt(250), 1 + random.nextInt(365)));
        }
        for (ZoneId zone : ZONES) {
            zone.getRules().getTransitions().stream()
                    .filter(DaysTest::isAtMidnight)
                    .map(change -> change.getDateTimeBefore().toLocalDate())
                    .forEach(days::add);
        }
        return List.copyOf(days);
    }

    private static boolean isAtMidnight(ZoneOffsetTransition change) {
        return change.getDateTimeBefore().getHour() == 0
                || change.getDateTimeAfter().getHour() == 0
                || change.getDuration().abs().compareTo(Duration.ofHours(3)) > 0;
    }

    /** Where clocks went a day ahead a day is missing: its midnight is the next day's, in JavaScript too. */
    private static boolean isMissing(LocalDate day, ZoneId zone) {
        return !day.atStartOfDay(zone).toLocalDate().equals(day);
    }

    @Test
    void aColumnsDayComesBackInEveryZone() throws Exception {
        List<LocalDate> days = days();
        Set<String> missing = new TreeSet<>();
        try (var databases = new Databases(Cluster.OF_THIS_JVM, Seed.none(), ZoneOffset.UTC, false);
                var db = databases.platform();
                var select = db.prepareStatement(
                        "SELECT day FROM unnest(?::date[]) WITH ORDINALITY given (day, i) ORDER BY i",
                        ResultSet.TYPE_SCROLL_INSENSITIVE,
                        ResultSet.CONCUR_READ_ONLY)) {
            select.setArray(
                    1,
                    db.createArrayOf("text", days.stream().map(String::valueOf).toArray()));
            ResultSet rows = select.executeQuery();
            for (ZoneId zone : ZONES) {
                for (int i = 0; i < days.size(); i++) {
                    LocalDate day = days.get(i);
                    if (isMissing(day, zone)) {
                        missing.add(day + " " + zone);
                    } else if (i % 10 == Math.floorMod(zone.hashCode(), 10)) {
                        // Not every day in every zone, which would take a minute.
                        rows.absolute(i + 1);
                        String text = NodePostgres.json(rows, 1, zone).getAsString();
                        assertThat(read(text, zone)).as("%s in %s", day, zone).isEqualTo(day);
                    }
                }
            }
        }
        assertThat(days).hasSizeGreaterThan(1000);
        assertThat(missing).hasSizeLessThan(20).contains("2011-12-30 Pacific/Apia", "1993-08-21 Pacific/Kwajalein");
    }

    @Test
    void postgresKnowsEveryZoneAsJavaDoes() throws Exception {
        Instant at = Instant.parse("2020-07-01T12:00:00Z");
        try (var databases = new Databases(Cluster.OF_THIS_JVM, Seed.none(), ZoneOffset.UTC, false);
                var db = databases.platform()) {
            for (ZoneId zone : ZONES) {
                Sql.inZone(db, zone);
                assertThat(Sql.value(db, "SELECT extract(timezone FROM ?::timestamptz)::int", at))
                        .as("%s", zone)
                        .isEqualTo(zone.getRules().getOffset(at).getTotalSeconds());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "Pacific/Kiritimati",
                "America/Sao_Paulo",
                "Asia/Beirut",
                "Asia/Jerusalem",
                "Pacific/Niue",
                "UTC+2"
            })
    void aSubjectsDaysAreThoseThatWereGiven(String id) throws Exception {
        ZoneId zone = ZoneId.of(id);
        try (Sandbox sandbox = Sandbox.builder().clock(() -> NOW).zone(zone).start()) {
            Caller caller = new Caller(sandbox);
            // No midnight in São Paulo, none in Beirut, and a local mean time with seconds.
            List<String> days =
                    List.of("2018-11-04", "2022-03-27", "1900-01-01", "1950-01-01", "1969-12-31", "2000-02-29");
            for (String day : days) {
                JsonObject subject = created(
                        caller, "{'label':'" + day + "','enrollmentDate':'" + day + "','dateOfBirth':'" + day + "'}");
                assertThat(enrolled(subject, zone)).hasToString(day);
                assertThat(born(caller, subject, zone)).hasToString(day);
                assertThat(caller.extract("{'tableName':'study_subject','filters':{'enrollment_date':'" + day + "'}}"))
                        .extracting(row -> row.get("label").getAsString())
                        .contains(day);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Niue"})
    void todayIsTheServersAndSoIsTheDayOfAnInstant(String id) throws Exception {
        ZoneId zone = ZoneId.of(id);
        LocalDate today = LocalDate.ofInstant(NOW, zone);
        try (Sandbox sandbox = Sandbox.builder().clock(() -> NOW).zone(zone).start()) {
            Caller caller = new Caller(sandbox);
            assertThat(enrolled(created(caller, "{'label':'a'}"), zone)).isEqualTo(today);
            assertThat(enrolled(created(caller, "{'label':'b','enrollmentDate':'" + today + "'}"), zone))
                    .isEqualTo(today);
            assertThat(caller.refused(
                            "/edc/subjects/create-subject",
                            "{'label':'c','enrollmentDate':'" + today.plusDays(1) + "'}"))
                    .endsWith("Enrollment date is in the future.");
            String midnight =
                    LocalDate.of(2024, 3, 5).atStartOfDay(zone).toInstant().toString();
            assertThat(enrolled(created(caller, "{'label':'d','enrollmentDate':'" + midnight + "'}"), zone))
                    .hasToString("2024-03-05");
        }
    }

    @Test
    void theSeedHasTheSameDaysEverywhere() throws Exception {
        assertThat(Stream.of("America/Los_Angeles", "Pacific/Kiritimati", "Asia/Jerusalem", "Pacific/Niue")
                        .map(DaysTest::seeded)
                        .distinct())
                .singleElement()
                .asList()
                .hasSize(12 + 12 + 4)
                .contains("enrolled 2026-02-02", "planned 2026-01-12");
    }

    private static List<String> seeded(String id) {
        ZoneId zone = ZoneId.of(id);
        try (Sandbox sandbox = Sandbox.builder().zone(zone).start()) {
            Caller caller = new Caller(sandbox);
            List<String> days = new ArrayList<>();
            for (JsonObject row : caller.extract("{'tableName':'study_subject','sort':'study_subject_id'}")) {
                days.add("enrolled " + enrolled(row, zone));
            }
            for (JsonObject row : caller.extract("{'tableName':'subject','sort':'subject_id'}")) {
                days.add("born " + read(row.get("date_of_birth").getAsString(), zone));
            }
            for (JsonObject row : caller.extract("{'tableName':'study','sort':'study_id'}")) {
                boolean planned = !row.get("date_planned_start").isJsonNull();
                days.add("planned "
                        + (planned ? read(row.get("date_planned_start").getAsString(), zone) : "not"));
            }
            return days;
        } catch (Exception e) {
            throw new IllegalStateException(id, e);
        }
    }

    /** Forms tells the EDC an instant, the EDC keeps a time without a zone, and what is read back is that instant. */
    @Test
    void anEventThatFormsMakesInTheEdcIsWhenItWasMade() throws Exception {
        ZoneId zone = ZoneId.of("America/Los_Angeles");
        try (var databases = new Databases(Cluster.OF_THIS_JVM, Seed.standard(), zone, false);
                var db = databases.edc("demo")) {
            Sql.update(db, "UPDATE study_event SET date_start = ? WHERE study_event_id = 1", NOW);
            try (var rows =
                    db.createStatement().executeQuery("SELECT date_start FROM study_event WHERE study_event_id = 1")) {
                rows.next();
                assertThat(NodePostgres.json(rows, 1, zone).getAsString()).isEqualTo("2026-11-24T12:00:00.000Z");
            }
            assertThat(Sql.rows(
                                    db,
                                    "SELECT new_value FROM audit_log_event WHERE entity_name = 'Start date' ORDER BY audit_id DESC LIMIT 1")
                            .stream()
                            .map(row -> Sql.text(row, "new_value"))
                            .collect(Collectors.toList()))
                    .containsExactly("2026-11-24 04:00:00");
        }
    }

    private static JsonObject created(Caller caller, String request) throws Exception {
        String answer = caller.post("/edc/subjects/create-subject", request);
        int id = JsonParser.parseString(answer)
                .getAsJsonObject()
                .get("study_subject_id")
                .getAsInt();
        return caller.extract("{'tableName':'study_subject','filters':{'study_subject_id':" + id + "}}")
                .get(0);
    }

    private static LocalDate enrolled(JsonObject subject, ZoneId zone) {
        return read(subject.get("enrollment_date").getAsString(), zone);
    }

    private static LocalDate born(Caller caller, JsonObject subject, ZoneId zone) throws Exception {
        JsonObject person = caller.extract(
                        "{'tableName':'subject','filters':{'subject_id':" + subject.get("subject_id") + "}}")
                .get(0);
        return read(person.get("date_of_birth").getAsString(), zone);
    }
}
