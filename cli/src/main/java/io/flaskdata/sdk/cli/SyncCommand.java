package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.cli.sync.SourceTable;
import io.flaskdata.sdk.cli.sync.Sync;
import io.flaskdata.sdk.cli.sync.SyncLog;
import io.flaskdata.sdk.cli.sync.SyncMetrics;
import io.flaskdata.sdk.cli.sync.SyncReport;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.rows.RowProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mirrors tables into a folder or a database. */
@Command(
        name = "sync",
        description =
                "Mirrors tables and views of an EDC database, and a study's values in Forms, into a folder or a database,"
                        + " with the history of each row. A run that finds no change writes nothing. docs/sync.md has more.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flaskdata sync --all --edc demo --to mirror/",
            "  flaskdata sync study_subject item_data --edc demo --to mirror/ --full-every 24h",
            "  flaskdata sync --all --edc demo --to mirror/ --verify",
            "  flaskdata sync --all --edc demo --jdbc-url jdbc:postgresql://warehouse/trials --jdbc-user loader"
        })
final class SyncCommand implements Callable<Integer> {
    /** The name of Forms' values in the mirror. */
    private static final String FORMS = "data_server";

    private static final Map<String, String> KEYS =
            Map.of("cc_event_data", "item_data_id", "audit_log_event", "audit_id", "user_account", "user_id");

    /** A view that has more than one row for each of its ids. */
    private static final Set<String> WITHOUT_KEY = Set.of("cross_event_crf_data");

    @Mixin
    private Session session = new Session();

    @Mixin
    private SyncTarget target = new SyncTarget();

    @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Tables and views, read in this order.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All tables and views whose names are known, as far as they are there.")
    private boolean all;

    @Option(
            names = "--forms",
            description = "The values of --study in Forms too, from the data server, as table " + FORMS + ".")
    private boolean forms;

