package io.flaskdata.sdk.contract;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.Environment;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checks the FlaskData that a client talks to: what the SDK sends, what comes, and what the SDK gives its caller, for
 * every operation that is a read, and everything that is only inferred. Immutable: each method returns a new one; {@link
 * #run} makes the calls.
 *
 * <pre>{@code
 * ContractReport report = FlaskDataContract.verify(flask).edc("demo").study(1000001).run();
 * ContractAssert.assertThat(report).isComplete().agrees();
 * }</pre>
 */
public final class FlaskDataContract {
    private static final Set<URI> PRODUCTION = Set.of(Environment.PRODUCTION.api(), Environment.PRODUCTION.idp());

    private final FlaskDataClient client;
    private final Options options;

    private FlaskDataContract(FlaskDataClient client, Options options) {
        this.client = client;
        this.options = options;
    }

    /**
     * A check of the FlaskData that this client talks to. Makes no call.
     *
     * @param client used read-only; if the run signs it in, its session is ended at the end, and its next call signs in
     *     again
     */
    public static FlaskDataContract verify(FlaskDataClient client) {
        return new FlaskDataContract(client, Options.DEFAULTS);
    }

    private FlaskDataContract with(Consumer<Options.Draft> change) {
        return new FlaskDataContract(client, options.with(change));
    }

    /**
     * Reads this EDC database.
     *
     * @param database the value of the header {@code EDC}
     */
    public FlaskDataContract edc(String database) {
        return with(draft -> draft.edc = database);
    }

    /**
     * Reads this study of Forms.
     *
     * @param id the study's id in FlaskData
     */
    public FlaskDataContract study(int id) {
        return with(draft -> draft.study = id);
    }

    /**
     * Reads this table of the customer's, {@code studies} by default.
     *
     * @param name the table's name
     */
    public FlaskDataContract customerTable(String name) {
        return with(draft -> draft.customerTable = name);
    }

    /**
     * Reads this subject's events and kit; by default those of the first subject with an event.
     *
     * @param label the subject label
     */
    public FlaskDataContract subject(String label) {
        return with(draft -> draft.subject = label);
    }

    /**
     * Reads the next kit of these strata; the operation takes two.
     *
     * @param name the stratum's name
     * @param value the subject's value
     */
    public FlaskDataContract stratum(String name, String value) {
        Map<String, String> strata = new LinkedHashMap<>(options.strata());
        strata.put(name, value);
        return with(draft -> draft.strata = strata);
    }

    /**
     * Signs in this subject or site user at the IDP too.
     *
     * @param user asked at the sign-in
     */
    public FlaskDataContract user(CredentialsProvider user) {
        return with(draft -> draft.user = user);
    }

    /**
     * The time zone that the server is thought to run in; Asia/Jerusalem by default.
     *
     * @param zone what the probe of the zone expects
     */
    public FlaskDataContract zone(ZoneId zone) {
        return with(draft -> draft.zone = zone);
    }

    /**
     * Looks at this many rows of an answer at most; 2,000 by default.
     *
     * @param most the number
     */
    public FlaskDataContract rows(int most) {
        return with(draft -> draft.rows = most);
    }

    /** Allows the run although the client talks to FlaskData's production. */
    public FlaskDataContract onProduction() {
        return with(draft -> draft.production = true);
    }

    /** Also writes; only the command line offers it, because it asks first. */
    FlaskDataContract writingTo(WriteTo to) {
        return with(draft -> draft.write = to);
    }

    /**
     * Leaves out these probes, such as {@code http.idle}, which takes five seconds.
     *
     * @param probes their ids
     */
    public FlaskDataContract without(String... probes) {
        Set<String> all = new HashSet<>(options.leftOut());
        all.addAll(List.of(probes));
        return with(draft -> draft.leftOut = Set.copyOf(all));
    }

    /**
     * Tells what is called, as it is called.
     *
     * @param progress gets the id of an operation or a probe
     */
    public FlaskDataContract progress(Consumer<String> progress) {
        return with(draft -> draft.progress = progress);
    }

    /**
     * Makes the calls and reports. What fails is in the report, not an exception.
     *
     * @throws IllegalStateException when the client talks to production and {@link #onProduction} was not called; nothing
     *     was sent
     */
    public ContractReport run() {
        Session session = new Session(client, options);
        Environment where = session.environment;
        if (isProduction(where) && !options.production()) {
            throw new IllegalStateException(
                    "This is FlaskData's production: nothing was sent. onProduction() allows it");
        }
        return new ContractRun(session).report();
    }

    /** Whether an environment has one of production's hosts. */
    static boolean isProduction(Environment environment) {
        return PRODUCTION.stream()
                .anyMatch(each -> each.getHost()
                                .equalsIgnoreCase(environment.api().getHost())
                        || each.getHost().equalsIgnoreCase(environment.idp().getHost()));
    }
}
