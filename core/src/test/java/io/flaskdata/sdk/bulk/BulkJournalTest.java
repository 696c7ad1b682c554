package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while it writes its journal, at every byte of it. */
class BulkJournalTest {
    private static final List<String> INPUTS = List.of("a", "b");
    private static final Map<String, @Nullable Object> HEAD = Map.of("journal", "test");

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    private Instant now = Server.NOW;

    /** Keeps what it is sent, an id each, and says what it has. */
    private static final class Memory implements BulkTarget<String> {
        final List<String> kept = new ArrayList<>();

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
        public boolean looksBefore() {
            return true;
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
            kept.add(input);
            return "id-" + input;
        }
    }

    private BulkReport run(Path journal, Memory server) {
        try (BulkJournal open = BulkJournal.open(journal, HEAD, () -> now)) {
            BulkStep<String> step = new BulkStep<>(server, open, () -> now, Duration.ofSeconds(600));
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
