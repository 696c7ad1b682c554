package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;

/** The generated modules' operation metadata, by Retrofit method. */
public final class Operations {
    private static final String MODULES = "io.flaskdata.sdk.";
    private static final String STREAMING_TWIN = "Streaming";

    /** A module's metadata is found by its package name, so modules unknown to core have it too. */
    private static final ClassValue<Map<String, Operation>> OF_MODULE = new ClassValue<>() {
        @Override
        protected Map<String, Operation> computeValue(Class<?> service) {
            return service == AuthApi.class ? AuthApi.OPERATIONS : load(service);
        }
    };

    private static final Map<Method, Operation> OF_METHOD = new ConcurrentHashMap<>();

    private Operations() {}

    public static Operation of(Request request) {
        return of(method(request));
    }

    public static Operation of(Method method) {
        Operation known = OF_METHOD.get(method);
        if (known == null) {
            known = find(method);
            OF_METHOD.put(method, known);
        }
        return known;
    }

    private static Operation find(Method method) {
        String service = method.getDeclaringClass().getName();
        String name = method.getName();
        Map<String, Operation> operations = OF_MODULE.get(method.getDeclaringClass());
        Operation operation = operations.get(service + "#" + name);
        if (operation == null && name.endsWith(STREAMING_TWIN)) {
            operation = operations.get(service + "#" + name.substring(0, name.length() - STREAMING_TWIN.length()));
        }
        if (operation == null) {
            throw new IllegalArgumentException(service + "." + name + " is not an operation of the generated modules");
        }
        return operation;
    }

    /** Whether the request is of a method that returns the rows of its typed twin as bytes. */
    static boolean streamsRows(Request request) {
        Invocation invocation = request.tag(Invocation.class);
        if (invocation == null) {
            return false;
        }
        Method method = invocation.method();
        return method.getName().endsWith(STREAMING_TWIN)
                && Arrays.stream(method.getDeclaringClass().getMethods())
                        .anyMatch(each -> (each.getName() + STREAMING_TWIN).equals(method.getName()));
    }

    public static boolean knows(Class<?> service) {
        return OF_MODULE.get(service).keySet().stream().anyMatch(key -> key.startsWith(service.getName() + "#"));
    }

    /** The module description for a request's interface; empty when there is none. */
    public static JsonObject document(Request request) {
        return document(method(request).getDeclaringClass());
    }

    private static Method method(Request request) {
        Invocation invocation = request.tag(Invocation.class);
        if (invocation == null) {
            throw new IllegalStateException("A request that no interface of the SDK made");
        }
        return invocation.method();
    }

    private static Map<String, Operation> load(Class<?> service) {
        JsonElement listed = document(service).get("operations");
        Map<String, Operation> operations = new HashMap<>();
        if (listed != null) {
            listed.getAsJsonArray().forEach(each -> put(operations, each.getAsJsonObject()));
        }
        return Map.copyOf(operations);
    }

    private static JsonObject document(Class<?> service) {
        String module =
                service.getPackageName().substring(service.getPackageName().lastIndexOf('.') + 1);
        String resource = "/META-INF/flaskdata/" + module + ".json";
        try (InputStream in = service.getResourceAsStream(resource)) {
            if (in == null && service.getPackageName().startsWith(MODULES)) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            if (in == null) {
                return new JsonObject();
            }
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " can't be read", e);
        }
    }

    private static void put(Map<String, Operation> operations, JsonObject json) {
        operations.put(
                text(json, "interface") + "#" + text(json, "method"),
                new Operation(
                        text(json, "id"),
                        text(json, "path"),
                        retry(json.get("retry")),
                        json.get("stream").getAsBoolean(),
                        Operation.Auth.valueOf(text(json, "auth").toUpperCase(Locale.ROOT))));
    }

    /** Anything unknown means never. */
    private static Operation.Retry retry(@Nullable JsonElement json) {
        if (json != null && json.isJsonPrimitive() && json.getAsString().equals("safe")) {
            return Operation.Retry.SAFE;
        }
        if (json != null && json.isJsonObject() && json.getAsJsonObject().has("safe-when")) {
            JsonObject when = json.getAsJsonObject().getAsJsonObject("safe-when");
            return new Operation.Retry(false, text(when, "member"), Pattern.compile(text(when, "matches")));
        }
        return Operation.Retry.NEVER;
    }

    private static String text(JsonObject json, String member) {
        return json.get(member).getAsString();
    }
}
