package io.flaskdata.sdk.cli;

import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line {@code flaskdata}. */
@Command(
        name = "flaskdata",
        description = "Extracts and loads the data of clinical trials in FlaskData.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flaskdata check --environment staging --email me@example.org --edc demo",
            "  flaskdata extract table cc_event_data --profile staging -o data.csv",
            "  flaskdata diff monday.jsonl tuesday.jsonl --key item_data_id",
            "  source <(flaskdata generate-completion)"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, and not all is well: a check failed, rows were not inserted, files differ",
            "2:the command line, the configuration or the input can't be used; nothing was sent",
            "3:the sign-in was refused",
            "4:the server refused the request and did nothing",
            "5:the server could not be reached; nothing was sent",
            "6:the server failed, or its answer was broken or incomplete",
            "7:a write was sent and its outcome is not known, or it may be done in part: look before you repeat it",
            "8:a local file can't be read or written",
            "70:a defect of this program",
            "130:ended by Ctrl-C, 143 by SIGTERM: what was on its way is told first",
            "141:who read standard output has ended, such as head"
        })
public class FlaskDataCli {
    private final Surroundings around;

    private FlaskDataCli(Surroundings around) {
        this.around = around;
    }

    /** With all commands, for help, completion and man pages; to run one, that one is enough. */
    @Command(
            subcommands = {
                CheckCommand.class,
                LoginCommand.class,
                TablesCommand.class,
                ExtractCommand.class,
                DownloadCommand.class,
                DiffCommand.class,
                SyncCommand.class,
                ContractCommand.class,
                SpecsCommand.class,
                SandboxCommand.class,
                StudyCommand.class,
                FormsCommand.class,
                DevicesCommand.class,
                SubjectsCommand.class,
                RandomizeCommand.class,
                GenerateCompletion.class
            })
    static final class WithAll extends FlaskDataCli {
        /** For picocli's generator of man pages. */
        WithAll() {
            this(Surroundings.ofThisProcess());
        }

        private WithAll(Surroundings around) {
            super(around);
        }
    }

    /** Most of a start would be reading the options of commands that aren't run. */
    static CommandLine line(Surroundings around, String... arguments) {
        Class<?> only = switch (arguments.length == 0 ? "" : arguments[0]) {
            case "check" -> CheckCommand.class;
            case "login" -> LoginCommand.class;
            case "tables" -> TablesCommand.class;
            case "extract" -> ExtractCommand.class;
            case "download" -> DownloadCommand.class;
            case "diff" -> DiffCommand.class;
            case "sync" -> SyncCommand.class;
            case "contract" -> ContractCommand.class;
            case "specs" -> SpecsCommand.class;
            case "sandbox" -> SandboxCommand.class;
            case "study" -> StudyCommand.class;
            case "forms" -> FormsCommand.class;
            case "devices" -> DevicesCommand.class;
            case "subjects" -> SubjectsCommand.class;
            case "randomize" -> RandomizeCommand.class;
            case "--version", "-V" -> Void.class;
            default -> FlaskDataCli.class;
        };
        if (only == FlaskDataCli.class) {
            return versioned(new CommandLine(new WithAll(around)));
        }
        CommandLine line = new CommandLine(new FlaskDataCli(around));
        return versioned(only == Void.class ? line : line.addSubcommand(arguments[0], alone(only, arguments)));
    }

    /** Of a command with commands of its own only the one that is named. */
    private static Object alone(Class<?> command, String... arguments) {
        for (Method method : CommandLine.getCommandMethods(command, null)) {
            String name = method.getAnnotation(Command.class).name();
            if (arguments.length > 1 && arguments[1].equals(name)) {
                CommandSpec group = CommandSpec.wrapWithoutInspection(created(command));
                return new CommandLine(group.addSubcommand(name, new CommandLine(method)));
            }
        }
        return command;
    }

    private static Object created(Class<?> command) {
        try {
            return CommandLine.defaultFactory().create(command);
        } catch (Exception e) {
            throw new IllegalStateException("A command can't be created", e);
        }
    }

    private static CommandLine versioned(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(FlaskDataCli::versioned);
        return line;
    }

    /** Of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = FlaskDataCli.class.getPackage().getImplementationVersion();
            return new String[] {"flaskdata " + (version == null ? "of a folder of classes" : version)};
        }
    }

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * @param arguments the command line; {@code --help} lists the commands
     */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofThisProcess(), arguments));
    }

    static int run(Surroundings around, String... arguments) {
        // Before anything may repeat the argument in a message.
        if (Arrays.stream(arguments).anyMatch(each -> each.matches("--([a-z-]+-)?password(=.*)?"))) {
            return failed(
                    around,
                    arguments,
                    new IllegalArgumentException(
                            "A password is never an argument: set FLASKDATA_PASSWORD_FILE (or --password-file), or FLASKDATA_PASSWORD"));
        }
        CommandLine line = line(around, arguments);
        line.setOut(new java.io.PrintWriter(around.out(), true));
        line.setErr(new java.io.PrintWriter(around.err(), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // No colour anywhere, so NO_COLOR and a dumb terminal have what they ask for.
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler(
                (e, all) -> failed(around, arguments, new IllegalArgumentException(Mistyped.said(e))));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(around, arguments, e));
        int exit = line.execute(arguments);
        try {
            around.out().check();
        } catch (UncheckedIOException e) {
            return exit == 0 ? failed(around, arguments, e) : exit;
        }
        return exit;
    }

    private static int failed(Surroundings around, String[] arguments, Exception e) {
        Exit exit = Exit.of(e);
        if (exit == Exit.CLOSED) {
            return exit.code();
        }
        if (Arrays.asList(arguments).contains("--json")) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("kind", exit.name().toLowerCase(Locale.ROOT));
            error.put("exit", exit.code());
            error.put("message", Exit.line(e, around.terminal()));
            error.put("advice", exit.advice());
            around.err().println(Session.json(Map.of("error", error)));
        } else {
            String advice = exit.advice().isEmpty() ? "" : " " + exit.advice() + ".";
            around.err().println("flaskdata: " + sentence(Exit.line(e, around.terminal()), advice));
        }
        return exit.code();
    }

    private static String sentence(String text, String advice) {
        return advice.isEmpty() || text.endsWith(".") ? text + advice : text + "." + advice;
    }

    static FlaskDataCli of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli set no command");
        }
        return (FlaskDataCli) spec.root().userObject();
    }

    Surroundings around() {
        return around;
    }
}
