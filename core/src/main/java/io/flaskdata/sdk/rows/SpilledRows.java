package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.TemporaryFolder;
import io.flaskdata.sdk.internal.http.ApiCall;
import io.flaskdata.sdk.internal.http.Failures;
import io.flaskdata.sdk.internal.http.StreamCall;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A whole answer on disk, so that a slow reader does not hold up the server or run into its time limit. Only the owner
 * may read the file, which is deleted when its rows are closed.
 */
final class SpilledRows {
    private static final int BLOCK = 64 * 1024;

    private SpilledRows() {}

    static RowStream of(StreamCall deferred, @Nullable RowProgress progress) {
        Call<ResponseBody> call = deferred.call();
        try (ResponseBody body = ApiCall.of(call).body()) {
            Arrivals arrivals = progress == null ? null : new Arrivals(body, progress);
            TemporaryFolder folder = TemporaryFolder.in(null);
            Path file = folder.path().resolve("slice.json");
            boolean whole = false;
            try (OutputStream out = Files.newOutputStream(file)) {
                copy(call.request(), body, out, arrivals);
                whole = true;
            } finally {
                if (!whole) {
                    folder.close();
                }
            }
            long length = Files.size(file);
            ResponseBody spilled =
                    ResponseBody.create(Okio.buffer(new DeletedAtEnd(file, folder)), body.contentType(), length);
            return RowStream.over(
                    call.request(),
                    arrivals == null ? spilled : arrivals.arrived(spilled),
                    deferred.context(),
                    arrivals);
        } catch (IOException e) {
            throw new UncheckedIOException("A slice can't be kept in the folder for temporary files", e);
        }
    }

    private static void copy(Request request, ResponseBody body, OutputStream out, @Nullable Arrivals arrivals)
            throws IOException {
        BufferedSource answer = (arrivals == null ? body : arrivals.arriving(body)).source();
        byte[] block = new byte[BLOCK];
        for (int read = next(request, answer, block); read >= 0; read = next(request, answer, block)) {
            out.write(block, 0, read);
            if (arrivals != null) {
                arrivals.tell(0, false);
            }
        }
    }

    /** A failure here is the answer's, not the disk's. */
    private static int next(Request request, BufferedSource answer, byte[] block) {
        try {
            return answer.read(block);
        } catch (IOException e) {
            throw Failures.of(request, e);
        }
    }

    private static final class DeletedAtEnd extends ForwardingSource {
        private final TemporaryFolder folder;

        DeletedAtEnd(Path file, TemporaryFolder folder) throws IOException {
            super(Okio.source(file));
            this.folder = folder;
        }

        @Override
        public long read(Buffer sink, long byteCount) {
            try {
                return super.read(sink, byteCount);
            } catch (IOException e) {
                throw new UncheckedIOException("A slice can't be read in the folder for temporary files", e);
            }
        }

        @Override
        public void close() {
            try {
                super.close();
                folder.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A slice can't be deleted in the folder for temporary files", e);
            }
        }
    }
}
