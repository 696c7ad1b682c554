package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.call.DeferredCall;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.TemporaryFolder;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.CallState;
import io.flaskdata.sdk.internal.http.Failures;
import io.flaskdata.sdk.internal.http.StreamCall;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A zip of CSV files made by the server, saved as it is or read row by row. Immutable; each {@link #downloadTo}, {@link
 * #open} and {@link #forEachRow} makes a new call.
 *
 * <p>An invalid answer is a {@link ProtocolViolationException}: an error page or text instead of a zip, a zip that is
 * truncated, damaged or followed by more bytes, a wrong CRC, entries that overlap or that the zip's directory does not
 * list, more than the {@link ZipLimits} allow. A failure of the local disk is an {@link UncheckedIOException}.
 *
 * <p>A complete zip of an unsupported kind is saved, and its manifest's note says why it can't be read; reading it
 * throws a {@link ProtocolViolationException}. Unsupported are: an entry that is encrypted or compressed by a method
 * other than deflate, whose CRC is then not checked; two files of one name; a name that leads out of its folder, is not
 * a valid file name, or is not in the charset of {@link ZipOptions#nameCharset()}.
 */
public final class Download {
    private static final int BLOCK = 64 * 1024;
    private static final long ERROR_BYTES = 64 * 1024;
    private static final ByteString ZIP = ByteString.encodeUtf8("PK");

    private final Supplier<Call<ResponseBody>> calls;
    private final RowContext context;
    private final InstantSource clock;
    private final ZipOptions options;
    private final @Nullable Path temporary;
    private final boolean replacing;

    private Download(
            Supplier<Call<ResponseBody>> calls,
            RowContext context,
            InstantSource clock,
            ZipOptions options,
            @Nullable Path temporary,
            boolean replacing) {
        this.calls = calls;
        this.context = context;
        this.clock = clock;
        this.options = options;
        this.temporary = temporary;
        this.replacing = replacing;
    }

    /**
     * For the SDK's own packages.
     *
     * @param deferred the call that gives the zip
     */
    public static Download of(DeferredCall deferred) {
        StreamCall call = StreamCall.of(deferred);
        return new Download(call.calls(), call.context(), call.clock(), ZipOptions.DEFAULT, null, false);
    }

    /** Replaces an existing file and its manifest; by default an existing file is refused. */
    public Download replacing() {
        return new Download(calls, context, clock, options, temporary, true);
    }

    /** Sets the largest zip that is accepted; {@link ZipLimits#DEFAULT} by default. */
    public Download limits(ZipLimits limits) {
        return options(options.withLimits(limits));
    }

    /** Sets how the zip is read, including its limits; {@link ZipOptions#DEFAULT} by default. */
    public Download options(ZipOptions options) {
        return new Download(calls, context, clock, Arguments.notNull(options, "options"), temporary, replacing);
    }

    /**
     * Sets where a zip is kept while it is read; the system's temporary folder by default. Only the owner may read the
     * file, and it is deleted afterwards.
     *
     * @param folder a folder with enough free space
     */
    public Download temporaryFolder(Path folder) {
        return new Download(calls, context, clock, options, Arguments.notNull(folder, "folder"), replacing);
    }

    /**
     * Makes the call and saves the zip.
     *
     * @param file the file to write
     * @return the file's manifest, also written beside it
     * @throws UncheckedIOException when the file exists, is being written, or can't be written
     * @throws ProtocolViolationException when the answer is not a complete zip
     * @throws FlaskDataException for any other failure of the call
     */
    public Manifest downloadTo(Path file) {
        return downloadTo(file, (bytes, total) -> {});
    }

    /**
     * Makes the call and saves the zip. It is first written under a temporary name in the same folder. Once all of it
     * has arrived and every entry matches its CRC, the zip and its {@link Manifest} are forced to disk and renamed.
     * After a failure neither is there, and an existing file and manifest are unchanged. While one thread or process
     * writes a file, all others are refused. (A killed process leaves hidden files that end in {@code .part} and {@code
     * .lock}; the next writer of the file deletes them.) Where the file system has owners, only the file's owner may
     * read it.
     *
     * @param file the file to write
     * @param progress told of each block that arrives
     * @return the file's manifest, also written beside it
     * @throws UncheckedIOException when the file exists, is being written, or can't be written
     * @throws ProtocolViolationException when the answer is not a complete zip
     * @throws FlaskDataException for any other failure of the call
     */
    public Manifest downloadTo(Path file, DownloadProgress progress) {
        try (KeptFile kept = KeptFile.create(file, replacing, clock)) {
            Call<ResponseBody> call = calls.get();
            try (ResponseBody body = zip(call)) {
                copy(call.request(), body, kept.out(), progress);
            }
            String note = check(call.request(), kept.written());
            return kept.commit(call.request(), Manifest.Format.ZIP, null, note);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Makes the call and, once the whole zip is in a temporary file, opens it for reading.
     *
     * @return the archive, to be closed
     * @throws UncheckedIOException when the temporary file can't be written
     * @throws ProtocolViolationException when the answer is not a complete, readable zip
     * @throws FlaskDataException for any other failure of the call
     */
    public CsvArchive open() {
        try {
            TemporaryFolder folder = TemporaryFolder.in(temporary);
            boolean opened = false;
            try {
                CsvArchive archive = open(folder);
                opened = true;
                return archive;
            } finally {
                if (!opened) {
                    folder.close();
                }
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private CsvArchive open(TemporaryFolder folder) throws IOException {
        Path spilled = folder.path().resolve("answer.zip");
        Call<ResponseBody> call = calls.get();
        try (ResponseBody body = zip(call);
                OutputStream out = Files.newOutputStream(spilled)) {
            copy(call.request(), body, out, (bytes, total) -> {});
        }
        ZipOptions read = options.zone() != null || context.zone() == null ? options : options.withZone(context.zone());
        return CsvArchive.over(
                spilled, folder, read, e -> Failures.of(call.request(), e), CallState.of(call.request())::redacted);
    }

    /**
     * Makes the call and, once the whole zip is in a temporary file, passes every row of every file to the consumer.
     *
     * @param consumer called once for each row, with its file
     * @return how many rows there were
     * @throws UncheckedIOException when the temporary file can't be written
     * @throws FlaskDataException as {@link #open()} and {@link CsvArchive} do
     */
    public long forEachRow(BiConsumer<? super CsvFile, ? super Row> consumer) {
        return open().forEachRow(consumer);
    }

    private static UncheckedIOException notWritten(IOException e) {
        return new UncheckedIOException(
                "The file can't be written: " + e.getClass().getSimpleName() + ", " + e.getMessage(), e);
    }

    /** FlaskData reports errors as text, HTML or JSON, possibly with a 200; it may also label a zip as text. */
    private static ResponseBody zip(Call<ResponseBody> call) {
        ResponseBody body = ApiCall.of(call).body();
        MediaType type = body.contentType();
        BufferedSource source = body.source();
        try {
            if (!isText(type) || source.rangeEquals(0, ZIP)) {
                return body;
            }
            source.request(ERROR_BYTES);
            String start =
                    source.readUtf8(Math.min(ERROR_BYTES, source.getBuffer().size()));
            body.close();
            throw Failures.violation(
                    call.request(),
                    "the answer's content type is " + type + " and it is no zip; serverText() shows its start",
                    start,
                    null);
        } catch (IOException e) {
            body.close();
            throw Failures.of(call.request(), e);
        }
    }

    private static boolean isText(@Nullable MediaType type) {
        if (type == null) {
            return false;
        }
        String subtype = type.subtype().toLowerCase(Locale.ROOT);
        return type.type().equals("text") || subtype.endsWith("json") || subtype.endsWith("xml");
    }

    private void copy(Request request, ResponseBody body, OutputStream out, DownloadProgress progress)
            throws IOException {
        long length = body.contentLength();
        OptionalLong total = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        InputStream in = body.byteStream();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        for (int read = read(request, in, block); read >= 0; read = read(request, in, block)) {
            out.write(block, 0, read);
            bytes += read;
            if (bytes > options.limits().zipBytes()) {
                throw Failures.of(
                        request,
                        new BrokenAnswerException(
                                "the zip is longer than " + options.limits().bytes() + " bytes"));
            }
            progress.arrived(bytes, total);
        }
        if (length >= 0 && bytes != length) {
            throw Failures.violation(request, "the answer has " + bytes + " bytes, not " + length, null, null);
        }
    }

    /** Network errors are failures of the call; disk errors are not. */
    private static int read(Request request, InputStream in, byte[] block) {
        try {
            return in.read(block);
        } catch (IOException e) {
            throw Failures.of(request, e);
        }
    }

    /** Why the zip can't be read; null when it can. */
    private @Nullable String check(Request request, Path file) throws IOException {
        try {
            return ZipCheck.check(file, options).unread();
        } catch (BrokenAnswerException e) {
            throw Failures.of(request, e);
        }
    }
}
