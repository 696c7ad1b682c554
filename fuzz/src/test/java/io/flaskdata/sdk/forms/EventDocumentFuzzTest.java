package io.flaskdata.sdk.forms;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import io.flaskdata.sdk.api.forms.FormsViewerApi;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.fuzz.Offline;
import io.flaskdata.sdk.fuzz.StrictJson;
import io.flaskdata.sdk.internal.http.Answer;
import io.flaskdata.sdk.internal.http.Transport;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import io.flaskdata.sdk.json.internal.Json;
import io.flaskdata.sdk.json.internal.JsonConverterFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.Request;

/**
 * An event's document is what Jackson reads; every part of it can be asked for; a CRF that was not edited goes back as it
 * came, one that was edited differs in that member alone; the form's token is in no message.
 */
class EventDocumentFuzzTest {
    private static final String TOKEN = "FED_k3PtS3cr3tXy";
    private static final TypeAdapter<JsonElement> ELEMENT = Json.GSON.getAdapter(JsonElement.class);
    private static final Transport TRANSPORT = Offline.transport();

    private static final Request REQUEST =
            TRANSPORT.api(FormsViewerApi.class).getEventDocument(TOKEN).request();

    @FuzzTest
    void fuzz(byte[] data) throws IOException {
        String text = StrictJson.utf8(data, 0);
        if (text == null) {
            return;
        }
        JsonObject json;
        try {
            json = new Answer(REQUEST, text, JsonConverterFactory.read(text, ELEMENT))
                    .withoutDuplicates()
                    .object();
        } catch (BrokenAnswerException | ProtocolViolationException e) {
            if (e.toString().contains(TOKEN)) {
                throw new AssertionError("the token is in " + e.getMessage());
            }
            return;
        }
        Object expected = StrictJson.jackson(text);
        if (!(expected instanceof Map)) {
            throw new AssertionError("read " + text);
        }
        CrfDocument crf = CrfDocument.asRead(TRANSPORT, new FormToken(TOKEN), json);
        read(crf);
        if (!expected.equals(StrictJson.jackson(crf.raw()))) {
            throw new AssertionError("goes back as " + crf.raw());
        }
        CrfDocument completed = crf.completed(true);
        @SuppressWarnings("unchecked")
        Map<String, Object> changed = (Map<String, Object>) expected;
        changed.put("completed", true);
        if (!changed.equals(StrictJson.jackson(completed.raw()))) {
            throw new AssertionError("goes back as " + completed.raw());
        }
        edit(crf);
    }

    private static void read(CrfDocument crf) {
        crf.name().any();
        crf.dataId();
        crf.status();
        crf.completed();
        try {
            crf.dateUpdated();
        } catch (IllegalStateException e) {
            // As its Javadoc says.
        }
        for (CrfItem item : crf.items()) {
            item.variable();
        }
        if (crf.toString().contains(TOKEN)) {
            throw new AssertionError("toString shows the token");
        }
    }

    private static void edit(CrfDocument crf) {
        List<CrfItem> items = crf.items();
        if (items.isEmpty()) {
            return;
        }
        String variable = items.get(0).variable();
        if (items.stream().filter(item -> item.variable().equals(variable)).count() > 1) {
            return;
        }
        CrfDocument edited = crf.set(variable, "7.10");
        String value = edited.item(variable).view().json().get("value").toString();
        if (!value.equals("[\"7.10\"]") || edited.items().size() != items.size()) {
            throw new AssertionError("edited to " + edited.raw());
        }
    }
}
