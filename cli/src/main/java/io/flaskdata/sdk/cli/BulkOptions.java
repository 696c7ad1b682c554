package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkOutcome;
import io.flaskdata.sdk.bulk.BulkReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An insert of the rows of a file: all of them are checked before the first is sent, and each is sent once. */
final class BulkOptions {
    private static final int SHOWN = 20;

    @Parameters(
            paramLabel = "FILE",
            description = "CSV with a header, or JSON lines (.csv, .jsonl, .ndjson), in UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "What was sent and what came of it; a re-run with it goes on where this one stopped. Default: FILE.journal.jsonl.")
    private @Nullable Path journal;

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            defaultValue = ",",
            description = "Between the cells of a CSV file, such as ';' of a European Excel. Default: a comma.")
    private char separator;

    @Option(names = "--dry-run", description = "Only checks the file; writes nothing.")
    private boolean dryRun;

    @Option(names = "--concurrency", defaultValue = "4", description = "Inserts at once, 1 to 64. Default: 4.")
    private int concurrency;

    @Option(
            names = "--settling",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long after it was sent an unanswered insert is looked for. Default: 600.")
    private long settling;

    @Option(
            names = "--accept",
            paramLabel = "KEY",
            split = ",",
            description = "Keys of unresolved inserts that a person found on the server.")
    private List<String> accepted = List.of();

    Path journal() {
        return journal == null ? file.resolveSibling(file.getFileName() + ".journal.jsonl") : journal;
    }

    /** Checks all rows, then inserts them. */
    <T> int run(Session session, BulkInsert<T> bulk, BulkRows<T> rows) {
        long count = checked(session, rows);
        if (dryRun) {
            session.tell(file + ": " + count + " rows can be inserted", Session.members("rows", count, "problems", 0));
            return Exit.OK.code();
        }
        String unanswered = "what was sent has no answer yet; run it again with " + journal() + ": it is looked for";
        long[] ended = {0};
        try (InputFile in = open();
                Stopping stopping = Stopping.watched(session.around(), unanswered)) {
            BulkReport report;
            try (Progress progress = session.progress("insert")) {
                report = bulk.concurrency(concurrency)
                        .settling(Duration.ofSeconds(settling))
                        .accepting(accepted)
                        .run(keyed(in, rows, stopping), outcome -> {
                            progress.inserted(++ended[0]);
                            tell(session, outcome);
                        });
            } catch (UncheckedIOException e) {
                session.warn("it stopped after " + ended[0] + " of " + count + " rows; run it again with " + journal()
                        + ": it goes on there");
                throw e;
            }
            return tell(session, report, count - ended[0]);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    private InputFile open() {
        return InputFile.open(file, separator);
    }

    private long checked(Session session, BulkRows<?> rows) {
        long count = 0;
        long wrong = 0;
        Set<String> keys = new java.util.HashSet<>();
        try (InputFile first = open();
                InputFile in = open()) {
            rows.prepare(first);
            while (in.hasNext()) {
                InputFile.Line line = in.next();
                count++;
                List<String> found = new java.util.ArrayList<>(rows.problems(in, line));
                String key = line.text("key");
                if (key != null && (key.isBlank() || !keys.add(key))) {
                    found.add(in.place(line.number(), "key") + ": "
                            + (key.isBlank() ? "it is blank" : "another row has the same"));
                }
                for (String each : found) {
                    if (++wrong <= SHOWN) {
                        session.warn(each);
                    }
                }
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
        if (wrong > 0) {
            throw new IllegalArgumentException(wrong + (wrong == 1 ? " problem in " : " problems in ") + file
                    + ": mend them and run it again; nothing was sent");
        }
        return count;
    }

    /** Without a key of its own a row is known by its line, so lines may be added at the end only. */
    private static <T> Iterator<Keyed<T>> keyed(InputFile in, BulkRows<T> rows, Stopping stopping) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !stopping.asked() && in.hasNext();
            }

            @Override
            public Keyed<T> next() {
                InputFile.Line line = in.next();
                String key = line.text("key");
                return new Keyed<>(key == null ? "line " + line.number() : key, rows.input(line));
            }
        };
    }

    private static void tell(Session session, BulkOutcome outcome) {
        boolean well = Set.of(BulkOutcome.State.INSERTED, BulkOutcome.State.ALREADY_INSERTED, BulkOutcome.State.FOUND)
                .contains(outcome.state());
        if (session.json()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", outcome.key());
            members.put("state", outcome.state().name());
            members.put("id", outcome.id().orElse(null));
            members.put("reason", outcome.reason().orElse(null));
            session.tell("", members);
        } else if (!well) {
            session.warn(outcome.key() + " " + outcome.state() + ": "
                    + outcome.reason().orElse(""));
        }
    }

    private int tell(Session session, BulkReport report, long left) {
        boolean complete = report.complete() && left == 0;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("inserted", report.inserted());
        members.put("alreadyInserted", report.alreadyInserted());
        members.put("found", report.found());
        members.put("notInserted", report.notInserted());
        members.put("unknown", report.unknown());
        members.put("unresolved", report.unresolved());
        members.put("notReached", left);
        members.put("complete", complete);
        session.tell(
                report.inserted() + " inserted, " + report.alreadyInserted() + " by an earlier run, " + report.found()
                        + " found, " + report.notInserted() + " not inserted, " + report.unknown() + " unknown, "
                        + report.unresolved() + " unresolved" + (left == 0 ? "" : ", " + left + " not reached"),
                members);
        if (complete) {
            return Exit.OK.code();
        }
        report.stoppedBy()
                .ifPresent(e -> session.warn(
                        "it stopped early: " + Exit.line(e, session.around().terminal())));
        session.warn("run it again with " + journal() + ": it goes on where this run stopped");
        if (report.unknown() + report.unresolved() > 0) {
            return Exit.UNKNOWN.code();
        }
        return report.stoppedBy().map(Exit::of).orElse(Exit.NOT_ALL).code();
    }
}
