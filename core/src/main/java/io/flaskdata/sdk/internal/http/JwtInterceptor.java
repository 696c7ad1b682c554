package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.TokenScheme;
import io.flaskdata.sdk.internal.ErrorText;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the token that the contract requires, for FlaskData's two hosts only, and repeats the request once with a new
 * token when the server refuses the token: then it has done nothing, whatever the operation.
 */
public final class JwtInterceptor implements Interceptor {
    private static final long PEEKED_BYTES = 4096;

    private final TokenManager tokens;
    private final TokenScheme scheme;
    private final HttpUrl api;
    private final HttpUrl idp;

    JwtInterceptor(TokenManager tokens, TokenScheme scheme, HttpUrl api, HttpUrl idp) {
        this.tokens = tokens;
        this.scheme = scheme;
        this.api = api;
        this.idp = idp;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallState state = CallState.of(request);
        Operation.Auth auth = state.operation().auth();
        if (auth == Operation.Auth.NONE || !isOurs(request.url())) {
            return chain.proceed(request);
        }
        Token current = auth == Operation.Auth.BARE ? tokens.current() : null;
        Token token = current == null ? token(request, state) : current;
        Response response = chain.proceed(authorized(request, token, auth));
        if (response.code() != 401 || auth == Operation.Auth.BARE) {
            return response;
        }
        tokens.forget(token);
        if (!refusesTheToken(response)) {
            return response;
        }
        response.close();
        state.attemptBegins();
        return chain.proceed(authorized(request, token(request, state), auth));
    }

    private Token token(Request request, CallState state) throws IOException {
        try {
            return tokens.token(state);
        } catch (FlaskDataIOException e) {
            throw new FlaskDataIOException(Failures.beforeSending(request, e.failure()));
        }
    }

    private Request authorized(Request request, Token token, Operation.Auth auth) {
        CallState.of(request).hides(token.value());
        String value = auth == Operation.Auth.BARE ? token.value() : scheme.header(token.value());
        return request.newBuilder().header("Authorization", value).build();
    }

    private static boolean refusesTheToken(Response response) throws IOException {
        try {
            return ErrorText.refusesTheToken(response.peekBody(PEEKED_BYTES).string());
        } catch (IOException e) {
            response.close();
            throw e;
        }
    }

    private boolean isOurs(HttpUrl url) {
        return isOf(api, url) || isOf(idp, url);
    }

    /** Scheme and host are in lower case. */
    private static boolean isOf(HttpUrl ours, HttpUrl url) {
        return ours.port() == url.port()
                && ours.host().equals(url.host())
                && ours.scheme().equals(url.scheme());
    }
}
