package io.flaskdata.sdk.changes.internal;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** A place in a {@link SortedRun}. */
public final class RunCursor implements Closeable {
    private final DataInputStream in;
    private long left;
    private @Nullable KeyedLine head;

    public RunCursor(SortedRun run) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(run.file()), SortedRun.BUFFER));
        this.left = run.lines();
        advance();
    }

    /** The line the cursor is at, null after the last. */
    public @Nullable KeyedLine head() {
        return head;
    }

    public void advance() throws IOException {
        head = left == 0 ? null : KeyedLine.read(in);
        left--;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
