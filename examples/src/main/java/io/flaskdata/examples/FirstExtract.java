// The README's first program: word for word from the imports on.
package io.flaskdata.examples;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.call.Environment;
import java.net.URI;

public final class FirstExtract {
    public static void main(String[] arguments) {
        URI api = URI.create("http://127.0.0.1:8087");
        URI idp = URI.create("http://127.0.0.1:8088");
        try (FlaskDataClient flask = FlaskDataClient.builder()
                .environment(Environment.custom(api, idp))
                .credentials("api@sandbox.flaskdata.test", "sandbox")
                .readOnly()
                .build()) {
            long rows = flask.edc("demo")
                    .extract("cc_event_data")
                    .where("subject", "001-001")
                    .forEach(row -> System.out.println(row.string("item") + " = " + row.string("value")));
            System.out.println(rows + " rows");
        }
    }
}
