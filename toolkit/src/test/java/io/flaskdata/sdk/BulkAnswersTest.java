package io.flaskdata.sdk;

import static io.flaskdata.sdk.WireServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.bulk.BulkInsert;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.bulk.BulkReport;
import io.flaskdata.sdk.bulk.CrfInsert;
import io.flaskdata.sdk.call.Environment;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bulk insert takes no answer for its own that belongs to another question. */
class BulkAnswersTest {
    private static final String FOREIGN = answer("{\"crfDataId\":\"FOREIGN\"}");

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    private static FlaskDataClient client(WireServer server) {
        URI address = URI.create("http://localhost:" + server.port());
        return FlaskDataClient.builder()
                .environment(Environment.custom(address, address))
                .credentials("user@example.org", "x")
                .build();
    }

    @Test
    void aRefusedInsertIsNotJournalledAsInsertedBecauseOfAnotherAnswer() throws IOException {
        String refused = "crf CRF does not exist";
        try (WireServer server = new WireServer((request, connection) -> {
                    if (request.path().equals("/auth/authorize")) {
                        connection.send(WireServer.token());
                    } else if (request.path().endsWith("get-CRF-data-ids")) {
                        connection.send(answer("[]") + (request.body().contains("001-two") ? FOREIGN : ""));
                    } else if (request.body().contains("001-one")) {
                        connection.send(answer("{\"crfDataId\":\"ID1\"}"));
                    } else {
                        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: "
                                + refused.length() + "\r\n\r\n" + refused);
                    }
                });
                FlaskDataClient flask = client(server)) {
            Path journal = folder.resolve("journal.jsonl");
            BulkReport report = BulkInsert.into(flask.forms().study(7), journal)
                    .concurrency(1)
                    .run(List.of(keyed("one"), keyed("two")).iterator());
            assertThat(report.inserted()).isEqualTo(1);
            assertThat(Files.readString(journal)).contains("ID1").doesNotContain("FOREIGN");
        }
    }

    private static Keyed<CrfInsert> keyed(String key) {
        return new Keyed<>(key, CrfInsert.of("001-" + key, "Screening", "Demographics", CrfData.of("N", key)));
    }
}
