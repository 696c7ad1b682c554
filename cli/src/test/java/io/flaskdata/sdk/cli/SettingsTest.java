package io.flaskdata.sdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and what is said of those that can't be used. Nothing here makes a call. */
class SettingsTest {
    @TempDir
    private Path home;

    private final Settings settings = new Settings();

    private String got(Shell shell, String name, String... arguments) {
        picocli.CommandLine.populateCommand(settings, arguments);
        return settings.lookup(new Surroundings(
                        System.in,
                        Output.to(System.out),
                        System.err,
                        shell.variables::get,
                        shell.properties::get,
                        home,
                        false))
                .apply("flaskdata." + name);
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home.resolve(".config/flaskdata"));
        Files.writeString(home.resolve(".config/flaskdata/config"), text);
    }

    @Test
    void anOptionComesBeforeTheProfileItBeforeTheEnvironment() throws IOException {
        config("[one]\nzone = Asia/Tokyo\nemail = one@example.org\n");
        Shell shell = new Shell(home);
        shell.variables.put("FLASKDATA_ZONE", "UTC");
        shell.variables.put("FLASKDATA_EMAIL", "variable@example.org");

        assertThat(got(shell, "zone", "--profile", "one", "--zone", "Asia/Jerusalem"))
                .isEqualTo("Asia/Jerusalem");
        assertThat(got(shell, "email")).isEqualTo("one@example.org");
    }

    @Test
    void theEnvironmentComesBeforeTheDefaultProfile() throws IOException {
        config("[default]\nzone = Asia/Tokyo\nemail = one@example.org\n");
        Shell shell = new Shell(home);
        shell.variables.put("FLASKDATA_ZONE", "UTC");

        assertThat(got(shell, "zone")).isEqualTo("UTC");
        assertThat(got(shell, "email")).isEqualTo("one@example.org");
    }

    /** Or production's address in the environment and a profile's would be mixed. */
    @Test
    void anAddressIsTakenFromOnePlaceAsAWhole() throws IOException {
        config("[one]\nenvironment = staging\n");
        Shell shell = new Shell(home);
        shell.variables.put("FLASKDATA_API_URL", "https://api.example.org");
        shell.variables.put("FLASKDATA_IDP_URL", "https://idp.example.org");

        assertThat(got(shell, "environment", "--profile", "one")).isEqualTo("staging");
        assertThat(got(shell, "api-url")).isNull();
    }

    @Test
    void aPasswordIsNeverAnArgumentAndNeverRepeated() {
        for (String argument : new String[] {"--password=hunter2", "--proxy-password=hunter2"}) {
            Shell.Said said = new Shell(home).run("check", argument);
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.err()).contains("A password is never an argument").doesNotContain("hunter2");
            assertThat(said.err().lines()).hasSize(1);
        }
    }

    @Test
    void whatTheConfigurationHasWronglyIsNamedByItsLine() throws IOException {
        config("[one]\npassword = hunter2\n");
        Shell.Said password = new Shell(home).run("check", "--profile", "one");
        assertThat(password.exit()).isEqualTo(2);
        assertThat(password.err()).contains("line 2: password doesn't belong").doesNotContain("hunter2");

        config("[one]\n\nemial = a@example.org\n");
        assertThat(new Shell(home).run("check", "--profile", "one").err())
                .contains("line 3: there is no setting emial");

        config("email = a@example.org\n");
        assertThat(new Shell(home).run("check").err()).contains("line 1: a [profile] must come first");

        config("[one]\n[two]\n");
        assertThat(new Shell(home).run("check", "--profile", "three").err())
                .contains("There is no profile three")
                .contains("one, two");
    }

    @Test
    void whatIsMissingIsSaidInOneLine() {
        Shell shell = new Shell(home);
        assertThat(shell.run("check").err()).startsWith("flaskdata: It isn't said which FlaskData to call");
        shell.variables.put("FLASKDATA_ENVIRONMENT", "staging");
        assertThat(shell.run("check").err()).startsWith("flaskdata: It isn't said who signs in");
        shell.variables.put("FLASKDATA_EMAIL", "a@example.org");
        Shell.Said said = shell.run("check");
        assertThat(said.err()).startsWith("flaskdata: There is no password: set FLASKDATA_PASSWORD_FILE");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(shell.run("tables").err()).startsWith("flaskdata: Name the EDC database: --edc");
    }

    @Test
    void aMistypedOptionIsOneLine() {
        Shell.Said said = new Shell(home).run("extract", "table", "crf", "--edk");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .isEqualTo(
                        "flaskdata: There is no option --edk. Did you mean --edc? See flaskdata extract table --help\n"
                                .replace("\n", System.lineSeparator()));
        for (String[] other : new String[][] {
            {"extrct", "There is no command extrct. Did you mean extract? See flaskdata --help"},
            {"extract tabel crf", "There is no command tabel. Did you mean table? See flaskdata extract --help"},
            {"forms", "Name one of insert. See flaskdata forms --help"},
            {"check --passwrd=hunter2", "There is no option --passwrd. Did you mean --password-file?"},
            {"diff a b c --key k", "There is an argument too many. See flaskdata diff --help"},
            {"forms insert", "Missing required parameter: 'FILE'. See flaskdata forms insert --help"}
        }) {
            Shell.Said each = new Shell(home).run(other[0].split(" "));
            assertThat(each.exit()).isEqualTo(2);
            assertThat(each.err())
                    .startsWith("flaskdata: " + other[1])
                    .hasLineCount(1)
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void helpHasExamplesAndTheExitCodesAreThoseOfThisProgram() {
        Shell.Said said = new Shell(home).run("--help");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("Examples:", "flaskdata extract table cc_event_data");
        for (Exit exit : Exit.values()) {
            // A long meaning is wrapped.
            assertThat(said.out().replaceAll("\\s+", " ")).contains(exit.code() + " " + exit.meaning());
        }
    }

    @Test
    void eachCommandIsTheSameAloneAndAmongAll() {
        Surroundings around =
                new Surroundings(System.in, Output.to(System.out), System.err, name -> null, name -> null, home, false);
        picocli.CommandLine all = FlaskDataCli.line(around, "--help");
        assertThat(all.getSubcommands()).hasSizeGreaterThan(14);
        all.getSubcommands().keySet().stream()
                .filter(each -> !each.equals("generate-completion"))
                .forEach(each -> assertThat(FlaskDataCli.line(around, each).getSubcommands())
                        .containsOnlyKeys(each));
        assertThat(new Shell(home).run("extract", "table", "-V").out()).startsWith("flaskdata ");
    }

    @Test
    void theCompletionKnowsTheCommands() {
        assertThat(new Shell(home).run("generate-completion").out())
                .contains("extract", "crf-level", "--password-file");
    }
}
