package io.flaskdata.sdk.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** One address: finds the route, reads token and body, and fails as FlaskData's framework does. */
final class Listener implements AutoCloseable {
    private static final int IDLE_MILLISECONDS = 5_000;
    private static final String ERROR_TYPE = "text/html; charset=utf-8";

    private final Server server = new Server();
    private final ServerConnector connector;
    private final List<Route> routes;
    private final Sessions sessions;

    Listener(int port, List<Route> routes, Sessions sessions) throws IOException {
        this.routes = routes;
        this.sessions = sessions;
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLISECONDS);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                serve(request, response, callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("Port " + port + " can't be listened on; is it in use?", e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop", e);
        }
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            response.getHeaders().put("Access-Control-Allow-Origin", "*");
            response.getHeaders().put("Access-Control-Allow-Methods", "GET,PUT,POST,DELETE,OPTIONS");
            response.getHeaders().put("Access-Control-Allow-Headers", "Content-Type, Authorization, Token, edc");
            response.getHeaders().put(new HttpField(HttpHeader.KEEP_ALIVE, "timeout=5"));
            response.getHeaders().put("x-sandbox-grade", "observed");
            if (request.getMethod().equals("OPTIONS")) {
                response.setStatus(200);
            } else {
                dispatch(request, response);
            }
            callback.succeeded();
        } catch (ApiError e) {
            error(response, callback, e.status(), e.text());
        } catch (SQLException e) {
            // The sister service passes the failing step's own text on.
            error(response, callback, 400, "[database] " + e.getMessage());
        } catch (Exception e) {
            error(response, callback, 500, "[server] " + e.getClass().getSimpleName());
        }
    }

    private void dispatch(Request request, Response response) throws Exception {
        String path = Request.getPathInContext(request);
        for (Route route : routes) {
            Map<String, String> parameters = route.match(request.getMethod(), path);
            if (parameters != null) {
                answer(route, parameters, request, response);
                return;
            }
        }
        throw new ApiError(404, page("Error: Resource not found: " + path));
    }

    private void answer(Route route, Map<String, String> parameters, Request request, Response response)
            throws Exception {
        response.getHeaders().put("x-sandbox-grade", route.grade());
        User user = route.auth() == Route.Auth.TOKEN
                ? sessions.user(
                        request.getHeaders().get("Token"), request.getHeaders().get("Authorization"))
                : null;
        route.handler().handle(new Exchange(request, response, parameters, body(request), user));
    }

    /** A body is parsed only when it says what it is. */
    private static JsonObject body(Request request) throws IOException {
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .toLowerCase(Locale.ROOT);
        String text = Content.Source.asString(request, StandardCharsets.UTF_8);
        JsonObject body = new JsonObject();
        if (type.startsWith("application/x-www-form-urlencoded")) {
            Fields fields = new Fields();
            org.eclipse.jetty.util.UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
            fields.forEach(field -> body.addProperty(field.getName(), field.getValue()));
        } else if (type.startsWith("application/json") && !text.isBlank()) {
            try {
                TypeAdapter<JsonElement> strict = Exchange.GSON
                        .newBuilder()
                        .setStrictness(Strictness.STRICT)
                        .create()
                        .getAdapter(JsonElement.class);
                JsonElement json = strict.fromJson(text);
                if (json.isJsonObject()) {
                    return json.getAsJsonObject();
                }
            } catch (IOException | JsonParseException e) {
                throw new ApiError(400, page("SyntaxError: Unexpected token in JSON"));
            }
        }
        return body;
    }

    private static void error(Response response, Callback callback, int status, String text) {
        if (response.isCommitted()) {
            callback.failed(new IOException("The answer had begun"));
            return;
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ERROR_TYPE);
        Content.Sink.write(response, true, text, callback);
    }

    private static String page(String message) {
        String escaped = message.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n<body>\n<pre>"
                + escaped + "<br> &nbsp; &nbsp;at sandbox (server.js:1:1)</pre>\n</body>\n</html>\n";
    }
}
