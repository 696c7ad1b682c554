package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.AssumptionResult.Result;
import io.flaskdata.sdk.contract.Session.Stopped;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries what we only infer. */
final class Probes {
    private final Session session;
    private final Lab lab;
    private int unanswered;

    /** One thing to try. */
    record Probe(String id, String does, String expects, Body body) {}

    /** What a probe does. */
    interface Body {
        Found run(Lab lab);
    }

    /** What it found, in a short fixed form, or why it found nothing. */
    record Found(
            Result result, @Nullable String found, @Nullable String why) {
        static Found of(String found) {
            return new Found(Result.CONFIRMED, found, null);
        }

        static Found of(String found, String why) {
            return new Found(Result.CONFIRMED, found, why);
        }

        static Found cantTell(String why) {
            return new Found(Result.CANT_TELL, null, why);
        }

        static Found notRun(String why) {
            return new Found(Result.NOT_RUN, null, why);
        }
    }

    /** What probes work with: the run, raw requests, and what the reads found. */
    record Lab(
            Session session, Raw raw, Reads reads, @Nullable JsonNode signIn, IdleProbe idle) {
        /** A cheap read that every account may do: its operation, path and body. */
        record Cheap(String id, String path, String body) {}

        Optional<Cheap> cheap() {
            String edc = session.options.edc();
            Integer study = session.options.study();
            if (edc != null && session.has("edc.extractData")) {
                return Optional.of(
                        new Cheap("edc.extractData", "/edc/study/extract-data", "{\"tableName\":\"study\"}"));
            }
            if (study != null && session.has("forms.filterCrfs")) {
                return Optional.of(new Cheap(
                        "forms.filterCrfs",
                        "/flask/crf/filter",
                        "{\"study_id\":" + study + ",\"pagination\":{\"page\":0,\"size\":1,\"sort\":\"name,asc\"}}"));
            }
            return session.has("idp.self") ? Optional.of(new Cheap("idp.self", "/auth/self", "")) : Optional.empty();
        }

        /** The cheap read with these headers. */
        Raw.Answer cheap(Cheap read, String... headers) {
            return raw.read(read.id(), read.path(), read.body(), builder -> {
                if (session.options.edc() != null && read.id().startsWith("edc.")) {
                    builder.header("EDC", session.options.edc());
                }
                for (int i = 0; i + 1 < headers.length; i += 2) {
                    builder.header(headers[i], headers[i + 1]);
                }
                return builder;
            });
        }
    }

    /** A raw request without an answer. */
    static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswerException(Throwable cause) {
            super(cause);
        }
    }

    Probes(Session session, Lab lab) {
        this.session = session;
        this.lab = lab;
    }

    /** All probes, in the order they run. */
    static List<Probe> all() {
        List<Probe> all = new ArrayList<>();
        all.addAll(HttpProbes.ALL);
        all.addAll(TableProbes.ALL);
        all.addAll(EdcProbes.ALL);
        all.addAll(WindowProbes.ALL);
        all.addAll(FormsProbes.ALL);
        all.addAll(ServiceProbes.ALL);
        all.addAll(AnswerProbes.ALL);
        return all;
    }

    AssumptionResult run(Probe probe) {
        if (session.options.leftOut().contains(probe.id())) {
            return result(probe, Found.notRun("left out"));
        }
        session.progress(probe.id());
        try {
            Found found = probe.body().run(lab);
            unanswered = 0;
            return result(probe, found);
        } catch (NoAnswerException e) {
            return result(probe, Found.cantTell("no answer"));
        } catch (FlaskDataException e) {
            return result(probe, Found.cantTell(failure(e)));
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            // Its message may hold names or values of the answer.
            return result(
                    probe,
                    Found.cantTell(
                            "no answer that the probe can read: " + e.getClass().getSimpleName()));
        }
    }

    private String failure(FlaskDataException e) {
        if (e.status().isEmpty() && (e instanceof ConnectionException || e instanceof OutcomeUnknownException)) {
            unanswered++;
            if (unanswered >= 2) {
                throw new Stopped("the server no longer answers");
            }
        }
        return e.getClass().getSimpleName()
                + (e.status().isPresent() ? ", status " + e.status().getAsInt() : ", no answer");
    }

    /** What is expected is what somebody has seen, else our guess. */
    static AssumptionResult result(Probe probe, Found found) {
        String expects = Documents.bundled().observed(probe.id()).orElse(probe.expects());
        Result result = found.found() == null
                ? found.result()
                : found.found().equals(expects) ? Result.CONFIRMED : Result.CONTRADICTED;
        return new AssumptionResult(
                probe.id(), probe.does(), expects, result, found.found(), found.why(), Inferred.items(probe.id()));
    }
}
