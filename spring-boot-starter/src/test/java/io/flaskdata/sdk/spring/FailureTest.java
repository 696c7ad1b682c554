package io.flaskdata.sdk.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** What an application says that can't start. */
class FailureTest {
    @SpringBootConfiguration
    @ImportAutoConfiguration(FlaskDataAutoConfiguration.class)
    static class Application {}

    /** What an application says that runs, or does not, with these arguments. Spring's own capture needs another JUnit in 4. */
    private static String said(boolean starts, String... arguments) {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        boolean started;
        try (ConfigurableApplicationContext context = application().run(arguments)) {
            started = context.getBean(FlaskDataClient.class) != null;
        } catch (BeansException e) {
            started = false;
        } finally {
            System.setOut(out);
        }
        assertThat(started).isEqualTo(starts);
        return said.toString(StandardCharsets.UTF_8);
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application;
    }

    /** What stands below a headline of the report. */
    private static String reported(String said, String headline) {
        assertThat(said).contains(headline + ":");
        String after = said.substring(said.indexOf(headline + ":") + headline.length() + 1);
        return after.strip().lines().findFirst().orElse("");
    }

    @Test
    void withoutCredentialsOneSentenceSaysSo() {
        String output = said(false, "--flaskdata.environment=staging", "--flaskdata.email=monitor@example.org");
        assertThat(reported(output, "Description"))
                .isEqualTo("The FlaskData client can't be made: credentials are missing");
        assertThat(reported(output, "Action"))
                .startsWith("Set flaskdata.environment (or flaskdata.api-url and flaskdata.idp-url), flaskdata.email,"
                        + " and flaskdata.password or flaskdata.password-file;");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void withoutAnEnvironmentOneSentenceSaysSo() {
        String output = said(false, "--flaskdata.email=monitor@example.org", "--flaskdata.password=pass-word-1");
        assertThat(reported(output, "Description"))
                .isEqualTo(
                        "The FlaskData client can't be made: environment is missing: there is no default environment");
        assertThat(output).doesNotContain("pass-word-1");
    }

    @Test
    void aPropertyThatTheSdkRefusesIsNamed() {
        String output = said(
                false,
                "--flaskdata.environment=staging",
                "--flaskdata.email=monitor@example.org",
                "--flaskdata.password=pass-word-1",
                "--flaskdata.password-file=/run/secrets/flaskdata");
        assertThat(reported(output, "Description"))
                .startsWith("The FlaskData client can't be made: Either flaskdata.password or flaskdata.password-file");
        assertThat(reported(output, "Action")).isEqualTo("Correct the property.");
        assertThat(output).doesNotContain("pass-word-1");
    }

    @Test
    void aTrustStoreThatIsNotThereIsNoStackTraceEither(@TempDir Path folder) {
        String output = said(
                false,
                "--flaskdata.environment=staging",
                "--flaskdata.email=monitor@example.org",
                "--flaskdata.password=pass-word-1",
                "--flaskdata.trust-store=" + folder.resolve("none.p12"),
                "--flaskdata.trust-store-password=pass-word-2");
        assertThat(reported(output, "Description")).startsWith("The FlaskData client can't be made: ");
        assertThat(output).doesNotContain("pass-word-1", "pass-word-2", "\tat ");
    }

    /** Spring's own report has the value of a property that can't be bound; of a password's it never does. */
    @Test
    void aValueThatSpringRefusesDoesNotBringThePasswordsOut() {
        String output = said(
                false,
                "--flaskdata.environment=nowhere",
                "--flaskdata.email=monitor@example.org",
                "--flaskdata.password=pass-word-1");
        assertThat(output).contains("flaskdata.environment", "nowhere").doesNotContain("pass-word-1");
    }

    /** A mistyped name is not said with its value: it may be a password. */
    @Test
    void aMistypedNameOfThePasswordDoesNotBringItOut() {
        String output = said(
                false,
                "--flaskdata.environment=staging",
                "--flaskdata.email=monitor@example.org",
                "--flaskdata.passwrod=pass-word-1");
        assertThat(reported(output, "Description"))
                .isEqualTo("The FlaskData client can't be made: credentials are missing");
        assertThat(output).doesNotContain("pass-word-1");
    }

    @Test
    void noLogHasThePassword() {
        String output = said(
                true,
                "--logging.level.root=trace",
                "--debug",
                "--flaskdata.environment=staging",
                "--flaskdata.email=monitor@example.org",
                "--flaskdata.password=pass-word-1");
        assertThat(output).contains("TRACE").doesNotContain("pass-word-1");
    }
}
