package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.flaskdata.sdk.contract.Documents.Kind;
import io.flaskdata.sdk.contract.Documents.Operation;
import io.flaskdata.sdk.contract.Session.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Requests that the SDK would not send: other headers, other paths. Only reads, and sign-ins of nobody, leave here. */
final class Raw {
    private static final int MOST = 4 << 20;
    private static final Pattern PRE = Pattern.compile("\\A(?>.*?<pre)(?>[^>]*>)(.*?)(\\R|<br|</pre>)", Pattern.DOTALL);
    private static final Pattern KNOWN = Pattern.compile("User or password invalid\\."
            + "|Authentication required\\."
            + "|\\[JWT Token] It was not possible to restore token data\\."
            + "|\\[JWT Token] Token expired\\. Please invalidate it\\."
            + "|(\\[(login|password|email|study_id|subject|tableName)],?)++ parameter\\(s\\) is required\\."
            + "|Specified action is not (allowed|exists)\\.?"
            + "|\\[Method: [A-Z]+] Method is not supported for URL"
            + "|Not Implemented");

    private final Session session;
    private final OkHttpClient http;
    private int requests;
    private int unanswered;

    /** An answer, its text kept in memory only. */
    record Answer(int status, Headers headers, byte[] body) {
        String type() {
            String type = headers.get("Content-Type");
            return type == null ? "none" : Names.contentType(type.toLowerCase(java.util.Locale.ROOT));
        }

        @Nullable
        JsonNode json() {
            try {
                return Documents.JSON.readTree(body);
            } catch (IOException notJson) {
                return null;
            }
        }

        /** What it says: a text that is known, or a digest, so that no value gets into a report. */
        String said() {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                return "nothing";
            }
            Matcher pre = PRE.matcher(text);
            if (text.startsWith("<")) {
                text = pre.find() ? pre.group(1).strip() : "a page";
                return text.startsWith("Error: Resource not found") ? "page: Error: Resource not found" : "page";
            }
            JsonNode json = text.startsWith("{") ? json() : null;
            JsonNode message =
                    json == null ? null : json.has("message") ? json.path("message") : json.at("/error/message");
            if (message != null && message.isTextual()) {
                return "JSON " + known(message.asText());
            }
            return known(text);
        }

        private static String known(String text) {
            return KNOWN.matcher(text).matches()
                    ? text
                    : "text:"
                            + Documents.sha256(text.getBytes(StandardCharsets.UTF_8))
                                    .substring(0, 8);
        }

        /** Status and text, a short fixed form. */
        String verdict() {
            return status + " " + said();
        }
    }

    Raw(Session session) {
        this.session = session;
        this.http = session.transport
                .network()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(Duration.ofSeconds(60))
                .build();
    }

    int requests() {
        return requests;
    }

    /** A GET, HEAD or OPTIONS of any path. */
    Answer look(String method, String path) {
        return send(
                new Request.Builder().url(url(false, path)).method(method, null).build());
    }

    /** A sign-in with this body, which must name nobody. */
    Answer signIn(String body) {
        if (body.contains("password") && !body.contains(".invalid")) {
            throw new IllegalArgumentException("only nobody may sign in here");
        }
        return send(new Request.Builder()
                .url(url(false, "/auth/authorize"))
                .post(json(body))
                .build());
    }

    /** A read with this body, changed as wanted, without a token unless one is added. */
    Answer read(String id, String path, String body, UnaryOperator<Request.Builder> change) {
        Operation operation = session.documents.operation(id);
        boolean read = operation.kind() == Kind.READ || operation.isRead(body.getBytes(StandardCharsets.UTF_8));
        if (!read
                || !path.equalsIgnoreCase(operation.path())
                        && !operation.address().matcher(path).matches()) {
            throw new IllegalArgumentException(id + " with this body is no read");
        }
        Request.Builder builder =
                new Request.Builder().url(url(operation.module().equals("idp"), path));
        Request.Builder request = operation.http().equals("GET") ? builder.get() : builder.post(json(body));
        return send(change.apply(request).build());
    }

    private static RequestBody json(String body) {
        return RequestBody.create(body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json"));
    }

    private HttpUrl url(boolean idp, String path) {
        HttpUrl base = HttpUrl.get(idp ? session.environment.idp() : session.environment.api());
        if (base == null) {
            throw new IllegalStateException("an environment without an address");
        }
        String prefix = base.encodedPath();
        return base.newBuilder()
                .encodedPath((prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path)
                .build();
    }

    private Answer send(Request request) {
        requests++;
        try (Response answer = http.newCall(request).execute()) {
            InputStream body = answer.body() == null
                    ? InputStream.nullInputStream()
                    : answer.body().byteStream();
            Answer read = new Answer(answer.code(), answer.headers(), body.readNBytes(MOST));
            unanswered = 0;
            return read;
        } catch (IOException e) {
            unanswered++;
            if (unanswered >= 2) {
                throw new Stopped("the server no longer answers");
            }
            throw new Probes.NoAnswerException(e);
        }
    }

    /** The token that the SDK sends, without its scheme. */
    Optional<String> token() {
        return session.wire.since(0).stream()
                .flatMap(each -> Optional.ofNullable(each.requestHeaders.get("Authorization")).stream())
                .map(header -> header.substring(header.lastIndexOf(' ') + 1))
                .reduce((first, last) -> last);
    }
}
