package io.flaskdata.sdk.rows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import io.flaskdata.sdk.internal.Sha256Stream;
import io.flaskdata.sdk.internal.http.CallState;
import io.flaskdata.sdk.internal.http.Operation;
import io.flaskdata.sdk.internal.http.Operations;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where a file that the SDK wrote came from, and what it contains. It is stored beside the file as {@code
 * <file>.manifest.json}. It includes the request's filters and never a token or a password.
 *
 * @param sdk the version of the SDK that wrote the file
 * @param source the call whose answer the file holds
 * @param content the file
 */
public record Manifest(String sdk, Source source, Content content) {
    private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

    /** What a file holds. */
    public enum Format {
        /** Rows as CSV (RFC 4180). */
        @SerializedName("csv")
        CSV,
        /** Rows as JSON, one a line. */
        @SerializedName("json-lines")
        JSON_LINES,
        /** Rows as Parquet, by {@code flaskdata-formats}. */
        @SerializedName("parquet")
        PARQUET,
        /** Rows as an Excel workbook (xlsx), by {@code flaskdata-formats}. */
        @SerializedName("excel")
        EXCEL,
        /** Rows as CDISC Dataset-JSON, by {@code flaskdata-formats}. */
        @SerializedName("dataset-json")
        DATASET_JSON,
        /** Rows as a SAS transport file, version 5, by {@code flaskdata-formats}. */
        @SerializedName("xport")
        XPORT,
        /** The server's zip, unchanged. */
        @SerializedName("zip")
        ZIP
    }

    /**
     * The call.
     *
     * @param operation its id, such as {@code edc.extractData}
     * @param address host and path
     * @param database the EDC database; null when the call needs none
     * @param request the members of the request's body: table, dates, filters
     * @param contract the document the operation was generated from
     * @param started when the call started, by the client's clock
     * @param finished when the last byte arrived, by the client's clock
     * @param serverDate the answer's {@code Date} header, to the second; null when it had none
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

        /** The names of what a request asks otherwise; values may name people. */
        List<String> differences(Request asked) {
            Source other = of(asked, started, finished);
            List<String> names = new ArrayList<>();
            add(names, "operation", operation, other.operation);
            add(names, "address", address, other.address);
            add(names, "database", database, other.database);
            Set<String> members = new TreeSet<>(request.keySet());
            members.addAll(other.request.keySet());
            members.forEach(each -> add(names, each, request.get(each), other.request.get(each)));
            return names;
        }

        private static void add(List<String> names, String name, @Nullable Object one, @Nullable Object other) {
            if (!Objects.equals(one, other)) {
                names.add(name);
            }
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
     * @param sha256 the SHA-256 of the effective document; null when the module doesn't say
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
     * @param file the name it was written under
     * @param format what it holds
     * @param rows the number of rows, without the header; null for a zip, whose rows are not counted
     * @param bytes its size
     * @param sha256 the SHA-256 of its bytes, in lower-case hexadecimal
     * @param note a remark for readers: why the SDK can't read this zip, that cells were guarded against formulas, or
     *     what a format couldn't hold; null when there is none
     * @param options how it was asked to be written, where that is not the default: {@code columns}, {@code
     *     byteOrderMark}, {@code guardedAgainstFormulas}, and a {@link RowFormat}'s own; null when all is the default
     */
    public record Content(
            String file,
            Format format,
            @Nullable Long rows,
            long bytes,
            String sha256,
            @Nullable String note,
            @Nullable Map<String, Object> options) {
        /** Content written with the default options. */
        public Content(
                String file, Format format, @Nullable Long rows, long bytes, String sha256, @Nullable String note) {
            this(file, format, rows, bytes, sha256, note, null);
        }
    }

    /**
     * Reads the manifest beside a file and checks the file's size; while the file is being replaced, or after a process
     * was killed doing so, its SHA-256 too. {@link #verify} checks every byte.
     *
     * @param file the file, not the manifest
     * @throws UncheckedIOException when there is none, it is not a manifest, or it does not describe this file
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

    /** Null when the file is not a complete manifest. */
    static @Nullable Manifest of(Path path) throws IOException {
        try {
            Manifest manifest = Json.GSON.fromJson(Files.readString(path), Manifest.class);
            if (manifest == null || !manifest.isWhole()) {
                return null;
            }
            // One whose instants are finer than milliseconds can't be written, so the SDK never wrote it.
            manifest.json();
            return manifest;
        } catch (JsonParseException | CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Checks that a file is byte for byte the one this manifest describes.
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

    /** Where a file's manifest is stored: {@code <file>.manifest.json} beside it. */
    public static Path path(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }

    /**
     * The manifest as it is stored.
     *
     * @return a JSON object and a line break
     */
    public String json() {
        return Json.GSON.toJson(this) + "\n";
    }

    /** Gson leaves missing members null, whatever their type. */
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
