package io.flaskdata.sdk.rows;

import io.flaskdata.sdk.internal.Arguments;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a zip of CSV files is read.
 *
 * @param limits its limits; {@link ZipLimits#DEFAULT} by default
 * @param charset the CSV files' charset, such as {@code windows-1255}; UTF-8 by default; a byte order mark is skipped
 * @param nameCharset the charset of file names not marked as UTF-8, such as {@code IBM862}; UTF-8 by default
 * @param zone the server's time zone, which {@link Row#date} needs to convert an instant; null, the default, means the
 *     database's zone for a download and none for a file
 * @param picked selects by name the files to read, all of which are then read as CSV; null, the default, selects all
 *     files, and {@link CsvArchive#forEachRow} refuses a zip in which only some are named {@code .csv}
 */
public record ZipOptions(
        ZipLimits limits,
        Charset charset,
        Charset nameCharset,
        @Nullable ZoneId zone,
        @Nullable Predicate<String> picked) {
    /** The defaults. */
    public static final ZipOptions DEFAULT =
            new ZipOptions(ZipLimits.DEFAULT, StandardCharsets.UTF_8, StandardCharsets.UTF_8, null, null);

    /** Checks that required options are present. */
    public ZipOptions {
        Arguments.notNull(limits, "limits");
        Arguments.notNull(charset, "charset");
        Arguments.notNull(nameCharset, "nameCharset");
    }

    /** Changes the limits. */
    public ZipOptions withLimits(ZipLimits other) {
        return new ZipOptions(other, charset, nameCharset, zone, picked);
    }

    /** Changes the CSV files' charset. */
    public ZipOptions withCharset(Charset other) {
        return new ZipOptions(limits, other, nameCharset, zone, picked);
    }

    /** Changes the charset of the file names. */
    public ZipOptions withNameCharset(Charset other) {
        return new ZipOptions(limits, charset, other, zone, picked);
    }

    /** Sets the server's time zone. */
    public ZipOptions withZone(ZoneId other) {
        return new ZipOptions(limits, charset, nameCharset, Arguments.notNull(other, "other"), picked);
    }

    /**
     * Selects the files to read.
     *
     * @param names tests a file's path in the zip
     */
    public ZipOptions withPicked(Predicate<String> names) {
        return new ZipOptions(limits, charset, nameCharset, zone, Arguments.notNull(names, "names"));
    }
}
