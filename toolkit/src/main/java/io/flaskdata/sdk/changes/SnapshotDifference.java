package io.flaskdata.sdk.changes;

import io.flaskdata.sdk.changes.internal.MergedLines;
import io.flaskdata.sdk.edc.Extract;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.AtomicFile;
import io.flaskdata.sdk.internal.TemporaryFolder;
import io.flaskdata.sdk.rows.Manifest;
import io.flaskdata.sdk.rows.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two full extracts of the same rows: inserted, changed and deleted rows, found by key. FlaskData
 * reports no deletions and its date windows miss rows, so use this to find out what changed.
 *
 * <pre>{@code
 * SnapshotDifference.between(monday, tuesday).key("item_data_id").forEach(change -> ...);
 * }</pre>
 *
 * <p>Both files must have been written by {@link Extract#writeCsv}, or both by {@link Extract#writeJsonLines}. They are
 * first checked against their {@link Manifest}s, which must be of the same request. Values are compared by their JSON
 * text: {@code 1.10} is not {@code 1.1}, {@code "1"} is not {@code 1}; the order of columns doesn't matter. Memory
 * doesn't grow with the files; the temporary folder needs about as much space as both together, of very large files
 * briefly twice as much.
 * Immutable; makes no call.
 */
public final class SnapshotDifference {
    private static final int DEFAULT_BUFFER = 16 << 20;

    private final Path oldFile;
    private final Path newFile;
    private final List<String> key;
    private final @Nullable ZoneId zone;
    private final @Nullable Path temporary;
    private final int bufferBytes;

    private SnapshotDifference(
            Path oldFile,
            Path newFile,
            List<String> key,
            @Nullable ZoneId zone,
            @Nullable Path temporary,
            int bufferBytes) {
        this.oldFile = oldFile;
        this.newFile = newFile;
        this.key = key;
        this.zone = zone;
        this.temporary = temporary;
        this.bufferBytes = bufferBytes;
    }

    /**
     * The number of rows by kind of change.
     *
     * @param inserted rows only the new file has
     * @param changed rows both have, with other values
     * @param deleted rows only the old file has
     * @param unchanged rows both have
     */
    public record Counts(long inserted, long changed, long deleted, long unchanged) {}

    /**
     * Two files to compare, with their manifests beside them. Reads nothing yet.
     *
     * @param oldFile the earlier extract
     * @param newFile the later one
     * @return the difference, which still needs a {@link #key}
     */
    public static SnapshotDifference between(Path oldFile, Path newFile) {
        return new SnapshotDifference(
                Arguments.notNull(oldFile, "oldFile"),
                Arguments.notNull(newFile, "newFile"),
                List.of(),
                null,
                null,
                DEFAULT_BUFFER);
    }

    /**
     * Sets the columns that together identify a row, such as {@code item_data_id} of {@code cc_event_data}. Each row
     * must have a value in each.
     *
     * @param columns the columns' names
     * @return the difference by this key
     * @throws IllegalArgumentException when there is none, or one is blank or named twice
     */
    public SnapshotDifference key(String... columns) {
        List<String> checked = List.of(columns);
        checked.forEach(column -> Arguments.notBlank(column, "columns"));
        if (checked.isEmpty() || new LinkedHashSet<>(checked).size() < checked.size()) {
            throw new IllegalArgumentException("columns must have at least one column, each only once");
        }
        return new SnapshotDifference(oldFile, newFile, checked, zone, temporary, bufferBytes);
    }

    /**
     * Declares the server's time zone, which {@link Row#date} needs to convert an instant.
     *
     * @param zone the zone the server runs in
     */
    public SnapshotDifference zone(ZoneId zone) {
        ZoneId known = Objects.requireNonNull(zone, "zone");
        return new SnapshotDifference(oldFile, newFile, key, known, temporary, bufferBytes);
    }

    /**
     * Sets the folder to sort in; the system's temporary folder by default. Its files are deleted at the end; those of
     * a killed process, by the next one that sorts there.
     *
     * @param folder a folder with enough free space, and as well guarded as the files
     */
    public SnapshotDifference temporaryFolder(Path folder) {
        return new SnapshotDifference(oldFile, newFile, key, zone, Arguments.notNull(folder, "folder"), bufferBytes);
    }

    /**
     * Sets how much heap sorting may use; 16 MiB by default. A single row may be longer.
     *
     * @param bytes more than zero
     * @throws IllegalArgumentException when it is not
     */
    public SnapshotDifference bufferBytes(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes must be more than zero");
        }
        return new SnapshotDifference(oldFile, newFile, key, zone, temporary, bytes);
    }

    /**
     * Compares the files and passes every change to the consumer, in the order of the keys' text.
     *
     * @param consumer called once for each row that was inserted, changed or deleted
     * @return how many there were of each
     * @throws IllegalStateException when no key was named
     * @throws IllegalArgumentException when the columns are not a key (two rows of a file have the same values in them,
     *     or a row has no value), or the files are of different requests or formats
     * @throws UncheckedIOException when a file does not match its manifest, or the disk fails
     */
    public Counts forEach(Consumer<? super RowChange> consumer) {
        if (key.isEmpty()) {
            throw new IllegalStateException("The difference has no key");
        }
        Snapshot before = Snapshot.verified("old", oldFile);
        Snapshot after = Snapshot.verified("new", newFile);
        requireComparable(before.manifest(), after.manifest());
        try (TemporaryFolder folder = TemporaryFolder.in(temporary);
                MergedLines old = before.sorted(key, folder.path(), bufferBytes);
                MergedLines now = after.sorted(key, folder.path(), bufferBytes)) {
            return new SnapshotMerge(zone, consumer).merge(old, now);
        } catch (IOException e) {
            throw new UncheckedIOException("The files can't be compared: " + e.getMessage(), e);
        }
    }

    /**
     * Compares and writes every change as a JSON line, {@code {"change":"changed","old":{…},"new":{…}}}. The file must
     * not exist; it appears complete or not at all.
     *
     * @return how many there were of each
     * @throws UncheckedIOException as {@link #forEach} does, and when the file exists or can't be written
     * @throws IllegalArgumentException as {@link #forEach} does
     */
    public Counts writeTo(Path file) {
        try (AtomicFile target = AtomicFile.create(file, false)) {
            Counts counts = forEach(change -> write(target.out(), change));
            target.commit();
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be written: " + e.getMessage(), e);
        }
    }

    private static void write(OutputStream out, RowChange change) {
        try {
            out.write((change.json() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be written: " + e.getMessage(), e);
        }
    }

    private static void requireComparable(Manifest before, Manifest after) {
        if (before.content().format() != after.content().format()) {
            throw new IllegalArgumentException("The files have different formats");
        }
        if (!Objects.equals(before.content().note(), after.content().note())) {
            throw new IllegalArgumentException("The values of one file are written in another way than the other's");
        }
        boolean same = before.source().operation().equals(after.source().operation())
                && Objects.equals(before.source().database(), after.source().database())
                && before.source().request().equals(after.source().request());
        if (!same) {
            throw new IllegalArgumentException("The files are not of the same request: their rows can't be compared");
        }
    }

    @Override
    public String toString() {
        return "SnapshotDifference[" + oldFile + ", " + newFile + ", by " + key + "]";
    }
}
