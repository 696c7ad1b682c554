package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.internal.http.Transport;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line; {@code mvn -Pcontract} calls it too, with its options as system properties. */
@Command(
        name = "flaskdata-contract",
        description = "Checks a FlaskData against the contract. Only reads, unless --write-study names a study.",
        mixinStandardHelpOptions = true,
        versionProvider = ContractMain.Version.class)
public final class ContractMain implements Callable<Integer> {
    static final int BAD_INPUT = 2;
    static final int NOBODY_SAID_YES = 4;

    @Option(names = "--edc", defaultValue = "${sys:edc:-}", description = "The EDC database to read.")
    private String edc = "";

    @Option(
            names = "--study",
            defaultValue = "${sys:study:-0}",
            description = "The study to read, by its id in FlaskData.")
    private int study;

    @Option(
            names = "--customer-table",
            defaultValue = "${sys:customer-table:-studies}",
            description = "The customer's table to read. Default: ${DEFAULT-VALUE}.")
    private String customerTable = "studies";

    @Option(
            names = "--subject",
            defaultValue = "${sys:subject:-}",
            description = "The subject whose events and kit are read.")
    private String subject = "";

    @Option(names = "--stratum", description = "NAME=VALUE; once or twice: the strata of the next kit.")
    private Map<String, String> strata = new LinkedHashMap<>();

    @Option(
            names = "--user",
            defaultValue = "${sys:user:-}",
            description = "A subject or site user, signed in at the IDP.")
    private String user = "";

    @Option(names = "--user-password-file", description = "A file with this user's password.")
    private @Nullable Path userPasswordFile;

    @Option(
            names = "--zone",
            defaultValue = "${sys:zone:-Asia/Jerusalem}",
            description = "The server's time zone. Default: ${DEFAULT-VALUE}.")
    private String zone = "Asia/Jerusalem";

    @Option(
            names = "--rows",
            defaultValue = "2000",
            description = "Most rows of an answer that are looked at. Default: ${DEFAULT-VALUE}.")
    private int rows = 2_000;

