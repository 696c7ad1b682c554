package io.flaskdata.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.WireServer;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation with each fault over each transport: which exception, how many requests, whether the server may have acted.
 * {@link Rule} says what the contract says; {@code docs/reliability.md} has the table. {@code
 * -Dflaskdata.reliability=accept} writes it there, and {@code -Dflaskdata.reliability.all=true} runs the cells that {@code
 * verify} leaves out.
 */
class FaultMatrixTest {
    private static final Path PAGE = Path.of("../docs/reliability.md");
    private static final String BEGIN = "<!-- the matrix: begin -->\n";
    private static final String END = "<!-- the matrix: end -->";
    private static final boolean ALL = Boolean.getBoolean("flaskdata.reliability.all");
    private static final int PARALLEL = 16;

    /** Longer than a bulk insert waits for the server, and than refused credentials are kept back. */
    private static final Duration LATER = Duration.ofMinutes(30);

    @TempDir(factory = InMemoryFolder.class)
    static Path folder;

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(PARALLEL);
    private static final Map<String, Map<List<String>, List<Over>>> TABLE = new LinkedHashMap<>();
    private static WireServer elsewhere;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = new WireServer((request, connection) -> connection.send(WireServer.answer("[]")));
    }

    static Stream<Fault> faults() throws IOException {
        return Faults.all("http://localhost:" + elsewhere.port() + "/").stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void eachOperationEndsAsTheContractSaysOverEachTransport(Fault fault) throws Exception {
        List<Future<List<String>>> cells = new ArrayList<>();
        Map<List<String>, List<Over>> rows = new LinkedHashMap<>();
        for (Over over : Over.values()) {
            List<String> row = new ArrayList<>();
            for (Doing doing : Doing.values()) {
                String none = fault.notApplicable(doing, over);
                row.add(none == null ? Rule.of(fault, doing, over) + next(fault, doing, over) : none);
                if (none == null && isRun(fault, over) && !fault.big) {
                    cells.add(THREADS.submit(() -> cell(fault, doing, over)));
                }
            }
            rows.computeIfAbsent(row, each -> new ArrayList<>()).add(over);
        }
        if (fault.big) {
            cells.add(THREADS.submit(() -> SmallHeap.run(fault, folder)));
        }
        List<String> wrong = new ArrayList<>();
        for (Future<List<String>> cell : cells) {
            wrong.addAll(cell.get());
        }
        assertThat(wrong).isEmpty();
        TABLE.put(fault.name, rows);
    }

    /** What a status means doesn't depend on what it came over: each goes over two of the four, in turn. */
    static boolean isRun(Fault fault, Over over) {
        boolean wire = !fault.big && fault.kind != Fault.Kind.STATUS && fault.kind != Fault.Kind.TOKEN_REFUSED;
        return wire || ALL || (fault.name.length() + over.ordinal()) % 2 == 0;
    }

    /** What a program does after the failure, where the doing is more than one call. */
    private static String next(Fault fault, Doing doing, Over over) {
        boolean may = Rule.of(fault, doing, over).contains("may");
        if (doing == Doing.CHAIN) {
            return may ? ", the read tells" : "";
        }
        if (doing != Doing.BULK || fault.kind == Fault.Kind.HARMLESS) {
            return "";
        }
        return !may
                ? ", sent later"
                : Rule.perhapsInPart(fault) ? ", sent later, or a person decides" : ", found or sent later";
    }

    /** Says what is wrong, for each way in which the cell can go. */
    static List<String> cell(Fault fault, Doing doing, Over over) {
        List<String> wrong = new ArrayList<>();
        run(wrong, fault, doing, over, true, Integer.MAX_VALUE);
        if (fault.mayAct() && fault.kind != Fault.Kind.HARMLESS && !doing.isSafe()) {
            run(wrong, fault, doing, over, false, Integer.MAX_VALUE);
        }
        if (Rule.passes(fault) && doing.isSafe()) {
            run(wrong, fault, doing, over, true, 1);
        }
        return wrong;
    }

    private static void run(List<String> wrong, Fault fault, Doing doing, Over over, boolean acts, int times) {
        String name =
                fault + " / " + doing + " / " + over + (acts ? "" : " / nothing done") + (times == 1 ? " / once" : "");
        try (Peer peer = new Peer(over, fault, doing, acts);
                FlaskDataClient flask = peer.client()) {
            Path own = Files.createTempDirectory(folder, "cell");
            new Run(fault, doing, over, acts, times, peer, flask, own).run();
        } catch (Exception | AssertionError e) {
            wrong.add(name + ": " + e);
        }
    }

    private record Run(
            Fault fault,
            Doing doing,
            Over over,
            boolean acts,
            int times,
            Peer peer,
            FlaskDataClient flask,
            Path folder) {
        void run() throws IOException {
            ConnectionPool pool =
                    Transport.of(flask.forms().study(7).caller()).network().connectionPool();
            if (fault.reaches() && doing != Doing.SIGN_IN) {
                flask.authorize();
            }
            if (fault.isBetween()) {
                flask.authorize();
                peer.now = peer.now.plus(doing == Doing.SIGN_IN ? LATER.multipliedBy(3) : Duration.ZERO);
                peer.disturb();
            }
            int before = peer.received();
            peer.breaksFor(times);
            FlaskDataClient impatient = flask.withOptions(fault::patience);
            String told =
                    doing == Doing.BULK ? bulk(impatient, before) : told(doing.attempt(impatient, folder), before);
            assertThat(pool.connectionCount() - pool.idleConnectionCount())
                    .as("connections not given back")
                    .isZero();
            String expected = times == 1 ? "ok 2" : Rule.of(fault, doing, over);
            assertThat(expected.split(" or ")).contains(told);
            if (!fault.reaches()) {
                return;
            }
            peer.breaksFor(0);
            peer.now = peer.now.plus(LATER);
            heals(told);
        }

        private String told(Optional<FlaskDataException> failure, int before) {
            int sent = peer.received() - before;
            if (failure.isEmpty()) {
                return "ok " + sent;
            }
            FlaskDataException e = failure.get();
            if (doing != Doing.BULK && !isARace()) {
                assertThat(e.attempts()).as("attempts that %s tells", e).isEqualTo(sent);
            }
            return e.getClass().getSimpleName().replace("Exception", "") + " " + sent
                    + (e.serverMayHaveActed() ? ", may" : "");
        }

        /** What the client sent may never have been read: it only knows that bytes have left. */
        private boolean isARace() {
            return Rule.of(fault, doing, over).contains(" or ");
        }

        /** The report counts; what failed is in the run's own exception, or told by the insert's state. */
        private String bulk(FlaskDataClient impatient, int before) {
            BulkReport report = Doing.bulk(impatient, folder);
            int sent = peer.received() - before;
            String expected = Rule.of(fault, doing, over);
            if (report.complete()) {
                return "ok " + sent;
            }
            if (isARace()) {
                assertThat(sent).isZero();
                return expected.split(" or ")[0];
            }
            assertThat(report.unknown() > 0).as(report.toString()).isEqualTo(expected.contains("may"));
            assertThat(report.notInserted() > 0 || report.stoppedBy().isPresent())
                    .as(report.toString())
                    .isEqualTo(!expected.contains("may") || expected.startsWith("Authentication"));
            assertThat(expected).contains(" " + sent);
            report.stoppedBy()
                    .ifPresent(e -> assertThat(told(Optional.of(e), before)).isEqualTo(expected));
            return expected;
        }

        /** Later, with the same client and a server that works, all is well and nothing is there twice. */
        private void heals(String told) throws IOException {
            switch (doing) {
                case READ, ROWS, ZIP, LIST, SIGN_IN -> doing.once(flask, folder);
                case WRITE -> {
                    assertThat(peer.subjects()).as("done").isLessThanOrEqualTo(1);
                    assertThat(peer.subjects() == 1)
                            .as("done, of " + told)
                            .isEqualTo(told.startsWith("ok") || (acts && told.contains("may") && !isARace()));
                    assertThat(Doing.create(flask)).isEqualTo(Peer.SUBJECT_ID + peer.subjects() - 1);
                }
                case CHAIN ->
                    assertThat(told.contains("may") ? Doing.isThere(flask) : told.startsWith("ok"))
                            .as("what the program knows, of " + told)
                            .isEqualTo(peer.subjects() == 1);
                case BULK -> {
                    BulkReport later = Doing.bulk(flask, folder);
                    boolean person = acts && Rule.perhapsInPart(fault);
                    assertThat(later.unresolved()).as(later.toString()).isEqualTo(person ? 1 : 0);
                    assertThat(later.complete()).as(later.toString()).isEqualTo(!person);
                    assertThat(peer.crfs()).isEqualTo(Map.of("001-000", 1, "001-001", 1));
                }
            }
        }
    }

    @AfterAll
    static void theTableIsTheOneInTheDocumentation() throws IOException {
        THREADS.shutdown();
        elsewhere.close();
        assertThat(elsewhere.requests())
                .as("requests sent to where a redirect leads")
                .isEmpty();
        assertThat(elsewhere.connections()).isEmpty();
        assertNobodyReads();
        String table = table();
        System.out.println(table);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("accept".equals(System.getProperty("flaskdata.reliability"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| fault | over |");
        for (Doing doing : Doing.values()) {
            table.append(' ').append(doing.text).append(" |");
        }
        table.append("\n|---|---|").append("---|".repeat(Doing.values().length)).append('\n');
        TABLE.forEach((fault, rows) -> rows.forEach((row, overs) -> {
            boolean none = row.stream().distinct().count() == 1 && row.get(0).startsWith("n/a");
            table.append("| ").append(fault).append(" | ").append(Over.together(overs));
            table.append(none ? " (" + row.get(0) + ") |" : " |");
            row.forEach(cell -> table.append(' ').append(none ? "n/a" : cell).append(" |"));
            table.append('\n');
        }));
        return table.toString();
    }

    /** Every client is closed: of their threads none is at a socket any more. */
    private static void assertNobodyReads() {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<Thread> reading = reading();
        while (!reading.isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
            reading = reading();
        }
        assertThat(reading).as("threads that still read from a socket").isEmpty();
    }

    private static List<Thread> reading() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> !each.getKey().getName().matches("(wire|http2)-server|surefire.*"))
                .filter(each -> Stream.of(each.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.Net")
                                || frame.getClassName().startsWith("sun.nio.ch.NioSocketImpl")
                                || frame.getClassName().startsWith("sun.nio.ch.SocketChannelImpl")))
                .map(Map.Entry::getKey)
                .toList();
    }
}
