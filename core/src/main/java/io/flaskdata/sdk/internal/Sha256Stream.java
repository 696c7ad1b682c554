package io.flaskdata.sdk.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Passes bytes on, counts them and computes their SHA-256. */
public final class Sha256Stream extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest;
    private long bytes;
    private @Nullable String sha256;

    Sha256Stream(OutputStream out) {
        this.out = out;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public static Sha256Stream of(Path file) throws IOException {
        Sha256Stream stream = new Sha256Stream(nullOutputStream());
        Files.copy(file, stream);
        return stream;
    }

    public long bytes() {
        return bytes;
    }

    /** In lower-case hexadecimal digits; nothing may be written after it. */
    public String sha256() {
        if (sha256 == null) {
            sha256 = HexFormat.of().formatHex(digest.digest());
        }
        return sha256;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
        out.write(block, offset, length);
        digest.update(block, offset, length);
        bytes += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
