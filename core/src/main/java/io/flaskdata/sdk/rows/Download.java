package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.call.DeferredCall;
import io.flaskdata.sdk.errors.FlaskDataException;
import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.BrokenAnswerException;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.http.Failures;
import io.flaskdata.sdk.internal.http.StreamCall;
import io.flaskdata.sdk.internal.http.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
 * A zip of CSV files that the server makes: saved as it is, or read row by row while it arrives. Immutable; the last word
 * makes the call, each time anew.
 *
 * <p>What the server sent and should not have, a {@link ProtocolViolationException}: an error page or text instead of a
 * zip, a zip that is cut, damaged or goes on after its end, a file whose CRC is wrong, a name that leads elsewhere, more
 * than the {@link ZipLimits} allow. What the local disk refuses is an {@link UncheckedIOException}.
 */
public final class Download {
    private static final int BLOCK = 64 * 1024;
    private static final long ERROR_BYTES = 64 * 1024;
    private static final ByteString ZIP = ByteString.encodeUtf8("PK");

    private final Supplier<Call<ResponseBody>> calls;
    private final RowContext context;
    private final InstantSource clock;
    private final ZipLimits limits;
    private final boolean replacing;

    private Download(
            Supplier<Call<ResponseBody>> calls,
            RowContext context,
            InstantSource clock,
            ZipLimits limits,
            boolean replacing) {
        this.calls = calls;
        this.context = context;
        this.clock = clock;
        this.limits = limits;
        this.replacing = replacing;
    }

    /**
     * For the client's parts.
     *
     * @param deferred the call that gives the zip
     * @return the download
     */
    public static Download of(DeferredCall deferred) {
        StreamCall call = StreamCall.of(deferred);
        return new Download(call.calls(), call.context(), call.clock(), ZipLimits.DEFAULT, false);
    }

    /**
     * Replaces a file of the target's name, and its manifest; without it one that exists is refused.
     *
     * @return the download with it
     */
    public Download replacing() {
        return new Download(calls, context, clock, limits, true);
    }

    /**
     * Sets how much of the zip is believed; {@link ZipLimits#DEFAULT} without it.
     *
     * @param limits the limits
     * @return the download with them
     */
    public Download limits(ZipLimits limits) {
        return new Download(calls, context, clock, Arguments.notNull(limits, "limits"), replacing);
    }

    /**
     * Makes the call and saves the zip.
     *
     * @param file where to
     * @return what the file is, as it also stands beside it
     * @throws UncheckedIOException when the file exists or can't be written
     * @throws ProtocolViolationException when the answer is not a whole zip
     * @throws FlaskDataException for any other failure of the call
     */
    public Manifest downloadTo(Path file) {
        return downloadTo(file, (bytes, total) -> {});
    }

    /**
     * Makes the call and saves the zip: under a temporary name in the same folder first; when all of it has arrived and
     * every entry was read and compared with its CRC it is forced to the disk and renamed, and its {@link Manifest} is
     * written beside it. After a failure the temporary file is gone, and an existing file is as it was.
     * (A process that was killed leaves a hidden file that ends in {@code .part}.) Where the file
     * system has owners, only the file's owner may read it.
     *
     * @param file where to
     * @param progress hears how far it is
     * @return what the file is, as it also stands beside it
     * @throws UncheckedIOException when the file exists or can't be written
     * @throws ProtocolViolationException when the answer is not a whole zip
     * @throws FlaskDataException for any other failure of the call
     */
    public Manifest downloadTo(Path file, DownloadProgress progress) {
        try (KeptFile kept = KeptFile.create(file, replacing, clock)) {
            Call<ResponseBody> call = calls.get();
            try (ResponseBody body = zip(call)) {
                copy(call.request(), body, kept.out(), progress);
            }
            check(call.request(), kept.written());
            return kept.commit(call.request(), Manifest.Format.ZIP, null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file can't be written: " + e.getClass().getSimpleName() + ", " + e.getMessage(), e);
        }
    }

    /**
     * Makes the call and leaves the zip's files to be read while they arrive.
     *
     * @return the archive, to be closed
     * @throws ProtocolViolationException when the answer is no zip
     * @throws FlaskDataException for any other failure of the call
     */
    public CsvArchive open() {
        Call<ResponseBody> call = calls.get();
        ResponseBody body = zip(call);
        return CsvArchive.over(body.byteStream(), limits, context, e -> Failures.of(call.request(), e));
    }

    /**
     * Makes the call and hands over every row of every file as it arrives.
     *
     * @param consumer called once for each row, with its file
     * @return how many rows there were
     * @throws FlaskDataException as {@link #open()} and {@link CsvArchive} do
     */
    public long forEachRow(BiConsumer<? super CsvFile, ? super Row> consumer) {
        return open().forEachRow(consumer);
    }

    /** FlaskData says what goes wrong as text, HTML or JSON, with a 200 perhaps; a zip it may well call text too. */
    private static ResponseBody zip(Call<ResponseBody> call) {
        ResponseBody body = Transport.answer(call);
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

    private static void copy(Request request, ResponseBody body, OutputStream out, DownloadProgress progress)
            throws IOException {
        long length = body.contentLength();
        OptionalLong total = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        InputStream in = body.byteStream();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        for (int read = read(request, in, block); read >= 0; read = read(request, in, block)) {
            out.write(block, 0, read);
            bytes += read;
            progress.arrived(bytes, total);
        }
        if (length >= 0 && bytes != length) {
            throw Failures.violation(request, "the answer has " + bytes + " bytes, not " + length, null, null);
        }
    }

    /** What the network does is the call's failure, what the disk does is not. */
    private static int read(Request request, InputStream in, byte[] block) {
        try {
            return in.read(block);
        } catch (IOException e) {
            throw Failures.of(request, e);
        }
    }

    private void check(Request request, Path file) throws IOException {
        try {
            ZipCheck.check(file, limits);
        } catch (BrokenAnswerException e) {
            throw Failures.of(request, e);
        }
    }
}
