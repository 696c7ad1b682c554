package io.flaskdata.sdk.bulk;

import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkJournal.Entry;
import io.flaskdata.sdk.bulk.BulkJournal.Group;
import io.flaskdata.sdk.bulk.BulkOutcome.State;
import io.flaskdata.sdk.bulk.BulkTarget.CannotTellException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.internal.http.AuthApi;
import io.flaskdata.sdk.json.internal.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs one insert: looks for it if it was sent before, announces it, sends it, records the outcome. */
final class BulkStep<T> {
    /** The server's modules begin their error texts like this; no gateway does. */
    private static final Pattern OWN_WORDS = Pattern.compile("\\[[\\w -]+] ");

    private final BulkTarget<T> target;
    private final BulkJournal journal;
    private final InstantSource clock;
    private final Duration sending;
    private final Duration settling;
    private final Set<String> accepted;

    /** The outcome, and the failure if there was one. */
    record Result(BulkOutcome outcome, @Nullable FlaskDataException failure) {}

    /**
     * Creates the step.
     *
     * @param sending how long after its announcement an insert is sent at the latest
     * @param settling how long the server may be working on it
     * @param accepted keys that a person has found on the server
     */
    BulkStep(
            BulkTarget<T> target,
            BulkJournal journal,
            InstantSource clock,
            Duration sending,
            Duration settling,
            Set<String> accepted) {
        this.target = target;
        this.journal = journal;
        this.clock = clock;
        this.sending = sending;
        this.settling = settling;
        this.accepted = accepted;
    }

    static String digest(Map<String, ? extends @Nullable Object> value) {
        try {
            byte[] json = Json.utf8(Json.GSON.toJson(value));
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
            Optional<BulkOutcome> earlier = resolve(keyed, name, group);
            if (earlier.isPresent()) {
                return new Result(earlier.get(), null);
            }
            if (!group.looked()) {
                List<String> present = presentBefore(keyed);
                Optional<String> refusal = target.refusal(present == null ? List.of() : present);
                if (refusal.isPresent()) {
                    return new Result(BulkOutcome.failed(keyed.key(), State.NOT_INSERTED, refusal.get()), null);
                }
                journal.before(name, present);
            }
            journal.sending(keyed.key(), digest, name, sending);
            return send(keyed);
        } catch (FlaskDataException e) {
            // The look-up failed; this run sent nothing.
            return failed(keyed, unsent(keyed), e);
        } finally {
            group.lock.unlock();
        }
    }

    private Result send(Keyed<T> keyed) {
        String id;
        try {
            id = target.insert(keyed.input());
        } catch (FlaskDataException e) {
            BulkJournal.State state = stateAfter(e);
            journal.ended(keyed.key(), state, null);
            return failed(keyed, state.open() ? State.UNKNOWN : State.NOT_INSERTED, e);
        }
        journal.ended(keyed.key(), BulkJournal.State.INSERTED, id);
        return new Result(BulkOutcome.of(keyed.key(), State.INSERTED, Optional.ofNullable(id)), null);
    }

    /**
     * What a failure says about the insert. A gateway, proxy or firewall may answer instead of the server, with 408,
     * 500, 502, 503, 504, 520 to 530, or a page and 403, while the server goes on working for minutes.
     */
    private static BulkJournal.State stateAfter(FlaskDataException e) {
        int status = e.status().orElse(0);
        String body = e.rawBody().orElse("").strip();
        boolean page = body.startsWith("<");
        boolean undone = !e.serverMayHaveActed() && !(status == 403 && page);
        if (undone || isOfSignIn(e)) {
            return BulkJournal.State.NOT_DONE;
        }
        if (page || (status != 400 && status != 500)) {
            return BulkJournal.State.UNKNOWN;
        }
        return OWN_WORDS.matcher(body).lookingAt() ? BulkJournal.State.FAILED : BulkJournal.State.DOUBTFUL;
    }

    /** A call whose sign-in failed was not sent. */
    static boolean isOfSignIn(FlaskDataException e) {
        return AuthApi.OPERATIONS.values().stream()
                .anyMatch(operation -> operation.id().equals(e.operation()));
    }

