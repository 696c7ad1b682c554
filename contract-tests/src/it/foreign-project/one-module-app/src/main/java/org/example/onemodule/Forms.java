package org.example.onemodule;

// docs/one-module.md: begin
import io.flaskdata.sdk.json.FlaskDataJson;
import java.io.IOException;
import java.util.Map;
import okhttp3.OkHttpClient;
import retrofit2.Response;
import retrofit2.Retrofit;

final class Forms {
    private Forms() {}

    static Retrofit signedIn(String address, String email, String password) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
        Retrofit open = retrofit(address, http);
        Response<Map<String, Object>> answer = open.create(AuthApi.class)
                .authorize(Map.of("email", email, "password", password))
                .execute();
        if (!answer.isSuccessful() || answer.body().get("token") == null) {
            throw new IOException("The sign-in was answered with " + answer.code());
        }
        String token = "Bearer " + answer.body().get("token");
        return retrofit(
                address,
                http.newBuilder()
                        .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .header("Authorization", token)
                                .build()))
                        .build());
    }

    private static Retrofit retrofit(String address, OkHttpClient http) {
        return new Retrofit.Builder()
                .baseUrl(address)
                .client(http)
                .addConverterFactory(FlaskDataJson.converterFactory())
                .build();
    }
}
// docs/one-module.md: end
