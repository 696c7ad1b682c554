package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.User;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One address's operations: finds the route, reads token and body, and fails as FlaskData's framework does. */
public final class Dispatcher extends Handler.Abstract {
    /** SQLSTATE class of a missing database connection, for which FlaskData gives no answer at all (observed). */
    private static final String NO_CONNECTION = "08";

    private static final String ERROR_TYPE = "text/html; charset=utf-8";

    private static final String ALLOWED_HEADERS = "Content-Type,Authorization,Token,edc,timezone,timezoneoffset";

    private final List<Route> routes;
    private final Users users;
    private final Resets resets;
    private final PendingFaults faults;
    private final Received received;
    private final Pages pages;
    private final Deviating deviating;

    /** Looks up the caller. */
    @FunctionalInterface
    public interface Users {
        /** By the two headers that can carry a token. */
        User of(@Nullable String token, @Nullable String authorization) throws SQLException;
    }

    /** Pages served besides the operations. */
    @FunctionalInterface
    public interface Pages {
        /** Answers the request if there is a page at its path; returns whether it did. */
        boolean serve(Request request, Response response) throws IOException;
    }

    public Dispatcher(
            List<Route> routes,
            Users users,
            Resets resets,
            PendingFaults faults,
            Received received,
            Pages pages,
            Deviating deviating) {
        this.routes = routes;
        this.users = users;
        this.resets = resets;
        this.faults = faults;
        this.received = received;
        this.pages = pages;
        this.deviating = deviating;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        serve(request, response, callback);
        return true;
    }

