package io.flaskdata.sdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** The hand-written {@link AuthApi} against the documents it stands for. */
class AuthContractTest {
    @Test
    void everyMethodIsAnOperationOfItsDocument() throws Exception {
        for (Method method : AuthApi.class.getDeclaredMethods()) {
            Operation operation = Operations.of(method);
            String document = operation.id().substring(0, operation.id().indexOf('.'));
            POST posted = method.getAnnotation(POST.class);
            GET got = method.getAnnotation(GET.class);
            JsonObject post = document(document)
                    .getAsJsonObject("paths")
                    .getAsJsonObject(operation.path())
                    .getAsJsonObject(posted == null ? "get" : "post");
            assertThat(post.get("operationId").getAsString()).isEqualTo(method.getName());
            assertThat(post.get("x-auth").getAsString())
                    .isEqualTo(operation.auth().name().toLowerCase(Locale.ROOT));
            assertThat(operation.retry().always())
                    .isEqualTo(post.get("x-retry").getAsString().equals("safe"));
            assertThat("/" + (posted == null ? got.value() : posted.value())).isEqualTo(operation.path());
        }
    }

    private static JsonObject document(String id) throws Exception {
        try (InputStream in =
                AuthContractTest.class.getResourceAsStream("/flaskdata-specs/effective/" + id + ".json")) {
            assertThat(in).as(id).isNotNull();
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }
}
