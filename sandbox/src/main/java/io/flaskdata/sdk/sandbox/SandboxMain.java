package io.flaskdata.sdk.sandbox;

import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.seed.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sandbox's command line. */
@Command(
        name = "flaskdata-sandbox",
        description = "A FlaskData that runs on a laptop.",
        mixinStandardHelpOptions = true,
        versionProvider = SandboxMain.Version.class)
final class SandboxMain implements Callable<Integer> {
    @Option(names = "--port", description = "The API's port; 0 for any free ones. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--idp-port", description = "The IDP's port; default: the one after --port.")
    private @Nullable Integer idpPort;

    @Option(names = "--zone", description = "The server's time zone. Default: ${DEFAULT-VALUE}.")
    private String zone = "Asia/Jerusalem";

    @Option(
            names = "--seed",
            description =
                    "What it begins with: none, demo, or large:N for the demo study with N more subjects. Default: ${DEFAULT-VALUE}.")
    private String seed = "demo";

    @Option(
            names = "--jdbc-url",
            description =
                    "An existing PostgreSQL database to use, jdbc:postgresql://host:port/database?user=me; empty, or made by a sandbox of the same seed.")
    private @Nullable String jdbcUrl;

    @Option(
            names = "--fault",
            description =
                    "A fault for the next call of an operation: PATH,KIND or PATH,KIND,AMOUNT or PATH,KIND,AMOUNT,TIMES, such as"
                            + " /edc/subjects/create-subject,disconnect-after. May be repeated.")
    private List<String> faults = List.of();

    @Option(
            names = "--transactional",
            description = "Undo the steps of a write when a later one fails; else they stay, as FlaskData's do.")
    private boolean transactional;

    @Option(
            names = "--idp-token",
            description =
                    "Ask for an API user's token at the IDP's sign-in, as its document does; else who sends none is taken too.")
    private boolean idpToken;

    @Option(
            names = "--deviate",
            description =
                    "How it differs from the FlaskData that is inferred: names separated by commas, or a .json file with an"
                            + " array of names and definitions. By default it doesn't.")
    private String deviations = "";

    /** Messages repeat a mistyped option, and a database's address may contain a password. */
    private static final Pattern SECRET = Pattern.compile("(?i)(password=|://[^/@:\\s]+:(?=[^/@\\s]*@))[^&@'\\s]*");

    /** Kept, or its level would be forgotten. It says what the exception says, in three lines. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private SandboxMain() {}

    /** Of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SandboxMain.class.getPackage().getImplementationVersion();
            return new String[] {"flaskdata-sandbox " + (version == null ? "of a folder of classes" : version)};
        }
    }

    /**
     * Starts a sandbox and runs until terminated.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        DRIVER.setLevel(Level.OFF);
        CommandLine line = new CommandLine(new SandboxMain());
        line.setParameterExceptionHandler((e, all) -> say(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> say(e));
        System.exit(line.execute(arguments));
    }

    private static int say(Exception e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("It failed.");
        System.err.println(SECRET.matcher(said).replaceAll("$1[redacted]"));
        return 1;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        int idp = idpPort != null ? idpPort : port == 0 ? 0 : port + 1;
        SandboxBuilder builder = Sandbox.builder()
                .apiPort(port)
                .idpPort(idp)
                .zone(serverZone())
                .seed(Seed.named(seed))
                .transactional(transactional)
                .idpTokenRequired(idpToken)
                .deviating(deviations.endsWith(".json") ? Files.readString(Path.of(deviations)) : deviations);
        if (jdbcUrl != null) {
            builder.jdbcUrl(jdbcUrl);
        }
        Sandbox sandbox = builder.start();
        faults.forEach(each -> set(each, sandbox.faults()));
        Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
        System.out.println("FlaskData sandbox ready: API " + sandbox.apiUrl() + " IDP " + sandbox.idpUrl());
        // A JVM's first heap is a 64th of the machine's memory, and is filled before it is collected; a whole
        // collection makes it small.
        System.gc();
        ended.await();
        return 0;
    }

    private static void set(String fault, Faults faults) {
        String[] parts = fault.split(",", -1);
        if (parts.length < 2 || parts.length > 4) {
            throw new IllegalArgumentException("A fault is PATH,KIND,AMOUNT,TIMES, the last two if need be: " + fault);
        }
        faults.next(
                parts[0],
                new Fault(Fault.Kind.named(parts[1]), parts.length > 2 ? number(parts[2]) : 0, ""),
                parts.length > 3 ? number(parts[3]) : 1);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A fault's amount and times are whole numbers, not " + text + ".", e);
        }
    }

    private ZoneId serverZone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone " + zone + ".", e);
        }
    }
}
