package io.flaskdata.sdk.internal.http;

import io.flaskdata.sdk.internal.net.WatchedSockets;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The resources that a client shares with its views and the users it signs in, released when that client is closed. */
public final class Resources {
    /** The server closes idle connections after 5 s, and a write must not be sent over a closed one. */
    static final long IDLE_SECONDS = 4;

    /** Idle connections live only for seconds, and all of a client's threads may return at once. */
    private static final int IDLE_CONNECTIONS = 64;

    private final OkHttpClient http;
    private final Network.@Nullable Login login;
    private final boolean ownsHttp;
    private final ExecutorService async;
    private volatile boolean closed;
    private volatile @Nullable Interceptor tap;

    private Resources(OkHttpClient http, boolean ownsHttp, Network.@Nullable Login login, ExecutorService async) {
        this.http = http;
        this.login = login;
        this.ownsHttp = ownsHttp;
        this.async = async;
    }

    /** Uses the caller's OkHttp client, or one of our own with these network settings. */
    public static Resources of(@Nullable OkHttpClient given, Network network, int maxConcurrentCalls) {
        OkHttpClient.Builder builder =
                WatchedSockets.of(given == null ? network.client().build() : given);
        if (given == null) {
            Dispatcher dispatcher = new Dispatcher();
            dispatcher.setMaxRequests(Math.max(64, maxConcurrentCalls));
            dispatcher.setMaxRequestsPerHost(maxConcurrentCalls);
            builder.dispatcher(dispatcher);
        }
        OkHttpClient http = builder.connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .build();
        return new Resources(http, given == null, network.login(), threads(maxConcurrentCalls));
    }

    private static ExecutorService threads(int most) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "flaskdata-async");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    public OkHttpClient http() {
        return http;
    }

    /** What a proxy may repeat of what it was sent. */
    void hideIn(CallState state) {
        if (login != null) {
            state.hides(login.password());
        }
    }

    /** Lets an interceptor see all that is sent and received from now on, below the SDK's own interceptors. */
    void tap(Interceptor interceptor) {
        tap = interceptor;
    }

    /** The last of the network interceptors. */
    Response throughTap(Interceptor.Chain chain) throws IOException {
        Interceptor set = tap;
        return set == null ? chain.proceed(chain.request()) : set.intercept(chain);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This FlaskDataClient is closed");
        }
    }

    /** Cancelling the future interrupts the thread, and that cancels the call. */
    public <T extends @Nullable Object> CompletableFuture<T> async(Supplier<T> call) {
        requireOpen();
        CompletableFuture<T> result = new CompletableFuture<>();
        Future<?> task = async.submit(() -> {
            try {
                result.complete(call.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                task.cancel(true);
            }
        });
        return result;
    }

    public void close() {
        closed = true;
        async.shutdownNow().forEach(never -> ((Future<?>) never).cancel(false));
        if (ownsHttp) {
            http.dispatcher().cancelAll();
            http.dispatcher().executorService().shutdown();
        }
        http.connectionPool().evictAll();
    }
}
