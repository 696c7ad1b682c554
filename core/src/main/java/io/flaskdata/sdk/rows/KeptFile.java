package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.internal.SdkVersion;
import io.flaskdata.sdk.internal.Sha256Stream;
import io.flaskdata.sdk.json.internal.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * A file made from one answer, with its manifest: both appear, or neither.
 *
 * <p>Both are written and forced to disk under temporary names; then the old manifest is renamed aside, the file gets
 * its name, and the new manifest gets its name. Wherever a process is killed, the manifest with the file's SHA-256
 * still exists: {@link #manifest} finds it, and the next writer restores its name.
 */
final class KeptFile implements AutoCloseable {
    private static final int LOOKS = 5;

    private final AtomicFile file;
    private final AtomicFile beside;
    private final boolean replacing;
    private final InstantSource clock;
    private final Instant started;

    private KeptFile(AtomicFile file, AtomicFile beside, boolean replacing, InstantSource clock) {
        this.file = file;
        this.beside = beside;
        this.replacing = replacing;
        this.clock = clock;
        this.started = now();
    }

    static KeptFile create(Path target, boolean replacing, InstantSource clock) throws IOException {
        AtomicFile file = AtomicFile.claim(target, replacing);
        try {
            mend(file.target());
            AtomicFile beside = AtomicFile.claim(Manifest.path(file.target()), replacing);
            try {
                refuse(file.target(), replacing);
                refuse(beside.target(), replacing);
                return new KeptFile(file, beside, replacing, clock);
            } catch (IOException e) {
                beside.close();
                throw e;
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static void refuse(Path path, boolean replacing) throws IOException {
        AtomicFile.refuseExisting(path, replacing);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, "it is no file, so it is not replaced");
        }
    }

    OutputStream out() {
        return file.out();
    }

    Path written() throws IOException {
        return file.written();
    }

    Manifest commit(Request request, Manifest.Format format, @Nullable Long rows, @Nullable String note)
            throws IOException {
        return commit(request, format, rows, note, null);
    }

    Manifest commit(
            Request request,
            Manifest.Format format,
            @Nullable Long rows,
            @Nullable String note,
            @Nullable Map<String, Object> options)
            throws IOException {
        Sha256Stream content = file.finish();
        Manifest manifest = new Manifest(
                SdkVersion.TEXT,
                Manifest.Source.of(request, started, now()),
                new Manifest.Content(
                        String.valueOf(file.target().getFileName()),
                        format,
                        rows,
                        content.bytes(),
                        content.sha256(),
                        note,
                        options));
        beside.out().write(Json.utf8(manifest.json()));
        beside.finish();
        AtomicFile.refuseExisting(file.target(), replacing);
        AtomicFile.refuseExisting(beside.target(), replacing);
        if (Files.exists(beside.target())) {
            Files.move(beside.target(), aside(file.target()), StandardCopyOption.ATOMIC_MOVE);
        }
        file.commit();
        try {
            beside.commit();
        } catch (IOException e) {
            if (!replacing) {
                Files.deleteIfExists(file.target());
            }
            throw e;
        }
        Files.deleteIfExists(aside(file.target()));
        return manifest;
    }

    /** Where the old manifest is kept while the file is replaced. */
    private static Path aside(Path file) {
        return file.resolveSibling("." + Manifest.path(file).getFileName() + ".old");
    }

    /** Finishes or undoes what a killed process had begun; the caller must hold the file's lock. */
    private static void mend(Path file) throws IOException {
        Path manifest = Manifest.path(file);
        Path aside = aside(file);
        if (isBetween(file)) {
            Sha256Stream content = Sha256Stream.of(file);
            for (Path path : new Path[] {AtomicFile.temporary(manifest), aside}) {
                if (describing(path, content) != null) {
                    Files.move(path, manifest, StandardCopyOption.ATOMIC_MOVE);
                    break;
                }
            }
        }
        Files.deleteIfExists(aside);
    }

    /** Whether a writer is active or was killed. */
    private static boolean isBetween(Path file) {
        return Files.exists(file)
                && (Files.exists(AtomicFile.temporary(Manifest.path(file))) || Files.exists(aside(file)));
    }

    /** The manifest at this path, if it is one and describes this content. */
    private static @Nullable Manifest describing(Path path, Sha256Stream content) throws IOException {
        try {
            Manifest manifest = Manifest.of(path);
            boolean same = manifest != null
                    && manifest.content().bytes() == content.bytes()
                    && manifest.content().sha256().equals(content.sha256());
            return same ? manifest : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The manifest of the file as it is now, even while the file is being replaced or after a process was killed doing
     * so.
     */
    static Manifest manifest(Path file) throws IOException {
        for (int look = 1; look <= LOOKS; look++) {
            Manifest found = look(file);
            if (found != null) {
                return found;
            }
        }
        throw new IOException(Manifest.path(file) + " is not the manifest of the file as it is now");
    }

    /** Null when no manifest describes the file; an active writer may have interfered. */
    private static @Nullable Manifest look(Path file) throws IOException {
        Path visible = Manifest.path(file);
        if (!isBetween(file)) {
            Manifest manifest = Manifest.read(visible);
            return !Files.exists(file) || Files.size(file) == manifest.content().bytes() ? manifest : null;
        }
        Sha256Stream content = Sha256Stream.of(file);
        // In the order in which a writer moves them, so none is missed.
        for (Path path : new Path[] {aside(file), AtomicFile.temporary(visible), visible}) {
            Manifest manifest = describing(path, content);
            if (manifest != null) {
                return manifest;
            }
        }
        return null;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            beside.close();
        }
    }
}