    private void serve(Request request, Response plain, Callback callback) {
        Route route = route(request);
        Deviations deviations = deviating.now().on(route);
        Response response = DeviatingResponse.of(request, plain, deviations, route != null);
        try {
            response.getHeaders().put("Access-Control-Allow-Origin", "*");
            response.getHeaders().put("Access-Control-Expose-Headers", "Content-Range,X-Content-Range");
            response.getHeaders().put("X-Powered-By", "Express");
            response.getHeaders()
                    .put(new HttpField(
                            HttpHeader.KEEP_ALIVE, "timeout=" + deviating.now().idle() / 1000));
            response.getHeaders().put("x-sandbox-grade", "observed");
            if (request.getMethod().equals("OPTIONS")) {
                response.getHeaders().put("Access-Control-Allow-Methods", "GET,PUT,POST,DELETE,OPTIONS");
                response.getHeaders().put("Access-Control-Allow-Headers", ALLOWED_HEADERS);
                response.setStatus(204);
            } else {
                dispatch(route, deviations, request, response);
            }
            callback.succeeded();
        } catch (FaultyResponse.NoAnswer e) {
            // The callback is left open: the request ends when the client or its connection does.
            return;
        } catch (FaultyResponse.Disconnected e) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(e);
        } catch (ApiError e) {
            error(response, callback, e.status(), e.text());
        } catch (SQLException e) {
            if (isNoConnection(e) && !response.isCommitted()) {
                return;
            }
            // The sister service passes the failing step's own text on.
            error(response, callback, 400, "[database] " + e.getMessage());
        } catch (Exception e) {
            error(response, callback, 500, "[server] " + e.getClass().getSimpleName());
        }
    }

    private @Nullable Route route(Request request) {
        String path = Request.getPathInContext(request);
        return routes.stream()
                .filter(each -> each.match(request.getMethod(), path) != null)
                .findFirst()
                .orElse(null);
    }

    private void dispatch(@Nullable Route route, Deviations deviations, Request request, Response response)
            throws Exception {
        String path = Request.getPathInContext(request);
        if (route != null) {
            answer(route, deviations, request, response);
            return;
        }
        if (pages.serve(request, response)) {
            return;
        }
        boolean known = routes.stream().anyMatch(each -> each.match(each.method(), path) != null);
        if (!known && routes.stream().anyMatch(each -> each.hasSibling(path))) {
            throw new ApiError(500, "Specified action is not allowed");
        }
        throw new ApiError(404, HtmlPage.of("Error: Resource not found: " + path));
    }

    /** Reads the body first, because the framework's parser runs before any operation. */
    private void answer(Route route, Deviations deviations, Request request, Response response) throws Exception {
        Map<String, String> parameters =
                Objects.requireNonNull(route.match(request.getMethod(), Request.getPathInContext(request)));
        if (route.isOfSandbox()) {
            ControlOperations.refuseOtherSites(request);
        }
        long resetsBefore = resets.count();
        Fault fault = faults.take(route);
        Received.Entry entry = received.add(route, request, fault);
        if (fault != null && fault.kind() == Fault.Kind.DISCONNECT_BEFORE) {
            throw new FaultyResponse.Disconnected();
        }
        try {
            JsonObject body = RequestBody.read(request, route.path());
            entry.body(body, Exchange.edc(request, body));
            response.getHeaders().put("x-sandbox-grade", route.grade());
            Response noted = new NotedResponse(request, response, entry);
            if (fault != null && insteadOf(fault, noted)) {
                return;
            }
            if (fault != null && fault.kind() == Fault.Kind.DELAY) {
                TimeUnit.MILLISECONDS.sleep(fault.amount());
            }
            if (route.isOfSandbox()) {
                route.handler().handle(new Exchange(request, noted, parameters, body, null, false, Deviations.NONE));
            } else {
                resets.keepAway(
                        resetsBefore,
                        () -> operate(route, fault, new Call(request, noted, parameters, body, deviations)));
            }
            entry.status(response.getStatus());
        } catch (SQLException e) {
            throw refused(entry, response, resets.count() == resetsBefore ? e : ApiError.reset());
        } catch (Exception e) {
            throw refused(entry, response, e);
        }
    }

    private static Exception refused(Received.Entry entry, Response response, Exception e) {
        if (!response.isCommitted()) {
            entry.status(status(e));
        }
        return e;
    }

    /** The status of the answer to a failure; 0 when there is no answer. */
    private static int status(Exception e) {
        if (e instanceof ApiError refusal) {
            return refusal.status();
        }
        if (e instanceof FaultyResponse.Disconnected || e instanceof FaultyResponse.NoAnswer) {
            return 0;
        }
        return e instanceof SQLException failure ? isNoConnection(failure) ? 0 : 400 : 500;
    }

    /** One request with everything read from it. */
    private record Call(
            Request request,
            Response response,
            Map<String, String> parameters,
            JsonObject body,
            Deviations deviations) {}

    /** Answers with the fault if it replaces the operation; returns whether it did. */
    private static boolean insteadOf(Fault fault, Response response) throws IOException {
        return switch (fault.kind()) {
            case NO_ANSWER -> throw new FaultyResponse.NoAnswer();
            case STATUS -> throw new ApiError(fault.amount(), fault.text());
            case GARBAGE -> instead(response, "text/x-json; charset=utf-8", "{\"rows\": [1, 2,, <html>");
            case ERROR_IN_200 -> instead(response, ERROR_TYPE, fault.text());
            case DELAY, DISCONNECT_BEFORE, DISCONNECT_AFTER, CUT_BODY, SLOW_BODY, AFTER_FIRST_STEP -> false;
        };
    }

    private static boolean instead(Response response, String type, String text) throws IOException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        Content.Sink.write(response, true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return true;
    }

    private void operate(Route route, @Nullable Fault fault, Call call) throws Exception {
        String token = call.request().getHeaders().get("Token");
        String authorization = call.request().getHeaders().get("Authorization");
        boolean asked = route.auth() == Route.Auth.TOKEN
                || (route.auth() == Route.Auth.IF_SENT && (token != null || authorization != null));
        User user = asked ? users.of(token, authorization) : null;
        boolean failing = fault != null && fault.kind() == Fault.Kind.AFTER_FIRST_STEP;
        Response response =
                fault == null ? call.response() : new FaultyResponse(call.request(), call.response(), fault);
        JsonObject body = call.deviations().request(call.body());
        route.handler()
                .handle(new Exchange(
                        call.request(), response, call.parameters(), body, user, failing, call.deviations()));
        if (fault != null && fault.kind() == Fault.Kind.DISCONNECT_AFTER) {
            throw new FaultyResponse.Disconnected();
        }
        if (failing) {
            throw ApiError.badRequest("fault", "a later step failed");
        }
    }

    private static boolean isNoConnection(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith(NO_CONNECTION);
    }

    private static void error(Response response, Callback callback, int status, String text) {
        if (response.isCommitted()) {
            callback.failed(new IOException("The answer had begun"));
            return;
        }
        response.setStatus(status);
        response.getHeaders().remove(HttpHeader.CONTENT_DISPOSITION);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ERROR_TYPE);
        if (HtmlPage.isOne(text)) {
            response.getHeaders().remove(HttpHeader.ETAG);
            response.getHeaders().put("Content-Security-Policy", "default-src 'none'");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
        } else {
            response.getHeaders().put(HttpHeader.ETAG, AnswerStream.etag(text.getBytes(StandardCharsets.UTF_8)));
        }
        Content.Sink.write(response, true, text, callback);
    }
}
