package io.flaskdata.sdk;

import io.flaskdata.sdk.features.FeaturesRandomizationApi;
import io.flaskdata.sdk.features.model.RandomizeKitsRequest;
import io.flaskdata.sdk.features.model.RandomizeKitsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Kits of one subject, stratified by up to two strata. Immutable; {@link #read()}, {@link #randomize()} and
 * {@link #changeTo(int)} make a call each.
 *
 * <p>Operation {@code POST /features/flask/subjectfeatures/randomize-kits-with-stratification}; contract: observed. Only
 * reading may ever be repeated.
 */
public final class Randomization {
    private final FlaskDataClient client;
    private final String database;
    private final String subjectLabel;
    private final @Nullable Stratum first;
    private final @Nullable Stratum second;

    private record Stratum(String name, String value) {}

    private Randomization(
            FlaskDataClient client,
            String database,
            String subjectLabel,
            @Nullable Stratum first,
            @Nullable Stratum second) {
        this.client = client;
        this.database = database;
        this.subjectLabel = subjectLabel;
        this.first = first;
        this.second = second;
    }

    static Randomization of(FlaskDataClient client, String database, String subjectLabel) {
        return new Randomization(client, database, subjectLabel, null, null);
    }

    /**
     * Adds a stratum: the first goes out as {@code strata1}, the second as {@code strata2}.
     *
     * @param name the stratum's name, such as {@code SEX}
     * @param value the subject's value in it
     * @return the randomization with it
     * @throws IllegalArgumentException when one is blank
     * @throws IllegalStateException when there are two already
     */
    public Randomization stratum(String name, String value) {
        Stratum added = new Stratum(Arguments.notBlank(name, "name"), Arguments.notBlank(value, "value"));
        if (second != null) {
            throw new IllegalStateException("The operation takes two strata");
        }
        return first == null
                ? new Randomization(client, database, subjectLabel, added, null)
                : new Randomization(client, database, subjectLabel, first, added);
    }

    /**
     * Reads the kit the subject has.
     *
     * @return the kit
     * @throws RejectedException when the subject is unknown or has none
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit read() {
        return call("read", null);
    }

    /**
     * Gives the subject a kit of its strata. Never sent twice.
     *
     * @return the kit
     * @throws ServerFailureException when the server failed: the subject has a kit, none is left
     * @throws OutcomeUnknownException when no answer came: {@link #read()} tells
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit randomize() {
        return call("randomize", null);
    }

    /**
     * Gives the subject another kit. Never sent twice.
     *
     * @param kitId the other kit's id
     * @return the kit
     * @throws ServerFailureException when the server failed: an unknown kit, or one that is taken
     * @throws OutcomeUnknownException when no answer came: {@link #read()} tells
     * @throws FlaskDataException for any other failure
     */
    public RandomizedKit changeTo(int kitId) {
        return call("change", kitId);
    }

    private RandomizedKit call(String operation, @Nullable Integer kitId) {
        RandomizeKitsRequest request = RandomizeKitsRequest.of()
                .dbName(database)
                .edcSubjectLabel(subjectLabel)
                .operation(operation)
                .kitId(kitId);
        if (first != null) {
            request.strata1(first.name()).strata1Value(first.value());
        }
        if (second != null) {
            request.strata2(second.name()).strata2Value(second.value());
        }
        var call = client.transport().api(FeaturesRandomizationApi.class).randomizeKits(request);
        RandomizeKitsResponse answer = Transport.answer(call);
        Integer id = answer.getKitId();
        String number = answer.getKitno();
        if (id == null || number == null) {
            throw Failures.violation(call.request(), "the answer lacks kit_id or kitno", null, null);
        }
        return new RandomizedKit(id, number, answer.getRandomizationDate());
    }

    @Override
    public String toString() {
        return "Randomization[" + database + "]";
    }
}
