package org.example.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.flaskdata.sdk.sandbox.junit.FlaskDataSandbox;
import io.flaskdata.sdk.sandbox.Sandbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** An application without the SDK, on the sandbox that all such tests share. */
@FlaskDataSandbox(scope = FlaskDataSandbox.Scope.PER_RUN, strict = true)
class WholeRunTest {
    @Test
    void anyClientMaySignIn(Sandbox sandbox) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(sandbox.apiUrl().resolve("/auth/authorize"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"" + Sandbox.API_USER + "\",\"password\":\"" + Sandbox.PASSWORD + "\"}"))
                .build();
        assertEquals(200, HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
}
