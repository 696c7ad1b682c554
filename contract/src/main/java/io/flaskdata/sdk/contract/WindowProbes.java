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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Where a window of dates begins and ends, what it leaves out, and in which zone the server has its days. */
final class WindowProbes {
    private static final String UPDATED = "date_updated";
    private static final int SAMPLES = 5;
    private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant FAR_AWAY = Instant.parse("2200-01-01T00:00:00Z");

    /** The rows of a window; all of them without one. */
    private interface Windowed {
        RowSource between(Instant from, Instant to);
    }

    static final List<Probe> ALL = List.of(
            new Probe("edc.window-start", "asks a view for a window that starts at a row's date_updated", "in", edc(
                    (lab, edc) -> start(lab, edc.extract("cc_event_data"), view(edc)))),
            new Probe("edc.window-end", "asks a view for a window that ends at a row's date_updated", "out", edc(
                    (lab, edc) -> end(lab, edc.extract("cc_event_data"), view(edc)))),
            new Probe("edc.window-never-edited", "asks a view for a window over all time", "left out", edc(
                    (lab, edc) -> neverEdited(lab, edc.extract("cc_event_data"), view(edc)))),
            new Probe("edc.window-without-column", "asks a table without date_updated for a window", "refused with 400", edc(
                    (lab, edc) -> Found.of("accepted, " + EdcProbes.fetch(
                                    lab, edc.extract("audit_log_event").updatedFrom(LONG_AGO)).size()
                            + " rows"))),
            new Probe("edc.window-day", "asks a view for a window that ends on a day, as a day's text", "midnight in UTC", edc(
                    WindowProbes::day)),
            new Probe("edc.crf-level-window-start", "asks the CRF level for a window that starts at a row's date_updated", "in", edc(
                    (lab, edc) -> start(lab, edc.crfLevel(), crfs(edc)))),
            new Probe("edc.crf-level-window-end", "asks the CRF level for a window that ends at a row's date_updated", "out", edc(
                    (lab, edc) -> end(lab, edc.crfLevel(), crfs(edc)))),
            new Probe("edc.crf-level-never-edited", "asks the CRF level for a window over all time", "left out", edc(
                    (lab, edc) -> neverEdited(lab, edc.crfLevel(), crfs(edc)))),
            new Probe("edc.server-zone", "finds the zones in which all dates are midnights", "as told (--zone)", edc(
                    WindowProbes::zone)),
            new Probe("customer.window-end", "asks the customer's table for a window that ends at a row's date_updated", "out", lab -> customer(
                    lab, WindowProbes::end)),
            new Probe("customer.window-never-edited", "asks the customer's table for a window over all time", "left out", lab -> customer(
                    lab, WindowProbes::neverEdited)),
            new Probe("dataserver.window-end", "asks the partial extract for a window that ends at an event's date", "out", lab -> study(
                    lab, study -> eventEnd(lab, study))));

    private WindowProbes() {}

    private interface Asked {
        Found of(Lab lab, RowSource all, Windowed windowed);
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
                    lab, customer.table(table), (from, to) -> customer.table(table).from(from).before(to));
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

    private static Found start(Lab lab, RowSource all, Windowed windowed) {
        return bound(lab, all, UPDATED, at -> windowed.between(at, at.plusMillis(1)));
    }

    private static Found end(Lab lab, RowSource all, Windowed windowed) {
        return bound(lab, all, UPDATED, at -> windowed.between(at.minusMillis(1), at));
    }

    /**
     * Whether rows of an instant are in a window that it bounds. A server that keeps microseconds has them a little later
     * than it says: then they are behind an end and after a start, whether the bounds are in or not.
     */
    private static Found bound(Lab lab, RowSource all, String column, Function<Instant, RowSource> window) {
        List<Instant> samples = samples(EdcProbes.fetch(lab, all), column);
        Set<String> found = new TreeSet<>();
        for (Instant at : samples) {
            found.add(at(EdcProbes.fetch(lab, window.apply(at)), column, at) > 0 ? "in" : "out");
        }
        return samples.isEmpty()
                ? Found.cantTell("no row with an instant in " + (column.isEmpty() ? "any column known" : column))
                : Found.of(String.join(" and ", found), samples.size() + " instants tried");
    }