    @Option(
            names = "--key",
            paramLabel = "TABLE=COLUMN[,COLUMN]",
            description = "The columns that identify a row; * for the whole row. Needed for tables that aren't known.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(
            names = "--full-every",
            paramLabel = "TIME",
            description = "Asks only for edited rows until a table's last full comparison is so old, such as 24h."
                    + " New rows that were never edited, and deletions, wait for the full one. Default: always full.")
    private @Nullable String fullEvery;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "How far such a window begins before the latest edit. Default: ${DEFAULT-VALUE}.")
    private String overlap = "10m";

    @Option(
            names = "--resume-within",
            paramLabel = "TIME",
            defaultValue = "1h",
            description =
                    "Tables that a stopped run fetched are kept for so long; 0 for never. Default: ${DEFAULT-VALUE}.")
    private String resumeWithin = "1h";

    @Option(
            names = "--accept",
            paramLabel = "TABLE",
            description = "Believes that this table lost columns, or all its rows; may be repeated.")
    private Set<String> accepted = new LinkedHashSet<>();

    @Option(
            names = "--verify",
            description = "Compares the mirror with the source, changes nothing, ends with 1 if they differ.")
    private boolean verify;

    @Option(names = "--log", paramLabel = "FILE", description = "Appends what happens to a file, as JSON lines.")
    private @Nullable Path log;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Replaces a file of metrics for Prometheus' node exporter (textfile collector).")
    private @Nullable Path metrics;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        Instant start = clock.instant();
        String source = source();
        try (SyncLog events = SyncLog.to(log, clock)) {
            SyncReport report = null;
            Exit exit = Exit.DEFECT;
            boolean locked = false;
            try (FlaskDataClient client = session.client();
                    Sync sync = target.open(session, options(source), clock, new Told(events))) {
                locked = true;
                List<SourceTable> tables = tables(client, sync);
                if (verify) {
                    return tell(sync.verify(tables)).code();
                }
                report = sync.run(tables);
                target.copy(sync);
                exit = tell(report);
            } catch (IOException | RuntimeException e) {
                exit = Exit.of(e);
                events.event("failed", Map.of("exit", exit.code(), "message", Exit.line(e, false)));
                throw stopped(e);
            } finally {
                // A run that found another one leaves that one's metrics alone.
                if (metrics != null && !verify && (locked || exit != Exit.USAGE)) {
                    Instant end = clock.instant();
                    SyncMetrics.write(metrics, source, report, exit.code(), end, Duration.between(start, end));
                }
            }
            return exit.code();
        }
    }

    private String source() {
        String address =
                session.setting("api-url") != null ? session.setting("api-url") : session.setting("environment");
        return address
                + (edcTables().isEmpty() ? "" : " EDC " + session.edc())
                + (forms ? " study " + session.study() : "");
    }

    private Sync.Options options(String source) {
        return new Sync.Options(
                source,
                time("--resume-within", resumeWithin),
                fullEvery == null ? null : time("--full-every", fullEvery),
                time("--overlap", overlap),
                accepted);
    }

    private static Duration time(String option, String text) {
        try {
            return Duration.parse(
                    text.startsWith("P")
                            ? text
                            : text.endsWith("d")
                                    ? "P" + text.toUpperCase(Locale.ROOT)
                                    : "PT" + text.toUpperCase(Locale.ROOT) + (text.matches("\\d+") ? "S" : ""));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " must be a time such as 30m, 24h or 7d", e);
        }
    }

    /** What refers to other rows is read before these, so that what it refers to is there. */
    private Set<String> edcTables() {
        Set<String> asked = new LinkedHashSet<>(names);
        if (all) {
            List<String> known = new ArrayList<>(Tables.known().names());
            Collections.reverse(known);
            asked.addAll(known);
        }
        if (asked.isEmpty() && !forms) {
            throw new IllegalArgumentException("Name the tables to mirror, or --all, or --forms");
        }
        return asked;
    }

    private List<SourceTable> tables(FlaskDataClient client, Sync sync) throws IOException {
        List<SourceTable> tables = new ArrayList<>();
        Set<String> asked = edcTables();
        for (String name : asked) {
            if (name.endsWith("()")) {
                throw new IllegalArgumentException(name + " is a function: what it answers is not a table to mirror");
            }
            EdcDatabase database = client.edc(session.edc());
            Extract extract = database.extract(name);
            tables.add(new SourceTable(
                    name,
                    key(name, sync),
                    true,
                    all && !names.contains(name),
                    since -> since == null ? extract : extract.updatedFrom(since)));
        }
        if (forms) {
            int study = session.study();
            tables.add(new SourceTable(
                    FORMS,
                    key(FORMS, sync),
                    false,
                    false,
                    since -> client.dataServer(study).partialExtract()));
        }
        for (String named : keys.keySet()) {
            if (tables.stream().noneMatch(table -> table.name().equals(named))) {
                throw new IllegalArgumentException("--key names " + named + ", which is not to be mirrored");
            }
        }
        return tables;
    }

    private List<String> key(String table, Sync sync) throws IOException {
        String named = keys.get(table);
        List<String> kept = sync.key(table);
        if (named != null) {
            return named.equals("*") ? List.of() : List.of(named.split(",", -1));
        }
        if (kept != null) {
            return kept;
        }
        if (table.equals(FORMS)) {
            return List.of("_id");
        }
        return !Tables.known().names().contains(table) || WITHOUT_KEY.contains(table)
                ? List.of()
                : List.of(KEYS.getOrDefault(table, table + "_id"));
    }

    /** Says, besides what went wrong, that nothing is lost. */
    private RuntimeException stopped(Exception e) {
        if (Set.of(Exit.CONNECTION, Exit.SERVER).contains(Exit.of(e)) && !verify) {
            session.remark("The mirror is as it was; what was fetched is kept: run the same command again to go on");
        }
        if (e instanceof IOException disk) {
            return new UncheckedIOException(
                    disk.getMessage() + ": free space or give access, then run the same command again", disk);
        }
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }

    private Exit tell(SyncReport report) {
        boolean well = true;
        for (SyncReport.Table table : report.tables()) {
            well &= table.problem() == null;
            session.tell(text(table), table.members());
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("run", report.changed() ? report.run() : null);
        members.put("at", report.at());
        members.put("changed", report.changed());
        members.put("resumed", report.resumed());
        session.tell(
                report.changed() ? "Run " + report.run() + " of " + report.at() : "No change: nothing was written",
                members);
        return well ? Exit.OK : Exit.NOT_ALL;
    }

    private static String text(SyncReport.Table table) {
        if (table.problem() != null) {
            return table.name() + ": NOT synced: " + table.problem();
        }
        return table.name() + ": " + table.rows() + " rows; " + table.inserted() + " inserted, " + table.changed()
                + " changed, " + table.deleted() + " deleted"
                + (table.since() == null ? "" : "; only rows edited since " + table.since())
                + (table.appeared().isEmpty() ? "" : "; new columns: " + String.join(", ", table.appeared()))
                + (table.gone().isEmpty() ? "" : "; columns gone: " + String.join(", ", table.gone()));
    }

    private Exit tell(List<SyncReport.Verified> results) {
        boolean well = true;
        for (SyncReport.Verified each : results) {
            well &= each.equal();
            session.tell(text(each), each.members());
        }
        return well ? Exit.OK : Exit.NOT_ALL;
    }

    private static String text(SyncReport.Verified table) {
        if (table.problem() != null) {
            return table.name() + ": NOT verified: " + table.problem();
        }
        if (table.equal()) {
            return table.name() + ": equal, " + table.mirrorRows() + " rows, digest " + table.mirrorDigest();
        }
        return table.name() + ": DIFFERS: " + table.missing() + " rows only in the source, " + table.extra()
                + " only in the mirror, " + table.different() + " with other values"
                + (table.keys().isEmpty() ? "" : "; the first keys: " + String.join(" ", table.keys()));
    }

    /** Events into the log, and a bar for each table that is fetched. */
    private final class Told implements Sync.Watch {
        private final SyncLog events;
        private Progress bar = Progress.NONE;

        Told(SyncLog events) {
            this.events = events;
        }

        @Override
        public RowProgress fetching(String table) {
            bar = session.progress(table);
            return bar;
        }

        @Override
        public void done(String event, Map<String, ? extends @Nullable Object> what) {
            bar.close();
            bar = Progress.NONE;
            events.event(event, what);
        }
    }
}