    private Result failed(Keyed<T> keyed, State state, FlaskDataException e) {
        return new Result(BulkOutcome.failed(keyed.key(), state, message(e)), e);
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Null when the server doesn't say; a lost insert then stays unresolved. */
    private @Nullable List<String> presentBefore(Keyed<T> keyed) {
        try {
            return target.present(keyed.input());
        } catch (CannotTellException e) {
            return null;
        }
    }

    /**
     * Looks for inserts of the group with unknown outcome, this one or another, because a new insert could be mistaken
     * for them. Empty when this one may be sent.
     */
    private Optional<BulkOutcome> resolve(Keyed<T> keyed, String name, Group group) {
        Entry own = accept(keyed.key());
        if (own != null && own.state().done()) {
            return found(own, keyed);
        }
        List<String> suspects = own == null ? List.of() : own.ids();
        if (group.open.isEmpty() && suspects.isEmpty()) {
            return Optional.empty();
        }
        if (group.open.stream().anyMatch(this::mayBeAtWork)) {
            return waiting(keyed, "the server may still be at work on it: too early to look");
        }
        List<String> present;
        try {
            present = target.present(keyed.input());
        } catch (CannotTellException e) {
            return waiting(keyed, message(e));
        }
        if (!suspects.isEmpty() && suspects.stream().noneMatch(present::contains)) {
            journal.ended(keyed.key(), BulkJournal.State.NOT_DONE, null);
        }
        if (!target.interchangeable()) {
            compare(group, present);
        } else if (group.before() >= 0) {
            count(group, present.size());
        } else {
            return waiting(keyed, "how many equal ones the server had before is not known");
        }
        journal.before(name, present);
        return resolved(keyed);
    }

    /** What is known of the key, after any decision by a person. */
    private @Nullable Entry accept(String key) {
        Entry entry = journal.entry(key);
        if (!accepted.contains(key) || (entry != null && entry.state().done())) {
            return entry;
        }
        if (entry == null || entry.state() == BulkJournal.State.NOT_DONE) {
            throw new IllegalArgumentException("An accepted key is not unresolved");
        }
        journal.ended(
                key,
                BulkJournal.State.FOUND,
                entry.ids().size() == 1 ? entry.ids().get(0) : null);
        return journal.entry(key);
    }

    private static <T> Optional<BulkOutcome> found(Entry entry, Keyed<T> keyed) {
        return Optional.of(BulkOutcome.of(keyed.key(), State.FOUND, Optional.ofNullable(entry.id())));
    }

    private Optional<BulkOutcome> resolved(Keyed<T> keyed) {
        Entry own = journal.entry(keyed.key());
        if (own != null && own.state().done()) {
            return found(own, keyed);
        }
        if (own != null && !own.ids().isEmpty()) {
            return waiting(keyed, "any of these new ones may be it or part of it: " + String.join(", ", own.ids()));
        }
        return Optional.empty();
    }

    private boolean mayBeAtWork(String key) {
        Entry entry = Objects.requireNonNull(journal.entry(key));
        return entry.state() != BulkJournal.State.FAILED
                && clock.instant().isBefore(entry.at().plus(settling));
    }

    /** Compares the ids on the server with those that were there before. */
    private void compare(Group group, List<String> present) {
        List<String> fresh =
                present.stream().filter(id -> !group.known.contains(id)).toList();
        List<String> open = List.copyOf(group.open);
        boolean partly = open.stream()
                .anyMatch(key ->
                        Objects.requireNonNull(journal.entry(key)).state().partly());
        for (String key : open) {
            if (fresh.isEmpty()) {
                journal.ended(key, BulkJournal.State.NOT_DONE, null);
            } else if (!partly && fresh.size() == open.size()) {
                journal.ended(key, BulkJournal.State.FOUND, fresh.size() == 1 ? fresh.get(0) : null);
            } else {
                journal.unresolved(key, fresh);
            }
        }
    }

    /** Compares the count on the server with the count before. */
    private void count(Group group, int present) {
        int more = present - group.before() - group.done.size();
        for (String key : List.copyOf(group.open)) {
            journal.ended(key, more > 0 ? BulkJournal.State.FOUND : BulkJournal.State.NOT_DONE, null);
            more--;
        }
    }

    /** The state of an insert that this run does not send. */
    private State unsent(Keyed<T> keyed) {
        Entry entry = journal.entry(keyed.key());
        boolean sent = entry != null && (entry.state().open() || entry.state() == BulkJournal.State.UNRESOLVED);
        return sent ? State.UNRESOLVED : State.NOT_INSERTED;
    }

    private Optional<BulkOutcome> waiting(Keyed<T> keyed, String reason) {
        State state = unsent(keyed);
        String said = state == State.UNRESOLVED
                ? reason
                : "an insert that can't be told apart from it comes first: " + reason;
        return Optional.of(BulkOutcome.failed(keyed.key(), state, said));
    }
}
