package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.edc.CreatedSubject;
import io.flaskdata.sdk.edc.Gender;
import io.flaskdata.sdk.edc.NewSubject;
import java.time.LocalDate;
import java.time.Year;
import java.time.format.DateTimeParseException;
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
    @Command(
            name = "create",
            description =
                    "Creates one subject. It is sent once: exit code 7 says that nobody knows whether it is there.",
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
            @Option(names = "--gender", description = "${COMPLETION-CANDIDATES}") @Nullable Gender gender,
            @Option(names = "--born", paramLabel = "DAY|YEAR", description = "The date or the year of birth.") @Nullable
                    String born,
            @Option(names = "--person-id", description = "The person's id.") @Nullable String person) {
        String edc = session.edc();
        NewSubject subject = label == null ? NewSubject.labelledByTheServer() : NewSubject.labelled(label);
        subject = secondary == null ? subject : subject.secondaryLabel(secondary);
        subject = site == null ? subject : subject.site(site);
        subject = gender == null ? subject : subject.gender(gender);
        subject = person == null ? subject : subject.personId(person);
        try {
            subject = enrolled == null ? subject : subject.enrolled(LocalDate.parse(enrolled));
            if (born != null) {
                subject = born.length() == 4 ? subject.born(Year.parse(born)) : subject.born(LocalDate.parse(born));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--enrolled is a day such as 2026-11-01; --born is a day or a year", e);
        }
        try (FlaskDataClient client = session.client()) {
            CreatedSubject created = client.edc(edc).createSubject(subject);
            session.tell(
                    "Created: study_subject_id " + created.studySubjectId(),
                    Map.of("studySubjectId", created.studySubjectId()));
            return Exit.OK.code();
        }
    }
}
