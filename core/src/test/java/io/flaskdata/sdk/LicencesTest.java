package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The libraries that the root's pom lets in, which the enforcer holds every module's to: each has the licence that stands
 * beside it there, by its own pom.
 */
class LicencesTest {
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "BSD-2-Clause");

    private static final Pattern LISTED =
            Pattern.compile("<include>([\\w.-]+):([\\w.-]+)</include>\\s*<!-- (\\S+) -->");

    @Test
    void eachLibraryHasItsLicence() throws IOException {
        Matcher listed = LISTED.matcher(Files.readString(Path.of("../pom.xml")));
        List<String> here = new ArrayList<>();
        while (listed.find()) {
            assertThat(listed.group(3)).as(listed.group()).isIn(ALLOWED);
            Path pom = pom(listed.group(1), listed.group(2));
            if (pom != null) {
                here.add(listed.group(2));
                assertThat(licences(pom)).as(pom.toString()).isEqualTo(Set.of(listed.group(3)));
            }
        }
        assertThat(here).contains("retrofit", "okhttp-jvm", "okio-jvm", "gson", "fastcsv", "slf4j-api", "jspecify");
    }

    /** Beside the jar on the class path, as in every Maven repository; null when the library is another module's. */
    private static @Nullable Path pom(String group, String artifact) {
        String folder = File.separator + Path.of(group.replace('.', '/'), artifact) + File.separator;
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (each.contains(folder)) {
                return Path.of(each.replaceFirst("\\.jar$", ".pom"));
            }
        }
        return null;
    }

    /** Its own, or its parent's, which lies in the same repository. */
    private static Set<String> licences(Path pom) throws IOException {
        String text = Files.readString(pom);
        Set<String> found = new TreeSet<>();
        Matcher names = Pattern.compile("<license>\\s*<name>([^<]+)</name>").matcher(text);
        while (names.find()) {
            found.add(
                    names.group(1).matches("(?i).*apache.*2.*")
                            ? "Apache-2.0"
                            : names.group(1).matches("(?i)(the )?mit( license)?")
                                    ? "MIT"
                                    : names.group(1).strip());
        }
        Matcher parent = Pattern.compile(
                        "<parent>.*?<groupId>([^<]+)</groupId>.*?<artifactId>([^<]+)</artifactId>.*?<version>([^<]+)</version>.*?</parent>",
                        Pattern.DOTALL)
                .matcher(text);
        if (!found.isEmpty() || !parent.find()) {
            return found;
        }
        // A jar lies in group/artifact/version/.
        Path repository = pom.resolve("../../..").normalize();
        Matcher group = Pattern.compile("<groupId>([^<]+)</groupId>").matcher(text);
        String own = group.find() ? group.group(1) : parent.group(1);
        for (int i = own.split("\\.").length; i > 0; i--) {
            repository = repository.resolve("..").normalize();
        }
        String name = parent.group(2) + "-" + parent.group(3) + ".pom";
        return licences(repository
                .resolve(parent.group(1).replace('.', '/'))
                .resolve(parent.group(2))
                .resolve(parent.group(3))
                .resolve(name));
    }
}
