package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.contract.Documents.Kind;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.contract.OperationResult.Verdict;
import io.flaskdata.sdk.contract.OperationResult.Way;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.rows.Row;
import io.flaskdata.sdk.spectools.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run: the calls that the SDK makes, what the wire saw of them, and what is known of each operation so far. */
final class Session {
    /** What may be refused for reasons that are no difference: a role, a feature that is off. */
    private static final Set<String> MAY_BE_REFUSED =
            Set.of("forms.downloadBillingReports", "forms.extractCustomerData", "idp.self", "features.randomizeKits");

    private static final int MOST_FAILURES = 2;

    final Options options;
    final Documents documents = Documents.bundled();
    final FlaskDataClient client;
    final Transport transport;
    final Environment environment;
    final Wire wire;
    private final Judge judge = new Judge(documents);
    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<String, List<Row>> rows = new HashMap<>();
    private int unanswered;

    /** The run can't go on. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped(String why) {
            super(why);
        }
    }

    /** What is known of an operation so far. */
    private static final class State {
        private int calls;
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final Map<String, Integer> contentTypes = new TreeMap<>();
        private final List<Finding> sent = new ArrayList<>();
        private final List<Finding> received = new ArrayList<>();
        private final List<Finding> given = new ArrayList<>();
        private final Shape shape = Shape.none();
        private boolean learnt;
        private boolean compared;
        private boolean judged;
        private @Nullable String why;
    }

    Session(FlaskDataClient client, Options options) {
        this.options = options;
        this.client = client.withOptions(
                call -> options.write() == null ? call.withMaxAttempts(1).asReadOnly() : call.withMaxAttempts(1));
        this.transport = Transport.of(client.devices(1).caller());
        this.environment = transport.environment();
        this.wire = new Wire(options.bytes());
        transport.tap(wire);
        documents.operations().forEach(each -> states.put(each.id(), new State()));
    }

    /** The same for another user. */
    FlaskDataClient readOnly(FlaskDataClient other) {
        return other.withOptions(CallOptions::asReadOnly);
    }

    void progress(String line) {
        options.progress().accept(line);
    }

    /** Why an operation was not called. */
    void notRun(String id, String why) {
        State state = state(id);
        if (state.why == null && state.calls == 0) {
            state.why = why;
        }
    }

    private State state(String id) {
        State state = states.get(id);
        if (state == null) {
            throw new IllegalArgumentException("no operation " + id);
        }
        return state;
    }

    /**
     * Makes a call with the SDK, judges what left and what came, and compares what the SDK gave. Empty when it failed,
     * which is noted.
     */
    <T> Optional<T> call(String id, Supplier<T> call, BiFunction<T, List<Exchange>, List<Finding>> compare) {
        progress(id);
        int mark = wire.size();
        State state = state(id);
        Optional<T> given = Optional.empty();
        try {
            given = Optional.of(call.get());
            unanswered = 0;
        } catch (FlaskDataException e) {
            failed(id, state, e);
        } catch (RuntimeException e) {
            state.given.add(Finding.of("decoded", "", "a value", e.getClass().getSimpleName()));
        }
        List<Exchange> exchanges = wire.since(mark);
        exchanges.forEach(this::judge);
        given.ifPresent(value -> {
            List<Exchange> own = exchanges.stream()
                    .filter(each -> each.status == 200 && isOf(each, id))
                    .toList();
            if (own.stream().allMatch(each -> each.tooLong)) {
                return;
            }
            state.compared = true;
            state.given.addAll(compare.apply(value, own));
        });
        wire.forgetBodies(mark);
        if (unanswered >= MOST_FAILURES) {
            throw new Stopped("the server no longer answers");
        }
        return given;
    }

    /** A call whose answer nothing is compared with. */
    <T> Optional<T> call(String id, Supplier<T> call) {
        return call(id, call, (value, exchanges) -> List.of());
    }

    private void failed(String id, State state, FlaskDataException e) {
        boolean noAnswer = e.status().isEmpty();
        unanswered = noAnswer ? unanswered + 1 : 0;
        String kind = e.getClass().getSimpleName();
        if (noAnswer && (e instanceof ConnectionException || e instanceof OutcomeUnknownException)) {
            state.why = "no answer: " + kind;
            return;
        }
        int status = e.status().orElse(0);
        if (status / 100 == 2) {
            state.judged = true;
            state.compared = true;
            state.given.add(Finding.of("decoded", "", "a value", kind));
        } else if (noAnswer) {
            state.why = "no whole answer: " + kind;
        } else if (MAY_BE_REFUSED.contains(id)) {
            state.why = "refused with " + status + ", as this account or installation may be";
        } else {
            state.why = "refused with " + status;
            state.received.add(Finding.of("refused", "", "200", String.valueOf(status)));
        }
    }

