package io.flaskdata.sdk;

import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the contract says of one operation that its Retrofit method can't say. */
record Operation(String id, String path, Retry retry, boolean stream, Auth auth) {
    /** Which token a call carries. */
    enum Auth {
        API,
        IDP,
        BARE,
        NONE
    }

    /** Whether a call may be repeated: always, never, or when a top-level member of the request matches. */
    record Retry(
            boolean always,
            @Nullable String member,
            @Nullable Pattern pattern) {
        static final Retry SAFE = new Retry(true, null, null);
        static final Retry NEVER = new Retry(false, null, null);
    }

    private static final Pattern FORM_TOKEN = Pattern.compile("/viewer/[^/]+");

    /** Whether the contract calls this very request a read. */
    boolean isSafe(Request request) {
        if (retry.always()) {
            return true;
        }
        String member = retry.member();
        Pattern pattern = retry.pattern();
        if (member == null || pattern == null || request.body() == null) {
            return false;
        }
        String value = Json.topLevelText(request.body(), member);
        return value != null && pattern.matcher(value).matches();
    }

    /** A read-only client must be able to sign in. */
    boolean isSignIn() {
        return AuthApi.OPERATIONS.containsValue(this);
    }

    static String redactedAddress(Request request) {
        String path = FORM_TOKEN.matcher(request.url().encodedPath()).replaceAll("/viewer/[redacted]");
        return request.url().scheme() + "://" + request.url().host() + ":"
                + request.url().port() + path;
    }
}
