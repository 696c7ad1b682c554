package io.flaskdata.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

/** The same work by hand and by a bare Retrofit; every setting of the libraries as it comes. */
final class Peers implements AutoCloseable {
    private static final String TOKEN = "JWT benchmark";
    private static final JsonFactory JACKSON = new JsonFactory();

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

    /** The operations as a programmer would write them. */
    interface Api {
        @Streaming
        @POST("edc/study/extract-data")
        Call<ResponseBody> stream(
                @Header("Authorization") String token, @Header("EDC") String database, @Body ExtractRequest request);

        @POST("edc/subjects/create-subject")
        Call<SubjectAnswer> createSubject(
                @Header("Authorization") String token, @Header("EDC") String database, @Body Subject subject);

        @POST("forms/get-CRF-data-ids")
        Call<List<String>> crfDataIds(@Header("Authorization") String token, @Body Crf crf);

        @POST("forms/create-event-CRF-and-insert-data")
        Call<InsertedCrf> insertCrf(@Header("Authorization") String token, @Body FilledCrf crf);
    }

    record Crf(
            @SerializedName("study_id") int study,
            @SerializedName("subject_label") String subject,
            @SerializedName("crf_name") String crf) {}

    record FilledCrf(
            @SerializedName("study_id") int study,
            @SerializedName("subject_label") String subject,
            @SerializedName("event_name") String event,
            @SerializedName("crf_name") String crf,
            @SerializedName("crf_data") Map<String, Object> data) {}

    record InsertedCrf(String crfDataId) {}

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

    /** The answer's bytes, for a peer that parses them. */
    InputStream stream(long rows) throws IOException {
        return answer(api.stream(TOKEN, "demo", rows(rows))).byteStream();
    }

    /** Jackson's parser over the JDK's client. */
    Tally jdkJacksonArrays(long rows, List<String> columns) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/edc/study/extract-data"))
                .header("Authorization", TOKEN)
                .header("EDC", "demo")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tableName\":\"rows_" + rows + "\"}"))
                .build();
        try (InputStream in =
                jdk.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            return ExpertWork.texts(new JacksonCursor(in), columns);
        }
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

    /** The bytes, unread: what no client can be quicker than. */
    long drained(long rows) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = stream(rows)) {
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

    /** The same two calls as the SDK makes. */
    String insertCrf(String subject, int value) throws IOException {
        answer(api.crfDataIds(TOKEN, new Crf(7, subject, "Demographics")));
        FilledCrf crf = new FilledCrf(7, subject, "Screening", "Demographics", Map.of("SYSBP", value));
        return answer(api.insertCrf(TOKEN, crf)).crfDataId();
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
