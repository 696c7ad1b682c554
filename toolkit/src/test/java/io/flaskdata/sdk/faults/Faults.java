package io.flaskdata.sdk.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.flaskdata.sdk.WireServer;
import io.flaskdata.sdk.faults.Exchange.Http1;
import io.flaskdata.sdk.faults.Exchange.Http2;
import io.flaskdata.sdk.faults.Fault.Kind;
import io.flaskdata.sdk.faults.Fault.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** All faults of the matrix. */
final class Faults {
    private static final String TEXT = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String PAGE = "<html><head><title>Error</title></head><body><h1>Error</h1></body></html>";
    /** Behind the first entry's header and name. */
    private static final int IN_THE_FIRST_ENTRY = 30 + "Demographics.csv".length() + 4;

    /** By how they begin: 64 MiB in as many kilobytes. */
    private static final Map<String, byte[]> BOMBS = new ConcurrentHashMap<>();

    private static final byte[] SPACE = {' '};

    private Faults() {}

    static List<Fault> all(String elsewhere) {
        List<Fault> all = new ArrayList<>();
        beforeTheRequest(all);
        noAnswer(all);
        brokenOff(all);
        odd(all);
        statuses(all, elsewhere);
        successesThatAreNone(all);
        compressed(all);
        big(all);
        return all;
    }

    private static void beforeTheRequest(List<Fault> all) {
        all.add(Fault.behind("no such host (DNS)", Kind.CAN_NOT_LEAVE, http -> {
            http.dns(host -> {
                throw new UnknownHostException(host);
            });
            return 80;
        }));
        all.add(Fault.behind("connection refused", Kind.CAN_NOT_LEAVE, http -> Over.closedPort()));
        all.add(Fault.showing("TLS: the certificate has expired", Over.Shown.EXPIRED));
        all.add(Fault.showing("TLS: another host's certificate", Over.Shown.OF_ANOTHER_HOST));
        all.add(Fault.showing("TLS: a certificate signed by itself", Over.Shown.SELF_SIGNED));
        all.add(Fault.showing("TLS: a root that nobody trusts", Over.Shown.OF_AN_UNKNOWN_ROOT));
        all.add(Fault.behind("TLS: an answer without TLS", Kind.MUST_NOT_LEAVE, http -> Doors.ANSWERING)
                .only(Where.TLS_ONLY));
        all.add(Fault.behind("reset as soon as it connects", Kind.MAY_HAVE_LEFT, http -> Doors.RESETTING));
        all.add(Fault.between("reset before the request, on a kept connection", null));
        all.add(Fault.between(
                "bytes nobody asked for, on a kept connection", WireServer.answer("{\"study_subject_id\":666}")));
    }

    /** Servers that never read: one resets whoever connects, one answers at once. */
    private static final class Doors {
        static final int RESETTING = open(true);
        static final int ANSWERING = open(false);

