package io.flaskdata.sdk.spectools;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A HAR file (1.2), as browsers record them: what FlaskData's operations answered. Entries are read one by one and
 * forgotten; of their bodies only the shapes stay.
 */
final class Har {
    /** FlaskData's own addresses; of others only those that the caller names. */
    private static final Pattern FLASKDATA = Pattern.compile("(?:[a-z]+-)?(api|idp)\\.flaskdata\\.io");

    private static final JsonMapper JSON = JsonMapper.builder(new com.fasterxml.jackson.core.JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(256 * 1024 * 1024)
                            .maxNestingDepth(Documents.MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What follows an entry is the next one. */
    private static final ObjectReader ENTRY = JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Words words;
    private final Fetch.@Nullable Addresses own;
    private final Map<Words.Operation, Learnt> learnt = new LinkedHashMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private int entries;

    private static final class Learnt {
        private final Shape answer = Shape.none();
        private final Shape request = Shape.none();
        private int answers;
        private int requests;
    }

    private Har(Words words, Fetch.@Nullable Addresses own) {
        this.words = words;
        this.own = own;
    }

    /**
     * Reads a file.
     *
     * @param own the addresses of the FlaskData that was recorded, if they are not FlaskData's own
     */
    static Seen read(Path file, Words words, Fetch.@Nullable Addresses own) {
        Har har = new Har(words, own);
        String end = "";
        try (InputStream bytes = withoutMark(Files.newInputStream(file));
                JsonParser parser = JSON.createParser(bytes)) {
            har.log(parser);
        } catch (JsonProcessingException e) {
            // Its message quotes what it read.
            end = "the file breaks off, or is no JSON, after entry " + har.entries;
        } catch (IOException e) {
            throw new UncheckedIOException("The HAR file can't be read", e);
        }
        return har.seen(end);
    }

    /** A byte order mark is allowed. */
    private static InputStream withoutMark(InputStream file) throws IOException {
        InputStream bytes = new BufferedInputStream(file);
        bytes.mark(3);
        if (bytes.read() != 0xEF || bytes.read() != 0xBB || bytes.read() != 0xBF) {
            bytes.reset();
        }
        return bytes;
    }

    private void log(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            boolean isList = parser.currentToken() == JsonToken.START_ARRAY
                    && "entries".equals(parser.currentName())
                    && parser.getParsingContext().getParent().getParent() != null
                    && "log"
                            .equals(parser.getParsingContext()
                                    .getParent()
                                    .getParent()
                                    .getCurrentName());
            if (isList) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    entry(ENTRY.readTree(parser));
                    entries++;
                }
            }
        }
    }

    private void entry(JsonNode entry) {
        JsonNode request = entry.path("request");
        JsonNode response = entry.path("response");
        URI url = url(request.path("url").asText());
        Boolean idp = url == null ? null : isIdp(url);
        if (url == null || idp == null) {
            leave("of another host, or without an address");
            return;
        }
        String method = request.path("method").asText().toUpperCase(Locale.ROOT);
        Words.Operation operation = words.operation(method, path(url, idp), idp);
        if (operation == null) {
            leave(method.equals("OPTIONS") ? "asks for permission only (OPTIONS)" : "of no operation that we know");
            return;
        }
        int status = response.path("status").asInt(0);
        if (status != 200) {
            leave(status <= 0 ? "without an answer" : "answered with " + Math.min(status, 999) + ", not 200");
            return;
        }
        JsonNode answer = answer(response.path("content"));
        if (answer == null) {
            return;
        }
        Learnt here = learnt.computeIfAbsent(operation, any -> new Learnt());
        here.answers++;
        here.answer.learn(answer);
        JsonNode body = isOfFlaskDatasPage(request)
                ? json(request.path("postData").path("text").asText())
                : null;
        if (body != null) {
            here.requests++;
            here.request.learn(body);
        }
    }

    private void leave(String why) {
        leftOut.merge(why, 1, Integer::sum);
    }

    /** A 200's JSON; null when there is none, which is noted. */
    private @Nullable JsonNode answer(JsonNode content) {
        if (!content.path("text").isTextual() || content.path("text").asText().isEmpty()) {
            leave("with a body that was not recorded");
            return null;
        }
        String text = content.path("text").asText();
        if (content.path("encoding").asText().equals("base64")) {
            try {
                text = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                leave("with a body that is no base64");
                return null;
            }
        }
        JsonNode json = json(text);
        if (json == null) {
            boolean cut = text.getBytes(StandardCharsets.UTF_8).length
                    < content.path("size").asLong(0);
            leave(cut ? "with a body that was cut" : "with a body that is no JSON, such as a file");
        }
        return json;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json.isContainerNode() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable URI url(String text) {
        try {
            // Browsers write characters that URI doesn't take into the query only.
            URI url = new URI(text.split("[?#]", 2)[0]);
            return url.getHost() == null ? null : url;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether an address is the IDP's; null when it is none of FlaskData's. */
    private @Nullable Boolean isIdp(URI url) {
        if (own != null) {
            return begins(url, own.api()) ? Boolean.FALSE : begins(url, own.idp()) ? Boolean.TRUE : null;
        }
        var host = FLASKDATA.matcher(url.getHost().toLowerCase(Locale.ROOT));
        return host.matches() ? Boolean.valueOf(host.group(1).equals("idp")) : null;
    }

    private static boolean begins(URI url, String address) {
        return url.toString().equals(address) || url.toString().startsWith(address + "/");
    }

    private String path(URI url, boolean idp) {
        if (own == null) {
            return url.getRawPath();
        }
        return url.toString().substring((idp ? own.idp() : own.api()).length());
    }

    /**
     * A member of a request that our own tools sent proves nothing: unknown members are ignored. So only what a page of
     * FlaskData's sent counts, and no Swagger page.
     */
    private static boolean isOfFlaskDatasPage(JsonNode request) {
        for (JsonNode header : request.path("headers")) {
            // HTTP/2 names begin with a colon, or are in lower case.
            String name = header.path("name").asText().toLowerCase(Locale.ROOT);
            if (name.equals("referer") || name.equals("origin")) {
                URI page = url(header.path("value").asText());
                boolean flaskData = page != null
                        && page.getHost().toLowerCase(Locale.ROOT).endsWith(".flaskdata.io")
                        && !String.valueOf(page.getPath()).contains("/swagger");
                if (name.equals("referer")) {
                    return flaskData;
                }
            }
        }
        return false;
    }

    private Seen seen(String end) {
        List<Seen.Operation> operations = new ArrayList<>();
        learnt.forEach((operation, all) -> operations.add(new Seen.Operation(
                operation.module(),
                operation.method(),
                operation.path(),
                all.answers,
                all.answer.schema(words),
                all.requests == 0 ? MissingNode.getInstance() : all.request.schema(words))));
        List<String> notes = new ArrayList<>();
        notes.add(entries + " entries");
        if (!end.isEmpty()) {
            notes.add(end);
        }
        leftOut.forEach((why, count) -> notes.add("left out: " + count + " " + why));
        if (learnt.isEmpty() && own == null) {
            notes.add("for another address than flaskdata.io's, give --api-url and --idp-url");
        }
        return new Seen(operations, List.of(), notes);
    }
}
