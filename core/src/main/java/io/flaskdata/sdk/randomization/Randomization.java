package io.flaskdata.sdk.randomization;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.features.FeaturesRandomizationApi;
import io.flaskdata.sdk.api.features.model.RandomizeKitsRequest;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The randomization of one subject: read, then randomize, then change. It keeps track of its state: a call out of order
 * is refused before anything is sent, and after a call with an unknown outcome it must be read again. Thread-safe;
 * calls run one at a time.
 *
 * <p>Operation {@code POST /features/flask/subjectfeatures/randomize-kits-with-stratification}; contract: observed, as the
 * EDC's public page calls it. What the server refuses is inferred. Only reading may ever be repeated. It carries no token.
 */
public final class Randomization {
    /** How the server says that the subject has no kit; inferred. */
    private static final Pattern NO_KIT =
            Pattern.compile("(?i)(\\bnot|n't) (been )?(yet )?randomi[sz]ed\\b|\\bno kit\\b");

    private record Stratum(String name, String value) {}

    private final Transport transport;
    private final String database;
    private final String subjectLabel;
    private final List<Stratum> strata;
    private final Map<String, @Nullable Object> further;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RandomizationState state = RandomizationState.NOT_READ;
    private volatile @Nullable RandomizedKit kit;

    private Randomization(
            Transport transport,
            String database,
            String subjectLabel,
            List<Stratum> strata,
            Map<String, @Nullable Object> further) {
        this.transport = transport;
        this.database = database;
        this.subjectLabel = subjectLabel;
        this.strata = strata;
        this.further = further;
    }

    /**
     * Used by {@link FlaskDataClient#randomization}.
     *
     * @param caller the client's
     * @param database the EDC database's name
     * @param subjectLabel the subject label in the EDC
     * @return the randomization, to which strata are added
     * @throws IllegalArgumentException when one is blank
     */
    public static Randomization of(Caller caller, String database, String subjectLabel) {
        return new Randomization(
                Transport.of(caller),
                Arguments.notBlank(database, "database"),
                Arguments.notBlank(subjectLabel, "subjectLabel"),
                List.of(),
                Map.of());
    }

    /**
     * Adds a stratum: the first is sent as {@code strata1}, the second as {@code strata2}. Makes no call.
     *
     * @param name the stratum's name, such as {@code SEX}
     * @param value the subject's value in it
     * @return a new randomization with the stratum, not yet read
     * @throws IllegalArgumentException when one is blank
     * @throws IllegalStateException when there are two already
     */
    public Randomization stratum(String name, String value) {
        Stratum added = new Stratum(Arguments.notBlank(name, "name"), Arguments.notBlank(value, "value"));
        if (strata.size() == 2) {
            throw new IllegalStateException("The operation takes two strata");
        }
        List<Stratum> all = new ArrayList<>(strata);
        all.add(added);
        return new Randomization(transport, database, subjectLabel, List.copyOf(all), further);
    }

    /**
     * Adds a member that the SDK has no method for to every request. Makes no call.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @return a new randomization with the member, not yet read
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public Randomization with(String name, @Nullable Object value) {
        return new Randomization(transport, database, subjectLabel, strata, JsonValue.with(further, name, value));
    }

    /** What is known of the subject. Makes no call. */
    public RandomizationState state() {
        return state;
    }

    /**
     * The kit last read or given. Makes no call.
     *
     * @return empty unless the state is {@link RandomizationState#RANDOMIZED}
     */
    public Optional<RandomizedKit> kit() {
        return Optional.ofNullable(kit);
    }

    /**
     * Reads the subject's kit. The strata are not sent, because with them the server answers with {@linkplain
     * #nextKit() the next free kit} if the subject has none. That an answer without a kit, or a refusal that says so,
     * means that the subject has none is inferred.
     *
     * @return the kit, or empty when the subject has none
     * @throws RejectedException when the subject is unknown
     * @throws FlaskDataException for any other failure
     */
    public Optional<RandomizedKit> read() {
        lock.lock();
        try {
            Optional<RandomizedKit> found = kitOrNone();
            know(
                    found.isPresent() ? RandomizationState.RANDOMIZED : RandomizationState.NOT_RANDOMIZED,
                    found.orElse(null));
            return found;
        } finally {
            lock.unlock();
        }
    }

