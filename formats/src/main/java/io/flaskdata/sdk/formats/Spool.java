package io.flaskdata.sdk.formats;

import io.flaskdata.sdk.internal.TemporaryFolder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Rows in a temporary file that only its owner can read, until all are there. */
final class Spool implements Closeable {
    private final TemporaryFolder folder;
    private final Path file;
    private final DataOutputStream out;

    private Spool(TemporaryFolder folder, Path file) throws IOException {
        this.folder = folder;
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    static Spool create() throws IOException {
        TemporaryFolder folder = TemporaryFolder.in(null);
        try {
            return new Spool(folder, folder.path().resolve("rows"));
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    void write(@Nullable String[] texts) throws IOException {
        for (String text : texts) {
            if (text == null) {
                out.writeInt(-1);
            } else {
                byte[] bytes = Utf8.bytes(text);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    /** Receives each row that was written. */
    interface Reader {
        void row(@Nullable String[] texts) throws IOException;
    }

    void read(long rows, int columns, Reader reader) throws IOException {
        out.close();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (long row = 0; row < rows; row++) {
                @Nullable String[] texts = new String[columns];
                for (int i = 0; i < columns; i++) {
                    int length = in.readInt();
                    texts[i] = length < 0 ? null : Utf8.text(in.readNBytes(length));
                }
                reader.row(texts);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            out.close();
        }
    }
}
