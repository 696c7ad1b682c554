package org.example.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sandbox in a process of its own, because Spark has its own Jetty and Jackson, behind a proxy. The proxy counts the
 * extracts that are made at once, takes a marked password for the sandbox's own, and knows the tokens that were given.
 */
final class Server implements AutoCloseable {
    static final Path TARGET = Path.of(System.getProperty("flaskdata.test.target"));
    static final String EMAIL = "api@sandbox.flaskdata.test";
    static final String PASSWORD = "marked-secret-4711";

    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger extracts = new AtomicInteger();
    final AtomicInteger signIns = new AtomicInteger();
    final Set<String> tokens = ConcurrentHashMap.newKeySet();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Path passwordFile;
    /** How long each extract waits, so that others come meanwhile. */
    volatile long slowness;

    private final AtomicInteger now = new AtomicInteger();
    private final Process sandbox;
    private final HttpServer proxy;
    private final URI api;
    private final HttpClient client = HttpClient.newHttpClient();

    Server(String seed) throws IOException {
        sandbox = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        TARGET.resolve("flaskdata-sandbox.jar").toString(),
                        "--port",
                        "0",
                        "--idp-port",
                        "0",
                        "--seed",
                        seed)
                .redirectError(TARGET.resolve("sandbox.log").toFile())
                .start();
        // When this JVM is killed, the sandbox is not left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::destroy));
        api = URI.create(address(sandbox));
        passwordFile = Files.writeString(TARGET.resolve("password"), PASSWORD);
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        proxy.createContext("/", this::forward);
        proxy.start();
    }

    private static String address(Process sandbox) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(sandbox.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher found = Pattern.compile("http://[^ /]+:\\d+").matcher(line);
            if (found.find()) {
                return found.group();
            }
        }
        throw new IOException("The sandbox did not start: see sandbox.log");
    }

    String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    private void forward(HttpExchange exchange) throws IOException {
        boolean extract = exchange.getRequestURI().getPath().endsWith("/extract-data");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            if (extract) {
                extracts.incrementAndGet();
                requests.add(body);
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(slowness);
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            api.resolve(exchange.getRequestURI().getPath()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofString(body.replace(PASSWORD, "sandbox")));
            for (String each : List.of("Authorization", "EDC", "Content-Type")) {
                String value = exchange.getRequestHeaders().getFirst(each);
                if (value != null) {
                    request.header(each, value);
                }
            }
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            try (InputStream in = answer.body()) {
                if (extract) {
                    exchange.sendResponseHeaders(answer.statusCode(), 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        in.transferTo(out);
                    }
                } else {
                    byte[] all = in.readAllBytes();
                    remember(new String(all, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(answer.statusCode(), all.length);
                    exchange.getResponseBody().write(all);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (extract) {
                now.decrementAndGet();
            }
        }
    }

    private void remember(String answer) {
        Matcher token = Pattern.compile("\"token\" *: *\"([^\"]+)\"").matcher(answer);
        if (token.find()) {
            signIns.incrementAndGet();
            tokens.add(token.group(1));
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
        sandbox.destroy();
    }
}
