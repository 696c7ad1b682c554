package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.forms.FormsStudy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writing to Forms. */
@Command(
        name = "forms",
        description = "Writes to Forms.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class FormsCommand {
    @Command(
            name = "insert",
            description = {
                "Inserts a CRF for each row of a file.",
                "Columns: subject (the label), event, crf, key (optional); every other is an item's variable.",
                "All rows are held against their form's rules before the first is sent. Each row is inserted once, also when the run is killed and run again."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  flaskdata forms insert vitals.csv --study 3581600 --event Screening --crf 'Vital Signs' --dry-run",
                "  flaskdata forms insert vitals.csv --study 3581600 --event Screening --crf 'Vital Signs'"
            })
    int insert(
            @Mixin Session session,
            @Mixin BulkOptions bulk,
            @Option(names = "--event", description = "The event of rows without one.") @Nullable String event,
            @Option(names = "--crf", description = "The CRF of rows without one.") @Nullable String crf,
            @Option(names = "--creating-events", description = "Creates the event too, for each row.") boolean creating,
            @Option(
                            names = "--unchecked",
                            description =
                                    "Sends rows whose subject the study doesn't list, and those of a CRF whose form none of the file's first subjects has in the event, as text and without any check.")
                    boolean unchecked) {
        int id = session.study();
        Map<String, String> usual = new LinkedHashMap<>();
        if (event != null) {
            usual.put("event", event);
        }
        if (crf != null) {
            usual.put("crf", crf);
        }
        try (FlaskDataClient client = session.client()) {
            FormsStudy study = client.forms().study(id);
            CrfRows rows = new CrfRows(study, usual, creating, unchecked);
            return bulk.run(session, BulkInsert.into(study, bulk.journal()), rows);
        }
    }
}
