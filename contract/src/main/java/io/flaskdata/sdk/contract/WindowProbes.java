package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Body;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Where a window of dates begins and ends, what it leaves out, and in which zone the server has its days. */
final class WindowProbes {
    private static final String UPDATED = "date_updated";
    private static final int SAMPLES = 5;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    /** Columns that hold days, with their tables. */
    private static final Map<String, String> DATES = Map.of(
            "enrollment_date", "study_subject",
            "event_date", "cc_event_data",
            "date_planned_start", "study",
            "date_planned_end", "study",
            "date_interviewed", "event_crf");

    private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant FAR_AWAY = Instant.parse("2200-01-01T00:00:00Z");

    /** The rows of a window; all of them without one. */
    private interface Windowed {
        RowSource between(Instant from, Instant to);
    }

    static final List<Probe> ALL = List.of(
            new Probe(
                    "edc.window-start",
                    "asks a view for a window that starts at a row's date_updated",
                    "in",
                    edc((lab, edc) -> start(lab, EdcProbes.table(lab, edc, "cc_event_data"), view(edc)))),
            new Probe(
                    "edc.window-end",
                    "asks a view for a window that ends at a row's date_updated",
                    "out",
                    edc((lab, edc) -> end(lab, EdcProbes.table(lab, edc, "cc_event_data"), view(edc)))),
            new Probe(
                    "edc.window-never-edited",
                    "asks a view for a window over all time",
                    "left out",
                    edc((lab, edc) -> neverEdited(lab, EdcProbes.table(lab, edc, "cc_event_data"), view(edc)))),
            new Probe(
                    "edc.window-without-column",
                    "asks a table without date_updated for a window",
                    "refused with 400",
                    edc((lab, edc) -> Found.of("accepted, "
                            + EdcProbes.fetch(
                                            lab, edc.extract("audit_log_event").updatedFrom(LONG_AGO))
                                    .size()
                            + " rows"))),
            new Probe(
                    "edc.window-day",
                    "asks a view for a window that starts on a day, as a day's text",
                    "midnight in UTC",
                    edc(WindowProbes::day)),
            new Probe(
                    "edc.window-local-time",
                    "asks a view for a window that ends at a time without a zone",
                    "the server's zone",
                    edc(WindowProbes::localTime)),
            new Probe(
                    "edc.crf-level-window-start",
                    "asks the CRF level for a window that starts at a row's date_updated",
                    "in",
                    edc((lab, edc) -> start(lab, EdcProbes.crfs(lab, edc), crfs(edc)))),
            new Probe(
                    "edc.crf-level-window-end",
                    "asks the CRF level for a window that ends at a row's date_updated",
                    "out",
                    edc((lab, edc) -> end(lab, EdcProbes.crfs(lab, edc), crfs(edc)))),
            new Probe(
                    "edc.crf-level-never-edited",
                    "asks the CRF level for a window over all time",
                    "left out",
                    edc((lab, edc) -> neverEdited(lab, EdcProbes.crfs(lab, edc), crfs(edc)))),
            new Probe(
                    "edc.server-zone",
                    "finds the zones in which all dates are midnights",
                    "as told (--zone)",
                    edc(WindowProbes::zone)),
            new Probe(
                    "customer.window-end",
                    "asks the customer's table for a window that ends at a row's date_updated",
                    "out",
                    lab -> customer(lab, WindowProbes::end)),
            new Probe(
                    "customer.window-never-edited",
                    "asks the customer's table for a window over all time",
                    "left out",
                    lab -> customer(lab, WindowProbes::neverEdited)),
            new Probe(
                    "dataserver.window-end",
                    "asks the partial extract for a window that ends at an event's date",
                    "out",
                    lab -> study(lab, study -> eventEnd(lab, study))));

    private WindowProbes() {}

    private interface Asked {
        Found of(Lab lab, List<Row> all, Windowed windowed);
    }

    private interface WithStudy {
        Found run(io.flaskdata.sdk.dataserver.DataServerStudy study);
    }

    /** A refusal is what a probe found. */
    private static Body edc(EdcProbes.WithEdc body) {
        return EdcProbes.edc(body);
    }

