package io.flaskdata.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.sandbox.Sandbox;
import io.flaskdata.sdk.sandbox.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of all kinds at once, under faults at random, and client processes that are killed. In the end the database has what
 * the clients were told: what was done is there once, what was not done isn't, and of what nobody knew a read tells. {@code
 * -Psoak} runs it for ten minutes; {@code -Dflaskdata.soak.seed} makes other faults.
 */
class ChaosTest {
    private static final int SECONDS = Integer.getInteger("flaskdata.soak.seconds", 0);
    private static final long SEED = Long.getLong("flaskdata.soak.seed", 20261128);
    private static final String EXTRACT = "/edc/study/extract-data";
    private static final String CREATE = "/edc/subjects/create-subject";
    private static final String INSERT = "/flask/crf/create-CRF-and-insert-data";
    private static final String IDS = "/flask/crf/get-CRF-data-ids";
    private static final String LOG = "/flask/device/insert-log";
    private static final String LOGS = "/flask/device/get-logs";
    private static final String ZIP = "/edc/study/extract-study-data-at-crf-level-to-csvs";
    private static final List<String> PATHS =
            List.of(EXTRACT, CREATE, CREATE, INSERT, INSERT, IDS, LOG, LOG, LOGS, ZIP, "/auth/authorize");

    private enum Told {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    @TempDir
    Path folder;

    private final Map<String, Told> ledger = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean over;
    private Sandbox sandbox;

    private interface Work {
        void once(FlaskDataClient flask, Random random) throws Exception;
    }

    @Test
    @EnabledIfSystemProperty(named = "flaskdata.soak.seconds", matches = "\\d+")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void inTheEndTheDatabaseHasWhatTheClientsWereTold() throws Exception {
        System.out.println("Chaos of " + SECONDS + " s, seed " + SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (Sandbox started =
                        Sandbox.builder().tokenLifetime(Duration.ofSeconds(20)).start();
                FlaskDataClient shared = client(started)) {
            sandbox = started;
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(client("subjects-" + i, shared, this::createSubject));
                threads.add(client("crfs-" + i, shared, this::addCrf));
                threads.add(client("logs-" + i, shared, this::insertLog));
            }
            threads.add(client("rows", null, new Rows()));
            threads.add(client("zips", null, this::download));
            threads.add(thread("faults", random -> faults(random)));
            List<Bulk> bulks = List.of(new Bulk("crfs"), new Bulk("logs"));
            bulks.forEach(bulk -> threads.add(thread("bulk-" + bulk.what, bulk::killAndGoOn)));
            threads.add(thread("extracts", this::killExtracts));
            while (System.nanoTime() < end && wrong.isEmpty()) {
                LockSupport.parkNanos(100_000_000);
            }
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
            sandbox.faults().clear();
            for (Bulk bulk : bulks) {
                bulk.finish();
            }
            compare(shared);
        }
    }

    private static FlaskDataClient client(Sandbox sandbox) {
        return ChaosChild.client(sandbox.apiUrl(), sandbox.idpUrl());
    }

    private interface Loop {
        void run(Random random) throws Exception;
    }

