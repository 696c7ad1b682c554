package io.flaskdata.sdk.sandbox.internal.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation the sandbox serves; a segment of its path in braces is a parameter.
 *
 * @param changes what of the sandbox's state it changes, in words; empty when it only reads
 * @param inferred what of its behaviour nobody outside knows, in words; empty when that is nothing
 */
public record Route(
        String method, String path, String grade, Auth auth, Handler handler, String changes, String inferred) {
    /** The framework answers here whatever the method and what follows (observed). */
    private static final String MOUNTED = "/health";

    /** Whether a token is asked for. */
    enum Auth {
        TOKEN,
        /** One that is sent must be good. */
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

    /** The same for who sends no token. */
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

    /** What FlaskData doesn't have. */
    public boolean isOfSandbox() {
        return path.startsWith(ControlOperations.PREFIX);
    }

    /** As a fault names one operation of a path that has several. */
    String operation() {
        return method + " " + path;
    }

    /** The path's parameters, as they were sent, when it is this route's; else null. Case, but an action's, and a slash at the end don't matter. */
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

    /** Whether a path is this one but for the last of at least two segments: another action of the same controller. */
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
