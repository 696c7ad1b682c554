package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.RowContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A zip of CSV files, read from an answer while it arrives or from the disk, without unpacking it there. Single-pass, for
 * one thread; close it, or use {@link #forEachRow}, which does.
 *
 * <p>A zip that was cut or damaged, a file whose CRC is wrong, a name that leads elsewhere or stands twice, and anything
 * beyond the {@link ZipLimits} is an error, never a short result: of an answer a {@link ProtocolViolationException}, of a
 * file on the disk an {@link UncheckedIOException}. After it every further use throws it again. Only when {@link
 * #hasNext()} was false is the zip known to be whole: a file's CRC comes after its rows, so keep what you made of them
 * until then.
 */
public final class CsvArchive implements Iterator<CsvFile>, AutoCloseable {
    private final ZipReader zip;
    private final ZipLimits limits;
    private final RowContext context;
    private final Function<IOException, RuntimeException> failures;
    private @Nullable CsvFile current;
    private @Nullable CsvFile next;
    private @Nullable RuntimeException failure;
    private boolean ended;
    private boolean closed;

    private CsvArchive(
            InputStream in, ZipLimits limits, RowContext context, Function<IOException, RuntimeException> failures) {
        this.zip = new ZipReader(in, limits);
        this.limits = limits;
        this.context = context;
        this.failures = failures;
    }

    static CsvArchive over(
            InputStream in, ZipLimits limits, RowContext context, Function<IOException, RuntimeException> failures) {
        return new CsvArchive(in, limits, context, failures);
    }

    /**
     * Opens a zip on the disk, such as a {@link Download} wrote.
     *
     * @param file the zip
     * @return the archive, to be closed
     * @throws UncheckedIOException when it can't be opened
     */
    public static CsvArchive open(Path file) {
        return open(file, ZipLimits.DEFAULT, null);
    }

    /**
     * Opens a zip on the disk.
     *
     * @param file the zip
     * @param limits how much of it is believed
     * @param zone the server's time zone, without which {@link Row#date} reads no date from an instant; null when unknown
     * @return the archive, to be closed
     * @throws UncheckedIOException when it can't be opened
     */
    public static CsvArchive open(Path file, ZipLimits limits, @Nullable ZoneId zone) {
        Function<IOException, RuntimeException> failures =
                e -> new UncheckedIOException(file + " can't be read: " + e.getMessage(), e);
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            return over(in, Arguments.notNull(limits, "limits"), new RowContext(zone), failures);
        } catch (IOException e) {
            throw failures.apply(e);
        }
    }

    /**
     * Whether another file follows; reads the rest of the last one, whose rows are lost by it.
     *
     * @return false after the last file, when the zip was whole
     * @throws ProtocolViolationException when it is not what it should be, of an answer
     * @throws UncheckedIOException when it is not, of a file on the disk
     * @throws IllegalStateException when closed
     */
    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            current = null;
            next = guarded(this::nextFile);
            ended = next == null;
        }
        return next != null;
    }

    private @Nullable CsvFile nextFile() throws IOException {
        ZipEntry entry = zip.next();
        while (entry != null && entry.isDirectory()) {
            entry = zip.next();
        }
        return entry == null ? null : new CsvFile(this, entry.getName());
    }

    /**
     * The next file; the one before can't be read any more.
     *
     * @return the file
     * @throws NoSuchElementException after the last
     * @throws ProtocolViolationException when the zip is not what it should be, of an answer
     * @throws UncheckedIOException when it is not, of a file on the disk
     */
    @Override
    public CsvFile next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more files");
        }
        CsvFile file = Objects.requireNonNull(next);
        current = file;
        next = null;
        return file;
    }

    /**
     * Hands over every row of every file and closes.
     *
     * @param consumer called once for each row, with its file
     * @return how many rows there were
     * @throws ProtocolViolationException when the zip is not what it should be, of an answer
     * @throws UncheckedIOException when it is not, of a file on the disk
     */
    public long forEachRow(BiConsumer<? super CsvFile, ? super Row> consumer) {
        try (this) {
            long rows = 0;
            while (hasNext()) {
                CsvFile file = next();
                rows += file.forEachRow(row -> consumer.accept(file, row));
            }
            return rows;
        }
    }

    CsvParser parser() throws IOException {
        return new CsvParser(zip.content(), limits.cellLength(), limits.columns(), context);
    }

    /** A step that a file makes while it is the archive's current one. */
    <T> @Nullable T reading(CsvFile file, Step<T> step) {
        if (file != current) {
            throw new IllegalStateException("The archive is no longer at this file");
        }
        return guarded(step);
    }

    private <T> @Nullable T guarded(Step<T> step) {
        if (closed) {
            throw new IllegalStateException("This archive is closed");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            return step.take();
        } catch (IOException e) {
            failure = failures.apply(e);
            throw failure;
        }
    }

    /** Something that reads. */
    interface Step<T> {
        @Nullable
        T take() throws IOException;
    }

    /** Closes the zip; what was not read is given up. */
    @Override
    public void close() {
        closed = true;
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The zip can't be closed", e);
        }
    }
}
