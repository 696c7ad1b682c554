package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.devices.Devices;
import io.flaskdata.sdk.edc.EdcDatabase;
import io.flaskdata.sdk.edc.NewSubject;
import io.flaskdata.sdk.forms.FormsStudy;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.http.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many CRFs, device logs or subjects, several at a time, and keeps a journal: when a run ends early, by a failure or the
 * end of its process, another run over the same input continues it. Immutable.
 *
 * <p>The caller gives each insert a key. A key known to be inserted is never sent again. If an insert was sent and
 * FlaskData itself did not answer (a gateway's 502, 503 or 504 or a proxy's page is not its answer), the next run first
 * looks for it on the server: CRFs by get-CRF-data-ids, which returns only ids; device logs by get-logs, value by
 * value, counting equal ones. The result is compared with what was there before. If that is inconclusive, the insert is
 * not sent and is reported as {@link BulkOutcome.State#UNRESOLVED}. Until it has been looked for, no other insert of
 * the same subject and CRF, or of an equal device log, is sent. If someone else creates the same CRF of the same
 * subject, or an equal log, in the same minutes, it can be mistaken for the lost insert.
 *
 * <p>The journal is an append-only file of JSON lines, forced to disk at each step; only its owner may read it. It
 * contains the keys, a SHA-256 of each request, CRF data ids and states, but no values; someone who knows all other
 * values of a request could still find the last one by trial. Each run reads the ids of each subject and CRF once
 * before it inserts there, and the logs of each device at the instant of each log; for a log without a date, all logs
 * of the device.
 *
 * @param <T> the type of input
 */
public final class BulkInsert<T> {
    /** The default number of concurrent inserts. */
    public static final int DEFAULT_CONCURRENCY = 4;

    /** The server's own limit for a request (observed): until then an unanswered request may still be running. */
    public static final Duration DEFAULT_SETTLING = Duration.ofSeconds(600);

    /** The default number of consecutive inserts that may fail, possibly partly done, before a run ends. */
    public static final int DEFAULT_FAILURES = 10;

    private final Transport transport;
    private final Path journal;
    private final BulkTarget<T> target;
    private final int concurrency;
    private final Duration settling;
    private final int failures;
    private final Set<String> accepted;

    /**
     * An insert under the caller's key.
     *
     * @param key identifies the insert in the journal, in every run; it is written to the journal
     * @param input what to insert
     * @param <T> the type of input
     */
    public record Keyed<T>(String key, T input) {
        /**
         * Checks the key.
         *
         * @throws IllegalArgumentException when it is blank
         */
        public Keyed {
            Arguments.notBlank(key, "key");
            Arguments.notNull(input, "input");
        }
    }

    private BulkInsert(
            Transport transport,
            Path journal,
            BulkTarget<T> target,
            int concurrency,
            Duration settling,
            int failures,
            Set<String> accepted) {
        this.transport = transport;
        this.journal = journal;
        this.target = target;
        this.concurrency = concurrency;
        this.settling = settling;
        this.failures = failures;
        this.accepted = accepted;
    }

    /**
     * Inserts many CRFs of a study.
     *
     * @param journal the journal file, created if missing
     * @return the bulk insert, to be run
     */
    public static BulkInsert<CrfInsert> into(FormsStudy study, Path journal) {
        return into(study.caller(), journal, new CrfTarget(study));
    }

    /**
     * Inserts many logs of a study's devices.
     *
     * @param devices the study's devices
     * @param journal the journal file, created if missing
     * @return the bulk insert, to be run
     */
    public static BulkInsert<DeviceLog> into(Devices devices, Path journal) {
        return into(devices.caller(), journal, new DeviceLogTarget(devices));
    }

    /**
     * Inserts many subjects of an EDC database, each with a label, which must be unique in its study. One whose label
     * its site's study has already is not sent. A lost insert is looked for in {@code study_subject}, by its label.
     *
     * @param edc the database; its user must see all subjects of the studies
     * @param journal the journal file, created if missing
     * @return the bulk insert, to be run
     */
    public static BulkInsert<NewSubject> into(EdcDatabase edc, Path journal) {
        return into(edc.caller(), journal, new SubjectTarget(edc));
    }

    private static <T> BulkInsert<T> into(Caller caller, Path journal, BulkTarget<T> target) {
        return new BulkInsert<>(
                Transport.of(caller),
                Arguments.notNull(journal, "journal"),
                target,
                DEFAULT_CONCURRENCY,
                DEFAULT_SETTLING,
                DEFAULT_FAILURES,
                Set.of());
    }

    /**
     * Sets the number of concurrent inserts.
     *
     * @param inserts from 1 to 64
     * @throws IllegalArgumentException when it is out of this range
     */
    public BulkInsert<T> concurrency(int inserts) {
        return new BulkInsert<>(
                transport, journal, target, Arguments.between(inserts, 1, 64, "inserts"), settling, failures, accepted);
    }

    /**
     * Sets how long after sending an unanswered insert is looked for; until then the server may still be working on it,
     * so not finding it proves nothing. An insert announced when the process ended may have been sent later, by at most
     * the call timeout, which is added to the wait.
     *
     * @param time 600 s by default
     * @throws IllegalArgumentException when it is negative
     */
    public BulkInsert<T> settling(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative");
        }
        return new BulkInsert<>(transport, journal, target, concurrency, time, failures, accepted);
    }

    /**
     * Sets how many consecutive inserts may fail, possibly partly done, before the run ends, so that a fault of the
     * server or of the whole input does not affect every insert.
     *
     * @param inRow 10 by default
     * @throws IllegalArgumentException when it is not more than zero
     */
    public BulkInsert<T> stoppingAfter(int inRow) {
        int checked = Arguments.between(inRow, 1, Integer.MAX_VALUE, "inRow");
        return new BulkInsert<>(transport, journal, target, concurrency, settling, checked, accepted);
    }

    /**
     * Marks {@link BulkOutcome.State#UNRESOLVED} inserts as inserted, after a person has found them complete on the
     * server. If only part of one is found, or none, delete on the server what the outcome's reason names: the next run
     * notices and sends the insert again.
     *
     * @param keys the keys; for each that is neither unresolved nor already accepted, {@link #run} throws an {@link
     *     IllegalArgumentException} when it reaches it
     */
    public BulkInsert<T> accepting(Collection<String> keys) {
        return new BulkInsert<>(transport, journal, target, concurrency, settling, failures, Set.copyOf(keys));
    }

    /**
     * Runs the inserts and waits until all have ended.
     *
     * @param inputs read once, on the calling thread, no faster than inserts end
     * @return the counts of the run
     * @throws IllegalArgumentException when a key is given twice, its input differs from the journal's, or the journal
     *     belongs to another study, environment or kind of input; inserts already sent are in the journal
     * @throws IllegalStateException when the journal is in use or damaged
     * @throws java.io.UncheckedIOException when the journal can't be read or written: nothing more is sent then
     */
    public BulkReport run(Iterator<Keyed<T>> inputs) {
        return run(inputs, outcome -> {});
    }

    /**
     * As {@link #run(Iterator)}, and reports each insert.
     *
     * @param inputs read once, on the calling thread, no faster than inserts end
     * @param outcomes called once for each input, by one thread at a time; an exception ends the run
     */
    public BulkReport run(Iterator<Keyed<T>> inputs, Consumer<? super BulkOutcome> outcomes) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("journal", "flaskdata bulk insert");
        head.put("version", 1);
        head.put("api", transport.environment().api().toString());
        head.putAll(target.head());
        try (BulkJournal open = BulkJournal.open(journal, head, transport.clock())) {
            BulkStep<T> step = new BulkStep<>(
                    target, open, transport.clock(), transport.options().callTimeout(), settling, accepted);
            return new BulkRun<>(target, open, step, outcomes, failures).run(inputs, concurrency);
        }
    }
}
