package io.flaskdata.sdk.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output that keeps why it can't be written: a {@link PrintStream} alone only says that something failed. */
final class Output extends PrintStream {
    private final Kept kept;

    private Output(Kept kept) {
        super(kept, true, StandardCharsets.UTF_8);
        this.kept = kept;
    }

    static Output to(OutputStream target) {
        return new Output(new Kept(target));
    }

    /** Ends the command when something written before didn't arrive. */
    void check() {
        flush();
        IOException failure = kept.failure;
        if (failure == null) {
            return;
        }
        String reason = String.valueOf(failure.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
            throw new ClosedException(failure);
        }
        throw new UncheckedIOException("Standard output can't be written: " + reason, failure);
    }

    /** Who read standard output has ended, such as {@code head}. */
    static final class ClosedException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        ClosedException(IOException cause) {
            super("Standard output was closed by its reader", cause);
        }
    }

    private static final class Kept extends OutputStream {
        private final OutputStream target;
        private volatile @Nullable IOException failure;

        Kept(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
