package io.flaskdata.sdk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds one user's token and renews it: one sign-in in flight at most, its success or failure shared by everybody who
 * waits for it. The lock guards fields only; nothing is sent while it is held.
 */
final class TokenManager {
    /**
     * A token this close to its end is renewed first, so that it doesn't end on its way; one that lives for less than
     * twice as long, after half its life, so that it isn't renewed for every call.
     */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** Signs in; the number given is the new token's. */
    interface SignIn {
        Token withNumber(long number) throws IOException;
    }

    private final SignIn signIn;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Token current;
    private Instant renewFrom = Instant.MIN;
    private @Nullable CompletableFuture<Token> inFlight;
    private long lastNumber;

    TokenManager(SignIn signIn, InstantSource clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    /** A token that is good for now, after a sign-in if need be. */
    Token token() throws IOException {
        return tokenOtherThan(-1);
    }

    /** A newer token than the one the server refused. */
    Token renewed(Token refused) throws IOException {
        return tokenOtherThan(refused.number());
    }

    private Token tokenOtherThan(long refusedNumber) throws IOException {
        CompletableFuture<Token> mine = new CompletableFuture<>();
        CompletableFuture<Token> running;
        long number = 0;
        lock.lock();
        try {
            if (current != null
                    && current.number() > refusedNumber
                    && clock.instant().isBefore(renewFrom)) {
                return current;
            }
            running = inFlight;
            if (running == null) {
                inFlight = mine;
                number = ++lastNumber;
            }
        } finally {
            lock.unlock();
        }
        return running == null ? signInFor(mine, number) : await(running);
    }

    private Token signInFor(CompletableFuture<Token> mine, long number) throws IOException {
        try {
            Token token = signIn.withNumber(number);
            finish(token);
            mine.complete(token);
            return token;
        } catch (IOException | RuntimeException | Error e) {
            finish(null);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void finish(@Nullable Token token) {
        lock.lock();
        try {
            current = token;
            renewFrom = token == null ? Instant.MIN : renewFrom(token);
            inFlight = null;
        } finally {
            lock.unlock();
        }
    }

    private static Token await(CompletableFuture<Token> running) throws IOException {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another call signed in");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FlaskDataIOException refused) {
                throw new FlaskDataIOException(refused.failure());
            }
            throw new IOException("The sign-in that this call waited for failed", e.getCause());
        }
    }

    private Instant renewFrom(Token token) {
        Duration half = Duration.between(clock.instant(), token.expires()).dividedBy(2);
        return token.expires().minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }
}
