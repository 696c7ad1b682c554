package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads every source by its address, bytes verbatim: all required ones or nothing. */
final class Fetch {
    /** An environment's two addresses. */
    record Addresses(String api, String idp) {
        private static final Map<String, Addresses> KNOWN = Map.of(
                "production", new Addresses("https://api.flaskdata.io", "https://idp.flaskdata.io"),
                "staging", new Addresses("https://staging-api.flaskdata.io", "https://staging-idp.flaskdata.io"),
                "development", new Addresses("https://dev-api.flaskdata.io", "https://dev-idp.flaskdata.io"));

        static boolean knows(String environment) {
            return KNOWN.containsKey(environment.toLowerCase(Locale.ROOT));
        }

        /** An environment by its name, or two addresses; there is no default. */
        static Addresses of(String environment, String api, String idp) {
            if (!environment.isBlank() && (!api.isBlank() || !idp.isBlank())) {
                throw new SpecException("flaskdata.environment", "", "give an environment or two addresses, not both");
            }
            if (!api.isBlank() && !idp.isBlank()) {
                return new Addresses(bare("flaskdata.api-url", api), bare("flaskdata.idp-url", idp));
            }
            Addresses known = KNOWN.get(environment.toLowerCase(Locale.ROOT));
            if (known == null) {
                throw new SpecException(
                        "flaskdata.environment",
                        "",
                        "must be production, staging or development, or give both flaskdata.api-url and"
                                + " flaskdata.idp-url; it is " + (environment.isBlank() ? "nothing" : environment));
            }
            return known;
        }

        private static String bare(String name, String address) {
            URI uri = uri(name, address);
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new SpecException(name, "", "an address has no user, query or fragment");
            }
            return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        }
    }

    private record Document(Sources.Source source, String address, byte[] bytes, ObjectNode json) {}

    /** The limits of one download; tests have shorter ones. */
    record Limits(Duration connect, Duration whole, int bytes) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(120), Documents.MAX_BYTES);
    }

    private final Addresses addresses;
    private final Limits limits;
    private final HttpClient http;

    private Fetch(Addresses addresses, Limits limits) {
        this.addresses = addresses;
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    /** Fetches into a folder of specs, updates its lock, and tells what came and what didn't. */
    static List<String> into(Path specs, Addresses addresses, Limits limits, Clock clock) {
        Sources sources = Sources.read(specs);
        Fetch fetch = new Fetch(addresses, limits);
        List<Document> documents = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Sources.Source source : sources.sources()) {
            try {
                Document document = fetch.document(source);
                documents.add(document);
                lines.add("fetched " + source.id() + " from " + document.address() + ": " + document.bytes().length
                        + " bytes, version "
                        + document.json().path("info").path("version").asText("not given"));
            } catch (SpecException e) {
                if (source.required()) {
                    faults.addAll(e.faults());
                } else {
                    lines.add("optional, not fetched: " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new SpecException(faults);
        }
        write(specs, documents, clock);
        return lines;
    }

    /** The documents first and the lock last: what is interrupted fails the next build, instead of passing as fetched. */
    private static void write(Path specs, List<Document> documents, Clock clock) {
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        try {
            for (Document document : documents) {
                Path file = specs.resolve(document.source().file());
                Files.createDirectories(file.toAbsolutePath().getParent());
                Path partial = file.resolveSibling(Documents.name(file) + ".part");
                Files.write(partial, document.bytes());
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                ObjectNode entry = Documents.mapper().createObjectNode();
                entry.put("file", document.source().file());
                entry.put("origin", "fetched");
                entry.put("address", document.address());
                entry.put(
                        "time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
                entry.put(
                        "version", document.json().path("info").path("version").asText());
                entry.put("sha256", Lock.sha256(document.bytes()));
                entries.put(document.source().id(), entry);
            }
            Lock.put(specs, entries);
        } catch (IOException e) {
            throw new UncheckedIOException("The fetched documents can't be written; fetch again", e);
        }
    }

    private Document document(Sources.Source source) {
        String address = source.address().replace("{api}", addresses.api()).replace("{idp}", addresses.idp());
        HttpResponse<byte[]> response = send(source, uri(source.id(), address));
        if (response.statusCode() != 200) {
            String redirect = response.statusCode() / 100 == 3 ? ", and redirects are not followed" : "";
            throw refused(source, address, "the answer was " + response.statusCode() + redirect);
        }
        return new Document(source, address, response.body(), json(source, address, response.body()));
    }

    private static ObjectNode json(Sources.Source source, String address, byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8).strip();
        if (start.startsWith("<")) {
            throw refused(source, address, "HTML or XML came instead of a Swagger document");
        }
        ObjectNode json;
        try {
            json = Documents.parse(source.id() + ".json", bytes);
        } catch (SpecException e) {
            throw refused(source, address, "no whole JSON object came: " + e.getMessage());
        }
        if (!json.has("swagger") && !json.has("openapi") || !json.path("paths").isObject()) {
            List<String> members = new ArrayList<>();
            json.fieldNames().forEachRemaining(members::add);
            throw refused(
                    source,
                    address,
                    "a JSON object came, but no Swagger document; it has the members "
                            + members.subList(0, Math.min(members.size(), 10)));
        }
        return json;
    }

    private HttpResponse<byte[]> send(Sources.Source source, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(limits.whole())
                .header("Accept", "application/json")
                .build();
        var answer = http.sendAsync(request, response -> new LimitedBody(limits.bytes()));
        try {
            // The request's own timeout ends with the headers; this one is for the body too.
            return answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw refused(source, uri.toString(), "no whole answer came within " + limits.whole());
        } catch (ExecutionException e) {
            throw refused(source, uri.toString(), "no whole answer came: " + said(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(source, uri.toString(), "interrupted");
        }
    }

    private static String said(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static SpecException refused(Sources.Source source, String address, String reason) {
        return new SpecException(source.id(), address, reason);
    }

    /** HTTPS, or plain HTTP to this machine. */
    private static URI uri(String name, String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new SpecException(name, address, "not an address");
        }
        if (uri.getHost() == null || !"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            throw new SpecException(name, address, "not an HTTPS address");
        }
        if ("http".equals(uri.getScheme()) && !isLoopback(uri.getHost())) {
            throw new SpecException(name, address, "plain HTTP is for this machine only");
        }
        return uri;
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost")
                    || host.matches("[0-9.]+|\\[.*]")
                            && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
