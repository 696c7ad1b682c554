package io.flaskdata.sdk.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A study in Forms. */
@Command(
        name = "study",
        description = "A study in Forms.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StudyCommand {
    @Command(
            name = "export",
            description = "Downloads a study's values in Forms, a CSV file for each CRF, as a zip.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  flaskdata study export --study 3581600 -o study.zip")
    int export(@Mixin Session session, @Mixin DownloadCommand.To to) {
        int study = session.study();
        return to.write(session, client -> client.forms().study(study).csvs());
    }
}
