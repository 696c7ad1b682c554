package io.flaskdata.sdk.randomization;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.api.features.FeaturesRandomizationApi;
import io.flaskdata.sdk.api.features.model.RandomizeKitsRequest;
import io.flaskdata.sdk.call.Caller;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.errors.RejectedException;
import io.flaskdata.sdk.errors.ServerFailureException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.JsonValue;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The randomization of one subject: read, then randomize, then change. It knows where it stands: what is out of order is
 * refused before anything is sent, and after a call that may have been done or not it must be read again. Safe for use by
 * many threads, one at a time.
 *
 * <p>Operation {@code POST /features/flask/subjectfeatures/randomize-kits-with-stratification}; contract: observed. Only
 * reading may ever be repeated. It carries no token.
 */
public final class Randomization {
    /** How a server says that there is no kit to read; inferred. */
    private static final Pattern NO_KIT =
            Pattern.compile("(?i)(\\bnot|n't) (been )?(yet )?randomi[sz]ed\\b|\\bno kit\\b");

    private final Transport transport;
    private final Consumer<RandomizeKitsRequest> subject;
    private final int strata;
    private final Map<String, @Nullable Object> further;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RandomizationState state = RandomizationState.NOT_READ;
    private volatile @Nullable RandomizedKit kit;

    private Randomization(
            Transport transport,
            Consumer<RandomizeKitsRequest> subject,
            int strata,
            Map<String, @Nullable Object> further) {
        this.transport = transport;
        this.subject = subject;
        this.strata = strata;
        this.further = further;
    }

    /**
     * For {@link FlaskDataClient#randomization}.
     *
     * @param caller the client's
     * @param database the EDC database's name
     * @param subjectLabel the subject label in the EDC
     * @return the randomization, to be given its strata
     * @throws IllegalArgumentException when one is blank
     */
    public static Randomization of(Caller caller, String database, String subjectLabel) {
        String name = Arguments.notBlank(database, "database");
        String label = Arguments.notBlank(subjectLabel, "subjectLabel");
        return new Randomization(
                Transport.of(caller), request -> request.dbName(name).edcSubjectLabel(label), 0, Map.of());
    }

    /**
     * Adds a stratum: the first goes out as {@code strata1}, the second as {@code strata2}. Makes no call.
     *
     * @param name the stratum's name, such as {@code SEX}
     * @param value the subject's value in it
     * @return another randomization, with the stratum, that has not read yet
     * @throws IllegalArgumentException when one is blank
     * @throws IllegalStateException when there are two already
     */
    public Randomization stratum(String name, String value) {
        Arguments.notBlank(name, "name");
        Arguments.notBlank(value, "value");
        Consumer<RandomizeKitsRequest> step = switch (strata) {
            case 0 -> request -> request.strata1(name).strata1Value(value);
            case 1 -> request -> request.strata2(name).strata2Value(value);
            default -> throw new IllegalStateException("The operation takes two strata");
        };
        return new Randomization(transport, subject.andThen(step), strata + 1, further);
    }

    /**
     * Adds a member, to every request, that the SDK has no method for. Makes no call.
     *
     * @param name its name in the request
     * @param value text, a number that is not a {@code double} or {@code float}, a boolean, null, or a list or map of these
     * @return another randomization, with the member, that has not read yet
     * @throws IllegalArgumentException when the name is blank or given twice, or the value is something else
     */
    public Randomization with(String name, @Nullable Object value) {
        return new Randomization(transport, subject, strata, JsonValue.with(further, name, value));
    }

    /**
     * What is known. Makes no call.
     *
     * @return the state
     */
    public RandomizationState state() {
        return state;
    }

    /**
     * The kit that was last read, given or changed to. Makes no call.
     *
     * @return empty unless the state is {@link RandomizationState#RANDOMIZED}
     */
    public Optional<RandomizedKit> kit() {
        return Optional.ofNullable(kit);
    }

    /**
     * Reads the kit the subject has. That an answer without a kit, or a refusal that says so, means that it has none is
     * inferred.
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
            return RandomizedKit.of(call("read", null));
        } catch (RejectedException e) {
            if (e.serverText().filter(text -> NO_KIT.matcher(text).find()).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Takes the caller's word, instead of reading, that the subject has no kit: for a server that does not say so in a
     * way the SDK knows. Makes no call.
     *
     * @return this
     * @throws IllegalStateException when something else is known already, or a call may have been done
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
     * Gives the subject a kit of its strata. Never sent twice.
     *
     * @return the kit
     * @throws IllegalStateException when it was not read that the subject has no kit: nothing is sent
     * @throws ServerFailureException when the server failed: the subject has a kit, none is left
     * @throws OutcomeUnknownException when no answer came: {@link #read()} tells
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit randomize() {
        return write("randomize", null, RandomizationState.NOT_RANDOMIZED);
    }

    /**
     * Gives the subject this kit. Never sent twice.
     *
     * @param kitId the kit's id
     * @return the kit
     * @throws IllegalStateException when it was not read that the subject has no kit: nothing is sent
     * @throws ServerFailureException when the server failed: an unknown kit, or one that is taken
     * @throws OutcomeUnknownException when no answer came: {@link #read()} tells
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit randomizeTo(int kitId) {
        return write("randomize", kitId, RandomizationState.NOT_RANDOMIZED);
    }

    /**
     * Gives the subject another kit than it has. Never sent twice.
     *
     * @param kitId the other kit's id
     * @return the kit
     * @throws IllegalStateException when it is not known that the subject has a kit: nothing is sent
     * @throws IllegalArgumentException when it is the kit that the subject has: nothing is sent
     * @throws ServerFailureException when the server failed: an unknown kit, or one that is taken
     * @throws OutcomeUnknownException when no answer came: {@link #read()} tells
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit changeTo(int kitId) {
        return write("change", kitId, RandomizationState.RANDOMIZED);
    }

    private RandomizedKit write(String operation, @Nullable Integer kitId, RandomizationState allowed) {
        lock.lock();
        try {
            require(allowed, operation);
            RandomizedKit before = kit;
            if (before != null && kitId != null && before.kitId() == kitId) {
                throw new IllegalArgumentException("kitId is the kit that the subject has");
            }
            know(RandomizationState.UNKNOWN, null);
            try {
                Answer answer = call(operation, kitId);
                RandomizedKit given = RandomizedKit.of(answer)
                        .orElseThrow(() -> answer.violation("the answer lacks kit_id and " + RandomizedKit.NUMBER));
                know(RandomizationState.RANDOMIZED, given);
                return given;
            } catch (FlaskDataException e) {
                if (!e.serverMayHaveActed()) {
                    know(allowed, before);
                }
                throw e;
            } catch (IllegalStateException | IllegalArgumentException nothingSent) {
                know(allowed, before);
                throw nothingSent;
            }
        } finally {
            lock.unlock();
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

    private Answer call(String operation, @Nullable Integer kitId) {
        RandomizeKitsRequest request =
                RandomizeKitsRequest.of().operation(operation).kitId(kitId);
        subject.accept(request);
        return ApiCall.of(transport.api(FeaturesRandomizationApi.class).randomizeKits(request))
                .with(further)
                .answer();
    }

    @Override
    public String toString() {
        return "Randomization[" + state + "]";
    }
}