        private static int open(boolean resets) {
            try {
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
                Thread thread = new Thread(() -> serve(server, resets), "wire-server");
                thread.setDaemon(true);
                thread.start();
                return server.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void serve(ServerSocket server, boolean resets) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    if (resets) {
                        socket.setSoLinger(true, 0);
                    } else {
                        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
                    }
                } catch (IOException e) {
                    // A client that is gone already; the next one finds the same.
                    continue;
                }
            }
        }
    }

    private static void noAnswer(List<Fault> all) {
        all.add(Fault.of("reset after the request", Kind.NO_ANSWER, Exchange::reset));
        all.add(Fault.of("closed after the request", Kind.NO_ANSWER, Exchange::close));
        all.add(Fault.of("cut in the headers", Kind.NO_ANSWER, exchange -> {
            if (exchange instanceof Http2 two) {
                two.connection.beginningOfHead(two.stream);
            } else {
                ((Http1) exchange).raw("HTTP/1.1 200 OK\r\nContent-Ty");
            }
            exchange.close();
        }));
        all.add(Fault.of("stall: nothing is answered", Kind.NO_ANSWER, exchange -> {})
                .silent());
        all.add(Fault.of(
                        "the stream is refused",
                        Kind.NO_ANSWER,
                        exchange -> ((Http2) exchange).connection.resetStream(((Http2) exchange).stream, 7))
                .only(Where.HTTP_2_ONLY));
        all.add(Fault.of("GOAWAY, no stream taken", Kind.NO_ANSWER, exchange -> ((Http2) exchange).connection.goAway())
                .only(Where.HTTP_2_ONLY));
        all.add(Fault.of("endless headers", Kind.NO_ANSWER, exchange -> {
                    Http1 one = (Http1) exchange;
                    one.raw("HTTP/1.1 200 OK\r\n");
                    for (int i = 0; i < 300; i++) {
                        one.raw("X-" + i + ": " + "x".repeat(1024) + "\r\n");
                    }
                    one.close();
                })
                .only(Where.HTTP_1_ONLY));
    }

    private static void brokenOff(List<Fault> all) {
        all.add(Fault.of("the connection ends in the body", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.headOfGood(0);
            exchange.part(exchange.half());
            exchange.saysNoMore();
        }));
        all.add(Fault.of("cut in a chunk, or its stream reset", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.head(200, chunked(exchange));
            if (exchange instanceof Http2 two) {
                two.part(two.half());
                two.connection.resetStream(two.stream, 2);
            } else {
                ((Http1) exchange).raw(Integer.toHexString(exchange.good.bytes().length) + "\r\n");
                exchange.part(exchange.half());
                exchange.close();
            }
        }));
        all.add(Fault.of("a chunk's size is no number", Kind.NO_WHOLE_ANSWER, exchange -> {
                    exchange.head(200, chunked(exchange));
                    ((Http1) exchange).raw("xyz\r\n");
                    exchange.part(exchange.good.bytes());
                    exchange.close();
                })
                .only(Where.HTTP_1_ONLY));
        all.add(Fault.of("length too long", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.headOfGood(10);
            exchange.part(exchange.good.bytes());
            if (exchange instanceof Http2) {
                exchange.end();
            } else {
                exchange.close();
            }
        }));
        all.add(Fault.of("length too short", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.headOfGood(-2);
            exchange.part(exchange.good.bytes());
            exchange.end();
        }));
        all.add(Fault.of("two different lengths", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.headOfGood(0, "Content-Length", "3");
            exchange.part(exchange.good.bytes());
            exchange.end();
        }));
        all.add(Fault.of("HTTP/1.0 without a length, cut", Kind.NO_WHOLE_ANSWER, exchange -> {
                    old((Http1) exchange, exchange.half());
                })
                .only(Where.HTTP_1_ONLY));
        all.add(Fault.of("slow body: no end within the call's time", Kind.NO_WHOLE_ANSWER, exchange -> {
                    exchange.headOfGood(1_000_000);
                    exchange.part(exchange.half());
                    Thread thread = new Thread(() -> spaces(exchange), "wire-server");
                    thread.setDaemon(true);
                    thread.start();
                })
                .slow());
        all.add(Fault.of("stall in the body", Kind.NO_WHOLE_ANSWER, exchange -> {
                    exchange.headOfGood(0);
                    exchange.part(exchange.half());
                })
                .silent());
    }

    private static void spaces(Exchange exchange) {
        try {
            for (int i = 0; i < 250; i++) {
                exchange.part(SPACE);
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            // The client has had enough, which ends it.
            Thread.currentThread().interrupt();
        }
    }

    private static String[] chunked(Exchange exchange) {
        return exchange instanceof Http2
                ? new String[] {"Content-Type", exchange.good.type()}
                : new String[] {"Content-Type", exchange.good.type(), "Transfer-Encoding", "chunked"};
    }

    private static void old(Http1 exchange, byte[] body) throws IOException {
        exchange.raw("HTTP/1.0 200 OK\r\nContent-Type: " + exchange.good.type() + "\r\n\r\n");
        exchange.part(body);
        exchange.close();
    }

    private static void odd(List<Fault> all) {
        all.add(Fault.of(
                        "HTTP/1.0 without a length",
                        Kind.HARMLESS,
                        exchange -> old((Http1) exchange, exchange.good.bytes()))
                .only(Where.HTTP_1_ONLY));
        all.add(Fault.of("two answers in one", Kind.HARMLESS, exchange -> {
            exchange.answerWell();
            if (exchange instanceof Http2 two) {
                two.answerWell();
            } else {
                ((Http1) exchange).raw(WireServer.answer("{\"study_subject_id\":666}"));
            }
        }));
        for (int i = 1; i <= 4; i++) {
            int count = i;
            all.add(Fault.of(i + " × 103 before the answer", Kind.HARMLESS, exchange -> {
                for (int j = 0; j < count; j++) {
                    exchange.head(103, "Link", "</x>");
                }
                exchange.answerWell();
            }));
        }
        all.add(Fault.of("each byte on its own", Kind.HARMLESS, exchange -> {
            exchange.headOfGood(0);
            for (byte b : exchange.good.bytes()) {
                exchange.part(new byte[] {b});
            }
            exchange.end();
        }));
        all.add(Fault.of("the same length twice", Kind.HARMLESS, exchange -> {
            exchange.headOfGood(0, "Content-Length", String.valueOf(exchange.good.bytes().length));
            exchange.part(exchange.good.bytes());
            exchange.end();
        }));
        all.add(Fault.of("other headers twice", Kind.HARMLESS, exchange -> {
            exchange.answerWell("Date", "x", "Date", "y", "Content-Type", exchange.good.type(), "Retry-After", "9");
        }));
        all.add(Fault.of("a length beside chunks", Kind.HARMLESS, exchange -> {
                    byte[] bytes = exchange.good.bytes();
                    exchange.headOfGood(5, "Transfer-Encoding", "chunked");
                    ((Http1) exchange).raw(Integer.toHexString(bytes.length) + "\r\n");
                    exchange.part(bytes);
                    ((Http1) exchange).raw("\r\n0\r\n\r\n");
                })
                .only(Where.HTTP_1_ONLY));
        all.add(Fault.skewed("the server's clock a day ahead", Duration.ofDays(1)));
        all.add(Fault.skewed("the server's clock a day behind", Duration.ofDays(-1)));
    }

    private static void statuses(List<Fault> all, String elsewhere) {
        for (int status : new int[] {301, 302, 307, 308}) {
            all.add(Fault.status(status, " to another host", TEXT, "", "Location", elsewhere));
        }
        all.add(Fault.refusing("no token", TEXT, "Authentication required."));
        all.add(Fault.refusing("unknown token", TEXT, "[JWT Token] It was not possible to restore token data."));
        all.add(Fault.refusing("token expired", TEXT, "[JWT Token] Token expired. Please invalidate it."));
        all.add(Fault.refusing(
                "token expired, as JSON",
                JSON,
                "{\"error\":{\"code\":401,\"message\":\"[JWT Token] Token expired. Please invalidate it.\"}}"));
        all.add(Fault.status(401, ", in anybody's words", TEXT, "Unauthorized"));
        all.add(Fault.status(401, ", a page", TEXT, PAGE));
        all.add(Fault.status(403, ", text", TEXT, "No access"));
        all.add(Fault.status(403, ", a firewall's page", TEXT, PAGE));
        all.add(Fault.status(404, ", text", TEXT, "Not Found"));
        all.add(Fault.status(404, ", FlaskData's own text", TEXT, Rule.OWN_404));
        for (int status : new int[] {408, 409, 413, 422, 429}) {
            all.add(Fault.status(status, "", TEXT, "why"));
        }
        all.add(Fault.status(429, ", retry after an hour", TEXT, "why", "Retry-After", "3600")
                .atOnce());
        all.add(Fault.status(503, ", retry after an hour", TEXT, "why", "Retry-After", "3600")
                .atOnce());
        for (int status = 500; status <= 504; status++) {
            all.add(Fault.status(status, ", text", TEXT, "[crf] a step failed"));
            all.add(Fault.status(status, ", JSON", JSON, "{\"error\":{\"code\":5,\"message\":\"a step failed\"}}"));
            all.add(Fault.status(status, ", a page", TEXT, PAGE));
            all.add(Fault.status(
                    status, ", FlaskData's own page", TEXT, "<!DOCTYPE html><html><pre>a step failed</pre></html>"));
            all.add(Fault.status(status, ", empty", TEXT, ""));
        }
    }

    private static void successesThatAreNone(List<Fault> all) {
        all.add(Fault.of("204", Kind.NO_WHOLE_ANSWER, exchange -> {
            exchange.head(204);
            exchange.end();
        }));
        all.add(none("a login page as 200", TEXT, "<!DOCTYPE html><title>Sign in</title>"));
        all.add(none("an empty 200", JSON, ""));
        all.add(Fault.of(
                        "a wrong content type",
                        Kind.NO_WHOLE_ANSWER,
                        exchange -> exchange.answer(200, "text/plain", exchange.good.bytes()))
                .only(Where.JSON_ONLY));
        all.add(Fault.of("no content type", Kind.NO_WHOLE_ANSWER, exchange -> {
                    exchange.head(200, "Content-Length", String.valueOf(exchange.good.bytes().length));
                    exchange.part(exchange.good.bytes());
                    exchange.end();
                })
                .only(Where.JSON_ONLY));
        all.add(Fault.of(
                        "a zip called text",
                        Kind.HARMLESS,
                        exchange -> exchange.answer(200, TEXT, exchange.good.bytes()))
                .only(Where.ZIP_ONLY));
        all.add(none("invalid JSON", JSON, "{'study_subject_id':13}"));
        all.add(none("an error in a 200", JSON, "{\"error\":{\"code\":5,\"message\":\"a step failed\"}}"));
        all.add(Fault.of("truncated JSON or zip, its length right", Kind.NO_WHOLE_ANSWER, exchange -> {
            byte[] bytes = exchange.good.bytes();
            exchange.answer(200, exchange.good.type(), Arrays.copyOf(bytes, bytes.length - 1));
        }));
        all.add(Fault.of("something behind the JSON or zip, its length right", Kind.NO_WHOLE_ANSWER, exchange -> {
            byte[] bytes = exchange.good.bytes();
            byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
            more[bytes.length] = 'x';
            exchange.answer(200, exchange.good.type(), more);
        }));
        all.add(Fault.of("a zip with one bit changed", Kind.NO_WHOLE_ANSWER, exchange -> {
                    byte[] bytes = exchange.good.bytes().clone();
                    bytes[IN_THE_FIRST_ENTRY] ^= 1;
                    exchange.answer(200, exchange.good.type(), bytes);
                })
                .only(Where.ZIP_ONLY));
    }

    private static Fault none(String name, String type, String body) {
        return Fault.of(name, Kind.NO_WHOLE_ANSWER, exchange -> exchange.answer(200, type, body));
    }

    private static void compressed(List<Fault> all) {
        all.add(Fault.of("gzip", Kind.HARMLESS, exchange -> gzipped(exchange, gzip(exchange.good.bytes()))));
        all.add(Fault.of("gzip, cut", Kind.NO_WHOLE_ANSWER, exchange -> {
            byte[] bytes = gzip(exchange.good.bytes());
            gzipped(exchange, Arrays.copyOf(bytes, bytes.length - 9));
        }));
        all.add(Fault.of("gzip, its checksum wrong", Kind.NO_WHOLE_ANSWER, exchange -> {
            byte[] bytes = gzip(exchange.good.bytes());
            bytes[bytes.length - 8] ^= 1;
            gzipped(exchange, bytes);
        }));
        all.add(Fault.of("gzip of two members", Kind.NO_WHOLE_ANSWER, exchange -> {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(gzip(exchange.half()));
            both.writeBytes(gzip(exchange.good.bytes()));
            gzipped(exchange, both.toByteArray());
        }));
        all.add(Fault.of(
                "an encoding nobody asked for",
                Kind.NO_WHOLE_ANSWER,
                exchange -> exchange.answer(
                        200, exchange.good.type(), "\u0003\u0080\u0001\u00ff", "Content-Encoding", "br")));
    }

    /** In a JVM of their own with a small heap. */
    private static void big(List<Fault> all) {
        all.add(Fault.of("1 GB where a few bytes belong, on a heap of 64 MB", Kind.NO_WHOLE_ANSWER, exchange -> {
                    byte[] begin = begin(exchange).getBytes(ISO_8859_1);
                    byte[] block = new byte[64 * 1024];
                    Arrays.fill(block, (byte) 'x');
                    int blocks = 16 * 1024;
                    long length = begin.length + (long) blocks * block.length;
                    exchange.head(200, "Content-Type", exchange.good.type(), "Content-Length", String.valueOf(length));
                    exchange.part(begin);
                    // Over HTTP/2 less than the client's window, since this server doesn't wait for a larger one.
                    for (int i = 0; i < (exchange instanceof Http2 ? 100 : blocks); i++) {
                        exchange.part(block);
                    }
                })
                .big());
        all.add(Fault.of(
                        "a gzip bomb, on a heap of 64 MB",
                        Kind.NO_WHOLE_ANSWER,
                        exchange -> gzipped(exchange, BOMBS.computeIfAbsent(begin(exchange), Faults::bomb)))
                .big());
    }

    private static byte[] bomb(String begin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(begin.getBytes(ISO_8859_1));
            byte[] block = new byte[64 * 1024];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 1024; i++) {
                gzip.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String begin(Exchange exchange) {
        return exchange.good.type().endsWith("zip") ? "PK" : "[{\"a\":\"";
    }

    private static void gzipped(Exchange exchange, byte[] bytes) throws IOException {
        exchange.answer(200, exchange.good.type(), bytes, "Content-Encoding", "gzip");
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
