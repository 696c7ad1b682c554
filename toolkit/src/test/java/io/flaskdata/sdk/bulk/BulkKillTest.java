package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.internal.Children;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that insert and are killed, {@code kill -9}, before, while and after the server does its work. What the server
 * has at the end is what the journal says: nothing is lost and nothing is there twice. A round has up to four kills; {@code
 * -Dflaskdata.kill.rounds} makes more of them than six.
 */
class BulkKillTest {
    private static final int INPUTS = 12;
    private static final int KILLS = 4;

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    static Stream<Integer> rounds() {
        return IntStream.range(0, Integer.getInteger("flaskdata.kill.rounds", 6))
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void killedAtAnyInstantNothingIsLostAndNothingIsThereTwice(int seed) throws Exception {
        Random random = new Random(seed);
        boolean logs = seed % 2 == 1;
        Path journal = folder.resolve("journal");
        FakeForms forms = new FakeForms();
        int before = logs ? random.nextInt(3) : 0;
        try (MockWebServer server = new MockWebServer()) {
            Killer killer = new Killer(forms);
            server.setDispatcher(killer);
            server.start();
            URI address = server.url("/").uri();
            try (FlaskDataClient client = client(address, 0)) {
                for (int i = 0; i < before; i++) {
                    client.devices(1).insertLog(log(i));
                }
            }
            int hours = 0;
            for (int i = 0; i < KILLS; i++) {
                CompletableFuture<Process> life = killer.arm(random);
                Process child = Children.start(
                        Child.class,
                        address.toString(),
                        journal.toString(),
                        String.valueOf(logs),
                        String.valueOf(hours));
                life.complete(child);
                int end = child.waitFor();
                assertThat(end).as("how the process ended").isIn(0, 137);
                // Half of the next ones come before the server is done with what the last one left.
                if (random.nextBoolean()) {
                    killer.settle();
                    hours++;
                }
            }
            killer.settle();
            killer.disarm();
            BulkReport last = run(address, journal, logs, hours + 1);
            assertThat(last.complete()).as(last.toString()).isTrue();
            assertThat(last.inserted() + last.found() + last.alreadyInserted()).isEqualTo(INPUTS);
        }
        Map<String, String> journalled = done(journal);
        assertThat(journalled).hasSize(INPUTS);
        if (logs) {
            assertThat(forms.logs).hasSize(before + INPUTS);
            Map<String, Integer> types = new HashMap<>();
            forms.logs.forEach(each -> types.merge(each.get("log_type").getAsString(), 1, Integer::sum));
            assertThat(types).hasSize(4);
            assertThat(types.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(before + INPUTS);
            for (int i = 0; i < 4; i++) {
                assertThat(types.get("type-" + i)).isEqualTo(3 + (i < before ? 1 : 0));
            }
        } else {
            assertThat(forms.created)
                    .hasSize(INPUTS)
                    .allSatisfy((number, times) -> assertThat(times).isEqualTo(1));
            Set<String> ids = new HashSet<>();
            forms.crfs.values().forEach(ids::addAll);
            assertThat(journalled.values()).doesNotContain("").containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    /** The keys that the journal has as done, with their ids. */
    private static Map<String, String> done(Path journal) throws IOException {
        Map<String, String> done = new HashMap<>();
        for (String line : Files.readAllLines(journal)) {
            JsonObject entry = Json.element(line).getAsJsonObject();
            JsonElement state = entry.get("state");
            if (state != null && Set.of("INSERTED", "FOUND").contains(state.getAsString())) {
                String id = entry.has("id") ? entry.get("id").getAsString() : "";
                assertThat(done.put(entry.get("key").getAsString(), id)).isNull();
            }
        }
        return done;
    }

    private static DeviceLog log(int number) {
        return DeviceLog.of("device").at(Server.NOW).type("type-" + number % 4).payload("n", 1);
    }

    private static FlaskDataClient client(URI address, int hours) {
        return FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .credentials("user@example.org", "secret-password")
                .clock(() -> Instant.now().plus(Duration.ofHours(hours)))
                .build();
    }

    private static BulkReport run(URI address, Path journal, boolean logs, int hours) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, INPUTS).boxed().toList());
        Collections.shuffle(numbers, new Random(hours));
        try (FlaskDataClient client = client(address, hours)) {
            if (logs) {
                return BulkInsert.into(client.devices(1), journal)
                        .run(numbers.stream()
                                .map(each -> new Keyed<>("key-" + each, log(each)))
                                .iterator());
            }
            return BulkInsert.into(client.forms().study(1), journal)
                    .run(numbers.stream()
                            .map(each -> new Keyed<>(
                                    "key-" + each,
                                    CrfInsert.of("subject-" + each % 4, "Event", "CRF", CrfData.of("N", each))))
                            .iterator());
        }
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            run(URI.create(args[0]), Path.of(args[1]), Boolean.parseBoolean(args[2]), Integer.parseInt(args[3]));
        }
    }