    @Option(
            names = "--out",
            defaultValue = "${sys:out:-flaskdata-contract}",
            description = "The folder for the report. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("flaskdata-contract");

    @Option(names = "--without", description = "Probes to leave out, such as http.idle; may be repeated.")
    private List<String> without = List.of();

    @Option(names = "--production", description = "Production may be called without asking.")
    private boolean production;

    @Option(names = "--write-study", defaultValue = "0", description = "Also writes to this study, after saying what.")
    private int writeStudy;

    @Option(names = "--write-subject", defaultValue = "", description = "The subject to write to.")
    private String writeSubject = "";

    @Option(names = "--write-event", defaultValue = "", description = "The event to write to.")
    private String writeEvent = "";

    @Option(names = "--write-crf", defaultValue = "", description = "The CRF to add.")
    private String writeCrf = "";

    @Option(names = "--write-item", defaultValue = "", description = "NAME=VALUE of the CRF.")
    private String writeItem = "";

    @Option(names = "--write-email", description = "Where to send the study's CSV files.")
    private @Nullable String writeEmail;

    @Option(names = "--write-administration", description = "Also creates a study, a site and a user.")
    private boolean writeAdministration;

    @Option(names = "--yes", description = "Writes without asking.")
    private boolean yes;

    private final Function<String, Boolean> ask;
    private final Supplier<FlaskDataClient> client;

    private ContractMain(Function<String, Boolean> ask, Supplier<FlaskDataClient> client) {
        this.ask = ask;
        this.client = client;
    }

    /** Of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"flaskdata-contract " + Documents.sdk()};
        }
    }

    /**
     * Runs the check. Inside Maven a bad end is an exception, because ending the JVM would end the build with it.
     *
     * @param arguments the command line; {@code --help} lists it
     */
    public static void main(String[] arguments) {
        int exit = run(arguments, ContractMain::atTerminal);
        if (System.getProperty("maven.home") == null) {
            System.exit(exit);
        }
        if (exit != 0) {
            throw new IllegalStateException("flaskdata-contract ended with " + exit + " (docs/contract.md)");
        }
    }

    /**
     * Runs the check for another command line, with its client.
     *
     * @param client makes the client, which is closed at the end; an {@link IllegalArgumentException} is told as bad input
     * @param arguments the options
     * @return the exit code
     */
    public static int run(Supplier<FlaskDataClient> client, String... arguments) {
        return run(arguments, ContractMain::atTerminal, client);
    }

    static int run(String[] arguments, Function<String, Boolean> ask) {
        return run(arguments, ask, ContractMain::configured);
    }

    private static int run(String[] arguments, Function<String, Boolean> ask, Supplier<FlaskDataClient> client) {
        CommandLine line = new CommandLine(new ContractMain(ask, client));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr()
                    .println(
                            e instanceof IllegalArgumentException || e instanceof UncheckedIOException
                                    ? e.getMessage()
                                    : e.getClass().getSimpleName() + ": the run could not begin");
            return BAD_INPUT;
        });
        return line.execute(arguments);
    }

    /** A yes at a terminal; without one nobody said it. */
    private static boolean atTerminal(String question) {
        Console console = System.console();
        String said = console == null ? null : console.readLine("%s [yes/no] ", question);
        return said != null && said.strip().equalsIgnoreCase("yes");
    }

    @Override
    public Integer call() {
        try (FlaskDataClient client = this.client.get()) {
            FlaskDataContract contract = contract(client);
            if (FlaskDataContract.isProduction(
                    Transport.of(client.devices(1).caller()).environment())) {
                if (!production
                        && !ask.apply("This is FlaskData's production. Only reads are sent"
                                + (writeStudy == 0 ? "" : ", and writes to study " + writeStudy) + ". Go on?")) {
                    System.err.println("Production, and nobody said yes: nothing was sent. --production says it.");
                    return NOBODY_SAID_YES;
                }
                contract = contract.onProduction();
            }
            if (writeStudy != 0) {
                WriteTo to = writeTo();
                System.out.println("This run writes:");
                Writes.announced(to, !edc.isEmpty()).forEach(System.out::println);
                if (!yes && !ask.apply("Write this?")) {
                    System.err.println("Nobody said yes to writing: nothing was sent. --yes says it.");
                    return NOBODY_SAID_YES;
                }
                contract = contract.writingTo(to);
            }
            ContractReport report = contract.progress(System.out::println).run();
            report.writeTo(out);
            System.out.println();
            System.out.print(report.text());
            System.out.println("Written to " + out.toAbsolutePath());
            return report.exitCode();
        }
    }

    private static FlaskDataClient configured() {
        try {
            return FlaskDataClient.fromEnvironmentVariables();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage() + " (docs/configuration.md)", e);
        }
    }

    private FlaskDataContract contract(FlaskDataClient client) {
        FlaskDataContract contract = FlaskDataContract.verify(client)
                .customerTable(customerTable)
                .zone(zoneOf(zone))
                .rows(rows)
                .without(without.toArray(new String[0]));
        if (!edc.isEmpty()) {
            client.edc(edc);
            contract = contract.edc(edc);
        }
        if (study != 0) {
            client.dataServer(study);
            contract = contract.study(study);
        }
        if (!subject.isEmpty()) {
            contract = contract.subject(subject);
        }
        for (var stratum : strata.entrySet()) {
            contract = contract.stratum(stratum.getKey(), stratum.getValue());
        }
        if (user.isEmpty() != (userPasswordFile == null)) {
            throw new IllegalArgumentException("--user and --user-password-file must both be given");
        }
        return user.isEmpty() ? contract : contract.user(() -> new Credentials(user, password()));
    }

    private static ZoneId zoneOf(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--zone must be a time zone such as Asia/Jerusalem", e);
        }
    }

    private String password() {
        if (userPasswordFile == null) {
            throw new IllegalArgumentException("--user-password-file is missing");
        }
        try {
            return Files.readString(userPasswordFile)
                    .replaceFirst("\\A\ufeff", "")
                    .replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UncheckedIOException("--user-password-file can't be read", e);
        }
    }

    private WriteTo writeTo() {
        int equals = writeItem.indexOf('=');
        if (List.of(writeSubject, writeEvent, writeCrf).contains("") || equals < 1) {
            throw new IllegalArgumentException(
                    "--write-study needs --write-subject, --write-event, --write-crf and --write-item NAME=VALUE");
        }
        return new WriteTo(
                writeStudy,
                writeSubject,
                writeEvent,
                writeCrf,
                writeItem.substring(0, equals),
                writeItem.substring(equals + 1),
                writeEmail,
                writeAdministration);
    }
}
