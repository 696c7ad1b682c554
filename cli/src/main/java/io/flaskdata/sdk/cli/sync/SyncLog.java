package io.flaskdata.sdk.cli.sync;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log of JSON lines, appended to a file: {@code time}, {@code event}, and what belongs to it. No values of rows. */
public final class SyncLog implements Closeable {
    private static final Gson JSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final OutputStream out;
    private final InstantSource clock;

    private SyncLog(OutputStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Opens a log; null for none. */
    public static SyncLog to(@Nullable Path file, InstantSource clock) throws IOException {
        return new SyncLog(
                file == null
                        ? OutputStream.nullOutputStream()
                        : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                clock);
    }

    /** Writes one line, at once. */
    public void event(String event, Map<String, ? extends @Nullable Object> what) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("time", Sync.text(clock.instant()));
        members.put("event", event);
        members.putAll(what);
        try {
            out.write((JSON.toJson(members) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The log can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
