package io.flaskdata.sdk.spark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** A server that extracts from rows given as JSON: equality as text, windows without the rows that were never edited. */
final class Edc implements AutoCloseable {
    static final String PASSWORD = "marked-secret-4711";

    final List<String> rows = new CopyOnWriteArrayList<>();
    final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final MockWebServer web = new MockWebServer();
    private final Path password;
    private volatile Function<String, MockResponse> answer = Edc::json;

    Edc(Path folder) throws IOException {
        password = Files.writeString(folder.resolve("password"), PASSWORD);
        web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (request.getPath() == null || request.getPath().contains("authorize")) {
                    return json("{\"token\":\"marked-token\",\"expired\":\"2999-01-01T00:00:00.000Z\"}");
                }
                JsonObject asked =
                        JsonParser.parseString(request.getBody().readUtf8()).getAsJsonObject();
                requests.add(asked);
                return answer.apply(
                        rows.stream().filter(row -> matches(row, asked)).collect(Collectors.joining(",", "[", "]")));
            }
        });
        web.start();
    }

    static MockResponse json(String body) {
        return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
    }

    private static boolean matches(String json, JsonObject asked) {
        JsonObject row = JsonParser.parseString(json).getAsJsonObject();
        if (asked.has("filters")) {
            for (Map.Entry<String, JsonElement> each :
                    asked.getAsJsonObject("filters").entrySet()) {
                JsonElement value = row.get(each.getKey());
                if (value.isJsonNull()
                        || !value.getAsString().equals(each.getValue().getAsString())) {
                    return false;
                }
            }
        }
        if (!asked.has("fromDate") && !asked.has("toDate")) {
            return true;
        }
        JsonElement updated = row.get("date_updated");
        return !updated.isJsonNull()
                && (!asked.has("fromDate") || !instant(updated).isBefore(instant(asked.get("fromDate"))))
                && (!asked.has("toDate") || instant(updated).isBefore(instant(asked.get("toDate"))));
    }

    private static Instant instant(JsonElement value) {
        return Instant.parse(value.getAsString());
    }

    /** Changes the answers to extracts; it is given the right one. */
    void answering(Function<String, MockResponse> how) {
        answer = how;
    }

    Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "edc", "demo",
                "table", "cc_event_data",
                "api-url", web.url("/").toString(),
                "idp-url", web.url("/").toString(),
                "email", "spark@example.org",
                "password-file", password.toString(),
                "max-attempts", "1"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    static List<InternalRow> read(Batch batch) {
        InputPartition[] partitions = batch.planInputPartitions();
        PartitionReaderFactory readers = batch.createReaderFactory();
        List<InternalRow> read = new ArrayList<>();
        for (InputPartition each : partitions) {
            read.addAll(read(readers, each));
        }
        return read;
    }

    static List<InternalRow> read(PartitionReaderFactory readers, InputPartition partition) {
        List<InternalRow> read = new ArrayList<>();
        try (PartitionReader<InternalRow> reader = readers.createReader(partition)) {
            while (reader.next()) {
                read.add(reader.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    SlicedScan scan(StructType schema, Pushed pushed, String... options) {
        EdcTable table = new EdcTable(ReadOptions.of(options(options)), schema, true);
        return new SlicedScan(table, schema, pushed);
    }

    @Override
    public void close() throws IOException {
        web.close();
    }
}
