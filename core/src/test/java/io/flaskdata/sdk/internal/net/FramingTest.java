package io.flaskdata.sdk.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer ends, however its bytes come, and that it doesn't end where its end is in doubt. */
class FramingTest {
    private final Random random = new Random(16);

    private String letters(int most) {
        return random.ints(random.nextInt(most + 1), 0, 10)
                .mapToObj(i -> i == 0 ? "\r\n" : i == 1 ? "HTTP/1.1 200 OK\r\n\r\n" : "x")
                .reduce("", String::concat);
    }

    private String end() {
        return random.nextBoolean() ? "\r\n" : "\n";
    }

    private String head(String status, String header) {
        String other = "X-Other: " + "y".repeat(random.nextInt(300)) + end();
        return "HTTP/1.1 " + status + end() + other + header + end() + end();
    }

    private String answerTo(String method) {
        String early = random.nextInt(4) == 0 ? head("103 Early Hints", "Content-Length: 5") : "";
        String body = letters(40);
        return early
                + switch (random.nextInt(method.equals("HEAD") ? 1 : 4)) {
                    case 0 -> head("200 OK", "content-LENGTH:  " + body.length()) + (method.equals("HEAD") ? "" : body);
                    case 1 -> head("204 No Content", "X: y");
                    case 2 -> head("304 Not Modified", "Transfer: chunked");
                    default -> head("500", "Transfer-Encoding: Chunked") + chunks();
                };
    }

    private String chunks() {
        StringBuilder chunks = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            String chunk = letters(40) + "x";
            chunks.append("0".repeat(random.nextInt(3)))
                    .append(Integer.toHexString(chunk.length()))
                    .append(random.nextBoolean() ? "" : ";name=\"value\"")
                    .append(end())
                    .append(chunk)
                    .append(end());
        }
        String trailer = random.nextBoolean() ? "" : "Content-Length: 5" + end();
        return chunks.append("0").append(end()).append(trailer).append(end()).toString();
    }

    @Test
    void eachAnswerEndsWhereItEndsAndWhatComesBehindIsNotOfIt() {
        Framing framing = new Framing();
        for (int i = 0; i < 20_000; i++) {
            String method = random.nextInt(5) == 0 ? "HEAD" : "POST";
            String answer = answerTo(method);
            byte[] bytes = (answer + letters(3)).getBytes(ISO_8859_1);
            byte[] request = (method + " /x HTTP/1.1").getBytes(ISO_8859_1);
            framing.begins(request, 0, request.length);
            int at = 0;
            while (at < bytes.length && !framing.idle()) {
                at += framing.take(bytes, at, 1 + random.nextInt(bytes.length - at));
            }
            assertThat(new String(bytes, 0, at, ISO_8859_1)).isEqualTo(answer);
            assertThat(framing.idle()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n",
                "ICY 200 OK\r\nContent-Length: 0\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void whatIsInDoubtNeverEnds(String answer) {
        Framing framing = new Framing();
        framing.begins("GET / HTTP/1.1".getBytes(ISO_8859_1), 0, 14);
        byte[] bytes = answer.getBytes(ISO_8859_1);
        assertThat(framing.take(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(framing.idle()).isFalse();
    }

    @Test
    void aTunnelAndHttp2AreNotLookedInto() {
        Framing framing = new Framing();
        framing.begins("CONNECT host:443 HTTP/1.1".getBytes(ISO_8859_1), 0, 25);
        byte[] bytes = "HTTP/1.1 200 Connection Established\r\n\r\nanything".getBytes(ISO_8859_1);
        assertThat(framing.take(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(framing.isHttp1()).isFalse();
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
        assertThat(Framing.isHttp2(preface, 0, preface.length)).isTrue();
        assertThat(Framing.isHttp2("PRINT / HTTP/1.1".getBytes(ISO_8859_1), 0, 16))
                .isFalse();
    }
}
