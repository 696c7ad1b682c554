package io.flaskdata.sdk.sandbox.internal.pages;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jetty.server.Response;

/** Swagger UI from the webjar, in a page that knows the other service's address and has a field for a token. */
final class SwaggerUi {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final Map<String, String> OURS = Map.of("page.js", SCRIPT, "page.css", STYLE);
    private static final Map<String, String> WEBJAR = Map.of(
            "swagger-ui.css", STYLE,
            "swagger-ui-bundle.js", SCRIPT,
            "swagger-ui-standalone-preset.js", SCRIPT,
            "favicon-32x32.png", "image/png");

    private SwaggerUi() {}

    /**
     * Answers with the page, or one of its files.
     *
     * @param service the one the page is of, {@code api} or {@code idp}
     * @param other where the other one is
     * @return whether there is such a file
     */
    static boolean serve(String file, String service, String other, Response response) throws IOException {
        if (file.isEmpty()) {
            String page =
                    Pages.text("web/swagger.html").replace("{service}", service).replace("{other}", other);
            return send(response, Pages.HTML, page.getBytes(StandardCharsets.UTF_8));
        }
        if (OURS.containsKey(file)) {
            return send(response, OURS.get(file), Pages.resource("web/" + file));
        }
        if (WEBJAR.containsKey(file)) {
            String folder = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
            return send(response, WEBJAR.get(file), Pages.resource(folder + file));
        }
        return false;
    }

    private static boolean send(Response response, String type, byte[] bytes) throws IOException {
        response.getHeaders().put("x-sandbox-grade", "sandbox");
        return Pages.send(response, type, bytes);
    }

    private static String version() throws IOException {
        Properties webjar = new Properties();
        webjar.load(new StringReader(Pages.text("/META-INF/maven/org.webjars/swagger-ui/pom.properties")));
        return webjar.getProperty("version");
    }
}