    private static Windowed view(EdcDatabase edc) {
        return (from, to) -> edc.extract("cc_event_data").updatedFrom(from).updatedBefore(to);
    }

    private static Windowed crfs(EdcDatabase edc) {
        return (from, to) -> edc.crfLevel(StudyFilter.all().updatedFrom(from).updatedBefore(to));
    }

    private static Found customer(Lab lab, Asked asked) {
        if (!lab.session().has("forms.extractCustomerData")) {
            return Found.cantTell("the customer's tables can't be read");
        }
        String table = lab.session().options.customerTable();
        var customer = lab.session().client.customer();
        try {
            return asked.of(
                    lab,
                    lab.session().once("customer", () -> EdcProbes.fetch(lab, customer.table(table))),
                    (from, to) -> customer.table(table).from(from).before(to));
        } catch (FlaskDataException e) {
            return EdcProbes.refused(e);
        }
    }

    private static Found study(Lab lab, WithStudy body) {
        Integer study = lab.session().options.study();
        if (study == null) {
            return Found.notRun("needs --study");
        }
        try {
            return body.run(lab.session().client.dataServer(study));
        } catch (FlaskDataException e) {
            return EdcProbes.refused(e);
        }
    }

    /** Some instants of a column. */
    private static List<Instant> samples(List<Row> rows, String column) {
        return EdcProbes.values(rows, column).stream()
                .map(WindowProbes::instant)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(SAMPLES)
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (java.time.format.DateTimeParseException e) {
            return null;
        }
    }

    private static long at(List<Row> rows, String column, Instant at) {
        return EdcProbes.values(rows, column).stream()
                .filter(value -> at.equals(instant(value)))
                .count();
    }

    private static Found start(Lab lab, List<Row> all, Windowed windowed) {
        return bound(lab, all, UPDATED, at -> windowed.between(at, at.plusMillis(1)));
    }

    private static Found end(Lab lab, List<Row> all, Windowed windowed) {
        return bound(lab, all, UPDATED, at -> windowed.between(at.minusMillis(1), at));
    }

    /**
     * Whether rows of an instant are in a window that it bounds. A server that keeps microseconds has them a little later
     * than it says: then they are behind an end and after a start, whether the bounds are in or not.
     */
    private static Found bound(Lab lab, List<Row> all, String column, Function<Instant, RowSource> window) {
        List<Instant> samples = samples(all, column);
        Set<String> found = new TreeSet<>();
        for (Instant at : samples) {
            found.add(at(EdcProbes.fetch(lab, window.apply(at)), column, at) > 0 ? "in" : "out");
        }
        return samples.isEmpty()
                ? Found.cantTell("no row with an instant in " + (column.isEmpty() ? "any column known" : column))
                : Found.of(String.join(" and ", found), samples.size() + " instants tried");
    }

    private static Found neverEdited(Lab lab, List<Row> all, Windowed windowed) {
        long never = all.stream()
                .filter(row -> row.has(UPDATED) && row.string(UPDATED) == null)
                .count();
        if (never == 0 || all.size() == lab.session().options.rows()) {
            return Found.cantTell(never == 0 ? "every row was edited" : "more rows than are looked at");
        }
        List<Row> came = EdcProbes.fetch(lab, windowed.between(LONG_AGO, FAR_AWAY));
        return Found.of(
                came.size() == all.size() ? "in" : came.size() == all.size() - never ? "left out" : "something else");
    }

    /** A day's text against the instants of its midnight in UTC and in the server's zone. */
    private static Found day(Lab lab, EdcDatabase edc) {
        ZoneId zone = lab.session().options.zone();
        Set<LocalDate> days = new TreeSet<>();
        EdcProbes.values(EdcProbes.table(lab, edc, "cc_event_data"), UPDATED).stream()
                .map(WindowProbes::instant)
                .filter(Objects::nonNull)
                .forEach(at -> days.add(at.atZone(zone).toLocalDate()));
        for (LocalDate day : days) {
            int utc = since(lab, edc, day.atStartOfDay(ZoneOffset.UTC).toInstant());
            int server = since(lab, edc, day.atStartOfDay(zone).toInstant());
            if (utc != server) {
                int came = EdcProbes.fetch(lab, edc.extract("cc_event_data").with("fromDate", day.toString()))
                        .size();
                return Found.of(
                        came == utc
                                ? "midnight in UTC"
                                : came == server ? "midnight in the server's zone" : "something else");
            }
        }
        return Found.cantTell("no row was edited between the two midnights");
    }

