package io.flaskdata.sdk.sandbox.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.flaskdata.sdk.sandbox.http.Fault;
import io.flaskdata.sdk.sandbox.http.Faults;
import io.flaskdata.sdk.sandbox.internal.base.ApiError;
import io.flaskdata.sdk.sandbox.internal.base.PlainJson;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** {@code /__sandbox/*}: control operations for tests in any language. */
public final class ControlOperations {
    static final String PREFIX = "/__sandbox/";
    /** An application under test in a browser is on this machine too. */
    private static final Pattern OF_THIS_MACHINE =
            Pattern.compile("(?i)https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    private final Faults faults;
    private final Received received;
    private final Runnable reset;
    private final Deviating deviating;

    public ControlOperations(Faults faults, Received received, Runnable reset, Deviating deviating) {
        this.faults = faults;
        this.received = received;
        this.reset = reset;
        this.deviating = deviating;
    }

    public List<Route> routes() {
        return List.of(
                Route.open(
                        "GET",
                        PREFIX + "faults",
                        "sandbox",
                        each -> each.json(list(faults.pending(), ControlOperations::json))),
                Route.open("POST", PREFIX + "faults", "sandbox", this::addFault),
                Route.open("DELETE", PREFIX + "faults", "sandbox", each -> run(each, faults::clear)),
                Route.open(
                        "GET",
                        PREFIX + "requests",
                        "sandbox",
                        each -> each.json(list(received.list(), PlainJson.GSON::toJsonTree))),
                Route.open("DELETE", PREFIX + "requests", "sandbox", each -> run(each, received::clear)),
                Route.open("GET", PREFIX + "deviations", "sandbox", each -> each.json(deviations())),
                Route.open("POST", PREFIX + "deviations", "sandbox", this::deviate),
                Route.open(
                        "DELETE", PREFIX + "deviations", "sandbox", each -> run(each, () -> deviating.set(List.of()))),
                Route.open("POST", PREFIX + "reset", "sandbox", each -> run(each, reset)));
    }

    /**
     * Any website's page can call this machine. A browser sends the page's origin and the host name called, which can
     * be the website's own name with this machine's address (DNS rebinding).
     */
    public static void refuseOtherSites(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host != null && !OF_THIS_MACHINE.matcher("http://" + host).matches()) {
            throw new ApiError(403, "[sandbox] This is for who calls this machine by its own name or address.");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !OF_THIS_MACHINE.matcher(origin).matches()) {
            throw new ApiError(403, "[sandbox] A page of another site may not use " + PREFIX + "*.");
        }
    }

    private void addFault(Exchange exchange) throws IOException {
        setFault(exchange, faults);
        exchange.ok();
    }

    private void deviate(Exchange exchange) throws IOException {
        try {
            deviating.set(Deviation.profile(exchange.requiredArray("profile").toString()));
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "[sandbox] " + e.getMessage());
        }
        exchange.ok();
    }

    /** Those that are known, and those that are in force. */
    private JsonObject deviations() {
        JsonObject json = new JsonObject();
        json.add("known", list(List.copyOf(Deviation.KNOWN.values()), ControlOperations::json));
        json.add("now", list(deviating.now().list(), ControlOperations::json));
        return json;
    }

    private static JsonElement json(Deviation deviation) {
        JsonObject json = new JsonObject();
        json.addProperty("name", deviation.name());
        json.addProperty("says", deviation.says());
        json.add("operations", list(deviation.operations(), JsonPrimitive::new));
        return json;
    }

    public static void setFault(Exchange exchange, Faults faults) {
        Integer amount = exchange.optionalInt("amount");
        Integer times = exchange.optionalInt("times");
        String text = exchange.text("text");
        try {
            Fault.Kind kind = Fault.Kind.named(exchange.required("kind"));
            faults.next(
                    exchange.required("path"),
                    new Fault(kind, amount == null ? 0 : amount, text == null ? "" : text),
                    times == null ? 1 : times);
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "[sandbox] " + e.getMessage());
        }
    }

    private static void run(Exchange exchange, Runnable action) throws IOException {
        action.run();
        exchange.ok();
    }

    /** In the format used to set it. */
    private static JsonElement json(Faults.Pending pending) {
        JsonObject json = new JsonObject();
        json.addProperty("path", pending.path());
        json.addProperty("kind", pending.fault().kind().word());
        json.addProperty("amount", pending.fault().amount());
        json.addProperty("text", pending.fault().text());
        json.addProperty("times", pending.times());
        return json;
    }

    private static <T> JsonElement list(List<T> things, Function<T, JsonElement> json) {
        JsonArray array = new JsonArray();
        things.forEach(each -> array.add(json.apply(each)));
        return array;
    }
}
