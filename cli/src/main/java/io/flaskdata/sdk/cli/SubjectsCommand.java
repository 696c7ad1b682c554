package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkOutcome;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.NewSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Subjects of the EDC. */
@Command(
        name = "subjects",
        description = "Creates subjects in the EDC.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SubjectsCommand {
    private static final String UNANSWERED = "the subject was sent and not answered: look for it before you repeat it";

    @Command(
            name = "create",
            description = {
                "Creates one subject.",
                "It is sent once, and not at all when its study has the label already (exit code 4); exit code 7 says that nobody knows whether it is there."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer =
                    "  flaskdata subjects create --edc demo --label 001-900 --site 001 --gender female --born 1970-03-01")
    int create(
            @Mixin Session session,
            @Option(names = "--label", description = "The subject label; without it the server makes one.") @Nullable
                    String label,
            @Option(names = "--secondary-label", description = "The secondary label.") @Nullable String secondary,
            @Option(names = "--site", description = "The site's name or number.") @Nullable String site,
            @Option(names = "--enrolled", paramLabel = "DAY", description = "The day of enrolment.") @Nullable
                    String enrolled,
            @Option(names = "--gender", description = "female or male.") @Nullable String gender,
            @Option(names = "--born", paramLabel = "DAY|YEAR", description = "The date or the year of birth.") @Nullable
                    String born,
            @Option(names = "--person-id", description = "The person's id.") @Nullable String person) {
        Map<String, @Nullable String> given = new LinkedHashMap<>();
        given.put("label", label);
        given.put("secondary-label", secondary);
        given.put("site", site);
        given.put("enrolled", enrolled);
        given.put("gender", gender);
        given.put("born", born);
        given.put("person-id", person);
        NewSubject subject = SubjectRows.subject(given::get);
        String edc = session.edc();
        try (FlaskDataClient client = session.client()) {
            EdcDatabase database = client.edc(edc);
            return Stopping.during(
                    session,
                    UNANSWERED,
                    () -> label == null
                            ? told(session, database.createSubject(subject).studySubjectId())
                            : once(session, database, label, subject));
        }
    }

    /** As a bulk insert of one, which looks for the label first; its journal isn't kept. */
    private static int once(Session session, EdcDatabase database, String label, NewSubject subject) {
        try {
            Path folder = Files.createTempDirectory("flaskdata-subject");
            Path journal = folder.resolve("journal.jsonl");
            try {
                List<BulkOutcome> outcomes = new ArrayList<>();
                BulkReport report = BulkInsert.into(database, journal)
                        .run(List.of(new Keyed<>(label, subject)).iterator(), outcomes::add);
                return told(session, outcomes.get(0), report);
            } finally {
                Files.deleteIfExists(journal);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder can't be used: " + e.getMessage(), e);
        }
    }

    private static int told(Session session, BulkOutcome outcome, BulkReport report) {
        if (outcome.state() == BulkOutcome.State.INSERTED) {
            return told(session, Integer.parseInt(outcome.id().orElseThrow()));
        }
        if (report.stoppedBy().isPresent()) {
            throw report.stoppedBy().get();
        }
        boolean sent = outcome.state() != BulkOutcome.State.NOT_INSERTED;
        throw new CommandFailure(
                sent ? Exit.UNKNOWN : Exit.REFUSED, outcome.reason().orElse("it was not created"));
    }

    private static int told(Session session, int id) {
        session.tell("Created: study_subject_id " + id, Map.of("studySubjectId", id));
        return Exit.OK.code();
    }

    @Command(
            name = "insert",
            description = {
                "Creates a subject for each row of a file.",
                "Columns: label (required), secondary-label, site, enrolled, gender, born, person-id, key (optional).",
                "All rows are checked before the first is sent. Each is created once, also when the run is killed and run again."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  flaskdata subjects insert screened.csv --edc demo")
    int insert(@Mixin Session session, @Mixin BulkOptions bulk) {
        String edc = session.edc();
        try (FlaskDataClient client = session.client()) {
            return bulk.run(session, BulkInsert.into(client.edc(edc), bulk.journal()), new SubjectRows());
        }
    }
}
