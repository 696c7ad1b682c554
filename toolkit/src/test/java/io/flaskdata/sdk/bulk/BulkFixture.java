package io.flaskdata.sdk.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.flaskdata.sdk.FlaskDataClient;
import io.flaskdata.sdk.Server;
import io.flaskdata.sdk.bulk.BulkInsert.Keyed;
import io.flaskdata.sdk.forms.CrfData;
import io.flaskdata.sdk.rows.InMemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A client with a bulk insert of five CRFs, and a server that keeps them. */
abstract class BulkFixture {
    static final int INPUTS = 5;

    @TempDir(factory = InMemoryFolder.class)
    Path folder;

    final FakeForms forms = new FakeForms();
    Server server;
    FlaskDataClient client;
    FlaskDataClient flask;
    Path journal;
    Instant now = Server.NOW;

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        server.web.setDispatcher(forms);
        client = server.builder.clock(() -> now).build();
        flask = client.withOptions(options -> options.withMaxAttempts(1));
        journal = folder.resolve("journal.jsonl");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    /** Inputs 0 and 1 are of the same subject and CRF; each has its number as item N. */
    static Keyed<CrfInsert> input(int number) {
        String subject = "001-00" + Math.max(1, number);
        CrfData data = CrfData.of("N", number).and("SECRET", "value-" + number);
        return new Keyed<>("key-" + number, CrfInsert.of(subject, "Screening", "Demographics", data));
    }

    static Iterator<Keyed<CrfInsert>> inputs() {
        return IntStream.range(0, INPUTS).mapToObj(BulkFixture::input).iterator();
    }

    BulkInsert<CrfInsert> bulk() {
        return BulkInsert.into(flask.forms().study(7), journal).concurrency(1);
    }

    void settle() {
        now = now.plus(BulkInsert.DEFAULT_SETTLING);
    }

    void assertEachOnce() {
        assertThat(forms.created)
                .hasSize(INPUTS)
                .allSatisfy((number, times) ->
                        assertThat(times).as("input %d", number).isEqualTo(1));
    }
}
