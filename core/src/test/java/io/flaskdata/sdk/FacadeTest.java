package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server that has given a token, and a client that is its user: for tests of one operation each. */
public abstract class FacadeTest {
    public Server server;
    public FlaskDataClient flask;

    @BeforeEach
    public void start() throws IOException {
        server = new Server().signedIn();
        flask = server.builder.build();
        flask.authorize();
    }

    @AfterEach
    public void stop() throws IOException {
        flask.close();
        server.close();
    }

    /** The next request after the sign-in, which is left out. */
    public RecordedRequest sent() throws InterruptedException {
        RecordedRequest request = server.received();
        return "/auth/authorize".equals(request.getPath()) ? server.received() : request;
    }

    public static JsonElement body(RecordedRequest request) {
        return JsonParser.parseString(request.getBody().readUtf8());
    }

    public void assertSent(String path, String json) throws InterruptedException {
        RecordedRequest request = sent();
        assertThat(request.getPath()).isEqualTo(path);
        assertThat(body(request)).isEqualTo(JsonParser.parseString(json));
    }

    /** Nothing but the sign-in. */
    public void assertNothingSent() {
        assertThat(server.web.getRequestCount()).isEqualTo(1);
    }
}
