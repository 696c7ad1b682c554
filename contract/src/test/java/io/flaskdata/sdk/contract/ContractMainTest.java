package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it asks, what it prints, what it ends with. */
class ContractMainTest {
    @TempDir
    Path folder;

    private final Map<String, String> before = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String out = "";

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private int run(boolean yes, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", folder.toString()));
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return ContractMain.run(all.toArray(new String[0]), question -> {
                asked.add(question);
                return yes;
            });
        } finally {
            System.setOut(console);
            out = printed.toString(StandardCharsets.UTF_8);
        }
    }

    private void signIn(Sandbox sandbox) {
        set("flaskdata.api-url", sandbox.apiUrl().toString());
        set("flaskdata.idp-url", sandbox.idpUrl().toString());
        set("flaskdata.email", Sandbox.API_USER);
        set("flaskdata.password", Sandbox.PASSWORD);
    }

    @Test
    void aRunPrintsItsProgressAndWritesItsFilesAndAsksNothing() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            signIn(sandbox);
            int exit = run(false, "--study", "1000001");
            assertThat(exit).as(out).isZero();
        }
        assertThat(asked).isEmpty();
        assertThat(out)
                .contains("forms.filterSubjects\n", "AGREES: ", "Written to ")
                .doesNotContain(Sandbox.PASSWORD + "\n");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("report.txt", "evidence.json", "junit.xml", "report.html");
        assertThat(Files.readString(folder.resolve("report.txt"))).contains("read-only");
    }

    @Test
    void writingSaysWhatAndNeedsAYes() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            signIn(sandbox);
            String[] writing = {
                "--study",
                "1000001",
                "--write-study",
                "1000001",
                "--write-subject",
                "001-001",
                "--write-event",
                "Diary",
                "--write-crf",
                "Daily Diary",
                "--write-item",
                "SLEEP_HOURS=7"
            };
            assertThat(run(false, writing)).isEqualTo(4);
            assertThat(asked).containsExactly("Write this?");
            assertThat(out).contains("This run writes:", "in study 1000001", "a CRF Daily Diary in the event Diary");
            assertThat(sandbox.requests()).isEmpty();
            int exit = run(true, writing);
            assertThat(exit).as(out).isZero();
            assertThat(out)
                    .contains("Created, and still there:", "forms.createCrfAndInsertData: a CRF with the data id ");
            assertThat(run(false, "--write-study", "1000001")).isEqualTo(2);
        }
    }

    @Test
    void productionNeedsAYes() {
        set("flaskdata.environment", "production");
        set("flaskdata.email", "user@example.org");
        set("flaskdata.password", "secret");
        assertThat(run(false)).isEqualTo(4);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).contains("production", "Only reads");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutAnEnvironmentNothingIsSent() {
        assertThat(run(true)).isEqualTo(2);
        assertThat(run(true, "--zone", "Nowhere")).isEqualTo(2);
        assertThat(run(true, "--studdy", "1")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }
}
