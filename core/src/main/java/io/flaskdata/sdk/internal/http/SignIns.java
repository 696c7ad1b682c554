package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.call.AccessToken;
import io.flaskdata.sdk.call.Credentials;
import io.flaskdata.sdk.call.CredentialsProvider;
import io.flaskdata.sdk.call.TokenProvider;
import io.flaskdata.sdk.errors.AuthenticationException;
import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** The ways to get a token: a password, at the API or at the IDP, or the caller's own source. */
public final class SignIns {
    /** How long refused credentials are not sent again, because accounts lock. */
    public static final Duration COOL_DOWN = Duration.ofSeconds(60);

    private SignIns() {}

    /** With a password, requested at each sign-in. */
    public static TokenManager.SignIn password(
            CredentialsProvider provider,
            Function<AuthApi.SignInRequest, Call<AuthApi.TokenAnswer>> operation,
            String operationId,
            InstantSource clock) {
        return new WithPassword(provider, operation, operationId, clock);
    }

    /** From the caller's own source. */
    public static TokenManager.SignIn provided(TokenProvider provider) {
        return number -> {
            AccessToken token = ask(provider::token, "TokenProvider", "token");
            return new Token(token.value(), token.expires(), number, Duration.ZERO);
        };
    }

    private static <T> T ask(java.util.function.Supplier<@Nullable T> provider, String name, String operation)
            throws FlaskDataIOException {
        T given;
        try {
            given = provider.get();
        } catch (RuntimeException e) {
            // Its message is the caller's own and may contain anything, so it is in the cause, not in our message.
            throw new FlaskDataIOException(new ConnectionException(
                    "nothing was sent: the " + name + " failed with "
                            + e.getClass().getSimpleName() + ".",
                    before(operation),
                    false,
                    e));
        }
        if (given == null) {
            throw new FlaskDataIOException(new ConnectionException(
                    "nothing was sent: the " + name + " gave nothing.", before(operation), false, null));
        }
        return given;
    }

    private static Details before(String operation) {
        return Details.notSent(operation);
    }

    private static final class WithPassword implements TokenManager.SignIn {
        private final CredentialsProvider provider;
        private final Function<AuthApi.SignInRequest, Call<AuthApi.TokenAnswer>> operation;
        private final String operationId;
        private final InstantSource clock;
        private volatile @Nullable Refusal last;

        private record Refusal(Credentials credentials, Instant until, AuthenticationException failure) {}

        WithPassword(
                CredentialsProvider provider,
                Function<AuthApi.SignInRequest, Call<AuthApi.TokenAnswer>> operation,
                String operationId,
                InstantSource clock) {
            this.provider = provider;
            this.operation = operation;
            this.operationId = operationId;
            this.clock = clock;
        }

        @Override
        public Token withNumber(long number) throws IOException {
            Credentials credentials = ask(provider::credentials, "CredentialsProvider", operationId);
            Refusal refusal = last;
            if (refusal != null
                    && refusal.credentials().equals(credentials)
                    && clock.instant().isBefore(refusal.until())) {
                throw new FlaskDataIOException(new AuthenticationException(
                        "the server refused these credentials less than " + COOL_DOWN.toSeconds()
                                + " s ago and is not asked again so soon, because accounts lock.",
                        before(operationId),
                        false,
                        refusal.failure()));
            }
            try {
                Token token = signIn(operation.apply(new AuthApi.SignInRequest(credentials)), credentials, number);
                last = null;
                return token;
            } catch (AuthenticationException e) {
                last = new Refusal(credentials, clock.instant().plus(COOL_DOWN), e);
                throw new FlaskDataIOException(e);
            } catch (FlaskDataException e) {
                throw new FlaskDataIOException(e);
            }
        }

        private Token signIn(Call<AuthApi.TokenAnswer> call, Credentials credentials, long number) throws IOException {
            CallState.of(call.request()).hides(credentials.password());
            Response<AuthApi.TokenAnswer> response = call.execute();
            AuthApi.TokenAnswer answer = response.body();
            if (answer == null || answer.token == null || answer.expired == null) {
                throw Failures.violation(call.request(), "the answer lacks token or expired", null, null);
            }
            if (!answer.token.chars().allMatch(c -> c > 0x20 && c < 0x7f) || answer.token.isEmpty()) {
                throw Failures.violation(
                        call.request(), "the token holds characters that no header may hold", null, null);
            }
            Date date = response.headers().getDate("Date");
            Duration skew = date == null ? Duration.ZERO : Duration.between(clock.instant(), date.toInstant());
            try {
                // A Date header has whole seconds, so a smaller difference means nothing.
                Duration noticed = skew.abs().compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ZERO : skew;
                return new Token(answer.token, Instant.parse(answer.expired), number, noticed);
            } catch (DateTimeParseException e) {
                throw Failures.violation(call.request(), "expired is not an ISO 8601 instant", null, null);
            }
        }
    }
}