    private boolean isOf(Exchange exchange, String id) {
        return find(exchange).filter(each -> each.id().equals(id)).isPresent();
    }

    /** The operation of an exchange; where API and IDP are one host, the document with the path decides. */
    Optional<Operation> find(Exchange exchange) {
        boolean idp = at(environment.idp(), exchange);
        boolean api = at(environment.api(), exchange);
        String path = exchange.url.encodedPath();
        Optional<Operation> found = api ? documents.find(exchange.method, path, false) : Optional.empty();
        return found.isPresent() || !idp ? found : documents.find(exchange.method, path, true);
    }

    private static boolean at(java.net.URI base, Exchange exchange) {
        okhttp3.HttpUrl url = okhttp3.HttpUrl.get(base);
        return url != null && url.host().equals(exchange.url.host()) && url.port() == exchange.url.port();
    }

    private void judge(Exchange exchange) {
        Optional<Operation> found = find(exchange);
        if (found.isEmpty()) {
            return;
        }
        Operation operation = found.get();
        State state = state(operation.id());
        state.calls++;
        state.sent.addAll(judge.sent(operation, exchange));
        if (exchange.status == 0) {
            return;
        }
        state.statuses.merge(exchange.status, 1, Integer::sum);
        state.contentTypes.merge(Names.contentType(exchange.contentType()), 1, Integer::sum);
        state.received.addAll(judge.around(operation, exchange));
        if (exchange.status != 200) {
            return;
        }
        state.judged = true;
        if (operation.answersWithFile()) {
            return;
        }
        JsonNode json = exchange.json(options.rows());
        if (json == null) {
            if (exchange.whole && operation.answerSchema() != null) {
                state.received.add(Finding.of("content-type", "", "JSON", "no JSON"));
            }
            return;
        }
        state.shape.learn(json);
        List<Finding> findings = judge.received(operation, json);
        if (findings == null) {
            state.learnt = true;
        } else {
            state.received.addAll(findings);
        }
    }

    /** Rows that several probes look at. */
    List<Row> once(String what, Supplier<List<Row>> read) {
        List<Row> known = rows.get(what);
        if (known == null) {
            known = read.get();
            rows.put(what, known);
        }
        return known;
    }

    /** What came of an operation so far. */
    Shape shape(String id) {
        return state(id).shape;
    }

    List<Finding> received(String id) {
        return List.copyOf(state(id).received);
    }

    /** Whether an operation gave an answer that could be read. */
    boolean has(String id) {
        return state(id).judged;
    }

    /** How often an operation was called; a client that was signed in before does not sign in. */
    int calls(String id) {
        return state(id).calls;
    }

    /** Why an operation has no answer that can be judged. */
    String why(String id) {
        State state = state(id);
        return state.why != null ? state.why : state.given.isEmpty() ? "no answer" : "the SDK can't read the answer";
    }

    List<OperationResult> results() {
        return documents.operations().stream().map(this::result).toList();
    }

    private OperationResult result(Operation operation) {
        State state = state(operation.id());
        Way sent = state.calls == 0 ? Way.NOT_RUN : Way.of(state.sent);
        List<Finding> all = new ArrayList<>(state.received);
        all.addAll(judge.names(operation, state.shape));
        Way received = received(operation, state, Way.of(all));
        Way given = state.compared || !state.given.isEmpty() ? Way.of(state.given) : Way.NOT_RUN;
        return new OperationResult(
                operation.id(),
                operation.http(),
                operation.path(),
                operation.grade(),
                operation.kind().name().toLowerCase(Locale.ROOT),
                state.calls,
                state.statuses,
                state.contentTypes,
                sent,
                received,
                given,
                state.calls == 0 && state.why == null ? unrun(operation) : state.why,
                state.shape.seen() == 0 ? null : state.shape.schema(Names::isWord));
    }

    private static String unrun(Operation operation) {
        return operation.kind() == Kind.WRITE ? "needs a write" : "the run did not come to it";
    }

    private static Way received(Operation operation, State state, Way judged) {
        if (state.calls == 0) {
            return Way.NOT_RUN;
        }
        if (!state.judged) {
            boolean allowed = MAY_BE_REFUSED.contains(operation.id()) && !state.statuses.isEmpty();
            return new Way(allowed ? Verdict.NOT_RUN : Verdict.FAILED, judged.findings());
        }
        return judged.result() == Verdict.VALID && state.learnt ? new Way(Verdict.LEARNT, List.of()) : judged;
    }
}
