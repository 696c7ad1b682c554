package io.flaskdata.sdk.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a process has: its streams, its environment, and whether a person looks on.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for messages and progress
 * @param variables the value of an environment variable
 * @param properties the value of a system property
 * @param home the user's folder
 * @param terminal whether standard error is a terminal
 */
record Surroundings(
        InputStream in,
        Output out,
        PrintStream err,
        Function<String, @Nullable String> variables,
        Function<String, @Nullable String> properties,
        Path home,
        boolean terminal) {
    /** The script says whether standard error is a terminal; without it, only a console says so. */
    static Surroundings ofThisProcess() {
        String said = System.getProperty("flaskdata.cli.terminal");
        return new Surroundings(
                System.in,
                Output.to(new FileOutputStream(FileDescriptor.out)),
                System.err,
                System::getenv,
                System::getProperty,
                home(System.getenv("HOME")),
                said == null ? isConsole(System.console()) : said.equals("true"));
    }

    /** As other programs have it; Java's own property is the password file's folder, whatever HOME says. */
    private static Path home(@Nullable String variable) {
        return Path.of(variable == null || variable.isEmpty() ? System.getProperty("user.home", ".") : variable);
    }

    /** From JDK 22 on there is a console in a pipe too, and a method that tells. */
    private static boolean isConsole(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The console doesn't tell whether it is a terminal", e);
        }
    }
}
