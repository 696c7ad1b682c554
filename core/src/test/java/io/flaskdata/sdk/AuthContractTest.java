package io.flaskdata.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import retrofit2.http.POST;

/** The hand-written {@link AuthApi} against the documents it stands for. */
class AuthContractTest {
    @Test
    void everyMethodIsAnOperationOfItsDocument() throws Exception {
        for (Method method : AuthApi.class.getDeclaredMethods()) {
            Operation operation = Operations.of(method);
            String document = operation.id().substring(0, operation.id().indexOf('.'));
            JsonObject post = document(document)
                    .getAsJsonObject("paths")
                    .getAsJsonObject(operation.path())
                    .getAsJsonObject("post");
            assertThat(post.get("operationId").getAsString()).isEqualTo(method.getName());
            assertThat(post.get("x-auth").getAsString())
                    .isEqualTo(operation.auth().name().toLowerCase(Locale.ROOT));
            assertThat(post.get("x-retry").getAsString()).isEqualTo("never");
            assertThat(operation.retry()).isEqualTo(Operation.Retry.NEVER);
            assertThat("/" + method.getAnnotation(POST.class).value()).isEqualTo(operation.path());
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
