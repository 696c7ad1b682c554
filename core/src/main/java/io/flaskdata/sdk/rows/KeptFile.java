package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.internal.SdkVersion;
import io.flaskdata.sdk.internal.Sha256Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** A file made of one answer, its manifest written after it, beside it. */
final class KeptFile implements AutoCloseable {
    private final AtomicFile file;
    private final InstantSource clock;
    private final Instant started;

    private KeptFile(AtomicFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.started = now();
    }

    static KeptFile create(Path target, boolean replacing, InstantSource clock) throws IOException {
        AtomicFile.refuseExisting(Manifest.path(target), replacing);
        return new KeptFile(AtomicFile.create(target, replacing), clock);
    }

    OutputStream out() {
        return file.out();
    }

    Path written() throws IOException {
        return file.written();
    }

    Manifest commit(Request request, Manifest.Format format, @Nullable Long rows) throws IOException {
        Sha256Stream content = file.commit();
        Manifest manifest = new Manifest(
                SdkVersion.TEXT,
                Manifest.Source.of(request, started, now()),
                new Manifest.Content(
                        String.valueOf(file.target().getFileName()), format, rows, content.bytes(), content.sha256()));
        try (AtomicFile beside = AtomicFile.create(Manifest.path(file.target()), true)) {
            beside.out().write(manifest.json().getBytes(StandardCharsets.UTF_8));
            beside.commit();
        }
        return manifest;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
