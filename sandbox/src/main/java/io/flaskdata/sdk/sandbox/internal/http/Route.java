package io.flaskdata.sdk.sandbox.internal.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the sandbox serves; a path segment in braces is a parameter.
 *
 * @param changes the state it changes, in words; empty when it only reads
 * @param inferred its inferred behaviour, in words; empty when there is none
 */
public record Route(
        String method, String path, String grade, Auth auth, Handler handler, String changes, String inferred) {
    /** The framework answers here for any method and any following path (observed). */
    private static final String MOUNTED = "/health";

    /** Whether a token is required. */
    enum Auth {
        TOKEN,
        /** A token is optional, but must be valid if sent. */
        IF_SENT,
        NONE
    }

    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange) throws Exception;
    }

    public static Route open(String method, String path, String grade, Handler handler) {
        return new Route(method, path, grade, Auth.NONE, handler, "", "");
    }

    public static Route signedIn(String method, String path, String grade, Handler handler) {
        return new Route(method, path, grade, Auth.TOKEN, handler, "", "");
    }

    /** The same route with an optional token. */
    public Route tokenOptional() {
        return new Route(method, path, grade, Auth.IF_SENT, handler, changes, inferred);
    }

    /** With what it changes, for the table of operations. */
    public Route changing(String what) {
        return new Route(method, path, grade, auth, handler, what, inferred);
    }

    /** With what is inferred of it, for the table of operations. */
    public Route inferring(String what) {
        return new Route(method, path, grade, auth, handler, changes, what);
    }

    /** Whether it is the sandbox's own operation, which FlaskData doesn't have. */
    public boolean isOfSandbox() {
        return path.startsWith(ControlOperations.PREFIX);
    }

    /** The name by which a fault selects one operation of a path. */
    String operation() {
        return method + " " + path;
    }

    /**
     * The path's parameters, as sent, if the path is this route's; else null. Case (except an action's) and a trailing
     * slash don't matter.
     */
    @Nullable
    Map<String, String> match(String requestMethod, String requestPath) {
        String[] wanted = path.split("/");
        String[] given = requestPath.split("/");
        if (path.equals(MOUNTED)) {
            return given.length > 1 && given[1].equalsIgnoreCase("health") ? Map.of() : null;
        }
        if (!method.equals(requestMethod) || wanted.length != given.length) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (i == wanted.length - 1 ? !wanted[i].equals(given[i]) : !wanted[i].equalsIgnoreCase(given[i])) {
                return null;
            }
        }
        return parameters;
    }

    /**
     * Whether a path differs only in the last of at least two segments, that is, another action of the same controller.
     */
    boolean hasSibling(String requestPath) {
        String[] wanted = path.split("/");
        String[] given = requestPath.split("/");
        if (wanted.length != given.length || wanted.length <= 2 || isOfSandbox()) {
            return false;
        }
        given[given.length - 1] = wanted[wanted.length - 1];
        return match(method, String.join("/", given)) != null;
    }
}
