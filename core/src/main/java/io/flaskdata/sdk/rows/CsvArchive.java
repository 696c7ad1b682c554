package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.errors.ProtocolViolationException;
import io.flaskdata.sdk.internal.Arguments;
import io.flaskdata.sdk.internal.Redaction;
import io.flaskdata.sdk.internal.RowContext;
import io.flaskdata.sdk.internal.TemporaryFolder;
import io.flaskdata.sdk.json.internal.BrokenAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip of CSV files on disk, read without unpacking it. Single-pass and not thread-safe; close it, or use {@link
 * #forEachRow}, which closes it.
 *
 * <p>A zip is opened only if it is complete: every entry is read and checked against its CRC, and there must be no
 * entry that the zip's directory does not list. A zip that is truncated, damaged, beyond the {@link ZipLimits}, or of
 * an unsupported kind (encrypted, compressed by a method other than deflate, with two files of one name or a name that
 * leads out of its folder) is an error, never a short result: a {@link ProtocolViolationException} when it came from
 * the server, an {@link UncheckedIOException} when it is a file on disk. Errors in a file's text are found when its
 * rows are read; from then on every call throws the same error.
 */
public final class CsvArchive implements Iterator<CsvFile>, AutoCloseable {
    private final ZipFile zip;
    private final @Nullable TemporaryFolder folder;
    private final List<String> names;
    private final ZipOptions options;
    private final RowContext context;
    private final Function<BrokenAnswerException, RuntimeException> failures;
    private final UnaryOperator<String> redaction;
    private int position;
    private @Nullable CsvFile current;
    private @Nullable RuntimeException failure;
    private boolean closed;

    private CsvArchive(
            ZipFile zip,
            @Nullable TemporaryFolder folder,
            List<String> names,
            ZipOptions options,
            Function<BrokenAnswerException, RuntimeException> failures,
            UnaryOperator<String> redaction) {
        this.zip = zip;
        this.folder = folder;
        this.names = names;
        this.options = options;
        this.context = new RowContext(options.zone());
        this.failures = failures;
        this.redaction = redaction;
    }

    /**
     * Opens a file in a temporary folder, which is deleted on close (the file itself sooner where possible), or a file
     * that stays.
     */
    static CsvArchive over(
            Path file,
            @Nullable TemporaryFolder folder,
            ZipOptions options,
            Function<BrokenAnswerException, RuntimeException> failures,
            UnaryOperator<String> redaction) {
        try {
            ZipCheck.Contents contents = ZipCheck.check(file, options);
            if (contents.unread() != null) {
                throw new BrokenAnswerException(contents.unread() + ": the zip can be saved, but not read here");
            }
            Predicate<String> picked = options.picked();
            List<String> names = picked == null
                    ? contents.files()
                    : contents.files().stream().filter(picked).toList();
            int mode = ZipFile.OPEN_READ | (folder != null ? ZipFile.OPEN_DELETE : 0);
            return new CsvArchive(
                    new ZipFile(file.toFile(), mode, options.nameCharset()),
                    folder,
                    names,
                    options,
                    failures,
                    redaction);
        } catch (BrokenAnswerException e) {
            throw failures.apply(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "The zip can't be read from the disk: " + e.getClass().getSimpleName() + ", " + e.getMessage(), e);
    }

    /**
     * Opens a zip on disk, such as one written by a {@link Download}.
     *
     * @param file the zip
     * @return the archive, to be closed
     * @throws UncheckedIOException when it can't be opened, or is not a complete, readable zip
     */
    public static CsvArchive open(Path file) {
        return open(file, ZipOptions.DEFAULT);
    }

    /**
     * Opens a zip on disk.
     *
     * @param file the zip
     * @param options how it is read
     * @return the archive, to be closed
     * @throws UncheckedIOException when it can't be opened, or is not a complete, readable zip
     */
    public static CsvArchive open(Path file, ZipOptions options) {
        return over(
                file,
                null,
                Arguments.notNull(options, "options"),
                e -> new UncheckedIOException(file + " can't be read: " + e.getMessage(), e),
                Redaction::of);
    }

    /**
     * Whether another file follows.
     *
     * @return false after the last file
     * @throws ProtocolViolationException when an earlier file of a downloaded zip was invalid
     * @throws UncheckedIOException when an earlier file of a zip on disk was invalid
     * @throws IllegalStateException when closed
     */
    @Override
    public boolean hasNext() {
        requireUsable();
        return position < names.size();
    }

    /**
     * The next file; the previous one can no longer be read.
     *
     * @throws NoSuchElementException after the last
     */
    @Override
    public CsvFile next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more files");
        }
        CsvFile file = new CsvFile(this, names.get(position++));
        current = file;
        return file;
    }

    /**
     * Passes every row of every file to the consumer, then closes the archive. A zip in which only some files are named
     * {@code .csv} is refused before the first row, unless files were picked.
     *
     * @param consumer called once for each row, with its file
     * @return how many rows there were
     * @throws ProtocolViolationException when a downloaded zip is invalid
     * @throws UncheckedIOException when a zip on disk is invalid
     */
    public long forEachRow(BiConsumer<? super CsvFile, ? super Row> consumer) {
        try (this) {
            requireUsable();
            long others = names.stream().filter(name -> !CsvFile.isCsv(name)).count();
            if (options.picked() == null && others > 0 && others < names.size()) {
                throw failures.apply(new BrokenAnswerException("of the zip's " + names.size() + " files " + others
                        + " are not named .csv: select the files to read with ZipOptions.withPicked"));
            }
            long rows = 0;
            while (hasNext()) {
                CsvFile file = next();
                rows += file.forEachRow(row -> consumer.accept(file, row));
            }
            return rows;
        }
    }

    CsvParser parser(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BrokenAnswerException("the zip changed while it was read");
        }
        InputStream content = zip.getInputStream(entry);
        ZipLimits limits = options.limits();
        return new CsvParser(content, limits.cellLength(), limits.columns(), options.charset(), context, redaction);
    }

    /** Runs one reading step of a file, which must be the archive's current one. */
    <T> @Nullable T reading(CsvFile file, Step<T> step) {
        if (file != current) {
            throw new IllegalStateException("The archive is no longer at this file");
        }
        requireUsable();
        try {
            return step.take();
        } catch (BrokenAnswerException e) {
            failure = failures.apply(e);
            throw failure;
        } catch (IOException e) {
            failure = unreadable(e);
            throw failure;
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new IllegalStateException("This archive is closed");
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A step that reads. */
    interface Step<T> {
        @Nullable
        T take() throws IOException;
    }

    /** Closes the zip; unread rows are discarded. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder) {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The zip can't be closed", e);
        }
    }
}
