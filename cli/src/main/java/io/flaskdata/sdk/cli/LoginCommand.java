package io.flaskdata.sdk.cli;

import io.flaskdata.sdk.FlaskDataClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs in, and keeps what it was asked to keep. */
@Command(
        name = "login",
        description =
                "Signs in, to try the credentials. Stores nothing unless --save or --password-to is given; a token never.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer =
                "  flaskdata login --environment staging --email me@example.org --save staging --password-to ~/.flaskdata-password")
final class LoginCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Option(
            names = "--save",
            paramLabel = "PROFILE",
            description = "Adds a profile with these settings to the configuration file.")
    private @Nullable String save;

    @Option(
            names = "--password-to",
            paramLabel = "FILE",
            description =
                    "Writes the password, typed at the terminal or from FLASKDATA_PASSWORD, into a new file that only you may read.")
    private @Nullable Path passwordTo;

    @Override
    public Integer call() throws IOException {
        Surroundings around = session.around();
        Function<String, @Nullable String> lookup = session.settings().lookup(around);
        String password = passwordTo == null ? null : known(lookup);
        Instant expires;
        try (FlaskDataClient client = session.client(password)) {
            expires = client.authorize();
        }
        if (passwordTo != null && password != null) {
            try {
                OwnFile.create(passwordTo);
                Files.writeString(passwordTo, password);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The password can't be kept in a new file " + passwordTo + ": " + e.getMessage(), e);
            }
        }
        if (save != null) {
            Map<String, String> values = session.settings().toSave(around);
            if (passwordTo != null) {
                values.put("password-file", passwordTo.toAbsolutePath().toString());
            }
            Profiles.read(session.settings().configuration(around)).add(save, values);
        }
        String email = String.valueOf(lookup.apply("flaskdata.email"));
        session.tell(
                "Signed in as " + email + ", until " + expires + (save == null ? "" : "; saved as profile " + save),
                Session.members("email", email, "expires", expires.toString()));
        return Exit.OK.code();
    }

    private String known(Function<String, @Nullable String> lookup) {
        if (lookup.apply("flaskdata.password-file") != null) {
            throw new IllegalArgumentException("The password is in a file already: --password-to isn't needed");
        }
        String password = lookup.apply("flaskdata.password");
        return password == null ? session.password(String.valueOf(lookup.apply("flaskdata.email"))) : password;
    }
}
