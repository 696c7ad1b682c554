package io.flaskdata.sdk.sandbox.internal.pages;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The pages served besides operations: the documents, Swagger UI, the front page. Nothing is read before it is
 * requested.
 */
public final class Pages {
    static final String HTML = "text/html; charset=utf-8";

    /** The documents of {@code specs/upstream}, by the root of the service that serves them. */
    private static final Map<String, String> API =
            Map.of("", "general", "/data-server", "data-server", "/features", "features");

    private static final Map<String, String> IDP = Map.of("", "idp");

    private final FrontPage front;
    private final URI api;
    private final URI idp;

    public Pages(FrontPage front, URI api, URI idp) {
        this.front = front;
        this.api = api;
        this.idp = idp;
    }

    /** Answers on the API's address; returns whether there is a page. */
    public boolean api(Request request, Response response) throws IOException {
        return Request.getPathInContext(request).equals("/")
                ? front.serve(request, response)
                : service(API, request, response, "api", idp);
    }

    /** Answers on the IDP's address; returns whether there is a page. */
    public boolean idp(Request request, Response response) throws IOException {
        return Request.getPathInContext(request).equals("/") && isRead(request)
                ? redirect(response, 302, api + "/")
                : service(IDP, request, response, "idp", api);
    }

    private static boolean service(
            Map<String, String> documents, Request request, Response response, String service, URI other)
            throws IOException {
        String path = Request.getPathInContext(request).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> each : documents.entrySet()) {
            String page = each.getKey() + "/swagger";
            if (!isRead(request) || !path.startsWith(page)) {
                continue;
            }
            if (path.equals(page + ".json")) {
                byte[] document = resource("/flaskdata-specs/upstream/" + each.getValue() + ".json");
                return send(response, "application/json; charset=utf-8", document);
            }
            if (path.equals(page)) {
                return redirect(response, 301, page + "/");
            }
            if (path.startsWith(page + "/")) {
                return SwaggerUi.serve(path.substring(page.length() + 1), service, other.toString(), response);
            }
        }
        return false;
    }

    static boolean isRead(Request request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    static boolean redirect(Response response, int status, String to) throws IOException {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.LOCATION, to);
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
        return true;
    }

    static boolean send(Response response, String type, byte[] bytes) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
        return true;
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static String text(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8);
    }
}
