package io.flaskdata.sdk.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A format that {@link ExtractFile#write(RowFormat)} writes, such as those of {@code flaskdata-formats}. */
public interface RowFormat {
    /** What a manifest calls it. */
    Manifest.Format format();

    /**
     * Begins a file.
     *
     * @param out where its bytes go; the caller closes it, after the output
     * @param columns the file's columns, in their order; empty when the first row's are the file's
     * @return the output, to be closed
     * @throws IOException when it can't be written
     */
    Output open(OutputStream out, List<String> columns) throws IOException;

    /**
     * How it writes, for the manifest.
     *
     * @return what is not the default, by name, as JSON has values; by default nothing
     */
    default Map<String, Object> options() {
        return Map.of();
    }

    /** A file while its rows are written. */
    interface Output extends Closeable {
        /**
         * Writes a row.
         *
         * @param row the row
         * @throws IOException when it can't be written
         * @throws IllegalStateException when its columns are not the file's, or a value doesn't fit
         */
        void write(Row row) throws IOException;

        /**
         * Writes what follows the last row. Called once; a file that is closed without it is not complete.
         *
         * @return a remark for the manifest: what the format couldn't hold; null when there is none
         * @throws IOException when it can't be written
         */
        @Nullable
        String finish() throws IOException;
    }
}