    private static Found neverEdited(Lab lab, RowSource all, Windowed windowed) {
        List<Row> rows = EdcProbes.fetch(lab, all);
        long never = rows.stream()
                .filter(row -> row.has(UPDATED) && row.string(UPDATED) == null)
                .count();
        if (never == 0 || rows.size() == lab.session().options.rows()) {
            return Found.cantTell(never == 0 ? "every row was edited" : "more rows than are looked at");
        }
        List<Row> came = EdcProbes.fetch(lab, windowed.between(LONG_AGO, FAR_AWAY));
        return Found.of(came.size() == rows.size() ? "in" : came.size() == rows.size() - never ? "left out" : "something else");
    }

    /** A day's text against the instants of its midnight in UTC and in the server's zone. */
    private static Found day(Lab lab, EdcDatabase edc) {
        List<Row> rows = EdcProbes.fetch(lab, edc.extract("cc_event_data"));
        ZoneId zone = lab.session().options.zone();
        Set<LocalDate> days = new TreeSet<>();
        EdcProbes.values(rows, UPDATED).stream()
                .map(WindowProbes::instant)
                .filter(Objects::nonNull)
                .forEach(at -> {
                    days.add(at.atZone(ZoneOffset.UTC).toLocalDate());
                    days.add(at.atZone(zone).toLocalDate());
                });
        for (LocalDate day : days) {
            int utc = until(lab, edc, day.atStartOfDay(ZoneOffset.UTC).toInstant());
            int server = until(lab, edc, day.atStartOfDay(zone).toInstant());
            int after = until(lab, edc, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            if (utc != server && utc != after) {
                int came = EdcProbes.fetch(lab, edc.extract("cc_event_data").with("toDate", day.toString())).size();
                return Found.of(
                        came == utc ? "midnight in UTC" : came == server ? "midnight in the server's zone" : came == after ? "the day's end" : "something else");
            }
        }
        return Found.cantTell("no row was edited between the two midnights");
    }

    private static int until(Lab lab, EdcDatabase edc, Instant end) {
        return EdcProbes.fetch(lab, edc.extract("cc_event_data").updatedBefore(end)).size();
    }

    private static Found zone(Lab lab, EdcDatabase edc) {
        List<Instant> dates = new ArrayList<>();
        List<String[]> columns = List.of(
                new String[] {"study_subject", "enrollment_date"},
                new String[] {"cc_event_data", "event_date"},
                new String[] {"study", "date_planned_start"},
                new String[] {"study", "date_planned_end"},
                new String[] {"event_crf", "date_interviewed"});
        for (String[] column : columns) {
            EdcProbes.values(EdcProbes.fetch(lab, edc.extract(column[0])), column[1]).stream()
                    .map(WindowProbes::instant)
                    .filter(Objects::nonNull)
                    .forEach(dates::add);
        }
        if (dates.isEmpty()) {
            return Found.cantTell("no date came as an instant");
        }
        List<String> zones = ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/") || id.equals("UTC"))
                .filter(id -> dates.stream().allMatch(at -> at.atZone(ZoneId.of(id)).toLocalTime().equals(LocalTime.MIDNIGHT)))
                .sorted()
                .toList();
        String told = lab.session().options.zone().getId();
        Set<String> offsets = new TreeSet<>();
        zones.stream().limit(1).forEach(id -> dates.forEach(at -> offsets.add(ZoneId.of(id).getRules().getOffset(at).toString())));
        String why = zones.size() + " zones fit, with " + String.join(" and ", offsets);
        if (zones.isEmpty()) {
            return Found.of("no zone: not midnights");
        }
        return Found.of(zones.contains(told) ? "as told (--zone)" : "one like " + zones.get(0), why);
    }

    private static Found eventEnd(Lab lab, io.flaskdata.sdk.dataserver.DataServerStudy study) {
        List<Row> rows = EdcProbes.fetch(lab, study.partialExtract());
        String column = rows.isEmpty()
                ? ""
                : List.of("event_date", "date", "eventDate").stream()
                        .filter(rows.get(0)::has)
                        .findFirst()
                        .orElse("");
        return bound(lab, study.partialExtract(), column, at -> study.partialExtract().eventsBetween(at.minusMillis(1), at));
    }
}
