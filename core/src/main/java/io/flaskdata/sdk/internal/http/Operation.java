package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.Redaction;
import io.flaskdata.sdk.json.internal.Json;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the contract says about one operation beyond its Retrofit method. */
public record Operation(String id, String path, Retry retry, boolean stream, Auth auth) {
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

    /** Whether the contract calls this request a read. */
    public boolean isSafe(Request request) {
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

    /** Refuses what a read-only client may not send: anything but reads and the calls of its own session. */
    public void refuseUnless(boolean allowed) {
        if (!allowed && !isOfSession()) {
            throw new IllegalStateException(
                    id + " was not sent: this client is read-only and the contract does not call the request a read");
        }
    }

    /** Whether it exchanges a password for a token. */
    boolean isSignIn() {
        return path.equals("/auth/authorize") || path.equals("/auth/mobile-form-authorization");
    }

    /** Signing in and out writes no trial data, so a read-only client may do it. */
    boolean isOfSession() {
        return isSignIn() || path.equals("/auth/logout");
    }

    public static String redactedAddress(Request request) {
        return request.url().scheme() + "://" + request.url().host() + ":"
                + request.url().port() + Redaction.of(request.url().encodedPath());
    }
}
