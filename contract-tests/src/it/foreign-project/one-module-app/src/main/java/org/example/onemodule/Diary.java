package org.example.onemodule;

import com.google.gson.JsonElement;
import io.flaskdata.sdk.api.forms.FormsCrfApi;
import io.flaskdata.sdk.api.forms.FormsDeviceApi;
import io.flaskdata.sdk.api.forms.FormsLinkApi;
import io.flaskdata.sdk.api.forms.FormsSubjectApi;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.api.forms.model.CreateCrfAndInsertDataRequest;
import io.flaskdata.sdk.api.forms.model.EventCrf;
import io.flaskdata.sdk.api.forms.model.EventDocument;
import io.flaskdata.sdk.api.forms.model.FilterLinksRequest;
import io.flaskdata.sdk.api.forms.model.FilterRequest;
import io.flaskdata.sdk.api.forms.model.GetDeviceLogsRequest;
import io.flaskdata.sdk.api.forms.model.InsertDeviceLogRequest;
import io.flaskdata.sdk.api.forms.model.LinkEntry;
import io.flaskdata.sdk.api.forms.model.Pagination;
import io.flaskdata.sdk.json.FlaskDataJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** Inserts a CRF and a device log, reads both back, and says what they are now. */
public final class Diary {
    private static final int STUDY = 3581600;
    private static final Pagination FIRST = new Pagination().page(0).size(100);

    private Diary() {}

    /** The same operation as a generated one, for the bytes that the server sent. */
    interface AsSent {
        @GET("flask/viewer/{token}/data")
        Call<JsonElement> document(@Path("token") String token);
    }

    /** The API's address, a user, a password and the label of a subject. */
    public static void main(String[] args) throws IOException {
        Retrofit forms = Forms.signedIn(args[0], args[1], args[2]);
        // docs/one-module.md: begin
        String dataId = body(forms.create(FormsCrfApi.class)
                        .createCrfAndInsertData(CreateCrfAndInsertDataRequest.of(
                                STUDY, args[3], "01-Screening", "Demographics", Map.of("GENDER", "Female", "AGE", 21))))
                .getCrfDataId();
        // docs/one-module.md: end
        System.out.println(dataId.length() + " characters");

        Map<String, Object> payload = new HashMap<>();
        payload.put("pulse", 61);
        payload.put("glucose", new BigDecimal("5.10"));
        payload.put("serial", 9007199254740993L);
        payload.put("note", null);
        body(forms.create(FormsDeviceApi.class)
                .insertDeviceLog(new InsertDeviceLogRequest()
                        .studyId(STUDY)
                        .subjectLabel(args[3])
                        .deviceId("d-1")
                        .logType("glucose")
                        .logDate(Instant.parse("2024-05-01T08:30:00.120Z"))
                        .payload(payload)));
        List<Map<String, Object>> logs = body(forms.create(FormsDeviceApi.class)
                .getDeviceLogs(new GetDeviceLogsRequest().studyId(STUDY).deviceId("d-1")));
        System.out.println(logs.get(0).get("log_date") + " " + sorted(logs.get(0).get("payload")));

        String token = token(forms, args[3]);
        EventDocument document = body(forms.create(FormsViewerApi.class).getEventDocument(token));
        EventCrf crf = document.getCrfs().stream()
                .filter(each -> dataId.equals(each.getDataId()))
                .findFirst()
                .orElseThrow();
        System.out.println(document.getStudyId() + " " + crf.getDateCreated().getClass().getSimpleName());

        JsonElement sent = body(forms.create(AsSent.class).document(token));
        JsonElement again = FlaskDataJson.gsonBuilder().create().toJsonTree(document);
        System.out.println(again.equals(sent) ? "the document is whole" : sent + "\n" + again);
        System.out.println(EventDocument.class.getModule().getName());
    }

    private static String token(Retrofit forms, String label) throws IOException {
        String subject = body(forms.create(FormsSubjectApi.class).filterSubjects(new FilterRequest().studyId(STUDY).pagination(FIRST)))
                .getItems()
                .stream()
                .filter(each -> label.equals(each.getSubjectId()))
                .findFirst()
                .orElseThrow()
                .getId();
        return body(forms.create(FormsLinkApi.class).filterLinks(new FilterLinksRequest().subject(subject).pagination(FIRST)))
                .getItems()
                .stream()
                .filter(each -> String.valueOf(each.getName()).contains("01-Screening"))
                .map(LinkEntry::getToken)
                .findFirst()
                .orElseThrow();
    }

    private static String sorted(Object map) {
        return new java.util.TreeMap<>((Map<?, ?>) map).toString();
    }

    // docs/one-module.md: begin
    private static <T> T body(Call<T> call) throws IOException {
        Response<T> answer = call.execute();
        if (!answer.isSuccessful()) {
            throw new IOException("answered with " + answer.code());
        }
        return answer.body();
    }
    // docs/one-module.md: end
}
