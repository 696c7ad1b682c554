package io.flaskdata.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Streaming;

/** The same work by hand, as most would and as an expert would, and by a stock client; every setting of the libraries as it comes. */
final class Peers implements AutoCloseable {
    private static final String TOKEN = "JWT benchmark";
    private static final JsonFactory JACKSON = new JsonFactory();

    private static final SerializedString[] NAMES =
            SampleRows.COLUMNS.stream().map(SerializedString::new).toArray(SerializedString[]::new);

    private final OkHttpClient http = new OkHttpClient();
    private final HttpClient jdk = HttpClient.newHttpClient();
    private final int port;
    private final Api api;

    Peers(int port) {
        this.port = port;
        api = new Retrofit.Builder()
                .baseUrl("http://127.0.0.1:" + port)
                .client(http)
                .addConverterFactory(GsonConverterFactory.create())
                .build()
                .create(Api.class);
    }

    /** What a stock generator makes of the operations, and a streaming one for those who read by hand. */
    interface Api {
        @POST("edc/study/extract-data")
        Call<List<Map<String, Object>>> extract(
                @Header("Authorization") String token, @Header("EDC") String database, @Body ExtractRequest request);

        @Streaming
        @POST("edc/study/extract-data")
        Call<ResponseBody> stream(
                @Header("Authorization") String token, @Header("EDC") String database, @Body ExtractRequest request);

        @POST("edc/subjects/create-subject")
        Call<SubjectAnswer> createSubject(
                @Header("Authorization") String token, @Header("EDC") String database, @Body Subject subject);
    }

    record ExtractRequest(String tableName) {}

    record Subject(String studySubjectLabel, String siteName) {}

    record SubjectAnswer(@SerializedName("study_subject_id") int studySubjectId) {}

    private static ExtractRequest rows(long rows) {
        return new ExtractRequest("rows_" + rows);
    }

    /** Jackson's streaming parser and a map for each row; numbers are left as text, which is the quickest. */
    Tally jackson(long rows, List<String> columns) throws IOException {
        Tally tally = new Tally();
        try (ResponseBody body = answer(api.stream(TOKEN, "demo", rows(rows)));
                JsonParser parser = JACKSON.createParser(body.byteStream())) {
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, @Nullable Object> row = row(parser);
                tally.rows++;
                for (String column : columns) {
                    tally.add(row.get(column));
                }
            }
            require(parser.currentToken() == JsonToken.END_ARRAY);
            require(parser.nextToken() == null);
        }
        return tally;
    }

    /** As an expert would: names compared as bytes with those expected, values in an array, only those wanted decoded. */
    Tally jacksonArrays(long rows, List<String> columns) throws IOException {
        try (ResponseBody body = answer(api.stream(TOKEN, "demo", rows(rows)))) {
            return arrays(body.byteStream(), columns);
        }
    }

    /** The same parser over the JDK's client. */
    Tally jdkJacksonArrays(long rows, List<String> columns) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/edc/study/extract-data"))
                .header("Authorization", TOKEN)
                .header("EDC", "demo")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tableName\":\"rows_" + rows + "\"}"))
                .build();
        try (InputStream in =
                jdk.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            return arrays(in, columns);
        }
    }

    private static Tally arrays(InputStream in, List<String> columns) throws IOException {
        Tally tally = new Tally();
        try (JsonParser parser = JACKSON.createParser(in)) {
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                @Nullable String[] row = values(parser, columns);
                tally.rows++;
                for (int i = 0; i < NAMES.length; i++) {
                    tally.add(row[i]);
                }
            }
            require(parser.currentToken() == JsonToken.END_ARRAY);
            require(parser.nextToken() == null);
        }
        return tally;
    }

    private static @Nullable String[] values(JsonParser parser, List<String> columns) throws IOException {
        @Nullable String[] row = new String[NAMES.length];
        boolean all = columns.size() == NAMES.length;
        for (int i = 0; i < NAMES.length; i++) {
            require(parser.nextFieldName(NAMES[i]));
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL && (all || columns.contains(NAMES[i].getValue()))) {
                row[i] = parser.getText();
            }
        }
        require(parser.nextToken() == JsonToken.END_OBJECT);
        return row;
    }

    private static Map<String, @Nullable Object> row(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            switch (parser.nextToken()) {
                case VALUE_NULL -> row.put(name, null);
                case VALUE_TRUE, VALUE_FALSE -> row.put(name, parser.getBooleanValue());
                default -> row.put(name, parser.getText());
            }
        }
        return row;
    }

    /** The whole answer as a list of maps; its numbers are doubles, so only texts and nulls are like the others'. */
    Tally stock(long rows, List<String> columns) throws IOException {
        Tally tally = new Tally();
        for (Map<String, Object> row : answer(api.extract(TOKEN, "demo", rows(rows)))) {
            tally.rows++;
            for (String column : columns) {
                tally.add(row.get(column));
            }
        }
        return tally;
    }

    /** The bytes, unread: what no client can be quicker than. */
    long drained(long rows) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = answer(api.stream(TOKEN, "demo", rows(rows))).byteStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return bytes;
    }

    int createSubject() throws IOException {
        return answer(api.createSubject(TOKEN, "demo", new Subject("001-006", "001")))
                .studySubjectId();
    }

    private static <T> T answer(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        T body = response.body();
        if (!response.isSuccessful() || body == null) {
            throw new IOException("HTTP " + response.code());
        }
        return body;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("the answer is not an array of rows");
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
