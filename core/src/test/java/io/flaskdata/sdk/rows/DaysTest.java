package io.flaskdata.sdk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day is the same day for who knows the server's zone, wherever the server is. */
class DaysTest {
    private static final DateTimeFormatter TO_JSON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<ZoneId> ZONES = Stream.concat(
                    ZoneId.getAvailableZoneIds().stream().sorted(),
                    Stream.of("Z", "+14:00", "-12:00", "+05:45", "UTC+2", "-18:00"))
            .map(ZoneId::of)
            .toList();

    private static @Nullable LocalDate read(String text, ZoneId zone) throws IOException {
        Row row = new JsonLinesReader(zone).row(("{\"d\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        return row.date("d");
    }

    /** Days at random, and those on which the zone's clocks change. */
    private static Set<LocalDate> days(ZoneId zone, Random random) {
        Set<LocalDate> days =
                new TreeSet<>(List.of(LocalDate.of(1, 1, 1), LocalDate.of(1582, 10, 10), LocalDate.of(9999, 12, 31)));
        IntStream.range(0, 20)
                .mapToObj(i -> LocalDate.ofYearDay(1800 + random.nextInt(250), 1 + random.nextInt(365)))
                .forEach(days::add);
        zone.getRules().getTransitions().forEach(change -> {
            days.add(change.getDateTimeBefore().toLocalDate());
            days.add(change.getDateTimeAfter().toLocalDate());
        });
        return days;
    }

    @Test
    void anInstantThatWasADaysMidnightIsThatDayInEveryZone() throws IOException {
        Random random = new Random(16);
        List<String> missing = new ArrayList<>();
        int read = 0;
        for (ZoneId zone : ZONES) {
            for (LocalDate day : days(zone, random)) {
                var midnight = day.atStartOfDay(zone);
                if (midnight.toLocalDate().equals(day)) {
                    assertThat(read(TO_JSON.format(midnight), zone))
                            .as("%s in %s", day, zone)
                            .isEqualTo(day);
                    read++;
                } else {
                    missing.add(day + " " + zone);
                }
            }
        }
        assertThat(read).isGreaterThan(40_000);
        // Where clocks went a day ahead.
        assertThat(missing)
                .contains("2011-12-30 Pacific/Apia", "1993-08-21 Pacific/Kwajalein")
                .hasSizeLessThan(20);
    }

    /** Made by node-postgres' own parser of dates (postgres-date 1.0.7) and JSON.stringify on Node 20, with TZ set. */
    @ParameterizedTest
    @CsvSource({
        "1850-06-15, America/Los_Angeles, 1850-06-15T07:52:58.000Z",
        "1950-01-01, America/Los_Angeles, 1950-01-01T08:00:00.000Z",
        "2018-11-04, America/Los_Angeles, 2018-11-04T07:00:00.000Z",
        "2022-03-27, America/Los_Angeles, 2022-03-27T07:00:00.000Z",
        "1850-06-15, Pacific/Kiritimati, 1850-06-15T10:29:20.000Z",
        "1950-01-01, Pacific/Kiritimati, 1950-01-01T10:40:00.000Z",
        "2018-11-04, Pacific/Kiritimati, 2018-11-03T10:00:00.000Z",
        "2022-03-27, Pacific/Kiritimati, 2022-03-26T10:00:00.000Z",
        "1850-06-15, America/Sao_Paulo, 1850-06-15T03:06:28.000Z",
        "1950-01-01, America/Sao_Paulo, 1950-01-01T02:00:00.000Z",
        "2018-11-04, America/Sao_Paulo, 2018-11-04T03:00:00.000Z",
        "2022-03-27, America/Sao_Paulo, 2022-03-27T03:00:00.000Z",
        "1850-06-15, Asia/Beirut, 1850-06-14T21:38:00.000Z",
        "1950-01-01, Asia/Beirut, 1949-12-31T22:00:00.000Z",
        "2018-11-04, Asia/Beirut, 2018-11-03T22:00:00.000Z",
        "2022-03-27, Asia/Beirut, 2022-03-26T22:00:00.000Z",
        "1850-06-15, Asia/Jerusalem, 1850-06-14T21:39:06.000Z",
        "1950-01-01, Asia/Jerusalem, 1949-12-31T22:00:00.000Z",
        "2018-11-04, Asia/Jerusalem, 2018-11-03T22:00:00.000Z",
        "2022-03-27, Asia/Jerusalem, 2022-03-26T21:00:00.000Z",
        "1850-06-15, Pacific/Apia, 1850-06-14T11:26:56.000Z",
        "1950-01-01, Pacific/Apia, 1950-01-01T11:30:00.000Z",
        "2018-11-04, Pacific/Apia, 2018-11-03T10:00:00.000Z",
        "2022-03-27, Pacific/Apia, 2022-03-26T11:00:00.000Z",
        "1850-06-15, Europe/Amsterdam, 1850-06-14T23:42:30.000Z",
        "1950-01-01, Europe/Amsterdam, 1949-12-31T23:00:00.000Z",
        "2018-11-04, Europe/Amsterdam, 2018-11-03T23:00:00.000Z",
        "2022-03-27, Europe/Amsterdam, 2022-03-26T23:00:00.000Z",
        "1850-06-15, Africa/Monrovia, 1850-06-15T00:43:08.000Z",
        "1950-01-01, Africa/Monrovia, 1950-01-01T00:44:30.000Z",
        "2018-11-04, Africa/Monrovia, 2018-11-04T00:00:00.000Z",
        "2022-03-27, Africa/Monrovia, 2022-03-27T00:00:00.000Z",
        "1850-06-15, Pacific/Niue, 1850-06-15T11:19:40.000Z",
        "1950-01-01, Pacific/Niue, 1950-01-01T11:19:40.000Z",
        "2018-11-04, Pacific/Niue, 2018-11-04T11:00:00.000Z",
        "2022-03-27, Pacific/Niue, 2022-03-27T11:00:00.000Z",
    })
    void readsWhatNodePostgresMakesOfADay(LocalDate day, ZoneId zone, String text) throws IOException {
        assertThat(read(text, zone)).isEqualTo(day);
    }

    @Test
    void aTextThatIsADayNeedsNoZoneAndHasNone() throws IOException {
        assertThat(new JsonLinesReader(null)
                        .row("{\"d\":\"1950-01-01\"}".getBytes(StandardCharsets.UTF_8))
                        .date("d"))
                .hasToString("1950-01-01");
        for (ZoneId zone : ZONES) {
            assertThat(read("1950-01-01", zone)).hasToString("1950-01-01");
        }
        assertThatThrownBy(() -> new JsonLinesReader(null)
                        .row("{\"d\":\"1949-12-31T22:00:00.000Z\"}".getBytes(StandardCharsets.UTF_8))
                        .date("d"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zone(...)");
    }
}
