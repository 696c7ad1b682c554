package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.rows.Download;
import io.flaskdata.sdk.rows.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The server's own zips. */
@Command(
        name = "download",
        description =
                "Downloads the zips that FlaskData makes, with a manifest beside each. A file is complete or not there.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SOURCE",
        footerHeading = "%nExample:%n",
        footer = "  flaskdata download crfs --profile staging --edc demo -o crfs.zip")
final class DownloadCommand {
    /** The file. */
    static final class To {
        @Option(
                names = {"-o", "--out"},
                required = true,
                paramLabel = "FILE",
                description = "The file.")
        private Path out = Path.of("");

        @Option(names = "--replace", description = "Replaces a file that exists.")
        private boolean replace;

        int write(Session session, Function<FlaskDataClient, Download> what) {
            if (Files.exists(out) && !replace) {
                throw Destination.existing(out, "--replace replaces it");
            }
            try (FlaskDataClient client = session.client();
                    Progress progress = session.progress(String.valueOf(out.getFileName()))) {
                Download download = what.apply(client);
                Manifest manifest = (replace ? download.replacing() : download).downloadTo(out, progress);
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                members.put("file", out.toString());
                members.put("bytes", manifest.content().bytes());
                members.put("sha256", manifest.content().sha256());
                members.put("note", manifest.content().note());
                String note = manifest.content().note();
                session.tell(
                        out + ": " + manifest.content().bytes() + " bytes" + (note == null ? "" : "\n  " + note),
                        members);
                return Exit.OK.code();
            }
        }
    }

    @Command(
            name = "crfs",
            description = "A CSV file for each CRF of an EDC database.",
            mixinStandardHelpOptions = true)
    int crfs(@Mixin Session session, @Mixin Window window, @Mixin To to) {
        String edc = session.edc();
        return to.write(session, client -> client.edc(edc).crfCsvs(ExtractCommand.filter(window, null)));
    }

    @Command(name = "event-crfs", description = "A CSV file for each event and CRF.", mixinStandardHelpOptions = true)
    int eventCrfs(@Mixin Session session, @Mixin Window window, @Mixin To to) {
        String edc = session.edc();
        return to.write(session, client -> client.edc(edc).eventCrfCsvs(ExtractCommand.filter(window, null)));
    }

    @Command(
            name = "data-server",
            description = "A study's values in Forms, from the data server.",
            mixinStandardHelpOptions = true)
    int dataServer(@Mixin Session session, @Mixin To to) {
        int study = session.study();
        return to.write(session, client -> client.dataServer(study).csvs());
    }

    @Command(name = "billing", description = "The billing reports of a month.", mixinStandardHelpOptions = true)
    int billing(
            @Mixin Session session,
            @Mixin To to,
            @Parameters(paramLabel = "MONTH", description = "Such as 2026-10.") String month) {
        try {
            YearMonth parsed = YearMonth.parse(month);
            return to.write(session, client -> client.customer().billingReports(parsed));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The month must be such as 2026-10", e);
        }
    }
}
