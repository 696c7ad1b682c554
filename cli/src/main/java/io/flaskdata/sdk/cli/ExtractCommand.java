package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.admin.CustomerTable;
import io.flaskdata.sdk.dataserver.GroupedExtract;
import io.flaskdata.sdk.dataserver.PartialExtract;
import io.flaskdata.sdk.devices.DeviceLogs;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.edc.StudyFilter;
import io.flaskdata.sdk.formats.ColumnTypes;
import io.flaskdata.sdk.formats.EdcColumns;
import io.flaskdata.sdk.rows.RowSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows into files, or to standard output. */
@Command(
        name = "extract",
        description = "Writes rows into a file, with a manifest beside it, or to standard output.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SOURCE",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flaskdata extract table cc_event_data --edc demo --where site=001 -o data.csv",
            "  flaskdata extract table study_subject study_event crf --edc demo -o today/ --format jsonl --resume",
            "  flaskdata extract table 'subject_events()' --edc demo --argument subject_label=001-001",
            "  flaskdata extract data-server --study 3581600 -o forms.jsonl"
        })
final class ExtractCommand {
    @Command(
            name = "table",
            description = "Tables, views, and functions (a name that ends in ()) of an EDC database.",
            mixinStandardHelpOptions = true)
    int table(
            @Mixin Session session,
            @Mixin Window window,
            @Mixin Destination to,
            @Parameters(paramLabel = "TABLE", arity = "1..*", description = "One, or several into a folder.")
                    List<String> names,
            @Option(
                            names = "--argument",
                            paramLabel = "NAME=VALUE",
                            description = "A function's argument; may be repeated.")
                    @Nullable
                    Map<String, String> arguments,
            @Option(names = "--sorted-by", paramLabel = "COLUMN", description = "Sorts by a column.") @Nullable
                    String sorted) {
        String edc = session.edc();
        try (FlaskDataClient client = session.client()) {
            Map<String, RowSource> sources = new LinkedHashMap<>();
            for (String name : names) {
                Extract extract = extract(client.edc(edc).extract(name), window, arguments, sorted);
                sources.put(name.replace("()", ""), extract);
            }
            return to.write(session, sources, types(client.edc(edc)));
        }
    }

    /** The types that the SDK knows; of any other table or view, those of the columns that are named like items. */
    private static Function<String, ColumnTypes> types(EdcDatabase edc) {
        Map<String, ColumnTypes> read = new HashMap<>();
        return name -> {
            ColumnTypes known = EdcColumns.ofTable(name);
            return known.columns().isEmpty()
                    ? read.computeIfAbsent(
                            "items", each -> EdcColumns.ofTable("cc_event_data").and(EdcColumns.ofItems(edc)))
                    : known;
        };
    }

    private static Extract extract(
            Extract extract, Window window, @Nullable Map<String, String> arguments, @Nullable String sorted) {
        for (var each : window.where().entrySet()) {
            extract = extract.where(each.getKey(), each.getValue());
        }
        for (var each : arguments == null ? List.<Map.Entry<String, String>>of() : arguments.entrySet()) {
            extract = extract.argument(each.getKey(), each.getValue());
        }
        Instant from = window.from();
        Instant before = window.before();
        extract = from == null ? extract : extract.updatedFrom(from);
        extract = before == null ? extract : extract.updatedBefore(before);
        return sorted == null ? extract : extract.sortedBy(sorted);
    }

    @Command(name = "crf-level", description = "The EDC's extract at the CRF level.", mixinStandardHelpOptions = true)
    int crfLevel(
            @Mixin Session session,
            @Mixin Window window,
            @Mixin Destination to,
            @Option(
                            names = "--where-not",
                            paramLabel = "COLUMN=VALUE[|VALUE]",
                            description = "Not rows with these values; may be repeated.")
                    @Nullable
                    Map<String, String> whereNot) {
        String edc = session.edc();
        StudyFilter filter = filter(window, whereNot);
        try (FlaskDataClient client = session.client()) {
            return to.write(session, Map.of("crf_level", client.edc(edc).crfLevel(filter)), types(client.edc(edc)));
        }
    }

    static StudyFilter filter(Window window, @Nullable Map<String, String> whereNot) {
        StudyFilter filter = StudyFilter.all();
        for (var each : window.where().entrySet()) {
            filter = filter.where(each.getKey(), each.getValue());
        }
        for (var each : whereNot == null ? List.<Map.Entry<String, String>>of() : whereNot.entrySet()) {
            filter = filter.whereNot(each.getKey(), each.getValue().split("\\|", -1));
        }
        Instant from = window.from();
        Instant before = window.before();
        filter = from == null ? filter : filter.updatedFrom(from);
        return before == null ? filter : filter.updatedBefore(before);
    }

