package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends while it writes its journal, at every byte of it. */
class BulkJournalTest {
    private static final List<String> INPUTS = List.of("a", "b");
    private static final Map<String, @Nullable Object> HEAD = Map.of("journal", "test");

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    private Duration sending = Duration.ofSeconds(1);
    private Instant now = Server.NOW;

    /** Keeps what it is sent, an id each, and says what it has. */
    private static final class Memory implements BulkTarget<String> {
        final List<String> kept = new ArrayList<>();
        /** The process ends when this is sent, before or after the server has it. */
        private String killed = "";

        private boolean after;

        @Override
        public Map<String, @Nullable Object> head() {
            return HEAD;
        }

        @Override
        public Map<String, @Nullable Object> request(String input) {
            return Map.of("input", input);
        }

        @Override
        public Map<String, @Nullable Object> group(String input) {
            return Map.of("group", "one");
        }

        @Override
        public boolean interchangeable() {
            return false;
        }

        @Override
        public List<String> present(String input) {
            return kept.stream().map(each -> "id-" + each).toList();
        }

        @Override
        public String insert(String input) {
            if (!input.equals(killed)) {
                kept.add(input);
                return "id-" + input;
            }
            if (after) {
                kept.add(input);
            }
            throw new Killed();
        }
    }

    /** As good as the end of the process: nothing more is written. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private void kill(Path journal, Memory server, String input, boolean after) {
        server.killed = input;
        server.after = after;
        assertThatThrownBy(() -> run(journal, server)).isInstanceOf(Killed.class);
        server.killed = "";
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterTwoKillsWithinTheSettlingTimeAllIsResolved(boolean after) {
        Path journal = folder.resolve("journal");
        Memory server = new Memory();
        kill(journal, server, "a", after);
        now = now.plusSeconds(60);
        // b looks like a: it is not sent before a is resolved, so that there is nothing to be killed.
        server.killed = "b";
        BulkReport early = run(journal, server);
        assertThat(early.unresolved()).isEqualTo(1);
        assertThat(early.notInserted()).isEqualTo(1);
        now = now.plusSeconds(541);
        kill(journal, server, "b", after);
        now = now.plusSeconds(601);
        BulkReport last = run(journal, server);
        assertThat(last.complete()).isTrue();
        assertThat(last.found()).isEqualTo(after ? 1 : 0);
        assertThat(server.kept).containsExactlyElementsOf(INPUTS);
    }

    @Test
    void whatWasAboutToLeaveIsLookedForWhenItCanNotLeaveAnyMore() {
        Path journal = folder.resolve("journal");
        Memory server = new Memory();
        kill(journal, server, "a", false);
        now = now.plusSeconds(601).minusMillis(1);
        assertThat(run(journal, server).unresolved()).isEqualTo(1);
        now = now.plusMillis(1);
        assertThat(run(journal, server).complete()).isTrue();
    }

    /** The process that was killed had a day for a call, and the one that looks has a second. */
    @Test
    void whatWasAboutToLeaveIsWaitedForAsLongAsTheRunThatSentItAllowed() {
        Path journal = folder.resolve("journal");
        Memory server = new Memory();
        sending = Duration.ofDays(1);
        kill(journal, server, "a", false);
        sending = Duration.ofSeconds(1);
        now = now.plus(Duration.ofDays(1)).plusSeconds(600).minusMillis(1);
        assertThat(run(journal, server).unresolved()).isEqualTo(1);
        now = now.plusMillis(1);
        assertThat(run(journal, server).complete()).isTrue();
        assertThat(server.kept).containsExactlyElementsOf(INPUTS);
    }

    @Test
    void aJournalThatHasTwoUnknownOnesOfAGroupIsResolvedWhenBothAreThere() throws IOException {
        Path journal = folder.resolve("journal");
        Memory server = new Memory();
        kill(journal, server, "a", true);
        List<String> lines = Files.readAllLines(journal);
        String sending = lines.get(lines.size() - 1);
        Files.writeString(
                journal,
                sending.replace("\"key\":\"a\"", "\"key\":\"b\"")
                                .replace(BulkStep.digest(server.request("a")), BulkStep.digest(server.request("b")))
                        + "\n",
                StandardOpenOption.APPEND);
        server.kept.add("b");
        now = now.plusSeconds(601);
        assertThat(run(journal, server).complete()).isTrue();
        assertThat(server.kept).containsExactlyElementsOf(INPUTS);
    }

    @Test
    void onlyItsOwnerMayReadTheJournal() throws IOException {
        Path journal = folder.resolve("journal");
        run(journal, new Memory());
        assertThat(Files.getPosixFilePermissions(journal)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-r--r--"));
        run(journal, new Memory());
        assertThat(Files.getPosixFilePermissions(journal)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my notes", "{\"a\":1}\n", "x\ny"})
    void anotherFileIsNotTouched(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> run(file, new Memory()))
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
        assertThat(file).hasContent(content);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    private BulkReport run(Path journal, Memory server) {
        try (BulkJournal open = BulkJournal.open(journal, HEAD, () -> now)) {
            BulkStep<String> step = new BulkStep<>(server, open, () -> now, sending, Duration.ofSeconds(600), Set.of());
            return new BulkRun<>(server, open, step, outcome -> {}, 10)
                    .run(INPUTS.stream().map(each -> new Keyed<>(each, each)).iterator(), 1);
        }
    }

    /** What can have been done when the journal was this far: all that was announced, the last of it perhaps not. */
    private static List<List<String>> possible(byte[] written) {
        String whole = new String(written, StandardCharsets.UTF_8);
        List<String> lines = Stream.of(
                        whole.substring(0, whole.lastIndexOf('\n') + 1).split("\n"))
                .toList();
        List<String> done = new ArrayList<>();
        List<String> announced = new ArrayList<>();
        for (String input : INPUTS) {
            String key = "{\"key\":\"" + input + "\",\"state\":";
            boolean ended = lines.stream().anyMatch(line -> line.startsWith(key + "\"INSERTED\""));
            boolean sent = lines.stream().anyMatch(line -> line.startsWith(key + "\"SENDING\""));
            if (ended) {
                done.add(input);
            }
            if (sent) {
                announced.add(input);
            }
        }
        return List.of(done, announced).stream().distinct().toList();
    }

    @Test
    void aProcessThatEndsAtAnyByteLosesNothingAndRepeatsNothing() throws IOException {
        Path full = folder.resolve("full");
        assertThat(run(full, new Memory()).complete()).isTrue();
        byte[] written = Files.readAllBytes(full);
        now = now.plusSeconds(601);
        Path journal = folder.resolve("torn");
        int undecided = 0;
        for (int length = 0; length <= written.length; length++) {
            byte[] torn = Arrays.copyOf(written, length);
            List<List<String>> possible = possible(torn);
            undecided += possible.size() - 1;
            for (List<String> done : possible) {
                Files.write(journal, torn);
                Memory server = new Memory();
                server.kept.addAll(done);
                BulkReport report = run(journal, server);
                assertThat(server.kept).as("%d bytes, %s done", length, done).containsExactlyElementsOf(INPUTS);
                assertThat(report.complete())
                        .as("%d bytes, %s done", length, done)
                        .isTrue();
                assertThat(run(journal, server).alreadyInserted()).isEqualTo(INPUTS.size());
            }
        }
        assertThat(undecided).isPositive();
    }
}
