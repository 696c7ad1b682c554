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
 * @param limits how much of it is believed; {@link ZipLimits#DEFAULT} by default
 * @param charset the CSV files' charset, such as {@code windows-1255}; UTF-8 by default; a byte order mark is left out
 * @param nameCharset the charset of names that the zip does not mark as UTF-8, such as {@code IBM862}; UTF-8 by default
 * @param zone the server's time zone, without which {@link Row#date} reads no date from an instant; null by default: the
 *     database's of a download, none of a file
 * @param picked which files are read, by their names, and are then taken for CSV whatever they are called; null by default:
 *     all of them, and {@link CsvArchive#forEachRow} refuses a zip in which only some are named {@code .csv}
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

    /** Checks that what must be there is. */
    public ZipOptions {
        Arguments.notNull(limits, "limits");
        Arguments.notNull(charset, "charset");
        Arguments.notNull(nameCharset, "nameCharset");
    }

    /**
     * With other limits.
     *
     * @param other how much of the zip is believed
     */
    public ZipOptions withLimits(ZipLimits other) {
        return new ZipOptions(other, charset, nameCharset, zone, picked);
    }

    /** With another charset of the CSV files. */
    public ZipOptions withCharset(Charset other) {
        return new ZipOptions(limits, other, nameCharset, zone, picked);
    }

    /** With another charset of the names. */
    public ZipOptions withNameCharset(Charset other) {
        return new ZipOptions(limits, charset, other, zone, picked);
    }

    /** With the server's time zone. */
    public ZipOptions withZone(ZoneId other) {
        return new ZipOptions(limits, charset, nameCharset, Arguments.notNull(other, "other"), picked);
    }

    /**
     * With some of the files only.
     *
     * @param names says of a file's name, folders included, whether the file is read
     */
    public ZipOptions withPicked(Predicate<String> names) {
        return new ZipOptions(limits, charset, nameCharset, zone, Arguments.notNull(names, "names"));
    }
}
