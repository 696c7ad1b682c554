package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkJournal.Entry;
import io.flaskdata.sdk.bulk.BulkJournal.Group;
import io.flaskdata.sdk.bulk.BulkOutcome.State;
import io.flaskdata.sdk.bulk.BulkTarget.CannotTellException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does one insert of a bulk insert: looks for it if it was sent before, announces it, sends it, notes how it ended. */
final class BulkStep<T> {
    private final BulkTarget<T> target;
    private final BulkJournal journal;
    private final InstantSource clock;
    private final Duration settling;

    /** How it ended, and the failure if there was one. */
    record Result(BulkOutcome outcome, @Nullable FlaskDataException failure) {}

    BulkStep(BulkTarget<T> target, BulkJournal journal, InstantSource clock, Duration settling) {
        this.target = target;
        this.journal = journal;
        this.clock = clock;
        this.settling = settling;
    }

    static String digest(Map<String, ? extends @Nullable Object> value) {
        try {
            byte[] json = Json.GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    Result take(Keyed<T> keyed, String digest) throws InterruptedException {
        String name = digest(target.group(keyed.input()));
        Group group = journal.group(name);
        group.lock.lockInterruptibly();
        try {
            Entry earlier = journal.entry(keyed.key());
            if (earlier != null && earlier.state().open()) {
                Optional<BulkOutcome> resolved = look(keyed, earlier, group);
                if (resolved.isPresent()) {
                    return new Result(resolved.get(), null);
                }
            }
            if (target.looksBefore() && !group.looked()) {
                journal.before(name, target.present(keyed.input()));
            }
            journal.sending(keyed.key(), digest, name);
            return send(keyed);
        } catch (FlaskDataException e) {
            // Of the looking: nothing was sent by this run.
            Entry entry = journal.entry(keyed.key());
            boolean open = entry != null && entry.state().open();
            return failed(keyed, open ? State.UNRESOLVED : State.NOT_INSERTED, e);
        } catch (CannotTellException e) {
            return new Result(BulkOutcome.failed(keyed.key(), State.NOT_INSERTED, message(e)), null);
        } finally {
            group.lock.unlock();
        }
    }

    private Result send(Keyed<T> keyed) {
        String id;
        try {
            id = target.insert(keyed.input());
        } catch (FlaskDataException e) {
            BulkJournal.State state = !e.serverMayHaveActed()
                    ? BulkJournal.State.NOT_DONE
                    : e instanceof ServerFailureException ? BulkJournal.State.FAILED : BulkJournal.State.UNKNOWN;
            journal.ended(keyed.key(), state, null);
            return failed(keyed, state.open() ? State.UNKNOWN : State.NOT_INSERTED, e);
        }
        journal.ended(keyed.key(), BulkJournal.State.INSERTED, id);
        return new Result(BulkOutcome.of(keyed.key(), State.INSERTED, Optional.ofNullable(id)), null);
    }

    private Result failed(Keyed<T> keyed, State state, FlaskDataException e) {
        return new Result(BulkOutcome.failed(keyed.key(), state, message(e)), e);
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Empty when the server does not have it, so that it may be sent. */
    private Optional<BulkOutcome> look(Keyed<T> keyed, Entry earlier, Group group) {
        // A failure is an answer: the server is done with the request.
        boolean answered = earlier.state() == BulkJournal.State.FAILED;
        if (!answered && clock.instant().isBefore(earlier.at().plus(settling))) {
            return unresolved(keyed, "the server may still be at work on it: too early to look");
        }
        List<String> present;
        try {
            present = target.present(keyed.input());
        } catch (CannotTellException e) {
            return unresolved(keyed, message(e));
        }
        if (target.interchangeable()) {
            return present.size() > group.done.size() ? found(keyed, null) : Optional.empty();
        }
        Set<String> fresh = new HashSet<>(present);
        fresh.removeAll(group.known);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        if (answered) {
            return unresolved(keyed, "the server failed, and something is there that may be a part of it");
        }
        if (fresh.size() > 1 || group.open.size() > 1) {
            return unresolved(
                    keyed,
                    fresh.size() + " new ones are there for " + group.open.size() + " whose answers are missing");
        }
        return found(keyed, fresh.iterator().next());
    }

    private Optional<BulkOutcome> found(Keyed<T> keyed, @Nullable String id) {
        journal.ended(keyed.key(), BulkJournal.State.FOUND, id);
        return Optional.of(BulkOutcome.of(keyed.key(), State.FOUND, Optional.ofNullable(id)));
    }

    private static <T> Optional<BulkOutcome> unresolved(Keyed<T> keyed, String reason) {
        return Optional.of(BulkOutcome.failed(keyed.key(), State.UNRESOLVED, reason));
    }
}
