package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.devices.DeviceLog;
import io.flaskdata.sdk.devices.Devices;
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
 * Inserts many CRFs or device logs, several at a time, and keeps a journal: a run that was broken off, by a failure or by the
 * end of its process, is gone on with by another run over the same input. Immutable.
 *
 * <p>The caller gives each insert a key. A key that is known to be inserted is never sent again. One that was sent without
 * an answer of the server's own, a gateway's 502, 503 or 504 and a proxy's page included, is first looked for at the server:
 * CRFs by get-CRF-data-ids, which gives no more than ids; device logs by get-logs, value by value, so that equal ones are
 * counted. What is there is compared with what was there before. Where that doesn't tell, the insert is left alone and
 * reported as {@link BulkOutcome.State#UNRESOLVED}. As long as it is not looked for, no other insert of the same subject and
 * CRF, or of an equal device log, is sent. Somebody else who creates the same CRF of the same subject, or an equal log, in
 * the same minutes can be taken for an insert whose answer was lost.
 *
 * <p>The journal is a file of JSON lines that is only appended to and forced to the disk at each step; only its owner may
 * read it. It holds the keys, a SHA-256 of each request, CRF data ids and states, never values; who knows all other values of
 * a request could still find out one by trying. Each run asks the server for the ids of each subject and CRF once before it
 * inserts there, and for the logs of each device at the moment of each log: of a log without a date, for all of the device's.
 *
 * @param <T> what is inserted
 */
public final class BulkInsert<T> {
    /** How many inserts are under way at once by default. */
    public static final int DEFAULT_CONCURRENCY = 4;

    /** The server's own limit for a request (observed): before that a request without an answer may still be at work. */
    public static final Duration DEFAULT_SETTLING = Duration.ofSeconds(600);

    /** How many inserts in a row may fail with part of them perhaps done, before a run ends. */
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
     * @param key tells it from all others of the journal and stays the same in every run; it is written to the journal
     * @param input what to insert
     * @param <T> what is inserted
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
     * @param journal the journal's file; made when it isn't there
     * @return the insert, to be run
     */
    public static BulkInsert<CrfInsert> into(FormsStudy study, Path journal) {
        return into(study.caller(), journal, new CrfTarget(study));
    }

    /**
     * Inserts many logs of a study's devices.
     *
     * @param devices the study's devices
     * @param journal the journal's file; made when it isn't there
     * @return the insert, to be run
     */
    public static BulkInsert<DeviceLog> into(Devices devices, Path journal) {
        return into(devices.caller(), journal, new DeviceLogTarget(devices));
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
     * Sets how many inserts are under way at once.
     *
     * @param inserts from 1 to 64
     * @throws IllegalArgumentException when it is out of this range
     */
    public BulkInsert<T> concurrency(int inserts) {
        return new BulkInsert<>(
                transport, journal, target, Arguments.between(inserts, 1, 64, "inserts"), settling, failures, accepted);
    }

    /**
     * Sets how long after it was sent an insert without an answer is looked for; before that the server may still be at
     * work on it, and not finding it says nothing. An insert that was about to be sent when the process ended may have left
     * later, by the whole-call timeout at most: so much longer is waited.
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
     * Sets how many inserts in a row may fail, with part of them perhaps done, before the run ends: what is wrong with the
     * server or with all of the input alike should not leave its mark on everything.
     *
     * @param inRow 10 by default
     * @throws IllegalArgumentException when it is not more than zero
     */
    public BulkInsert<T> stoppingAfter(int inRow) {
        int checked = Arguments.between(inRow, 1, Integer.MAX_VALUE, "inRow");
        return new BulkInsert<>(transport, journal, target, concurrency, settling, checked, accepted);
    }

    /**
     * Takes inserts that are {@link BulkOutcome.State#UNRESOLVED} for inserted, because a person has looked at the server and
     * found them whole. Who finds only a part of one, or none, deletes there what the outcome's reason names: the next run
     * sees that and sends it again.
     *
     * @param keys the keys; each must be unresolved or have been accepted before, else {@link #run} ends with an
     *     {@link IllegalArgumentException} when its turn comes
     */
    public BulkInsert<T> accepting(Collection<String> keys) {
        return new BulkInsert<>(transport, journal, target, concurrency, settling, failures, Set.copyOf(keys));
    }

    /**
     * Inserts, and waits until all is done.
     *
     * @param inputs read once, by the calling thread, no faster than inserts end
     * @return how it ended
     * @throws IllegalArgumentException when a key is given twice, or its input is not what the journal has; the journal is
     *     of another study, environment or kind of input. What was sent before is in the journal
     * @throws IllegalStateException when the journal is in use or damaged
     * @throws java.io.UncheckedIOException when the journal can't be read or written: nothing more is sent then
     */
    public BulkReport run(Iterator<Keyed<T>> inputs) {
        return run(inputs, outcome -> {});
    }

    /**
     * As {@link #run(Iterator)}, and says how each insert ended.
     *
     * @param inputs read once, by the calling thread, no faster than inserts end
     * @param outcomes called once for each input, by one thread at a time; an exception of its ends the run
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
