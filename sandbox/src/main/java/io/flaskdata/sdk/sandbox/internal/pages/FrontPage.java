package io.flaskdata.sdk.sandbox.internal.pages;

import com.google.gson.JsonObject;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.http.ReceivedRequest;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.http.ControlOperations;
import io.flaskdata.sdk.sandbox.internal.http.Exchange;
import io.flaskdata.sdk.sandbox.internal.http.HtmlPage;
import io.flaskdata.sdk.sandbox.internal.http.Received;
import io.flaskdata.sdk.sandbox.internal.http.RequestBody;
import io.flaskdata.sdk.sandbox.internal.http.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** The page at the API's root: the operations, the received requests, and forms for a fault and a reset. */
public final class FrontPage {
    private static final int LAST = 50;
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)}");
    /** A form's token opens its data without signing in, so it is not shown. */
    private static final String TOKEN = "{token}";

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    private final Map<String, String> databases;
    private final Faults faults;
    private final Received received;
    private final Runnable reset;
    private final List<Route> routes;
    private final URI api;
    private final URI idp;

    public FrontPage(
            Map<String, String> databases,
            Faults faults,
            Received received,
            Runnable reset,
            List<Route> routes,
            URI api,
            URI idp) {
        this.databases = databases;
        this.faults = faults;
        this.received = received;
        this.reset = reset;
        this.routes = routes.stream().filter(each -> !each.isOfSandbox()).toList();
        this.api = api;
        this.idp = idp;
    }

    /** Answers the request if its method is supported; returns whether it did. */
    boolean serve(Request request, Response response) throws IOException {
        response.getHeaders().put("x-sandbox-grade", "sandbox");
        if (Pages.isRead(request)) {
            ControlOperations.refuseOtherSites(request);
            return show(response, 200, "", new JsonObject());
        }
        if (!request.getMethod().equals("POST")) {
            return false;
        }
        // Any website's page can send a form to this machine; a browser sends the page's origin.
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !origin.equals("http://" + request.getHeaders().get(HttpHeader.HOST))) {
            throw new ApiError(403, "[sandbox] A form is taken from the sandbox's own page only.");
        }
        JsonObject form = new JsonObject();
        try {
            form = RequestBody.form(request);
            form.asMap().values().removeIf(each -> each.getAsString().isEmpty());
            return Pages.redirect(response, 303, act(Exchange.ofForm(request, response, form)));
        } catch (ApiError e) {
            return show(response, e.status(), e.text(), form);
        }
    }

    /** Runs the form's button and returns the part of the page to go back to. */
    private String act(Exchange form) {
        switch (form.required("do")) {
            case "fault" -> ControlOperations.setFault(form, faults);
            case "forget" -> faults.clear();
            case "reset" -> reset.run();
            default -> throw ApiError.badRequest("sandbox", "There is no such button.");
        }
        return form.required("do").equals("reset") ? "/" : "/#faults";
    }

    private boolean show(Response response, int status, String error, JsonObject form) throws IOException {
        Map<String, String> parts = Map.ofEntries(
                Map.entry(
                        "error", error.isEmpty() ? "" : "<p class=\"error\" role=\"alert\">" + escaped(error) + "</p>"),
                Map.entry("api", api.toString()),
                Map.entry("idp", idp.toString()),
                Map.entry("databases", each(List.copyOf(databases.entrySet()), FrontPage::database)),
                Map.entry("requests", requests()),
                Map.entry("pending", pending()),
                Map.entry("operations", options(routes.stream().map(Route::path), entered(form, "path", ""))),
                Map.entry(
                        "kinds",
                        options(Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word), entered(form, "kind", ""))),
                Map.entry("amount", entered(form, "amount", "")),
                Map.entry("times", entered(form, "times", "1")),
                Map.entry("text", entered(form, "text", "")),
                Map.entry("count", String.valueOf(routes.size())),
                Map.entry("grades", each(routes, FrontPage::grade)));
        String page = PLACE.matcher(Pages.text("web/front.html"))
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", POLICY);
        return Pages.send(response, Pages.HTML, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String database(Map.Entry<String, String> database) {
        return "<li><code>" + escaped(database.getKey()) + "</code> <small>" + escaped(database.getValue())
                + "</small></li>";
    }

    private String requests() {
        List<ReceivedRequest> all = received.list();
        List<ReceivedRequest> last = new ArrayList<>(all.subList(Math.max(0, all.size() - LAST), all.size()));
        Collections.reverse(last);
        return last.isEmpty()
                ? "<p class=\"quiet\">None since the start or the last reset.</p>"
                : "<table id=\"requests\"><thead><tr><th>Request</th><th>Answer</th><th>Grade</th></tr></thead><tbody>"
                        + each(last, FrontPage::request)
                        + "</tbody></table>";
    }

    private static String request(ReceivedRequest request) {
        return "<tr><td>" + escaped(request.method()) + " <code>" + escaped(shownPath(request)) + "</code></td><td>"
                + (request.status() == 0 ? "none" : request.status()) + "</td><td>" + badge(request.grade())
                + "</td></tr>";
    }

    private static String shownPath(ReceivedRequest request) {
        String[] shown = request.sentPath().split("/");
        int token = List.of(request.path().split("/")).indexOf(TOKEN);
        if (token >= 0) {
            shown[token] = TOKEN;
        }
        return String.join("/", shown);
    }

    private String pending() {
        List<Faults.Pending> pending = faults.pending();
        return pending.isEmpty()
                ? "<p class=\"quiet\">None to come.</p>"
                : "<ul id=\"pending\">" + each(pending, FrontPage::fault) + "</ul><form method=\"post\" action=\"/\">"
                        + "<button name=\"do\" value=\"forget\">Forget them</button></form>";
    }

    private static String fault(Faults.Pending pending) {
        Fault fault = pending.fault();
        String amount = fault.amount() == 0 ? "" : " " + fault.amount();
        String text = fault.text().isEmpty() ? "" : " \u201c" + fault.text() + "\u201d";
        return "<li><code>" + escaped(pending.path()) + "</code> <small>"
                + escaped(fault.kind().word() + amount + text + ", times: " + pending.times()) + "</small></li>";
    }

    private static String grade(Route route) {
        String inferred = route.inferred().isEmpty() ? "" : "<small>" + escaped(route.inferred()) + "</small>";
        return "<li>" + route.method() + " <code>" + escaped(route.path()) + "</code> " + badge(route.grade())
                + inferred + "</li>";
    }

    private static String badge(String grade) {
        return "<span class=\"grade " + grade + "\">" + grade + "</span>";
    }

    private static String options(Stream<String> words, String chosen) {
        return words.distinct()
                .map(HtmlPage::escaped)
                .map(each -> "<option" + (each.equals(chosen) ? " selected" : "") + ">" + each + "</option>")
                .collect(Collectors.joining());
    }

    private static <T> String each(List<T> things, Function<T, String> shown) {
        return things.stream().map(shown).collect(Collectors.joining("\n"));
    }

    /** The value entered in a field of a refused form. */
    private static String entered(JsonObject form, String field, String usually) {
        return form.has(field) ? escaped(form.get(field).getAsString()) : usually;
    }

    private static String escaped(String text) {
        return HtmlPage.escaped(text);
    }
}
