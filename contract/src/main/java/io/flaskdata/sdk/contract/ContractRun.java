package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Probes.Found;
import io.flaskdata.sdk.contract.Probes.Lab;
import io.flaskdata.sdk.contract.Probes.Probe;
import io.flaskdata.sdk.contract.Session.Stopped;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.AuthApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order of a run: documents, health, sign-in, reads, probes, writes, sign-out. */
final class ContractRun {
    private static final String IDLE = "http.idle";

    private final Session session;
    private final List<AssumptionResult> assumptions = new ArrayList<>();
    private final List<String> created = new ArrayList<>();
    private @Nullable JsonNode signIn;
    private @Nullable Raw raw;

    ContractRun(Session session) {
        this.session = session;
    }

    ContractReport report() {
        Instant started = Instant.now();
        session.progress("documents");
        Drift drift = Drift.of(session.environment);
        IdleProbe idle =
                session.options.leftOut().contains(IDLE) ? IdleProbe.notStarted() : IdleProbe.start(session.transport);
        String stopped = null;
        try {
            calls(idle);
        } catch (Stopped e) {
            stopped = e.getMessage();
        }
        for (Probe probe : Probes.all()) {
            if (assumptions.stream().noneMatch(each -> each.id().equals(probe.id()))) {
                assumptions.add(Probes.result(probe, Found.notRun("the run stopped before")));
            }
        }
        int requests = session.wire.size() + (raw == null ? 0 : raw.requests());
        return new ContractReport(
                new ContractReport.Run(
                        Documents.sdk(),
                        started,
                        Instant.now(),
                        session.environment.name(),
                        session.environment.api(),
                        session.environment.idp(),
                        session.options.write() == null ? "read-only" : "writes",
                        requests,
                        stopped,
                        session.documents.digests()),
                drift,
                session.results(),
                assumptions,
                created);
    }

    private void calls(IdleProbe idle) {
        session.call(
                "auth.health",
                () -> ApiCall.of(session.transport.api(AuthApi.class).health()).body());
        boolean own = session.call("auth.authorize", session.client::authorize, (expires, exchanges) -> {
                    Optional<JsonNode> answer = exchanges.stream().findFirst().map(each -> each.json(1));
                    signIn = answer.orElse(null);
                    return answer.map(bytes -> Given.value("/expired", bytes.path("expired"), Reads.instant(expires)))
                            .orElse(List.of());
                })
                .isPresent();
        if (!own) {
            throw new Stopped("not signed in: " + session.why("auth.authorize"));
        }
        boolean mine = session.calls("auth.authorize") > 0;
        Reads reads = new Reads(session);
        reads.all();
        raw = new Raw(session);
        Lab lab = new Lab(session, raw, reads, signIn, idle);
        Probes probes = new Probes(session, lab);
        Probes.all().forEach(probe -> assumptions.add(probes.run(probe)));
        if (session.options.write() != null) {
            new Writes(session, session.options.write(), created).all();
        }
        if (mine) {
            session.call("auth.logout", () -> {
                session.client.logout();
                return true;
            });
        } else {
            session.notRun("auth.authorize", "the client was signed in before");
            session.notRun("auth.logout", "the client was signed in before");
        }
    }
}
