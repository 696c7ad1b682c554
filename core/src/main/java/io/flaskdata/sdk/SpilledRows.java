package io.flaskdata.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A whole answer on the disk, so that neither the server nor its time limit waits for who reads the rows. Only its owner
 * may read the file, which is gone when this is closed.
 */
record SpilledRows(Request request, @Nullable MediaType type, Path file, RowContext context) implements AutoCloseable {
    private static final int BLOCK = 64 * 1024;

    static SpilledRows of(Call<ResponseBody> call, RowContext context) {
        try (ResponseBody body = Transport.answer(call)) {
            SpilledRows rows = new SpilledRows(
                    call.request(), body.contentType(), Files.createTempFile("flaskdata-slice", ".json"), context);
            boolean whole = false;
            try (OutputStream out = Files.newOutputStream(rows.file)) {
                copy(call.request(), body.source(), out);
                whole = true;
            } finally {
                if (!whole) {
                    rows.close();
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("A slice can't be kept in the folder for temporary files", e);
        }
    }

    private static void copy(Request request, BufferedSource answer, OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int read = next(request, answer, block); read >= 0; read = next(request, answer, block)) {
            out.write(block, 0, read);
        }
    }

    private static int next(Request request, BufferedSource answer, byte[] block) {
        try {
            return answer.read(block);
        } catch (IOException e) {
            throw Failures.of(request, e);
        }
    }

    RowStream open() {
        try {
            return RowStream.over(
                    request, ResponseBody.create(Okio.buffer(Okio.source(file)), type, Files.size(file)), context);
        } catch (IOException e) {
            throw new UncheckedIOException("A slice can't be read in the folder for temporary files", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A slice can't be deleted in the folder for temporary files", e);
        }
    }
}
