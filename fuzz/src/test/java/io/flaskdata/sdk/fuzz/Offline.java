package io.flaskdata.sdk.fuzz;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.internal.http.Transport;

/** A client that is asked to describe calls and never makes one. */
public final class Offline {
    public static final String PASSWORD = "not-a-password";

    private Offline() {}

    public static Transport transport() {
        FlaskDataClient client = FlaskDataClient.builder()
                .environment(Environment.DEVELOPMENT)
                .credentials("fuzz@example.org", PASSWORD)
                .build();
        return Transport.of(client.devices(1).caller());
    }
}
