package io.flaskdata.sdk.internal.http;

import com.google.gson.JsonElement;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.internal.http.Operation.Auth;
import io.flaskdata.sdk.internal.http.Operation.Retry;
import java.util.Map;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** {@code /auth/*} of the API and of the IDP, written by hand; contract tests compare it with their documents. */
public interface AuthApi {
    Map<String, Operation> OPERATIONS = Map.of(
            AuthApi.class.getName() + "#authorize",
            new Operation("auth.authorize", "/auth/authorize", Retry.NEVER, false, Auth.NONE),
            AuthApi.class.getName() + "#mobileFormAuthorization",
            new Operation(
                    "idp.mobileFormAuthorization", "/auth/mobile-form-authorization", Retry.NEVER, false, Auth.API),
            AuthApi.class.getName() + "#logout",
            new Operation("auth.logout", "/auth/logout", Retry.NEVER, false, Auth.BARE),
            AuthApi.class.getName() + "#health",
            new Operation("auth.health", "/health", Retry.SAFE, false, Auth.NONE),
            AuthApi.class.getName() + "#self",
            new Operation("idp.self", "/auth/self", Retry.SAFE, false, Auth.IDP));

    /** Documented. */
    @POST("auth/authorize")
    Call<TokenAnswer> authorize(@Body SignInRequest request);

    /** At the IDP, with the API user's token; documented. */
    @POST("auth/mobile-form-authorization")
    Call<TokenAnswer> mobileFormAuthorization(@Body SignInRequest request);

    /** At the host that gave the token, with the token alone as the header's value; observed. */
    @POST("auth/logout")
    Call<JsonElement> logout();

    /** Needs no token; observed. */
    @GET("health")
    Call<ResponseBody> health();

    /** At the IDP: the signed-in user; observed. */
    @GET("auth/self")
    Call<JsonElement> self();

    /** The request of both operations. */
    final class SignInRequest {
        @SuppressWarnings("unused") // read by Gson
        private final String email;

        @SuppressWarnings("unused") // read by Gson
        private final String password;

        SignInRequest(Credentials credentials) {
            this.email = credentials.email();
            this.password = credentials.password();
        }
    }

    /** The answer of both operations. */
    final class TokenAnswer {
        @Nullable
        String token;

        @Nullable
        String expired;
    }
}
