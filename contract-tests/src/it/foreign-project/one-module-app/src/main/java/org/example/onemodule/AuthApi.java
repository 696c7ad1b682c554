package org.example.onemodule;

// docs/one-module.md: begin
import java.util.Map;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;

interface AuthApi {
    @POST("auth/authorize")
    Call<Map<String, Object>> authorize(@Body Map<String, String> credentials);
}
// docs/one-module.md: end