    @Command(
            name = "data-server",
            description =
                    "A study's values in Forms, from the data server. A window is of the events' dates, and needs both ends.",
            mixinStandardHelpOptions = true)
    int dataServer(
            @Mixin Session session,
            @Mixin Window window,
            @Mixin Destination to,
            @Option(names = "--column", description = "Only this column; may be repeated.") @Nullable
                    List<String> columns) {
        int study = session.study();
        try (FlaskDataClient client = session.client()) {
            PartialExtract extract = client.dataServer(study).partialExtract();
            for (var each : window.where().entrySet()) {
                extract = extract.where(each.getKey(), each.getValue());
            }
            Instant from = window.from();
            Instant before = window.before();
            if ((from == null) != (before == null)) {
                throw new IllegalArgumentException("The data server's window needs both --from and --before");
            }
            extract = from == null || before == null ? extract : extract.eventsBetween(from, before);
            extract = columns == null ? extract : extract.columns(columns.toArray(String[]::new));
            return to.write(session, Map.of("data_server", extract));
        }
    }

    @Command(
            name = "grouped",
            description = "A study's values in Forms, grouped by CRF, from the data server.",
            mixinStandardHelpOptions = true)
    int grouped(
            @Mixin Session session,
            @Mixin Destination to,
            @Option(names = "--by-subject", description = "A row for each subject.") boolean bySubject,
            @Option(
                            names = "--crf",
                            paramLabel = "ID",
                            description = "Only this CRF, by its document id; may be repeated.")
                    @Nullable
                    List<String> crfs,
            @Option(names = "--started", description = "CRFs that are started too.") boolean started,
            @Option(names = "--closed", description = "Closed CRFs too.") boolean closed,
            @Option(names = "--deactivated", description = "Deactivated CRFs too.") boolean deactivated,
            @Option(names = "--all-versions", description = "All versions of a CRF.") boolean versions) {
        int study = session.study();
        try (FlaskDataClient client = session.client()) {
            GroupedExtract extract = client.dataServer(study).groupedExtract();
            extract = bySubject ? extract.bySubject() : extract;
            extract = crfs == null ? extract : extract.crfs(crfs.toArray(String[]::new));
            extract = started ? extract.startedCrfs(true) : extract;
            extract = closed ? extract.closedCrfs(true) : extract;
            extract = deactivated ? extract.deactivatedCrfs(true) : extract;
            extract = versions ? extract.allCrfVersions(true) : extract;
            return to.write(session, Map.of("grouped", extract));
        }
    }

    @Command(name = "customer", description = "A table of the customer's.", mixinStandardHelpOptions = true)
    int customer(
            @Mixin Session session,
            @Mixin Window window,
            @Mixin Destination to,
            @Parameters(paramLabel = "TABLE", description = "Such as studies or audit_user_login.") String name,
            @Option(names = "--of-study", paramLabel = "ID", description = "Only this study; may be repeated.")
                    int @Nullable [] studies) {
        try (FlaskDataClient client = session.client()) {
            CustomerTable table = client.customer().table(name);
            for (var each : window.where().entrySet()) {
                table = table.where(each.getKey(), each.getValue());
            }
            Instant from = window.from();
            Instant before = window.before();
            table = from == null ? table : table.from(from);
            table = before == null ? table : table.before(before);
            table = studies == null ? table : table.studies(studies);
            return to.write(session, Map.of(name, table));
        }
    }

    @Command(name = "devices", description = "The logs of a study's devices.", mixinStandardHelpOptions = true)
    int devices(
            @Mixin Session session,
            @Mixin Window window,
            @Mixin Destination to,
            @Option(names = "--device", paramLabel = "ID", description = "Only this device.") @Nullable String device,
            @Option(names = "--subject", paramLabel = "LABEL", description = "Only this subject.") @Nullable
                    String subject) {
        if (!window.where().isEmpty()) {
            throw new IllegalArgumentException("Device logs have no --where: use --device and --subject");
        }
        int study = session.study();
        try (FlaskDataClient client = session.client()) {
            DeviceLogs logs = client.devices(study).logs();
            logs = device == null ? logs : logs.ofDevice(device);
            logs = subject == null ? logs : logs.ofSubject(subject);
            Instant from = window.from();
            Instant before = window.before();
            logs = from == null ? logs : logs.from(from);
            logs = before == null ? logs : logs.before(before);
            return to.write(session, Map.of("device_logs", logs));
        }
    }
}
