package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.changes.SnapshotDifference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changed between two extracts. */
@Command(
        name = "diff",
        description =
                "Compares two extracts of the same request, CSV or JSON lines, by a key: inserted, changed and deleted rows.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  flaskdata diff monday.jsonl tuesday.jsonl --key item_data_id -o changes.jsonl")
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier extract, its manifest beside it.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The later one.")
    private Path after = Path.of("");

    @Option(
            names = "--key",
            split = ",",
            required = true,
            paramLabel = "COLUMN",
            description = "The columns that together identify a row.")
    private List<String> key = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Writes each change as a JSON line into a new file.")
    private @Nullable Path out;

    @Option(names = "--exit-code", description = "Ends with 1 when rows differ.")
    private boolean exitCode;

    @Override
    public Integer call() {
        SnapshotDifference difference =
                SnapshotDifference.between(before, after).key(key.toArray(String[]::new));
        SnapshotDifference.Counts counts = out == null ? difference.forEach(change -> {}) : difference.writeTo(out);
        session.tell(
                counts.inserted() + " inserted, " + counts.changed() + " changed, " + counts.deleted() + " deleted, "
                        + counts.unchanged() + " unchanged",
                Session.members(
                        "inserted", counts.inserted(),
                        "changed", counts.changed(),
                        "deleted", counts.deleted(),
                        "unchanged", counts.unchanged()));
        boolean differ = counts.inserted() + counts.changed() + counts.deleted() > 0;
        return (differ && exitCode ? Exit.NOT_ALL : Exit.OK).code();
    }
}
