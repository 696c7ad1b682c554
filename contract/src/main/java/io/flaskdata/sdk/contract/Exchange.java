package io.flaskdata.sdk.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One request as it left this machine, and its answer as it came. It stays in memory: it holds values and tokens. */
final class Exchange {
    private static final ObjectMapper ENTRY =
            Documents.JSON.copy().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final String method;
    final HttpUrl url;
    final Headers requestHeaders;
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final ByteArrayOutputStream came = new ByteArrayOutputStream();
    volatile int status;
    volatile @Nullable Headers headers;
    /** Whether the answer was read to its end, and all of it is here. */
    volatile boolean whole;

    volatile boolean tooLong;

    Exchange(String method, HttpUrl url, Headers requestHeaders) {
        this.method = method;
        this.url = url;
        this.requestHeaders = requestHeaders;
    }

    Optional<String> header(String name) {
        Headers received = headers;
        return received == null ? Optional.empty() : Optional.ofNullable(received.get(name));
    }

    /** The content type in lower case, without a space that some write. */
    String contentType() {
        return header("Content-Type").orElse("none").toLowerCase(Locale.ROOT);
    }

    /** The answer's media type alone. */
    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String contentType) {
        String type = mediaType(contentType);
        return type.endsWith("/json") || type.endsWith("/x-json") || type.endsWith("+json");
    }

    byte[] body() {
        byte[] bytes = came.toByteArray();
        if (!header("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
            return bytes;
        }
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            in.transferTo(unpacked);
        } catch (IOException cutOff) {
            // What came until then.
        }
        return unpacked.toByteArray();
    }

    /** The answer as JSON; of an array that was not read to its end, the entries that are whole. Null: not JSON. */
    @Nullable
    JsonNode json(int most) {
        try (JsonParser parser = Documents.JSON.createParser(body())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return whole ? Documents.JSON.readTree(body()) : null;
            }
            return entries(parser, most);
        } catch (IOException notJson) {
            return null;
        }
    }

    private @Nullable ArrayNode entries(JsonParser parser, int most) throws IOException {
        ArrayNode entries = Documents.JSON.createArrayNode();
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY && entries.size() < most) {
                entries.add(ENTRY.<JsonNode>readTree(parser));
            }
        } catch (IOException cutOff) {
            return whole ? null : entries;
        }
        return entries;
    }
}
