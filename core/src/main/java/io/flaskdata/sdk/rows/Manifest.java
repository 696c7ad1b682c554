package io.flaskdata.sdk.rows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import io.flaskdata.sdk.internal.Json;
import io.flaskdata.sdk.internal.Sha256Stream;
import io.flaskdata.sdk.internal.http.CallState;
import io.flaskdata.sdk.internal.http.Operation;
import io.flaskdata.sdk.internal.http.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that the SDK wrote: where it came from and what it is. It stands beside the file as
 * {@code <file>.manifest.json} and never holds a token or a password; the request's filters are in it.
 *
 * @param sdk the version of the SDK that wrote the file
 * @param source the call that the file's content is the answer of
 * @param content the file
 */
public record Manifest(String sdk, Source source, Content content) {
    private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

    /** What a file holds. */
    public enum Format {
        /** Rows as RFC 4180. */
        @SerializedName("csv")
        CSV,
        /** Rows as JSON, one a line. */
        @SerializedName("json-lines")
        JSON_LINES,
        /** The server's zip, as it came. */
        @SerializedName("zip")
        ZIP
    }

    /**
     * The call.
     *
     * @param operation its id, such as {@code edc.extractData}
     * @param address host and path
     * @param database the EDC database, null of a call that needs none
     * @param request the members of the request's body: table, dates, filters
     * @param contract the document the operation was generated from
     * @param started before the call, by the client's clock
     * @param finished after the last byte, by the client's clock
     * @param serverDate the answer's {@code Date}, to the second; null when it had none
     */
    public record Source(
            String operation,
            String address,
            @Nullable String database,
            Map<String, Object> request,
            Contract contract,
            Instant started,
            Instant finished,
            @Nullable Instant serverDate) {
        static Source of(Request request, Instant started, Instant finished) {
            Response answer = CallState.of(request).answer();
            Date date = answer == null ? null : answer.headers().getDate("Date");
            RequestBody body = request.body();
            return new Source(
                    CallState.of(request).operation().id(),
                    Operation.redactedAddress(request),
                    request.header("EDC"),
                    body == null ? Map.of() : Json.GSON.fromJson(Json.object(body), OBJECT),
                    Contract.of(Operations.document(request)),
                    started,
                    finished,
                    date == null ? null : date.toInstant());
        }

        /** Without the request, whose filters may name people. */
        @Override
        public String toString() {
            return "Source[" + operation + ", " + started + "]";
        }
    }

    /**
     * A specification document.
     *
     * @param module the generated module's name
     * @param version the document's {@code info.version}
     * @param sha256 of the effective document's bytes, null when the module doesn't say
     */
    public record Contract(
            String module, String version, @Nullable String sha256) {
        static Contract of(JsonObject document) {
            return new Contract(
                    document.get("module").getAsString(),
                    document.get("version").getAsString(),
                    document.has("sha256") ? document.get("sha256").getAsString() : null);
        }
    }

    /**
     * The file.
     *
     * @param file its name when it was written
     * @param format what it holds
     * @param rows how many rows, without the header; null of a zip, whose rows were not counted
     * @param bytes its size
     * @param sha256 of its bytes, in lower-case hexadecimal digits
     * @param note what a reader must know besides: why the SDK does not read this zip, or that formulas were guarded; null
     *     when there is nothing
     */
    public record Content(
            String file,
            Format format,
            @Nullable Long rows,
            long bytes,
            String sha256,
            @Nullable String note) {}

    /**
     * Reads the manifest that stands beside a file. It is refused when the file has another size, and, while the file is
     * replaced or when a process was killed in the middle of that, another SHA-256; {@link #verify} compares every byte.
     *
     * @param file the file, not the manifest
     * @throws UncheckedIOException when there is none, or it is none, or not this file's
     */
    public static Manifest beside(Path file) {
        try {
            return KeptFile.manifest(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The manifest can't be read: " + e.getMessage(), e);
        }
    }

    static Manifest read(Path path) throws IOException {
        Manifest manifest = of(path);
        if (manifest == null) {
            throw new IOException(path + " is not a manifest");
        }
        return manifest;
    }

    /** Null when the file is no whole manifest. */
    static @Nullable Manifest of(Path path) throws IOException {
        try {
            Manifest manifest = Json.GSON.fromJson(Files.readString(path), Manifest.class);
            return manifest != null && manifest.isWhole() ? manifest : null;
        } catch (JsonParseException | CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Checks that a file is, byte for byte, the one this manifest was written for.
     *
     * @param file the file, under any name
     * @throws UncheckedIOException when it is not, or can't be read
     */
    public void verify(Path file) {
        try {
            Sha256Stream found = Sha256Stream.of(file);
            if (found.bytes() != content.bytes()) {
                throw new IOException(file + " has " + found.bytes() + " bytes, by its manifest " + content.bytes());
            }
            if (!found.sha256().equals(content.sha256())) {
                throw new IOException(file + " has another SHA-256 than its manifest says");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file is not what its manifest says: " + e.getMessage(), e);
        }
    }

    /** Where a file's manifest stands: {@code <file>.manifest.json} beside it. */
    public static Path path(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }

    /**
     * The manifest as it stands in its file.
     *
     * @return a JSON object and a line break
     */
    public String json() {
        return Json.GSON.toJson(this) + "\n";
    }

    /** Gson leaves members null that a document lacks, whatever their type says. */
    private boolean isWhole() {
        return sdk != null
                && source != null
                && source.operation != null
                && source.request != null
                && source.contract != null
                && content != null
                && content.format != null
                && content.sha256 != null;
    }
}
