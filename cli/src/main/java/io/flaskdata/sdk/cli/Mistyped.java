package io.flaskdata.sdk.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line. An unknown option's value isn't repeated: it could be a password. */
final class Mistyped {
    private Mistyped() {}

    static String said(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        return (e instanceof UnmatchedArgumentException unmatched ? unmatched(command, unmatched) : other(command, e))
                + "See " + name + " --help";
    }

    private static String other(CommandLine command, ParameterException e) {
        boolean subcommand = String.valueOf(e.getMessage()).startsWith("Missing required subcommand");
        return subcommand
                ? "Name one of " + String.join(", ", command.getSubcommands().keySet()) + ". "
                : e.getMessage() + ". ";
    }

    private static String unmatched(CommandLine command, UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        List<String> near = e.getSuggestions();
        String said = e.isUnknownOption()
                ? "There is no option " + first.replaceAll("=.*", "")
                : command.getSubcommands().isEmpty() ? "There is an argument too many" : "There is no command " + first;
        return said + ". " + (near.isEmpty() ? "" : "Did you mean " + near.get(0) + "? ");
    }
}
