package io.flaskdata.sdk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line in this JVM, with an environment and a home of its own. */
final class Shell {
    final Map<String, String> variables = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();
    private final Path home;

    Shell(Path home) {
        this.home = home;
    }

    /** A shell that is set to a sandbox's API user. */
    static Shell at(Path home, java.net.URI api, java.net.URI idp) {
        Shell shell = new Shell(home);
        shell.variables.put("FLASKDATA_API_URL", api.toString());
        shell.variables.put("FLASKDATA_IDP_URL", idp.toString());
        shell.variables.put("FLASKDATA_EMAIL", "api@sandbox.flaskdata.test");
        shell.variables.put("FLASKDATA_PASSWORD", "sandbox");
        shell.variables.put("FLASKDATA_ZONE", "Asia/Jerusalem");
        return shell;
    }

    /**
     * What came of a command.
     *
     * @param exit its exit code
     * @param out standard output
     * @param err standard error
     */
    record Said(int exit, String out, String err) {}

    Said run(String... arguments) {
        return run(false, arguments);
    }

    Said run(boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = FlaskDataCli.run(
                new Surroundings(
                        new ByteArrayInputStream(new byte[0]),
                        Output.to(out),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        variables::get,
                        properties::get,
                        home,
                        terminal),
                arguments);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
