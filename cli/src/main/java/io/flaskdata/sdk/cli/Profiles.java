package io.flaskdata.sdk.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration file: named profiles, each with lines {@code name = value}. The names are those of the SDK's
 * properties without {@code flaskdata.}, and {@code edc} and {@code study}.
 */
final class Profiles {
    static final Set<String> NAMES = Set.of(
            "environment",
            "api-url",
            "idp-url",
            "email",
            "password-file",
            "token-scheme",
            "connect-timeout",
            "read-timeout",
            "call-timeout",
            "extract-timeout",
            "max-attempts",
            "read-only",
            "max-concurrent-calls",
            "zone",
            "proxy",
            "proxy-user",
            "trust-store",
            "client-certificate",
            "edc",
            "study");

    private final Path file;
    private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

    private Profiles(Path file) {
        this.file = file;
    }

    /** A file that doesn't exist has no profile. */
    static Profiles read(Path file) {
        Profiles read = new Profiles(file);
        if (!Files.exists(file)) {
            return read;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            String profile = "";
            for (int i = 0; i < lines.size(); i++) {
                profile = read.line(lines.get(i).strip(), profile, i + 1);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private String line(String text, String profile, int number) {
        if (text.isEmpty() || text.startsWith("#")) {
            return profile;
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            String name = text.substring(1, text.length() - 1).strip();
            if (profiles.put(name, new LinkedHashMap<>()) != null) {
                throw wrong(number, "profile " + name + " is there twice");
            }
            return name;
        }
        int equals = text.indexOf('=');
        Map<String, String> values = profiles.get(profile);
        if (equals < 1 || values == null) {
            throw wrong(number, values == null ? "a [profile] must come first" : "it must be name = value");
        }
        String name = text.substring(0, equals).strip();
        if (name.endsWith("password")) {
            throw wrong(number, name + " doesn't belong into this file: use password-file or an environment variable");
        }
        if (!NAMES.contains(name)) {
            throw wrong(
                    number, "there is no setting " + name + "; there are " + String.join(", ", new TreeSet<>(NAMES)));
        }
        values.put(name, text.substring(equals + 1).strip());
        return profile;
    }

    private IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException(file + ", line " + number + ": " + what);
    }

    boolean has(String profile) {
        return profiles.containsKey(profile);
    }

    /** The values of a profile. */
    Map<String, String> named(String profile) {
        Map<String, String> values = profiles.get(profile);
        if (values == null) {
            throw new IllegalArgumentException("There is no profile " + profile + " in " + file + "; there "
                    + (profiles.isEmpty() ? "are none" : "are " + String.join(", ", profiles.keySet())));
        }
        return values;
    }

    /** Adds a profile to the end of the file, which only its owner may read. */
    void add(String profile, Map<String, String> values) {
        if (has(profile)) {
            throw new IllegalArgumentException("Profile " + profile + " is already in " + file + ": edit it there");
        }
        StringBuilder text = new StringBuilder();
        text.append('[').append(profile).append("]\n");
        values.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        try {
            OwnFile.append(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration " + file + " can't be written: " + e.getMessage(), e);
        }
    }
}
