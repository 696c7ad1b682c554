package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.errors.ConnectionException;
import io.flaskdata.sdk.errors.FlaskDataException.Details;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one user's token and renews it: at most one sign-in is in flight, and its success or failure is shared by all
 * waiting callers. It runs on its own thread, so that no caller's interruption or deadline affects the others. The lock
 * guards fields only; nothing is sent while it is held.
 */
public final class TokenManager {
    /**
     * A token this close to expiry is renewed first, so that it doesn't expire in flight; one that lives for less than
     * twice as long is renewed after half its life, so that it isn't renewed for every call.
     */
    static final Duration MARGIN = Duration.ofSeconds(60);

    /** A clock this far from the server's is logged as a warning. */
    public static final Duration NOTICED_SKEW = Duration.ofSeconds(30);

    /** Daemon threads that end when idle for a while. */
    private static final Executor THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "flaskdata-sign-in");
                thread.setDaemon(true);
                return thread;
            });

    private static final Logger LOG = LoggerFactory.getLogger("io.flaskdata.sdk");

    /** Signs in; the number is the new token's. */
    public interface SignIn {
        Token withNumber(long number) throws IOException;
    }

    /** The current token, valid or not, and when to renew it. */
    private record Held(Token token, Instant renewFrom) {}

    private volatile SignIn signIn;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Held held;
    private @Nullable CompletableFuture<Token> inFlight;
    private long lastNumber;
    private boolean closed;

    public TokenManager(SignIn signIn, InstantSource clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    /**
     * A valid token, after a sign-in if necessary. While the current token has not expired, a failed renewal does not
     * matter yet.
     *
     * @param call the call that needs it, which waits no longer than its own timeout; null for none
     */
    public Token token(@Nullable CallState call) throws IOException {
        Token fresh = fresh();
        return fresh == null ? renewed(call) : fresh;
    }

    private @Nullable Token fresh() {
        Held now = held;
        return now != null && clock.instant().isBefore(now.renewFrom()) ? now.token() : null;
    }

    private Token renewed(@Nullable CallState call) throws IOException {
        CompletableFuture<Token> running;
        Token good;
        lock.lock();
        try {
            Token fresh = fresh();
            if (fresh != null) {
                return fresh;
            }
            Token current = current();
            good = current != null && clock.instant().isBefore(current.expiresHere()) ? current : null;
            if (inFlight == null) {
                inFlight = start(++lastNumber);
            }
            running = inFlight;
        } finally {
            lock.unlock();
        }
        try {
            return await(running, call);
        } catch (FlaskDataIOException e) {
            if (good != null && isCurrent(good)) {
                return good;
            }
            throw e;
        }
    }

    private boolean isCurrent(Token token) {
        Token now = current();
        return now != null && now.number() == token.number();
    }

    /** The current token, valid or not; null before the first sign-in and after a logout. */
    @Nullable
    public Token current() {
        Held now = held;
        return now == null ? null : now.token();
    }

    /** Discards this token, unless a newer one has replaced it. */
    public void forget(Token token) {
        lock.lock();
        try {
            if (isCurrent(token)) {
                held = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the token and the credentials, though the client itself may still be referred to. */
    public void close() {
        lock.lock();
        try {
            signIn = number -> {
                throw new FlaskDataIOException(new ConnectionException(
                        "it was not sent: this FlaskDataClient is closed.", Details.notSent("sign-in"), false, null));
            };
            closed = true;
            held = null;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Token> start(long number) {
        CompletableFuture<Token> result = new CompletableFuture<>();
        THREADS.execute(() -> signInFor(result, number));
        return result;
    }

    private void signInFor(CompletableFuture<Token> result, long number) {
        try {
            Token token = signIn.withNumber(number);
            finish(token);
            result.complete(token);
        } catch (IOException | RuntimeException | Error e) {
            finish(null);
            result.completeExceptionally(e);
        }
    }

    private void finish(@Nullable Token token) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Token current = current();
            if (closed) {
                held = null;
            } else if (token != null) {
                held = new Held(token, renewFrom(token));
            } else if (current != null && now.isBefore(current.expiresHere())) {
                // Not with each call until it expires.
                Duration left = Duration.between(now, current.expiresHere());
                held = new Held(current, now.plus(left.dividedBy(2)));
            } else {
                held = null;
            }
            inFlight = null;
        } finally {
            lock.unlock();
        }
    }

    private static Token await(CompletableFuture<Token> running, @Nullable CallState call) throws IOException {
        try {
            if (call != null) {
                CompletableFuture.anyOf(running, call.cancelled())
                        .get(call.left().toNanos(), TimeUnit.NANOSECONDS);
                if (call.cancelled().isDone()) {
                    throw new IOException("Canceled");
                }
            }
            return running.get();
        } catch (TimeoutException e) {
            throw new InterruptedIOException("timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a sign-in");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FlaskDataIOException refused) {
                throw new FlaskDataIOException(refused.failure().again());
            }
            throw new IOException("The sign-in failed", e.getCause());
        }
    }

    private Instant renewFrom(Token token) {
        Instant now = clock.instant();
        if (token.skew().abs().compareTo(NOTICED_SKEW) >= 0) {
            LOG.warn(
                    "This machine's clock is {} s away from FlaskData's",
                    token.skew().toSeconds());
        }
        Instant expires = token.expiresHere();
        if (!expires.isAfter(now)) {
            // By our clock it had expired on arrival; only the server's refusal counts then, or each call would sign
            // in.
            LOG.warn("A new token has ended already by this machine's clock; it is used until FlaskData refuses it");
            return Instant.MAX;
        }
        Duration half = Duration.between(now, expires).dividedBy(2);
        return expires.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }
}