    /**
     * Kills the process at one of its requests: long before the server does the work, without it, after it, after the answer.
     * The server keeps what {@link BulkInsert#DEFAULT_SETTLING} says of it: once it has settled it does nothing more that a
     * process before asked for, however late its own threads are to read it.
     */
    private static final class Killer extends Dispatcher {
        private final FakeForms forms;
        private final Map<String, Life> lives = new ConcurrentHashMap<>();
        private final List<RecordedRequest> atWork = new ArrayList<>();

        /** What happens to one process, which is told by its token: nothing of the next one's is ever taken for it. */
        private static final class Life {
            final CompletableFuture<Process> process = new CompletableFuture<>();
            /** The first was the sign-in. */
            final AtomicInteger requests = new AtomicInteger(1);

            final int at;
            final int when;
            final long nanos;
            boolean over;

            Life(int at, int when, long nanos) {
                this.at = at;
                this.when = when;
                this.nanos = nanos;
            }

            void kill() {
                process.join().destroyForcibly();
            }
        }

        Killer(FakeForms forms) {
            this.forms = forms;
            begin(new Life(-1, 0, 0));
        }

        CompletableFuture<Process> arm(Random random) {
            return begin(new Life(1 + random.nextInt(INPUTS), random.nextInt(4), random.nextInt(3_000_000)));
        }

        void disarm() {
            begin(new Life(-1, 0, 0));
        }

        private CompletableFuture<Process> begin(Life life) {
            String token = "token-" + lives.size();
            lives.put(TokenScheme.JWT.header(token), life);
            forms.signIn = Server.token(token, Instant.now().plus(Duration.ofDays(2)));
            return life.process;
        }

        /** The server does what it was still at work on, and is done with the processes so far. */
        synchronized void settle() {
            lives.values().forEach(life -> life.over = true);
            atWork.forEach(forms::dispatch);
            atWork.clear();
        }

        private synchronized MockResponse work(Life life, RecordedRequest request) {
            return life.over ? new MockResponse().setResponseCode(503) : forms.dispatch(request);
        }

        private synchronized void workLater(RecordedRequest request) {
            atWork.add(request);
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String token = request.getHeader("Authorization");
            if (token == null) {
                return forms.dispatch(request);
            }
            Life life = Objects.requireNonNull(lives.get(token), token);
            if (life.requests.getAndIncrement() != life.at) {
                return work(life, request);
            }
            if (life.when == 0) {
                // Before the kill: the test goes on as soon as the process is dead.
                workLater(request);
            }
            MockResponse answer = life.when <= 1 ? new MockResponse() : work(life, request);
            if (life.when == 3) {
                new Thread(() -> {
                            LockSupport.parkNanos(life.nanos);
                            life.kill();
                        })
                        .start();
                return answer;
            }
            life.kill();
            // To a process that is dead.
            life.process.join().onExit().join();
            return answer;
        }
    }
}