    private static int since(Lab lab, EdcDatabase edc, Instant start) {
        return EdcProbes.fetch(lab, edc.extract("cc_event_data").updatedFrom(start))
                .size();
    }

    /** In which zone each column's instants are midnights. */
    private static Found zone(Lab lab, EdcDatabase edc) {
        String told = lab.session().options.zone().getId();
        Map<String, String> found = new TreeMap<>();
        Set<String> offsets = new TreeSet<>();
        for (var column : DATES.entrySet()) {
            List<Instant> dates =
                    EdcProbes.values(EdcProbes.table(lab, edc, column.getValue()), column.getKey()).stream()
                            .map(WindowProbes::instant)
                            .filter(Objects::nonNull)
                            .toList();
            if (dates.isEmpty()) {
                continue;
            }
            List<String> zones = zones(dates);
            found.put(
                    column.getKey(),
                    zones.contains(told)
                            ? "as told"
                            : zones.contains("UTC")
                                    ? "UTC"
                                    : zones.isEmpty() ? "no midnights" : "one like " + zones.get(0));
            zones.stream()
                    .limit(1)
                    .forEach(id -> dates.forEach(at ->
                            offsets.add(ZoneId.of(id).getRules().getOffset(at).getId())));
        }
        if (found.isEmpty()) {
            return Found.cantTell("no date came as an instant");
        }
        Set<String> kinds = new TreeSet<>(found.values());
        String why = "offsets " + String.join(" and ", offsets);
        if (kinds.size() == 1) {
            String kind = kinds.iterator().next();
            return Found.of(kind.equals("as told") ? "as told (--zone)" : kind, why);
        }
        List<String> each = new ArrayList<>();
        found.forEach((column, kind) -> each.add(column + " " + kind));
        return Found.of(String.join(", ", each), why);
    }

    private static List<String> zones(List<Instant> dates) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.equals("UTC") || id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .filter(id -> {
                    ZoneId zone = ZoneId.of(id);
                    return dates.stream()
                            .allMatch(at -> at.atZone(zone).toLocalTime().equals(LocalTime.MIDNIGHT));
                })
                .sorted()
                .toList();
    }

    /** A row's own time, an hour later, without a zone: in or out as the server's zone or UTC is meant. */
    private static Found localTime(Lab lab, EdcDatabase edc) {
        List<Instant> samples = samples(EdcProbes.table(lab, edc, "cc_event_data"), UPDATED);
        if (samples.isEmpty()) {
            return Found.cantTell("no row was edited");
        }
        Instant at = samples.get(0);
        ZoneId zone = lab.session().options.zone();
        if (zone.getRules().getOffset(at).getTotalSeconds() <= 3600) {
            return Found.cantTell("the zone told is too close to UTC");
        }
        String end =
                at.plusSeconds(3600).atZone(ZoneOffset.UTC).toLocalDateTime().format(LOCAL);
        List<Row> came = EdcProbes.fetch(lab, edc.extract("cc_event_data").with("toDate", end));
        return Found.of(at(came, UPDATED, at) > 0 ? "UTC" : "the server's zone");
    }

    private static Found eventEnd(Lab lab, io.flaskdata.sdk.dataserver.DataServerStudy study) {
        List<Row> rows = ServiceProbes.partial(lab, study);
        String column = rows.isEmpty()
                ? ""
                : List.of("event_date", "date", "eventDate").stream()
                        .filter(rows.get(0)::has)
                        .findFirst()
                        .orElse("");
        return bound(lab, rows, column, at -> study.partialExtract().eventsBetween(at.minusMillis(1), at));
    }
}
