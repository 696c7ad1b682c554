package io.flaskdata.sdk.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.FlaskDataClientBuilder;
import java.io.Console;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: where FlaskData is, who calls, and how results are told. */
final class Session {
    @ArgGroup(exclusive = false, validate = false, heading = "%nConnection:%n")
    private Settings settings = new Settings();

    @Option(names = "--json", description = "Results and errors as JSON, one object a line.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress; in a pipe there is none anyway.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    Surroundings around() {
        return FlaskDataCli.of(spec).around();
    }

    boolean json() {
        return json;
    }

    Settings settings() {
        return settings;
    }

    /** A setting by its name without {@code flaskdata.}; null when it is not set. */
    @Nullable
    String setting(String name) {
        return settings.lookup(around()).apply("flaskdata." + name);
    }

    String edc() {
        return required("edc", "the EDC database");
    }

    int study() {
        String study = required("study", "the study's id in FlaskData");
        try {
            return Integer.parseInt(study);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--study must be a whole number", e);
        }
    }

    private String required(String name, String what) {
        String value = setting(name);
        if (value == null) {
            throw new IllegalArgumentException("Name " + what + ": --" + name + ", FLASKDATA_"
                    + name.toUpperCase(java.util.Locale.ROOT) + ", or " + name + " in a profile");
        }
        return value;
    }

    /** A client, to be closed. Asks at the terminal for a password that isn't set anywhere. */
    FlaskDataClient client() {
        return client(null);
    }

    /** A client with this password, if there is one. */
    FlaskDataClient client(@Nullable String known) {
        Function<String, @Nullable String> lookup = settings.lookup(around());
        if (lookup.apply("flaskdata.environment") == null && lookup.apply("flaskdata.api-url") == null) {
            throw new IllegalArgumentException(
                    "It isn't said which FlaskData to call: --environment, --api-url with --idp-url, or a --profile");
        }
        String email = lookup.apply("flaskdata.email");
        if (email == null) {
            throw new IllegalArgumentException("It isn't said who signs in: --email, FLASKDATA_EMAIL, or a --profile");
        }
        FlaskDataClientBuilder builder = FlaskDataClient.builder(lookup);
        boolean set = lookup.apply("flaskdata.password") != null || lookup.apply("flaskdata.password-file") != null;
        return known == null && set
                ? builder.build()
                : builder.credentials(email, known == null ? password(email) : known)
                        .build();
    }

    String password(String email) {
        Console console = System.console();
        char[] typed = console == null || !around().terminal() ? null : console.readPassword("Password of %s: ", email);
        if (typed == null || typed.length == 0) {
            throw new IllegalArgumentException(
                    "There is no password: set FLASKDATA_PASSWORD_FILE (or --password-file) or FLASKDATA_PASSWORD");
        }
        return new String(typed);
    }

    /** A result: the text for people, the members for machines. */
    void tell(String text, Map<String, ? extends @Nullable Object> members) {
        around().out().println(json ? json(members) : text);
        around().out().check();
    }

    /** What a person should know, on standard error; each is one line, with {@code --json} an object. */
    void warn(String text) {
        around().err().println(json ? json(Map.of("warning", text)) : "flaskdata: " + text);
    }

    /** Runs a tool that prints for people; with {@code --json} that goes to standard error, and the result is its exit code. */
    int tool(String name, IntSupplier run) {
        if (!json) {
            return run.getAsInt();
        }
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            int exit = run.getAsInt();
            tell("", members("tool", name, "exit", exit));
            return exit;
        } finally {
            System.setOut(out);
        }
    }

    /** A remark that is no result. */
    void remark(String text) {
        if (!json && !quiet) {
            around().err().println(text);
        }
    }

    Progress progress(String task) {
        return !json && !quiet && around().terminal() ? Progress.bar(task, around().err()) : Progress.NONE;
    }

    /** Members in this order, in which machines and people read them: names and values in turn. */
    static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    static String json(Object value) {
        return Json.GSON.toJson(value);
    }

    /** Loaded when it is needed. */
    private static final class Json {
        private static final Gson GSON =
                new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    }
}
