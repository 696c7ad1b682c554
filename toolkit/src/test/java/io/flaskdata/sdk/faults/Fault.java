package io.flaskdata.sdk.faults;

import io.flaskdata.sdk.WireServer;
import io.flaskdata.sdk.call.CallOptions;
import io.flaskdata.sdk.internal.net.Http2Server;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One thing that goes wrong with a request, and what kind of failure the contract makes of it. */
final class Fault {
    /** What the contract tells apart. */
    enum Kind {
        /** The request can't leave, now. */
        CAN_NOT_LEAVE,
        /** The request must not leave: whoever answers is not FlaskData. */
        MUST_NOT_LEAVE,
        /** Nobody knows whether the request has left. */
        MAY_HAVE_LEFT,
        /** The server hears the request and no answer comes. */
        NO_ANSWER,
        /** An answer begins, and is none or not whole. */
        NO_WHOLE_ANSWER,
        /** A status that is no success. */
        STATUS,
        /** The same, with the server's own word for a token that it doesn't accept. */
        TOKEN_REFUSED,
        /** It looks odd, and the answer is whole. */
        HARMLESS
    }

    /** Which cells there are. */
    enum Where {
        EVERYWHERE(""),
        HTTP_1_ONLY("n/a: not in HTTP/2"),
        HTTP_2_ONLY("n/a: not in HTTP/1.1"),
        TLS_ONLY("n/a: no TLS"),
        ZIP_ONLY("n/a: no zip is asked for"),
        JSON_ONLY("n/a: no JSON is asked for");

        final String reason;

        Where(String reason) {
            this.reason = reason;
        }
    }

    interface Script {
        void happens(Exchange exchange) throws IOException;
    }

    /** What a client finds where the server should be: gives the port. */
    interface Door {
        int open(OkHttpClient.Builder http) throws IOException;
    }

    final String name;
    final Kind kind;
    private Where where = Where.EVERYWHERE;
    private @Nullable Script script;
    private @Nullable Door door;
    private Over.Shown certificate = Over.Shown.GOOD;
    int status;
    String body = "";
    boolean atOnce;
    private @Nullable String pushed;
    private boolean hangsUp;
    private @Nullable Duration skew;
    boolean big;
    private boolean slow;
    private boolean silent;

    private Fault(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    static Fault of(String name, Kind kind, Script script) {
        Fault fault = new Fault(name, kind);
        fault.script = script;
        return fault;
    }

    static Fault behind(String name, Kind kind, Door door) {
        Fault fault = new Fault(name, kind);
        fault.door = door;
        return fault;
    }

    static Fault showing(String name, Over.Shown certificate) {
        Fault fault = new Fault(name, Kind.MUST_NOT_LEAVE);
        fault.certificate = certificate;
        fault.where = Where.TLS_ONLY;
        return fault;
    }

    static Fault status(int status, String form, String type, String body, String... headers) {
        Fault fault = of(status + form, Kind.STATUS, exchange -> exchange.answer(status, type, body, headers));
        fault.status = status;
        fault.body = body;
        return fault;
    }

    static Fault refusing(String form, String type, String body) {
        return of("401, " + form, Kind.TOKEN_REFUSED, exchange -> exchange.answer(401, type, body));
    }

    /** Something that happens to a connection between two requests. */
    static Fault between(String name, @Nullable String pushed) {
        Fault fault = of(name, Kind.HARMLESS, Exchange::answerWell);
        fault.pushed = pushed;
        fault.hangsUp = pushed == null;
        return fault;
    }

    static Fault skewed(String name, Duration skew) {
        Fault fault = new Fault(name, Kind.HARMLESS);
        fault.skew = skew;
        return fault;
    }

    Fault only(Where where) {
        this.where = where;
        return this;
    }

    Fault atOnce() {
        atOnce = true;
        return this;
    }

    Fault big() {
        big = true;
        return this;
    }

    Fault slow() {
        slow = true;
        return this;
    }

    Fault silent() {
        silent = true;
        return this;
    }

    /** Why there is no such cell; null when there is one. */
    @Nullable
    String notApplicable(Doing doing, Over over) {
        boolean there = switch (where) {
            case EVERYWHERE -> true;
            case HTTP_1_ONLY -> !over.isHttp2();
            case HTTP_2_ONLY -> over.isHttp2();
            case TLS_ONLY -> over.tls;
            case ZIP_ONLY -> doing == Doing.ZIP;
            case JSON_ONLY -> doing != Doing.ZIP;
        };
        return there ? null : where.reason;
    }

    boolean reaches() {
        return door == null && certificate == Over.Shown.GOOD;
    }

    Over.Shown certificate() {
        return certificate;
    }

    /** The port where the client finds this, or the server itself. */
    int port(OkHttpClient.Builder http, int server) throws IOException {
        return door == null ? server : door.open(http);
    }

    boolean hangsUp() {
        return hangsUp;
    }

    boolean isBetween() {
        return pushed != null || hangsUp;
    }

    void disturb(WireServer server) throws IOException {
        WireServer.Connection connection =
                server.connections().get(server.connections().size() - 1);
        if (pushed == null) {
            connection.reset();
            connection.awaitEnd();
        } else {
            connection.send(pushed);
        }
    }

    void disturb(Http2Server.Connection connection) throws IOException {
        if (pushed == null) {
            connection.reset();
            connection.awaitEnd();
        } else {
            connection.head(99, java.util.List.of(":status", "200"));
            connection.data(99, new byte[] {'[', ']'}, true);
        }
    }

    /** Whether the server may have done a write before this happens. */
    boolean mayAct() {
        return switch (kind) {
            case NO_ANSWER, NO_WHOLE_ANSWER, HARMLESS -> true;
            case STATUS -> Rule.mayHaveActed(this);
            case CAN_NOT_LEAVE, MUST_NOT_LEAVE, MAY_HAVE_LEFT, TOKEN_REFUSED -> false;
        };
    }

    void happens(Exchange exchange) throws IOException {
        if (script == null) {
            exchange.answerWell(everywhere(Instant.parse("2026-11-24T12:00:00Z")));
        } else {
            script.happens(exchange);
        }
    }

    /** The headers of each answer. */
    String[] everywhere(Instant now) {
        return skew == null
                ? new String[0]
                : new String[] {
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plus(skew).atOffset(ZoneOffset.UTC))
                };
    }

    CallOptions patience(CallOptions options) {
        if (slow) {
            Duration little = Duration.ofSeconds(2);
            return options.withCallTimeout(little).withExtractTimeout(little);
        }
        return silent ? options.withReadTimeout(Duration.ofSeconds(1)) : options;
    }

    @Override
    public String toString() {
        return name;
    }
}