    private Thread thread(String name, Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run(new Random(SEED + name.hashCode()));
                    } catch (Exception | AssertionError e) {
                        wrong.add(new AssertionError(name, e));
                    }
                },
                name);
        thread.start();
        return thread;
    }

    /** With a client of its own, or several on one. */
    private Thread client(String name, FlaskDataClient shared, Work work) {
        return thread(name, random -> {
            FlaskDataClient flask = shared == null ? client(sandbox) : shared;
            while (!over) {
                work.once(flask, random);
                LockSupport.parkNanos(random.nextInt(20_000_000));
            }
            if (shared == null) {
                flask.close();
            }
        });
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private void write(String key, Runnable call) {
        Told told;
        try {
            call.run();
            told = Told.DONE;
        } catch (FlaskDataException e) {
            told = e.serverMayHaveActed() ? Told.UNKNOWN : Told.NOT_DONE;
            count("writes: " + e.getClass().getSimpleName());
        }
        ledger.put(key, told);
    }

    private void createSubject(FlaskDataClient flask, Random random) {
        String label = String.format(Locale.ROOT, "001-9%06d", numbers.getAndIncrement());
        write(
                "subject " + label,
                () -> flask.edc("demo").createSubject(NewSubject.labelled(label).site("001")));
    }

    private void addCrf(FlaskDataClient flask, Random random) {
        int n = 1_000_000 + numbers.getAndIncrement();
        write(
                "crf " + n,
                () -> flask.forms()
                        .study(ChaosChild.STUDY)
                        .subjectLabelled("001-001")
                        .event("Baseline")
                        .addCrf("Vital Signs", CrfData.of("PULSE", n)));
    }

    private void insertLog(FlaskDataClient flask, Random random) {
        int n = 1_000_000 + numbers.getAndIncrement();
        write(
                "log " + n,
                () -> flask.devices(ChaosChild.STUDY)
                        .insertLog(DeviceLog.of("chaos").at(ChaosChild.AT).payload("n", n)));
    }

    /** Rows only become more, so that one that is missing would be seen. */
    private final class Rows implements Work {
        private int before;

        @Override
        public void once(FlaskDataClient flask, Random random) {
            try {
                int rows = flask.edc("demo").extract("cc_event_data").toList().size();
                assertThat(rows).as("rows, after %d", before).isGreaterThanOrEqualTo(before);
                before = rows;
                count("extracts: whole");
            } catch (FlaskDataException e) {
                count("extracts: " + e.getClass().getSimpleName());
            }
        }
    }

    private void download(FlaskDataClient flask, Random random) throws IOException {
        Path file = folder.resolve("crfs.zip");
        Files.deleteIfExists(file);
        Files.deleteIfExists(Manifest.path(file));
        try {
            flask.edc("demo").crfCsvs().downloadTo(file).verify(file);
            count("downloads: whole");
        } catch (FlaskDataException e) {
            assertThat(file).doesNotExist();
            count("downloads: " + e.getClass().getSimpleName());
        }
    }

    private void faults(Random random) {
        while (!over) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            if (sandbox.faults().pending().stream()
                    .noneMatch(each -> each.path().equals(path))) {
                Fault fault = fault(random);
                sandbox.faults().next(path, fault);
                count("faults: " + fault.kind());
            }
            LockSupport.parkNanos(20_000_000 + random.nextInt(200_000_000));
        }
    }

    private static Fault fault(Random random) {
        return switch (random.nextInt(25)) {
            case 0, 1, 2 ->
                Fault.status(List.of(400, 408, 429, 500, 502, 503, 504).get(random.nextInt(7)), "[chaos] why");
            case 3, 4 -> Fault.status(500 + random.nextInt(5), "<html><h1>Gateway</h1></html>");
            case 5, 6 -> Fault.delay(Duration.ofMillis(random.nextInt(300)));
            case 7, 8, 9, 10 -> Fault.disconnectBefore();
            case 11, 12, 13, 14 -> Fault.disconnectAfter();
            case 15, 16, 17 -> Fault.cutBody(random.nextInt(40));
            case 18 -> Fault.slowBody(Duration.ofMillis(random.nextInt(10)));
            case 19 -> Fault.garbage();
            case 20 -> Fault.errorIn200("[chaos] why");
            case 21, 22, 23 -> Fault.afterFirstStep();
            default -> Fault.noAnswer();
        };
    }

    /** One journal after another, each continued by process after process until all of it is done. */
    private final class Bulk {
        private static final int INPUTS = 25;
        private final String what;
        private int journals;

        Bulk(String what) {
            this.what = what;
        }

        private ChaosChild child(int journal) {
            return new ChaosChild(
                    sandbox.apiUrl(),
                    sandbox.idpUrl(),
                    what,
                    folder.resolve(what + "-" + journal),
                    2_000_000 + journal * INPUTS,
                    INPUTS);
        }

        void killAndGoOn(Random random) throws Exception {
            while (!over) {
                Process process = child(journals).start();
                boolean ended = process.waitFor(2000 + random.nextInt(28_000), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                    count("processes killed: bulk " + what);
                }
                assertThat(process.exitValue()).as("how " + what + " ended").isIn(0, 3, 137);
                if (process.exitValue() == 0) {
                    journals++;
                }
            }
        }

        /** The server is well again and has settled. */
        void finish() {
            LockSupport.parkNanos(ChaosChild.SETTLING.plusSeconds(4).toNanos());
            int unresolved = 0;
            for (int i = 0; i <= journals; i++) {
                BulkReport report = child(i).insert();
                assertThat(report.stoppedBy()).isEmpty();
                assertThat(report.unknown() + report.notInserted())
                        .as("%s, journal %d: %s", what, i, report)
                        .isLessThanOrEqualTo(report.unresolved() > 0 ? INPUTS : 0);
                unresolved += (int) report.unresolved();
            }
            counts.put("bulk " + what + ": inputs", (journals + 1) * INPUTS);
            counts.put("bulk " + what + ": for a person to decide", unresolved);
        }
    }

    private void killExtracts(Random random) throws Exception {
        Path file = folder.resolve("rows.jsonl");
        while (!over) {
            Process process = new ChaosChild(sandbox.apiUrl(), sandbox.idpUrl(), "extract", file, 0, 1000).start();
            process.waitFor(1500 + random.nextInt(8000), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            count("processes killed: extracts");
            if (Files.exists(file)) {
                Manifest.beside(file).verify(file);
                count("files found whole after a kill");
            }
        }
    }

    /** What the database has, how often, by the keys of the ledger. */
    private Map<String, Integer> truth(FlaskDataClient flask) throws SQLException {
        Map<String, Integer> truth = new HashMap<>();
        try (Connection db = sandbox.connect("demo");
                Statement statement = db.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT 'subject ' || label FROM study_subject")) {
                count(rows, truth);
            }
        }
        // A CRF that is linked to the EDC overwrites the one before there: what Forms keeps is the data server's to
        // say.
        truth.putAll(crfs(flask));
        for (String device : List.of("chaos", ChaosChild.DEVICE)) {
            for (Row row :
                    flask.devices(ChaosChild.STUDY).logs().ofDevice(device).toList()) {
                truth.merge("log " + row.json("payload").replaceAll("\\D", ""), 1, Integer::sum);
            }
        }
        return truth;
    }

    private static void count(ResultSet rows, Map<String, Integer> truth) throws SQLException {
        while (rows.next()) {
            truth.merge(rows.getString(1), 1, Integer::sum);
        }
    }

    private void compare(FlaskDataClient flask) throws SQLException {
        Map<String, Integer> truth = truth(flask);
        Map<String, Integer> read = read(flask);
        Map<String, Integer> outcome = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        ledger.forEach((key, told) -> {
            int times = truth.getOrDefault(key, 0);
            String kind = key.substring(0, key.indexOf(' '));
            outcome.merge(kind + ", told " + told + ": in the database " + times, 1, Integer::sum);
            boolean right = switch (told) {
                case DONE -> times == 1;
                case NOT_DONE -> times == 0;
                case UNKNOWN -> times <= 1 && times == read.getOrDefault(key, 0);
            };
            if (!right) {
                differences.add(key + ", told " + told + ": in the database " + times);
            }
        });
        for (String kind : List.of("crf", "log")) {
            int inputs = counts.get("bulk " + kind + "s: inputs");
            for (int n = 2_000_000; n < 2_000_000 + inputs; n++) {
                int times = truth.getOrDefault(kind + " " + n, 0);
                outcome.merge("bulk " + kind + ": in the database " + times, 1, Integer::sum);
                if (times > 1) {
                    differences.add("bulk " + kind + " " + n + ": in the database " + times);
                }
            }
            int missing = outcome.getOrDefault("bulk " + kind + ": in the database 0", 0);
            int undecided = counts.get("bulk " + kind + "s: for a person to decide");
            if (missing > undecided) {
                differences.add("bulk " + kind + ": " + missing + " missing, " + undecided + " for a person to decide");
            }
        }
        new TreeMap<>(counts).forEach((what, count) -> System.out.println(what + ": " + count));
        outcome.forEach((what, count) -> System.out.println(what + ": " + count));
        assertThat(differences).isEmpty();
        assertThat(outcome.keySet()).anyMatch(each -> each.contains("DONE"));
    }

    private static Map<String, Integer> crfs(FlaskDataClient flask) {
        Map<String, Integer> crfs = new HashMap<>();
        flask.dataServer(ChaosChild.STUDY)
                .partialExtract()
                .forEach(row -> crfs.merge("crf " + row.string("value"), 1, Integer::sum));
        return crfs;
    }

    /** A program that doesn't know reads, as docs/errors.md says, and learns what the database has. */
    private static Map<String, Integer> read(FlaskDataClient flask) {
        Map<String, Integer> read = new HashMap<>();
        flask.edc("demo")
                .extract("study_subject")
                .forEach(row -> read.merge("subject " + row.string("label"), 1, Integer::sum));
        read.putAll(crfs(flask));
        flask.devices(ChaosChild.STUDY)
                .logs()
                .ofDevice("chaos")
                .forEach(row -> read.merge("log " + row.json("payload").replaceAll("\\D", ""), 1, Integer::sum));
        return read;
    }
}