    private Optional<RandomizedKit> kitOrNone() {
        try {
            return RandomizedKit.of(call("read", null, false));
        } catch (RejectedException e) {
            if (e.serverText().filter(text -> NO_KIT.matcher(text).find()).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Assumes without reading that the subject has no kit, for a server that says so in a way unknown to the SDK. Makes
     * no call.
     *
     * @return this
     * @throws IllegalStateException when something else is already known, or a call's outcome is unknown
     */
    public Randomization assumingNoKit() {
        lock.lock();
        try {
            require(RandomizationState.NOT_READ, "assumingNoKit");
            know(RandomizationState.NOT_RANDOMIZED, null);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the next free kit of the strata. Changes nothing; the kit is not reserved.
     *
     * @return the kit that {@link #randomize()} would request now
     * @throws IllegalStateException when no read has shown that the subject has no kit (the answer could be its own
     *     kit), or there is no stratum: nothing is sent
     * @throws ProtocolViolationException when the answer names no kit
     * @throws FlaskDataException for any other failure, such as no kit left
     */
    public RandomizedKit nextKit() {
        lock.lock();
        try {
            require(RandomizationState.NOT_RANDOMIZED, "nextKit");
            requireStratum("nextKit");
            return named(call("read", null, true));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the next free kit of the strata and gives it to the subject. The read may be repeated; the randomization
     * itself is never sent twice.
     *
     * @throws IllegalStateException when no read has shown that the subject has no kit, or there is no stratum: nothing
     *     is sent
     * @throws ServerFailureException when the server failed, such as when the subject has a kit or this kit was given
     *     to another subject
     * @throws OutcomeUnknownException when no answer came: {@link #read()} shows the state
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit randomize() {
        lock.lock();
        try {
            return randomizeTo(nextKit().kitId());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the subject this kit, whatever its strata; only the kit is sent. Never sent twice.
     *
     * @throws IllegalStateException when no read has shown that the subject has no kit: nothing is sent
     * @throws ServerFailureException when the server failed, such as for an unknown kit or one already given
     * @throws OutcomeUnknownException when no answer came: {@link #read()} shows the state
     * @throws ProtocolViolationException when the answer names no kit or another kit
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit randomizeTo(int kitId) {
        lock.lock();
        try {
            require(RandomizationState.NOT_RANDOMIZED, "randomize");
            return write(() -> {
                Answer answer = call("randomize", kitId, false);
                RandomizedKit given = named(answer);
                if (given.kitId() != kitId) {
                    throw answer.violation("the answer names another kit than was asked for");
                }
                return given;
            });
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the subject the next free kit of the strata instead of the one it has: the strata and the current kit's id
     * are sent. To change the strata, create a new randomization and {@link #read()} it. Never sent twice.
     *
     * @throws IllegalStateException when it is not known that the subject has a kit, or there is no stratum: nothing is sent
     * @throws ServerFailureException when the server failed, such as when no kit is left or the subject's kit has
     *     changed
     * @throws OutcomeUnknownException when no answer came: {@link #read()} shows the state
     * @throws ProtocolViolationException when the answer names no kit
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit change() {
        lock.lock();
        try {
            require(RandomizationState.RANDOMIZED, "change");
            requireStratum("change");
            int current = Objects.requireNonNull(kit).kitId();
            return write(() -> named(call("change", current, true)));
        } finally {
            lock.unlock();
        }
    }

    private RandomizedKit write(Supplier<RandomizedKit> call) {
        RandomizationState stateBefore = state;
        RandomizedKit kitBefore = kit;
        know(RandomizationState.UNKNOWN, null);
        try {
            RandomizedKit given = call.get();
            know(RandomizationState.RANDOMIZED, given);
            return given;
        } catch (FlaskDataException e) {
            if (!e.serverMayHaveActed()) {
                know(stateBefore, kitBefore);
            }
            throw e;
        } catch (IllegalStateException | IllegalArgumentException nothingSent) {
            know(stateBefore, kitBefore);
            throw nothingSent;
        }
    }

    private static RandomizedKit named(Answer answer) {
        return RandomizedKit.of(answer)
                .orElseThrow(() -> answer.violation("the answer lacks kit_id and " + RandomizedKit.NUMBER));
    }

    private void requireStratum(String operation) {
        if (strata.isEmpty()) {
            throw new IllegalStateException(operation + " was not sent: it needs a stratum");
        }
    }

    private void require(RandomizationState allowed, String operation) {
        if (state != allowed) {
            throw new IllegalStateException(
                    operation + " was not sent: the state is " + state + ", not " + allowed + "; read() tells");
        }
    }

    private void know(RandomizationState state, @Nullable RandomizedKit kit) {
        this.state = state;
        this.kit = kit;
    }

    private Answer call(String operation, @Nullable Integer kitId, boolean stratified) {
        RandomizeKitsRequest request = RandomizeKitsRequest.of()
                .dbName(database)
                .edcSubjectLabel(subjectLabel)
                .operation(operation)
                .kitId(kitId);
        if (stratified) {
            request.strata1(strata.get(0).name()).strata1Value(strata.get(0).value());
        }
        if (stratified && strata.size() > 1) {
            request.strata2(strata.get(1).name()).strata2Value(strata.get(1).value());
        }
        return ApiCall.of(transport.api(FeaturesRandomizationApi.class).randomizeKits(request))
                .with(further)
                .answer();
    }

    @Override
    public String toString() {
        return "Randomization[" + state + "]";
    }
}
